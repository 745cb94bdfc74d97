"""Everything that is compared, computed by the twin, in a form that the fast code can give too.

A result is a mapping from what was asked to plain values that name states by their options' values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from random import Random

from . import coalitions, concepts, conflict
from .conflict import Conflict, State
from .games import Drawn

Results = dict[tuple[str, ...], object]

COUNTERMOVES = ("legal_sequences", "each_opponent_once", "one_move")
SANCTIONS = ("not_better", "worse")
LITERATURE = ("legal_sequences", "not_better")


def rules_for(seed: int) -> list[tuple[str, str]]:
    """The literature's settings, and one other pair that depends on the seed."""
    others = [(c, s) for c in COUNTERMOVES for s in SANCTIONS if (c, s) != LITERATURE]
    return [LITERATURE, others[seed % len(others)]]


def groups_for(actors: tuple[str, ...], seed: int) -> list[tuple[str, ...]]:
    """Up to four coalitions: one member, two of several members, everybody."""
    every = [group for size in range(2, len(actors)) for group in combinations(actors, size)]
    return [(actors[seed % len(actors)],), *Random(seed).sample(every, min(2, len(every))), actors]


def twin_results(drawn: Drawn) -> Results:
    """The twin's answer to everything."""
    game = conflict.conflict_of(drawn.model, dict(drawn.scenario))
    return {
        ("states",): frozenset(game.states),
        **{("rank", actor): game.rank[actor] for actor in game.actors},
        **individual(game, rules_for(drawn.seed)),
        **strong(game),
        **joint(game, drawn.seed),
        **evolution(game),
    }


def individual(game: Conflict, rules: list[tuple[str, str]]) -> Results:
    asked = [concept for concept in concepts.CONCEPTS if concept != "sim" or game.owners is not None]
    return {
        ("individual", concept, actor, *rule): stable_states(game, concept, actor, concepts.Rule(*rule))
        for rule in rules
        for concept in asked
        for actor in game.actors
    }


def strong(game: Conflict) -> Results:
    if game.level is None:
        return {}
    return {
        ("strong", concept, actor): stable_states(game, concept, actor, concepts.Rule(sanction="much_worse"))
        for concept in ("gmr", "smr", "seq", "sseq")
        for actor in game.actors
    }


def stable_states(game: Conflict, concept: str, actor: str, rule: concepts.Rule) -> frozenset[State]:
    return frozenset(state for state in game.states if concepts.stable(game, concept, actor, state, rule))


def joint(game: Conflict, seed: int) -> Results:
    """Coalitions' verdicts and improvements. The countermove rule does not touch the coalitions' SEQ."""
    found: Results = {}
    for group in groups_for(game.actors, seed):
        for rule in rules_for(seed):
            for concept in coalitions.COALITION_CONCEPTS:
                found["coalition", concept, *group, *rule] = rests(game, group, concept, concepts.Rule(*rule))
        found["gains", *group] = {s: coalitions.coalition_improvements(game, group, s) for s in game.states}
    return found


def rests(game: Conflict, group: tuple[str, ...], concept: str, rule: concepts.Rule) -> frozenset[State]:
    return frozenset(s for s in game.states if coalitions.coalition_stable(game, group, concept, s, rule))


def evolution(game: Conflict) -> Results:
    """How many moves it takes to reach a state, by anybody, and with each actor making the last of them."""
    found: Results = {}
    for by, improving in (("moves", False), ("improvements", True)):
        assert game.status_quo is not None
        history = coalitions.arrivals(game, game.status_quo, improving)
        found["reach", by] = first_time(history, lambda known: set(known))
        for actor in game.actors:
            found["reach", by, "last", actor] = first_time(
                history, lambda known, i=actor: {s for s, last in known.items() if i in last}
            )
    return found


def first_time(history: list[dict[State, frozenset[str]]], which: Callable[..., set[State]]) -> dict[State, int]:
    """The least number of moves after which each state is among ``which``."""
    found: dict[State, int] = {}
    for number, known in enumerate(history):
        for state in which(known):
            found.setdefault(state, number)
    return found


def differences(one: Mapping[tuple[str, ...], object], two: Mapping[tuple[str, ...], object]) -> list[str]:
    """Every question to which the two give different answers, in words."""
    asked = sorted(one.keys() | two.keys())
    return [f"{' '.join(key)}: {one.get(key)} against {two.get(key)}" for key in asked if one.get(key) != two.get(key)]
