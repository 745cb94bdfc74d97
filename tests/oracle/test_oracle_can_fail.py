"""The comparison can fail: each planted error in the twin makes it differ from the fast code.

An error is planted by putting a wrong function in the place of one of the twin's. The games are fixed beforehand, so
that the error cannot bend them too. ``about`` is the kind of question that must come out differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from tests.oracle import coalitions, concepts, conflict
from tests.oracle.conflict import Conflict, State
from tests.oracle.fast import fast_results
from tests.oracle.games import Drawn, random_model
from tests.oracle.results import Results, differences, twin_results

from detente.model import Model, Ranking, conditions

SEEDS = {"options": range(60), "consequences": range(40), "graph": range(60)}


@cache
def games() -> list[tuple[Drawn, Results]]:
    """Games of every kind, with the fast code's results."""
    drawn = [random_model(seed, 16, kind) for kind, seeds in SEEDS.items() for seed in seeds]
    return [(each, fast_results(each)) for each in drawn]


@dataclass(frozen=True)
class Error:
    """A wrong function, where it goes, and what must come out differently."""

    name: str
    about: str
    wrong: Callable[..., Any]
    places: tuple[tuple[object, str], ...]


def all_moves(game: Conflict, actor: str, state: State, start: State, improving: bool) -> frozenset[State]:
    return concepts.moves(game, actor, state)


def better_than_start(game: Conflict, actor: str, state: State, start: State, improving: bool) -> frozenset[State]:
    ends = concepts.moves(game, actor, state)
    return frozenset(q for q in ends if game.better(actor, q, start)) if improving else ends


def strictly_worse(game: Conflict, actor: str, state: State, end: State, rule: concepts.Rule) -> bool:
    return game.better(actor, state, end)


def one_move(
    game: Conflict, group: tuple[str, ...], start: State, improving: bool = False, rule: object = None
) -> frozenset[State]:
    return frozenset(q for j in group for q in concepts.steps(game, j, start, start, improving))


def once_each(
    game: Conflict, group: tuple[str, ...], start: State, improving: bool = False, rule: object = None
) -> frozenset[State]:
    return concepts.each_once(game, group, start, start, improving)


def everybody(game: Conflict, actor: str) -> tuple[str, ...]:
    return game.actors


def ties_broken(game: Conflict, actor: str, new: State, old: State) -> bool:
    return (game.rank[actor][new], new) > (game.rank[actor][old], old)


def escape_by_improvement(game: Conflict, actor: str, state: State, end: State, rule: concepts.Rule) -> bool:
    return not any(game.better(actor, q, state) for q in concepts.improvements(game, actor, end) if q != state)


def escape_to_start_only(game: Conflict, actor: str, state: State, end: State, rule: concepts.Rule) -> bool:
    return state not in concepts.moves(game, actor, end)


def sim_exhausted(game: Conflict, actor: str, state: State, rule: concepts.Rule) -> bool:
    """One iterator over the opponents' combinations for all improvements: empty after the first."""
    opponents = iter(list(concepts.joint_outcomes(game, actor, state, state)))
    return all(
        sim_joint(game, actor, state, gain, opponents) for gain in sorted(concepts.improvements(game, actor, state))
    )


def sim_joint(game: Conflict, actor: str, state: State, gain: State, opponents: Iterator[State]) -> bool:
    joints = [concepts.combined(game, state, (gain, others)) for others in opponents]
    return any(joint in game.states and not game.better(actor, joint, state) for joint in joints)


def sim_infeasible(game: Conflict, actor: str, state: State, rule: concepts.Rule) -> bool:
    """Combinations that are not feasible taken for sanctions."""
    return all(
        any(
            joint not in game.states or not game.better(actor, joint, state)
            for joint in concepts.joint_outcomes(game, actor, state, gain)
        )
        for gain in concepts.improvements(game, actor, state)
    )


def sim_any_move(game: Conflict, actor: str, state: State, gain: State) -> Iterable[State]:
    """Opponents that need not improve."""
    found: list[State] = [gain]
    for j in concepts.others(game, actor):
        found += [concepts.combined(game, state, (gain, q)) for q in concepts.moves(game, j, state)]
    return found


def only_one_pass(model: Model, state: State, known: Mapping[str, str]) -> State:
    return conflict.one_pass(model, state, known)


def no_consequence(model: Model, state: State, known: Mapping[str, str]) -> State:
    return state


def only_settled(model: Model, state: State, known: Mapping[str, str]) -> bool:
    return conflict.is_settled(model, conflict.named(model, state, known))


def least_important_first(model: Model, actor: str, values: Mapping[str, str]) -> tuple[float, ...]:
    return tuple(reversed(RIGHT_KEY(model, actor, values)))


def scenario_ignored(model: Model, state: State, known: Mapping[str, str]) -> dict[str, str]:
    return RIGHT_NAMED(model, state, {"weather": "fair"})


def gaps_off_by_one(rank: Mapping[State, int], ranking: Ranking | None) -> dict[State, int]:
    if ranking is None:
        return dict.fromkeys(rank, 0)
    last = len(ranking.tiers) - 1
    return {s: sum(gap > last - place for gap in ranking.strong_gaps) for s, place in rank.items()}


