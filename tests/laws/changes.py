"""Changes to a model under which verdicts are known to stay, or to go one way only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TypeVar

from detente.model import (
    Actor,
    Condition,
    Graph,
    Model,
    Option,
    Preference,
    Priorities,
    Ranking,
    Rule,
    Statement,
    Want,
    Wants,
)
from detente.model.conditions import And, Count, Iff, Implies, Is, Not, Or

Rename = Callable[[Is], Condition]
Item = TypeVar("Item")


def mapped(condition: Condition, rename: Rename) -> Condition:
    """The condition with every comparison replaced."""
    match condition:
        case Is():
            return rename(condition)
        case Not():
            return Not(mapped(condition.inner, rename))
        case And() | Or() | Count():
            return replace(condition, parts=tuple(mapped(part, rename) for part in condition.parts))
        case Implies() | Iff():
            return replace(condition, left=mapped(condition.left, rename), right=mapped(condition.right, rename))
        case _:
            return condition


def mapped_preference(preference: Preference, rename: Rename) -> Preference:
    match preference:
        case Priorities():
            return Priorities(tuple(replace(s, condition=mapped(s.condition, rename)) for s in preference.statements))
        case Ranking():
            tiers = tuple(tuple(mapped(state, rename) for state in tier) for tier in preference.tiers)
            return replace(preference, tiers=tiers)
        case Wants():
            return Wants(tuple(replace(w, condition=mapped(w.condition, rename)) for w in preference.wants))


def mapped_model(model: Model, rename: Rename) -> Model:
    """The model with every comparison in its rules, consequences and preferences replaced."""
    return replace(
        model,
        rules=tuple(replace(rule, condition=mapped(rule.condition, rename)) for rule in model.rules),
        soft_rules=tuple(replace(soft, condition=mapped(soft.condition, rename)) for soft in model.soft_rules),
        consequences=tuple(replace(each, when=mapped(each.when, rename)) for each in model.consequences),
        preferences=tuple((actor, mapped_preference(p, rename)) for actor, p in model.preferences),
    )


def reordered(model: Model, random: Random) -> Model:
    """Actors, options, rules, preferences and listed states in another order. Consequences keep theirs."""
    graph = model.graph and Graph(shuffled(model.graph.states, random), shuffled(model.graph.arcs, random))
    return replace(
        model,
        actors=shuffled(model.actors, random),
        options=shuffled(model.options, random),
        rules=shuffled(model.rules, random),
        preferences=shuffled(model.preferences, random),
        graph=graph,
    )


def shuffled(items: tuple[Item, ...], random: Random) -> tuple[Item, ...]:
    return tuple(random.sample(items, len(items)))


def renamed(model: Model) -> tuple[Model, dict[str, str]]:
    """Every actor under another name, and the new name of each."""
    names = {actor.id: f"party_{actor.id}" for actor in reversed(model.actors)}

    def option_id(old: str) -> str:
        owner, _, name = old.partition(".")
        return f"{names[owner]}.{name}" if name else old

    model = mapped_model(model, lambda each: Is(option_id(each.name), each.value))
    return replace(
        model,
        actors=tuple(replace(actor, id=names[actor.id]) for actor in model.actors),
        options=tuple(replace(option, owner=names[option.owner]) for option in model.options),
        soft_rules=tuple(replace(soft, payers=tuple(names[p] for p in soft.payers)) for soft in model.soft_rules),
        consequences=tuple(
            replace(each, sets=tuple((option_id(name), value) for name, value in each.sets))
            for each in model.consequences
        ),
        status_quo=model.status_quo and tuple((option_id(name), value) for name, value in model.status_quo),
        preferences=tuple((names[actor], preference) for actor, preference in model.preferences),
        graph=model.graph
        and replace(model.graph, arcs=tuple((names[actor], old, new) for actor, old, new in model.graph.arcs)),
    ), names


def turned_round(model: Model) -> Model:
    """Every option's choices in reverse order, its direction with them: the same states and moves."""
    directions = {"forward": "backward", "backward": "forward"}
    options = tuple(
        replace(
            option,
            choices=tuple(reversed(option.choices)),
            direction=directions.get(option.direction, option.direction),  # type: ignore[arg-type]
        )
        for option in model.options
    )
    return replace(model, options=options)


def with_bystander(model: Model, random: Random) -> Model:
    """One more actor, with wishes but without moves, somewhere in the list."""
    atoms = [(option.id, option.choices[-1]) for option in model.options] or [("state", model.graph.states[0][0])]  # type: ignore[union-attr]
    wish = Priorities((Statement(Is(*random.choice(atoms)), id="wish"),))
    actors = list(model.actors)
    actors.insert(random.randint(0, len(actors)), Actor("bystander"))
    return replace(model, actors=tuple(actors), preferences=(*model.preferences, ("bystander", wish)))


def with_idle_option(model: Model, random: Random) -> tuple[Model, int]:
    """One more option that a rule keeps at its second choice, and its place."""
    place = random.randint(0, len(model.options))
    idle = Option(random.choice(model.actors).id, "idle", choices=("off", "on", "stuck"))
    options = (*model.options[:place], idle, *model.options[place:])
    rule = Rule("idle", Is(idle.id, "on"))
    status_quo = (*(model.status_quo or ()), (idle.id, "on"))
    return replace(model, options=options, rules=(*model.rules, rule), status_quo=status_quo), place


def rescaled(model: Model, factor: float) -> Model:
    """Every worth and every cost times a positive factor."""

    def scaled(want: Want) -> Want:
        return replace(want, worth=want.worth and want.worth.scaled(factor))

    return replace(
        model,
        soft_rules=tuple(replace(soft, cost=soft.cost.scaled(factor)) for soft in model.soft_rules),
        preferences=tuple(
            (actor, Wants(tuple(map(scaled, p.wants))) if isinstance(p, Wants) else p) for actor, p in model.preferences
        ),
    )


def locked(model: Model, random: Random) -> tuple[Model, str] | None:
    """One option (in graph form: one arc) that its owner can move less freely, and the owner; None if there is none."""
    if model.graph is not None:
        if not model.graph.arcs:
            return None
        lost = random.choice(model.graph.arcs)
        arcs = tuple(arc for arc in model.graph.arcs if arc != lost)
        return replace(model, graph=replace(model.graph, arcs=arcs)), lost[0]
    free = [option for option in model.options if option.direction != "fixed"]
    if not free:
        return None
    old = random.choice(free)
    direction = random.choice(("forward", "backward", "fixed")) if old.direction == "both" else "fixed"
    options = tuple(replace(o, direction=direction) if o == old else o for o in model.options)  # type: ignore[arg-type]
    return replace(model, options=options), old.owner
