"""A conflict as plain sets, and the way there from a model: slow, readable, written from the definitions alone.

A state is the tuple of its options' values, in option order (in the explicit graph form: a tuple with the state's
name). Feasible states are found by trying every combination of values. A move of an actor changes at least one of its
own options, each as its direction allows, and lands on another feasible state.

Forced consequences. After the actor's own change the list of consequences is gone through from top to bottom, each
seeing what the ones before it did, again and again until a whole pass changes nothing. Directions bind the actor's own
change only. If the passes go round in a circle, or end in a state that is not feasible, or back where they began, the
move does not exist. A state in which ``when`` holds but some of ``sets`` does not is not feasible.

Ranks: larger is better, equal is indifferent. Only their order means anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from detente.model import Condition, Model, Option, Priorities, Ranking, Wants
from detente.model.conditions import And, Constant, Count, Iff, Implies, Is, Not, Or

State = tuple[str, ...]
Moves = dict[State, frozenset[State]]
Values = dict[str, str]


@dataclass(frozen=True)
class Conflict:
    """``moves[i][s]``: where actor i can go from s. ``rank[i][s]``: larger is better. ``level[i][s]``: larger is
    *strongly* better; None where no strength is given. ``owners``: the owner of each position of a state, None
    where states are not made of options or where moves change more than what the mover owns."""

    actors: tuple[str, ...]
    states: tuple[State, ...]
    moves: dict[str, Moves]
    rank: dict[str, dict[State, int]]
    level: dict[str, dict[State, int]] | None = None
    owners: tuple[str, ...] | None = None
    status_quo: State | None = None

    def better(self, actor: str, new: State, old: State) -> bool:
        """Whether the actor strictly prefers ``new`` to ``old``."""
        return self.rank[actor][new] > self.rank[actor][old]

    def much_better(self, actor: str, new: State, old: State) -> bool:
        """Whether the actor strongly prefers ``new`` to ``old``."""
        if self.level is None:
            raise ValueError("this conflict has no strength of preference")
        return self.level[actor][new] > self.level[actor][old]


def true_in(condition: Condition, values: Mapping[str, str]) -> bool:
    """Whether a condition holds when every name has the value given."""
    match condition:
        case Constant():
            return condition.value
        case Is():
            return values[condition.name] == condition.value
        case Not():
            return not true_in(condition.inner, values)
        case Implies() | Iff():
            left, right = true_in(condition.left, values), true_in(condition.right, values)
            return left == right if isinstance(condition, Iff) else left <= right
        case And() | Or() | Count():
            found = [true_in(part, values) for part in condition.parts].count(True)
            if isinstance(condition, Count):
                return condition.low <= found <= condition.high
            return found == len(condition.parts) if isinstance(condition, And) else found > 0


def conflict_of(model: Model, scenario: Mapping[str, str] | None = None) -> Conflict:
    """The conflict that a model describes under certain values of its scenario variables.

    Uncertain worths take their middle. ValueError if a ranking does not name every feasible state exactly once.
    """
    known = dict(scenario or {})
    states = feasible_states(model, known)
    actors = tuple(actor.id for actor in model.actors)
    keys = {actor: {s: preference_key(model, actor, named(model, s, known)) for s in states} for actor in actors}
    listed = {actor: p for actor, p in model.preferences if isinstance(p, Ranking)}
    rank = {actor: ranking_ranks(model, listed[actor], states, known) if actor in listed else ranks_of(keys[actor])
            for actor in actors}  # fmt: skip
    strength = any(ranking.strong_gaps for ranking in listed.values())
    return Conflict(
        actors=actors,
        states=states,
        moves={
            a: graph_moves(model, a, states) if model.graph else option_moves(model, a, states, known) for a in actors
        },
        rank=rank,
        level={a: levels_of(rank[a], listed.get(a)) for a in actors} if strength else None,
        owners=None if model.graph or model.consequences else tuple(option.owner for option in model.options),
        status_quo=None if model.status_quo is None else tuple(value for _, value in in_order(model)),
    )


def in_order(model: Model) -> list[tuple[str, str]]:
    """The status quo with its options in the model's order."""
    values = dict(model.status_quo or ())
    names = ["state"] if model.graph else [option.id for option in model.options]
    return [(name, values[name]) for name in names]


def named(model: Model, state: State, known: Mapping[str, str]) -> Values:
    """The value of every name in a state: options (or ``state``) and scenario variables."""
    names = ["state"] if model.graph else [option.id for option in model.options]
    return {**known, **dict(zip(names, state, strict=True))}


# Feasible states


def feasible_states(model: Model, known: Mapping[str, str]) -> tuple[State, ...]:
    """Every combination of values, or listed state, that breaks no rule and leaves no consequence undone."""
    if model.graph is None:
        everything = product(*(option.choices for option in model.options))
    else:
        everything = product([name for name, _ in model.graph.states])
    return tuple(state for state in everything if is_feasible(model, state, known))


