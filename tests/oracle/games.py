"""Random models with a seed, to hold the fast code against the slow twin.

``random_model(seed)`` gives a model and values for its scenario variables. Kinds, drawn by the seed: *options* (2-5
actors, up to 3 options each, yes/no or 3-4 named choices, any direction, up to three rules of every form, some of
which speak of a scenario variable); the same with forced *consequences*; and explicit *graphs*, whose moves are
mostly not transitive. Preferences rotate between priorities, rankings (ties, strong gaps) and wants (small worths in
halves, so ties are exact, sometimes with soft rules). A model has between 1 and ``largest`` feasible states.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

from detente.model import (
    Actor,
    Condition,
    Consequence,
    Graph,
    Model,
    Option,
    Phase,
    Preference,
    Priorities,
    Ranking,
    Row,
    Rule,
    SoftRule,
    Statement,
    Variable,
    Want,
    Wants,
)
from detente.model.conditions import And, Constant, Count, Iff, Implies, Is, Not, Or
from detente.model.quantities import between, fixed

from .conflict import State, feasible_states

KINDS = ("options", "options", "options", "consequences", "graph")
DIRECTIONS = ("both", "both", "both", "forward", "backward", "fixed")
NAMES = ("low", "middle", "high", "extreme")
WEATHER = Variable("weather", ("fair", "foul"), (Phase((Row((), (fixed(0.5), fixed(0.5))),)),))


@dataclass(frozen=True)
class Drawn:
    """A model, and the scenario under which to look at it."""

    model: Model
    scenario: tuple[tuple[str, str], ...]
    kind: str
    seed: int


def random_model(seed: int, largest: int = 24, kind: str | None = None) -> Drawn:
    """A random model with at most ``largest`` feasible states. The same seed gives the same model."""
    random = Random(f"{seed}/{largest}/{kind}")
    chosen = kind or random.choice(KINDS)
    scenario = (("weather", random.choice(WEATHER.values)),)
    while True:
        frame = graph_frame(random, largest) if chosen == "graph" else option_frame(random, chosen)
        if frame.graph is None and product_size(frame) > 8 * largest:
            continue
        states = feasible_states(frame, dict(scenario))
        if 1 <= len(states) <= largest:
            return Drawn(with_preferences(random, frame, states), scenario, chosen, seed)


def product_size(model: Model) -> int:
    size = 1
    for option in model.options:
        size *= len(option.choices)
    return size


# Options, rules, consequences


def option_frame(random: Random, kind: str) -> Model:
    actors = tuple(Actor(f"a{k}") for k in range(random.choice((2, 2, 2, 3, 3, 4, 5))))
    directions = random.choice((("both",), DIRECTIONS))
    options = tuple(
        random_option(random, actor.id, number, directions)
        for actor in actors
        for number in range(random.choice((0, 1, 1, 2, 3)))
    )
    if len(options) < 2:
        return option_frame(random, kind)
    options = tuple(random.sample(options, len(options)))
    rules = tuple(Rule(f"rule-{k}", random_rule(random, options)) for k in range(random.choice((0, 0, 1, 1, 2, 3))))
    return Model(
        title="random",
        actors=actors,
        options=options,
        rules=rules,
        scenario=(WEATHER,),
        consequences=random_consequences(random, options) if kind == "consequences" else (),
    )


def random_option(random: Random, owner: str, number: int, directions: tuple[str, ...]) -> Option:
    choices = NAMES[: random.choice((3, 4))] if random.random() < 0.2 else ("no", "yes")
    return Option(owner, f"o{number}", choices=choices, direction=random.choice(directions))  # type: ignore[arg-type]


def random_consequences(random: Random, options: tuple[Option, ...]) -> tuple[Consequence, ...]:
    """One to three consequences: unrelated, or a chain in which each sets off the next, listed in any order."""
    if random.random() < 0.5:
        return tuple(random_consequence(random, options, k) for k in range(random.choice((1, 1, 2, 3))))
    links = [
        (option.id, random.choice(option.choices))
        for option in random.sample(options, min(len(options), random.choice((3, 4))))
    ]
    chain = [Consequence(f"consequence-{k}", Is(*old), (new,)) for k, (old, new) in enumerate(pairwise(links))]
    return tuple(random.sample(chain, len(chain)))


def random_consequence(random: Random, options: tuple[Option, ...], number: int) -> Consequence:
    targets = random.sample(options, random.choice((1, 1, min(2, len(options)))))
    sets = tuple((option.id, random.choice(option.choices)) for option in targets)
    return Consequence(f"consequence-{number}", random_condition(random, options, random.choice((0, 1))), sets)


def random_rule(random: Random, options: tuple[Option, ...]) -> Condition:
    """One rule of any form that the language knows, as the condition that must hold."""
    atoms = tuple(random_atom(random, options) for _ in range(random.choice((2, 2, 3))))
    forms: list[Condition] = [
        Implies(atoms[0], atoms[1]),
        Not(And(atoms)),
        Count(1, 1, atoms),
        Count(1, len(atoms), atoms),
        Count(0, 1, atoms),
        Not(random_condition(random, options, 2)),
        random_condition(random, options, 2),
        Implies(Is("weather", "foul"), Not(atoms[0])),
        Not(And((atoms[0], Is("weather", "fair")))),
    ]
    return random.choice(forms)


def random_condition(random: Random, options: tuple[Option, ...], depth: int) -> Condition:
    if depth == 0 or random.random() < 0.3:
        return random_atom(random, options)
    inside = tuple(random_condition(random, options, depth - 1) for _ in range(random.choice((2, 2, 3))))
    forms: list[Condition] = [
        Not(inside[0]),
        And(inside),
        Or(inside),
        Implies(inside[0], inside[1]),
        Iff(inside[0], inside[1]),
        Count(1, 2, inside),
        And((inside[0], Constant(True))),
    ]
    return random.choice(forms)


def random_atom(random: Random, options: tuple[Option, ...]) -> Condition:
    option = random.choice(options)
    return Is(option.id, random.choice(option.choices))


# Explicit graphs


def graph_frame(random: Random, largest: int) -> Model:
    actors = tuple(Actor(f"a{k}") for k in range(random.choice((2, 2, 3, 3, 4, 5))))
    names = tuple(f"s{k}" for k in range(random.randint(2, min(largest, 10))))
    density = random.choice((0.08, 0.15, 0.3))
    arcs = tuple(
        (actor.id, old, new) for actor in actors for old in names for new in names
        if old != new and random.random() < density
    )  # fmt: skip
    graph = Graph(tuple((name, "") for name in names), arcs)
    shut = tuple(
        Rule(f"rule-{k}", Implies(Is("weather", "foul"), Not(Is("state", random.choice(names)))))
        for k in range(random.choice((0, 0, 1, 2)))
    )
    return Model(title="random", actors=actors, rules=shut, scenario=(WEATHER,), graph=graph)


# Preferences and status quo


def with_preferences(random: Random, frame: Model, states: tuple[State, ...]) -> Model:
    atoms = frame.options or (Option("", "state", choices=tuple(state[0] for state in states)),)
    forms = [random.choice(("priorities", "ranking", "wants", "none")) for _ in frame.actors]
    if random.random() < 0.5:
        forms = [random.choice(("priorities", "ranking", "ranking", "wants"))] * len(forms)
    listed = [
        (actor.id, random_preference(random, form, frame, atoms, states))
        for actor, form in zip(frame.actors, forms, strict=True)
        if form != "none"
    ]
    start = random.choice(states)
    names = ["state"] if frame.graph else [option.id for option in frame.options]
    soft = random_soft_rules(random, frame) if set(forms) == {"wants"} and not frame.graph else ()
    return replace(
        frame,
        preferences=tuple(listed),
        soft_rules=soft,
        status_quo=tuple(zip(names, start, strict=True)),
    )


def random_soft_rules(random: Random, frame: Model) -> tuple[SoftRule, ...]:
    return tuple(
        SoftRule(
            f"soft-{k}",
            random_rule(random, frame.options),
            fixed(random.randint(1, 3)),
            tuple(a.id for a in random.sample(frame.actors, 2)),
        )
        for k in range(random.choice((0, 0, 1, 2)))
    )


def random_preference(
    random: Random, form: str, frame: Model, atoms: tuple[Option, ...], states: tuple[State, ...]
) -> Preference:
    if form == "ranking":
        return random_ranking(random, frame, states)
    conditions = tuple(state_condition(random, frame, atoms) for _ in range(random.randint(1, 5)))
    if form == "priorities":
        return Priorities(tuple(Statement(condition, id=f"p{k}") for k, condition in enumerate(conditions)))
    wants = tuple(
        Want(
            condition,
            random.choice((fixed(random.randint(-2, 6)), between(1, random.choice((3, 5))))),
            avoids=random.random() < 0.4,
            id=f"w{k}",
        )
        for k, condition in enumerate(conditions)
    )
    return Wants(wants)


def state_condition(random: Random, frame: Model, atoms: tuple[Option, ...]) -> Condition:
    """A condition on options, or on the state itself in graph form; sometimes on the weather too."""
    if frame.graph is None:
        condition = random_condition(random, atoms, 2)
    else:
        named = random.sample(atoms[0].choices, random.randint(1, len(atoms[0].choices)))
        condition = Or(tuple(Is("state", name) for name in named))
    return And((condition, Is("weather", "fair"))) if random.random() < 0.15 else condition


def random_ranking(random: Random, frame: Model, states: tuple[State, ...]) -> Ranking:
    """Any order of the states, with ties in half of the cases and strong gaps in a third."""
    order = random.sample(states, len(states))
    tied = random.choice((0.0, 0.0, 0.2, 0.5))
    tiers: list[list[Condition]] = []
    for state in order:
        if tiers and random.random() < tied:
            tiers[-1].append(picks(frame, state))
        else:
            tiers.append([picks(frame, state)])
    gaps = [k for k in range(len(tiers) - 1) if random.random() < 0.3] if random.random() < 0.33 else []
    return Ranking(tuple(tuple(tier) for tier in tiers), frozenset(gaps))


def picks(frame: Model, state: State) -> Condition:
    """The condition that holds in this state alone."""
    if frame.graph is not None:
        return Is("state", state[0])
    return And(tuple(Is(option.id, value) for option, value in zip(frame.options, state, strict=True)))
