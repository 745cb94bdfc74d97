"""Small random models, and their states by trying every combination of choices: the slow way, written from the
reference of the language."""

from __future__ import annotations

import random
from itertools import product

from detente.model import (
    Actor,
    Assignment,
    Condition,
    Consequence,
    Model,
    Option,
    Phase,
    Preference,
    Priorities,
    Row,
    Rule,
    SoftRule,
    Statement,
    Variable,
    Want,
    Wants,
    conditions,
)
from detente.model.actors import Direction
from detente.model.conditions import And, Constant, Count, Iff, Implies, Is, Not, Or, holds
from detente.model.quantities import fixed

WORLDS: tuple[Assignment, ...] = ((("office", "dove"),), (("office", "hawk"),))
OFFICE = Variable("office", ("dove", "hawk"), (Phase((Row((), (fixed(0.5), fixed(0.5))),)),))
Names = list[tuple[str, tuple[str, ...]]]


def random_condition(rng: random.Random, names: Names, depth: int = 2) -> Condition:
    def inner() -> Condition:
        return random_condition(rng, names, depth - 1)

    if depth == 0 or rng.random() < 0.3:
        name, values = rng.choice(names)
        return Is(name, rng.choice(values))
    kind = rng.randrange(7)
    low = rng.randint(-1, 3)
    return (
        Not(inner()),
        And((inner(), inner(), inner())),
        Or((inner(), inner())),
        Implies(inner(), inner()),
        Iff(inner(), inner()),
        Count(low, rng.randint(low, 4), (inner(), inner(), inner())),
        Constant(rng.random() < 0.7),
    )[kind]


def random_options(rng: random.Random, actors: int, one_way: bool = False) -> tuple[Option, ...]:
    directions: tuple[Direction, ...] = ("both",)
    if one_way:
        directions = ("both", "both", "forward", "backward", "fixed")
    return tuple(
        Option(
            f"a{rng.randrange(actors)}",
            f"o{number}",
            choices=("no", "yes") if rng.random() < 0.6 else tuple("pqrst"[: rng.randint(2, 5)]),
            direction=rng.choice(directions),
        )
        for number in range(rng.randint(1, 6))
    )


def random_preference(rng: random.Random, names: Names) -> Preference | None:
    said = [random_condition(rng, names) for _ in range(rng.randint(1, 6))]
    kind = rng.randrange(3)
    if kind == 0:
        return Priorities(tuple(Statement(each, f"p{place}") for place, each in enumerate(said)))
    worths = [fixed(rng.choice((0.1, 0.2, 0.3, 1.0, 2.5))) for _ in said]
    wants = tuple(
        Want(each, worth, rng.random() < 0.3, id=f"w{place}")
        for place, (each, worth) in enumerate(zip(said, worths, strict=True))
    )
    return Wants(wants) if kind == 1 else None


def random_model(seed: int, one_way: bool = False, consequences: int = 0, rules: int = 3) -> Model:
    rng = random.Random(seed)
    actors = rng.randint(1, 3)
    options = random_options(rng, actors, one_way)
    names: Names = [(option.id, option.choices) for option in options]
    anything = [*names, ("office", OFFICE.values)]
    preferences = [(f"a{number}", random_preference(rng, anything)) for number in range(actors)]
    return Model(
        f"random model {seed}",
        tuple(Actor(f"a{number}") for number in range(actors)),
        options,
        scenario=(OFFICE,),
        rules=tuple(Rule(f"r{n}", random_condition(rng, anything)) for n in range(rng.randint(0, rules))),
        soft_rules=tuple(
            SoftRule(f"s{n}", random_condition(rng, anything), fixed(0.7), (f"a{rng.randrange(actors)}",))
            for n in range(rng.randint(0, 2))
        ),
        consequences=tuple(random_consequence(rng, n, names, anything) for n in range(consequences)),
        preferences=tuple((actor, each) for actor, each in preferences if each is not None),
    )


def random_consequence(rng: random.Random, number: int, names: Names, anything: Names) -> Consequence:
    chosen = rng.sample(names, rng.randint(1, min(2, len(names))))
    return Consequence(
        f"c{number}", random_condition(rng, anything, 1), tuple((name, rng.choice(values)) for name, values in chosen)
    )


def combinations(model: Model) -> list[dict[str, str]]:
    """Every combination of choices, the first option changing fastest."""
    choices = [option.choices for option in reversed(model.options)]
    ids = [option.id for option in reversed(model.options)]
    return [dict(zip(ids, values, strict=True)) for values in product(*choices)]


def is_feasible(model: Model, values: dict[str, str], world: Assignment) -> bool:
    known = {**values, **dict(world)}
    followed = all(
        not holds(each.when, known) or all(values[name] == value for name, value in each.sets)
        for each in model.consequences
    )
    return followed and all(holds(rule.condition, known) for rule in model.rules)


def feasible(model: Model, worlds: tuple[Assignment, ...]) -> list[dict[str, str]]:
    """The feasible states, the slow way, in the order of their codes."""
    return [values for values in combinations(model) if any(is_feasible(model, values, world) for world in worlds)]


def may_change(option: Option, actor: str, before: str, after: str) -> bool:
    if before == after:
        return True
    later = option.choices.index(after) > option.choices.index(before)
    allowed = {"both": True, "forward": later, "backward": not later, "fixed": False}[option.direction]
    return option.owner == actor and allowed


def yes(name: str) -> Condition:
    return Is(name, "yes")


def free_model(count: int, rules: tuple[Condition, ...] = (), actors: int = 1) -> Model:
    """Yes/no options ``a0.o0``, ``a0.o1``, ..., shared out in turn, under some rules."""
    return Model(
        "free",
        tuple(Actor(f"a{number}") for number in range(actors)),
        tuple(Option(f"a{number % actors}", f"o{number}") for number in range(count)),
        rules=tuple(Rule(f"r{number}", each, conditions.text(each)) for number, each in enumerate(rules)),
    )