def is_feasible(model: Model, state: State, known: Mapping[str, str]) -> bool:
    values = named(model, state, known)
    if not all(true_in(rule.condition, values) for rule in model.rules):
        return False
    return is_settled(model, values)


def is_settled(model: Model, values: Mapping[str, str]) -> bool:
    """Whether every consequence whose condition holds has been drawn."""
    return all(
        all(values[name] == value for name, value in consequence.sets)
        for consequence in model.consequences
        if true_in(consequence.when, values)
    )


# Moves


def graph_moves(model: Model, actor: str, states: tuple[State, ...]) -> Moves:
    assert model.graph is not None
    arcs = [((old,), (new,)) for mover, old, new in model.graph.arcs if mover == actor and old != new]
    return {s: frozenset(new for old, new in arcs if old == s and new in states) for s in states}


def option_moves(model: Model, actor: str, states: tuple[State, ...], known: Mapping[str, str]) -> Moves:
    return {s: frozenset(landings(model, actor, s, states, known)) for s in states}


def landings(
    model: Model, actor: str, state: State, states: tuple[State, ...], known: Mapping[str, str]
) -> Iterator[State]:
    """Where an actor's own changes take it, the state itself left out."""
    for changed in own_changes(model, actor, state):
        landing = settle(model, changed, known)
        if landing is not None and landing != state and landing in states:
            yield landing


def own_changes(model: Model, actor: str, state: State) -> Iterator[State]:
    """Every other combination of the actor's own options that their directions allow."""
    menus = [
        [new for new in option.choices if option.owner == actor and may_change(option, old, new)] or [old]
        for option, old in zip(model.options, state, strict=True)
    ]
    return (changed for changed in product(*menus) if changed != state)


def may_change(option: Option, old: str, new: str) -> bool:
    """Whether the option's owner may go from one value to another, or stay with it."""
    step = option.choices.index(new) - option.choices.index(old)
    allowed = {"both": True, "forward": step > 0, "backward": step < 0, "fixed": False}
    return step == 0 or allowed[option.direction]


def settle(model: Model, state: State, known: Mapping[str, str]) -> State | None:
    """Where the consequences leave a state; None if they go round in a circle."""
    seen: list[State] = []
    while state not in seen:
        seen.append(state)
        after = one_pass(model, state, known)
        if after == state:
            return state
        state = after
    return None


def one_pass(model: Model, state: State, known: Mapping[str, str]) -> State:
    """All consequences once, from top to bottom."""
    values = named(model, state, known)
    for consequence in model.consequences:
        if true_in(consequence.when, values):
            values.update(consequence.sets)
    return tuple(values[option.id] for option in model.options)


# Preferences


def preference_key(model: Model, actor: str, values: Mapping[str, str]) -> tuple[float, ...]:
    """Something to compare states by: the truth of the priorities, most important first, or the sum of worths."""
    preference = dict(model.preferences).get(actor)
    if isinstance(preference, Priorities):
        return tuple(float(true_in(each.condition, values)) for each in preference.statements)
    if not isinstance(preference, Wants):
        return ()
    total = 0.0
    for want in preference.wants:
        if want.worth is None:
            raise ValueError("the twin knows no wants without a worth")
        if true_in(want.condition, values):
            total += -want.worth.middle if want.avoids else want.worth.middle
    for soft in model.soft_rules:
        if actor in soft.payers and not true_in(soft.condition, values):
            total -= soft.cost.middle
    return (total,)


def ranks_of(keys: Mapping[State, tuple[float, ...]]) -> dict[State, int]:
    """The place of each state's key among all keys, worst first, counted from 0."""
    places = sorted(set(keys.values()))
    return {s: places.index(key) for s, key in keys.items()}


def ranking_ranks(
    model: Model, ranking: Ranking, states: tuple[State, ...], known: Mapping[str, str]
) -> dict[State, int]:
    """The place of each state's tier, worst first, counted from 0."""
    tiers = list(reversed(ranking.tiers))
    rank = {
        s: place
        for place, tier in enumerate(tiers)
        for condition in tier
        for s in states
        if true_in(condition, named(model, s, known))
    }
    if len(rank) != len(states) or sum(len(tier) for tier in tiers) != len(states):
        raise ValueError("a ranking must name every feasible state exactly once")
    return rank


def levels_of(rank: Mapping[State, int], ranking: Ranking | None) -> dict[State, int]:
    """How many strong gaps lie below a state. Gap k is between tiers k and k + 1, counted from the best."""
    if ranking is None:
        return dict.fromkeys(rank, 0)
    last = len(ranking.tiers) - 1
    return {s: sum(gap >= last - place for gap in ranking.strong_gaps) for s, place in rank.items()}