def high_end_ignored(condition: conditions.Condition, values: Mapping[str, str]) -> bool:
    if isinstance(condition, conditions.Count):
        condition = conditions.Count(condition.low, len(condition.parts), condition.parts)
    return RIGHT_TRUE(condition, values)


def anybody_gains(game: Conflict, group: tuple[str, ...], new: State, old: State) -> bool:
    return any(game.better(member, new, old) for member in group)


def all_deterred(game: Conflict, group: tuple[str, ...], state: State, end: State, rule: concepts.Rule) -> bool:
    return all(concepts.deters(game, member, state, end, rule) for member in group)


def singles(group: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(member,) for member in group]


def anything(*_: object) -> bool:
    return True


RIGHT_KEY, RIGHT_NAMED, RIGHT_TRUE = conflict.preference_key, conflict.named, conflict.true_in

ERRORS = [
    Error("replies need not improve", "individual seq", all_moves, ((concepts, "steps"),)),
    Error("improvements measured from the start", "individual seq", better_than_start, ((concepts, "steps"),)),
    Error("sanctions must be strictly worse", "individual gmr", strictly_worse, ((concepts, "deters"),)),
    Error("one countermove only", "individual seq", one_move, ((concepts, "replies"),)),
    Error("each opponent once only", "individual seq", once_each, ((concepts, "replies"),)),
    Error("the last mover forgotten", "individual gmr", anything, ((concepts, "may_follow"),)),
    Error("the actor among its opponents", "individual gmr", everybody, ((concepts, "others"),)),
    Error("ties broken", "individual nash", ties_broken, ((Conflict, "better"),)),
    Error("escape ignored", "individual smr", anything, ((concepts, "no_escape"),)),
    Error("escape only by improvement", "individual smr", escape_by_improvement, ((concepts, "no_escape"),)),
    Error("escape only to the start", "individual smr", escape_to_start_only, ((concepts, "no_escape"),)),
    Error("SIM iterator exhausted", "individual sim", sim_exhausted, ((concepts, "sim"),)),
    Error("SIM accepts infeasible combinations", "individual sim", sim_infeasible, ((concepts, "sim"),)),
    Error("SIM by any move", "individual sim", sim_any_move, ((concepts, "joint_outcomes"),)),
    Error("one-way options ignored", "reach moves", anything, ((conflict, "may_change"),)),
    Error("rules ignored", "states", only_settled, ((conflict, "is_feasible"),)),
    Error("unsettled states kept", "states", anything, ((conflict, "is_settled"),)),
    Error("consequences drawn once only", "reach moves", only_one_pass, ((conflict, "settle"),)),
    Error("consequences not drawn", "reach moves", no_consequence, ((conflict, "settle"),)),
    Error("at most read as any number", "states", high_end_ignored, ((conflict, "true_in"),)),
    Error("scenario ignored", "states", scenario_ignored, ((conflict, "named"),)),
    Error("least important priority first", "rank", least_important_first, ((conflict, "preference_key"),)),
    Error("strong gaps off by one", "strong", gaps_off_by_one, ((conflict, "levels_of"),)),
    Error("one member's gain is enough", "gains", anybody_gains, ((coalitions, "all_gain"),)),
    Error("all members must be deterred", "coalition", all_deterred, ((coalitions, "some_deterred"),)),
    Error("outsiders move alone only", "coalition seq", singles, ((coalitions, "subcoalitions"),)),
    Error("play from today need not improve", "reach improvements", all_moves, ((coalitions, "steps"),)),
    Error("improvements measured from today", "reach improvements", better_than_start, ((coalitions, "steps"),)),
    Error("last mover forgotten from today", "reach moves", anything, ((coalitions, "may_follow"),)),
]


def caught(about: str) -> bool:
    """Whether the fast code differs from the twin as it is now, in a question of this kind."""
    return any(found.startswith(about) for drawn, fast in games() for found in found_in(drawn, fast))


def found_in(drawn: Drawn, fast: Results) -> list[str]:
    """The differences; none where a ranking or the status quo no longer fits the (wrong) states."""
    try:
        return differences(fast, twin_results(drawn))
    except (KeyError, ValueError):
        return []


def test_without_an_error_nothing_differs() -> None:
    for drawn, fast in games():
        assert differences(fast, twin_results(drawn)) == [], drawn


@pytest.mark.parametrize("error", ERRORS, ids=[error.name for error in ERRORS])
def test_planted_error_is_caught(error: Error, monkeypatch: pytest.MonkeyPatch) -> None:
    games()
    for owner, name in error.places:
        monkeypatch.setattr(owner, name, error.wrong)
    assert caught(error.about), error.name


def test_one_flipped_verdict_is_seen() -> None:
    drawn, fast = next((drawn, fast) for drawn, fast in games() if drawn.kind == "options")
    asked = next(key for key in fast if key[0] == "individual")
    state = next(iter(fast["states",]))  # type: ignore[call-overload]
    flipped = {**fast, asked: fast[asked] ^ {state}}  # type: ignore[operator]
    assert len(differences(flipped, twin_results(drawn))) == 1
