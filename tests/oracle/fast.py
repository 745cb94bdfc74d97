"""The fast code's answers in the twin's form: states by their options' values, verdicts as sets of states."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.evolution import By, reach
from detente.space import Game, build
from detente.stability import Settings, Verdicts, verdicts
from detente.stability.coalition import coalition_improvements, coalition_verdicts

from .coalitions import COALITION_CONCEPTS
from .conflict import State
from .games import Drawn
from .results import Results, groups_for, rules_for


def state_names(game: Game) -> list[State]:
    """Every state by its options' values, or by its name in graph form."""
    if game.space.listed:
        return [(game.space.name(state),) for state in range(game.size)]
    return [game.space.values(state) for state in range(game.size)]


def states_where(game: Game, flags: object) -> frozenset[State]:
    return frozenset(state for state, flag in zip(state_names(game), np.asarray(flags), strict=True) if flag)


def fast_results(drawn: Drawn) -> Results:
    """The fast code's answer to everything."""
    game = build(drawn.model, drawn.scenario)
    names = state_names(game)
    ranks = {actor: game.ranks[i].tolist() for i, actor in enumerate(game.actors)}
    found: Results = {("states",): frozenset(names)}
    for actor in game.actors:
        found["rank", actor] = dict(zip(names, ranks[actor], strict=True))
    for countermoves, sanction in rules_for(drawn.seed):
        found |= individual(game, Settings(countermoves, sanction))  # type: ignore[arg-type]
    return found | strong(game, verdicts(game)) | joint(game, drawn.seed) | evolution(game)


def individual(game: Game, settings: Settings) -> Results:
    result = verdicts(game, settings)
    return {
        ("individual", concept, actor, settings.countermoves, settings.sanction): states_where(game, flags)
        for concept in result.concepts
        for actor, flags in zip(game.actors, result.stable(concept), strict=True)
    }


def strong(game: Game, result: Verdicts) -> Results:
    if game.levels is None:
        return {}
    return {
        ("strong", concept, actor): states_where(game, flags)
        for concept in ("gmr", "smr", "seq", "sseq")
        for actor, flags in zip(game.actors, result.strong(concept), strict=True)
    }


def joint(game: Game, seed: int) -> Results:
    found: Results = {}
    names = state_names(game)
    for group in groups_for(game.actors, seed):
        members = [game.actors.index(actor) for actor in group]
        for rule in rules_for(seed):
            result = coalition_verdicts(game, members, Settings(*rule))  # type: ignore[arg-type]
            for concept in COALITION_CONCEPTS:
                found["coalition", concept, *group, *rule] = states_where(game, result.stable(concept))
        gains: dict[State, set[State]] = {s: set() for s in names}
        for jump in coalition_improvements(game, members, listed=10_000).jumps:
            gains[names[jump.source]].add(names[jump.target])
        found["gains", *group] = gains
    return found


def evolution(game: Game) -> Results:
    found: Results = {}
    ways: tuple[By, ...] = ("moves", "improvements")
    for by in ways:
        result = reach(game, game.status_quo, by)
        found["reach", by] = numbers(game, result.distance)
        for actor, last in zip(game.actors, result.last, strict=True):
            found["reach", by, "last", actor] = numbers(game, last)
    return found


def numbers(game: Game, counts: npt.NDArray[np.int32]) -> dict[State, int]:
    """A count of moves by state, left out where it is -1."""
    return {s: number for s, number in zip(state_names(game), counts.tolist(), strict=True) if number >= 0}
