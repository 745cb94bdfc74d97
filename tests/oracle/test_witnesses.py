"""Every reason that the fast code gives is checked step by step with the twin's sets.

A reply's path must be a sequence that the settings allow, of moves that the twin knows (improvements for SEQ and SSEQ),
from the improvement to a state that deters, with no escape from it (SMR, SSEQ); and none may be shorter.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.oracle import concepts
from tests.oracle.concepts import Rule
from tests.oracle.conflict import Conflict, State, conflict_of
from tests.oracle.fast import state_names
from tests.oracle.games import random_model
from tests.oracle.results import COUNTERMOVES, SANCTIONS

from detente.space import Game, build
from detente.stability import Settings
from detente.stability.why import Reason, Reply, explain

Trail = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One question: a state, an actor, a concept and the settings, in the twin's words."""

    conflict: Conflict
    names: list[State]
    actor: str
    state: State
    concept: str
    rule: Rule

    @property
    def improving(self) -> bool:
        return self.concept in ("seq", "sseq")

    @property
    def symmetric(self) -> bool:
        return self.concept in ("smr", "sseq")

    def deters(self, end: State) -> bool:
        return concepts.deters(self.conflict, self.actor, self.state, end, self.rule)

    def punishes(self, end: State) -> bool:
        """Whether ending in ``end`` punishes, the actor's escape included where it counts."""
        held = not self.symmetric or concepts.no_escape(self.conflict, self.actor, self.state, end, self.rule)
        return held and self.deters(end)


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
@pytest.mark.parametrize("countermoves", COUNTERMOVES)
def test_reasons(concept: str, countermoves: str) -> None:
    replies = 0
    for seed in range(60):
        sanction = SANCTIONS[seed % 2]
        drawn = random_model(seed, 12)
        conflict, game = conflict_of(drawn.model, dict(drawn.scenario)), build(drawn.model, drawn.scenario)
        settings = Settings(countermoves, sanction)  # type: ignore[arg-type]
        for place, state in enumerate(state_names(game)):
            for number, actor in enumerate(game.actors):
                case = Case(conflict, state_names(game), actor, state, concept, Rule(countermoves, sanction))
                replies += check_reason(case, explain(game, place, number, concept, settings))
    assert replies > 50


def check_reason(case: Case, reason: Reason) -> int:
    """Checks a whole reason; the number of its replies."""
    conflict, actor, state = case.conflict, case.actor, case.state
    gains = concepts.improvements(conflict, actor, state)
    assert reason.stable is concepts.stable(conflict, case.concept, actor, state, case.rule)
    assert (reason.kind == "cannot move") is (not conflict.moves[actor][state])
    assert reason.improvements == len(gains)
    assert {case.names[reply.improvement] for reply in reason.replies} == gains
    if case.concept != "nash":
        unpunished = [reply for reply in reason.replies if not reply.punished]
        assert reason.unpunished == len(unpunished)
        for reply in reason.replies:
            check_reply(case, reply)
    return len(reason.replies)


def check_reply(case: Case, reply: Reply) -> None:
    gain = case.names[reply.improvement]
    trails = sequences(case, gain)
    punishing = [len(trail) for end, trail in trails if case.punishes(end)]
    assert reply.punished is bool(punishing)
    if reply.punished:
        assert len(reply.path) == min(punishing)
    if reply.path:
        landing = check_path(case, reply)
        assert case.deters(landing)
        assert case.punishes(landing) is reply.punished
        check_escape(case, reply, landing)
    else:
        assert not any(case.deters(end) for end, _ in trails)


def check_path(case: Case, reply: Reply) -> State:
    """The end of a reply's path, each step of it checked."""
    trail: Trail = ()
    at = case.names[reply.improvement]
    for step in reply.path:
        mover, new = case.conflict.actors[step.mover], case.names[step.target]
        assert case.names[step.source] == at
        assert mover != case.actor
        assert may_go_on(case.rule, trail, mover)
        assert new in concepts.steps(case.conflict, mover, at, at, case.improving)
        at, trail = new, (*trail, mover)
    assert case.names[reply.landing] == at
    return at


def check_escape(case: Case, reply: Reply, landing: State) -> None:
    """The escape is the best that the actor can still move to."""
    ways_out = case.conflict.moves[case.actor][landing]
    if case.symmetric and ways_out:
        rank = case.conflict.rank[case.actor]
        assert case.names[reply.escape] in ways_out
        assert rank[case.names[reply.escape]] == max(rank[q] for q in ways_out)
    else:
        assert reply.escape == -1


def may_go_on(rule: Rule, trail: Trail, mover: str) -> bool:
    if rule.countermoves == "one_move":
        return not trail
    return mover not in (trail if rule.countermoves == "each_opponent_once" else trail[-1:])


def sequences(case: Case, start: State) -> list[tuple[State, Trail]]:
    """The ends of the others' sequences, each with a shortest trail of movers for every way on that it leaves open."""
    found: dict[tuple[State, object], tuple[State, Trail]] = {}
    waiting: list[tuple[State, Trail]] = [(start, ())]
    for state, trail in waiting:
        for mover in concepts.others(case.conflict, case.actor):
            if may_go_on(case.rule, trail, mover):
                for q in concepts.steps(case.conflict, mover, state, state, case.improving):
                    longer = (*trail, mover)
                    once = case.rule.countermoves == "each_opponent_once"
                    key = (q, frozenset(longer) if once else mover)
                    if key not in found:
                        found[key] = (q, longer)
                        waiting.append((q, longer))
    return list(found.values())


def test_reasons_for_simultaneous_moves() -> None:
    """For SIM each step is one opponent's own improvement from the state asked about; together they deter."""
    checked = 0
    for seed in range(80):
        drawn = random_model(seed, 12, "options")
        conflict, game = conflict_of(drawn.model, dict(drawn.scenario)), build(drawn.model, drawn.scenario)
        for place, state in enumerate(state_names(game)):
            for number, actor in enumerate(game.actors):
                case = Case(conflict, state_names(game), actor, state, "sim", Rule())
                checked += check_simultaneous(case, game, explain(game, place, number, "sim"))
    assert checked > 20


def check_simultaneous(case: Case, game: Game, reason: Reason) -> int:
    assert reason.stable is concepts.stable(case.conflict, "sim", case.actor, case.state)
    punished = [reply for reply in reason.replies if reply.punished]
    for reply in punished:
        movers = [game.actors[step.mover] for step in reply.path]
        ends = [case.names[step.target] for step in reply.path]
        assert len(set(movers)) == len(movers)
        assert all(case.names[step.source] == case.state for step in reply.path)
        for mover, end in zip(movers, ends, strict=True):
            assert end in concepts.improvements(case.conflict, mover, case.state)
        joint = concepts.combined(case.conflict, case.state, (case.names[reply.improvement], *ends))
        assert case.names[reply.landing] == joint
        assert case.deters(joint)
    return len(punished)
