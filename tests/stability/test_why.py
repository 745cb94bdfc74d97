"""Witnesses are replayed against the definitions, and verdicts compared with plain sets, on random games."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from tests.evolution.random_games import (
    Moves,
    games,
    graph_game,
    improvements_of,
    moves_of,
    option_game,
    reached,
    sequences,
    space_of,
)  # fmt: skip

from detente.errors import Unanswerable
from detente.model import Option
from detente.space.game import Arcs, Game
from detente.space.states import Space
from detente.stability import verdicts
from detente.stability.settings import CONCEPTS, Settings
from detente.stability.why import Reason, Reply, Step, explain, explain_all

EVERY = [
    Settings(countermoves, sanction)  # type: ignore[arg-type]
    for countermoves in ("legal_sequences", "each_opponent_once", "one_move")
    for sanction in ("not_better", "worse")
]


class Facts:
    """A game as plain sets."""

    def __init__(self, game: Game) -> None:
        self.game, self.ranks = game, game.ranks.tolist()
        self.moves: Moves = moves_of(game)
        self.improvements: Moves = improvements_of(game, self.moves)

    def deters(self, actor: int, state: int, end: int, settings: Settings) -> bool:
        there, here = self.ranks[actor][end], self.ranks[actor][state]
        return there < here if settings.sanction == "worse" else there <= here

    def punishes(self, reason: Reason, end: int) -> bool:
        """Whether a reply that ends there punishes, escape included."""
        actor, state = reason.actor, reason.state
        if not self.deters(actor, state, end, reason.settings):
            return False
        out = self.moves[actor][end] if reason.concept in ("smr", "sseq") else set()
        return all(self.deters(actor, state, escape, reason.settings) for escape in out)

    def replies(self, reason: Reason, improvement: int) -> dict[int, int]:
        """Where the others can take an improvement, with the length of the shortest way there."""
        table = self.improvements if reason.concept in ("seq", "sseq") else self.moves
        others = [k for k in range(len(self.moves)) if k != reason.actor]
        found: dict[int, int] = {}
        for (end, _), length in sequences(table, improvement, others, reason.settings.countermoves).items():
            if length:
                found[end] = min(length, found.get(end, length))
        return found

    def joint(self, reason: Reason, improvement: int) -> set[int]:
        """Where the others' improvements, made at once with i's move, can lead (sim)."""
        space, state = self.game.space, reason.state
        others = [k for k in range(len(self.moves)) if k != reason.actor]
        index = {space.values(s): s for s in range(self.game.size)}
        found = set()
        for chosen in product(*([state, *self.improvements[k][state]] for k in others)):
            parts = dict(zip([reason.actor, *others], (improvement, *chosen), strict=True))
            owners = [self.game.actors.index(option.owner) for option in space.options]
            values = tuple(space.values(parts[owner])[place] for place, owner in enumerate(owners))
            if values in index:
                found.add(index[values])
        return found


def check_reason(facts: Facts, reason: Reason) -> bool:
    """Whether a reason is true: replays every path, and looks for what it says does not exist."""
    better = facts.improvements[reason.actor][reason.state]
    kind = (
        ("no improvement" if facts.moves[reason.actor][reason.state] else "cannot move") if not better
        else "unpunished improvement" if reason.unpunished else "every improvement is punished"
    )  # fmt: skip
    listed = [reply.improvement for reply in reason.replies]
    return (
        reason.kind == kind
        and reason.stable == (reason.unpunished == 0)
        and reason.improvements == len(better)
        and len(listed) + reason.unlisted == len(better)
        and set(listed) <= better and len(set(listed)) == len(listed)
        and (reason.unlisted > 0 or sum(not reply.punished for reply in reason.replies) == reason.unpunished)
        and all(check_reply(facts, reason, reply) for reply in reason.replies)
    )  # fmt: skip


def check_reply(facts: Facts, reason: Reason, reply: Reply) -> bool:
    if reason.concept == "nash":
        return reply == Reply(reply.improvement, False)
    if reason.concept == "sim":
        return check_joint(facts, reason, reply)
    ends = facts.replies(reason, reply.improvement)
    wanted = [end for end in ends if facts.punishes(reason, end)]
    if reply.punished != bool(wanted):
        return False
    if not reply.punished:
        wanted = [end for end in ends if facts.deters(reason.actor, reason.state, end, reason.settings)]
        if reason.concept not in ("smr", "sseq") or not wanted:
            return reply == Reply(reply.improvement, False)
    return (
        reply.landing in wanted
        and len(reply.path) == min(ends[end] for end in wanted)
        and check_path(facts, reason, reply)
        and check_escape(facts, reason, reply)
    )


def check_path(facts: Facts, reason: Reason, reply: Reply) -> bool:
    table = facts.improvements if reason.concept in ("seq", "sseq") else facts.moves
    movers = [step.mover for step in reply.path]
    legal = {
        "legal_sequences": all(a != b for a, b in pairwise(movers)),
        "each_opponent_once": len(set(movers)) == len(movers),
        "one_move": len(movers) == 1,
    }[reason.settings.countermoves]
    here = reply.improvement
    for step in reply.path:
        if step.source != here or step.mover == reason.actor or step.target not in table[step.mover][here]:
            return False
        here = step.target
    return legal and here == reply.landing


def check_escape(facts: Facts, reason: Reason, reply: Reply) -> bool:
    if reason.concept not in ("smr", "sseq"):
        return reply.escape == -1
    out, ranks = facts.moves[reason.actor][reply.landing], facts.ranks[reason.actor]
    if not out:
        return reply.escape == -1 and reply.punished
    helps = not facts.deters(reason.actor, reason.state, reply.escape, reason.settings)
    best = max(ranks[state] for state in out)
    return reply.escape in out and ranks[reply.escape] == best and helps != reply.punished


def check_joint(facts: Facts, reason: Reason, reply: Reply) -> bool:
    ends = {end for end in facts.joint(reason, reply.improvement) if facts.punishes(reason, end)}
    if not ends or not reply.punished:
        return not ends and reply == Reply(reply.improvement, False)
    movers = [step.mover for step in reply.path]
    own = all(
        step.source == reason.state and step.target in facts.improvements[step.mover][reason.state]
        for step in reply.path
    )
    parts = dict(zip(movers, reply.path, strict=True))
    space = facts.game.space
    for option, value in zip(space.options, space.values(reply.landing), strict=True):
        owner, place = facts.game.actors.index(option.owner), space.options.index(option)
        chosen = reply.improvement if owner == reason.actor else parts[owner].target if owner in parts else reason.state
        if space.values(chosen)[place] != value:
            return False
    return own and reason.actor not in movers and len(set(movers)) == len(movers) and reply.landing in ends


def asked(game: Game) -> list[str]:
    return [concept for concept in CONCEPTS if concept != "sim" or game.arcs is None]


def every_reason(game: Game, settings: Settings) -> list[Reason]:
    return [
        reason for state in range(game.size) for reason in explain_all(game, state, asked(game), settings)
    ]  # fmt: skip


@pytest.mark.parametrize("settings", EVERY, ids=lambda s: f"{s.countermoves}-{s.sanction}")
def test_every_reason_is_true(settings: Settings) -> None:
    checked = 0
    for game in games(60, seed=11):
        facts = Facts(game)
        for reason in every_reason(game, settings):
            assert check_reason(facts, reason), reason
            checked += bool(reason.replies)
    assert checked > 3000


def test_verdicts_agree_with_all_states_at_once() -> None:
    for number, game in enumerate(games(60, seed=12)):
        settings = EVERY[number % len(EVERY)]
        found = verdicts(game, settings)
        for reason in every_reason(game, settings):
            assert reason.stable == found.stable(reason.concept)[reason.actor, reason.state], reason
            assert (reason.kind == "cannot move") == found.cannot_move[reason.actor, reason.state]


def test_the_search_alone_gives_reasons_that_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.stability.why.DIRECT", 0)
    for game in games(60, seed=13):
        facts = Facts(game)
        for reason in every_reason(game, Settings()):
            assert check_reason(facts, reason), reason


def test_planted_errors_are_seen() -> None:
    """Each way of spoiling a reason is caught at least once, whatever game it is tried on."""
    caught = dict.fromkeys(["verdict", "kind", "mover", "landing", "escape", "length", "left out"], 0)
    for game in games(40, seed=14):
        facts = Facts(game)
        for reason in every_reason(game, Settings()):
            for name, spoilt in spoil(reason, game.size):
                assert not check_reason(facts, spoilt), (name, reason, spoilt)
                caught[name] += 1
    assert min(caught.values()) > 20, caught


def spoil(reason: Reason, size: int) -> list[tuple[str, Reason]]:
    made = [("verdict", replace(reason, stable=not reason.stable))]
    if reason.kind == "no improvement":
        made.append(("kind", replace(reason, kind="cannot move")))
    if not reason.replies:
        return made
    first, rest = reason.replies[0], reason.replies[1:]
    made.append(("left out", replace(reason, replies=rest, improvements=reason.improvements - 1)))
    if first.path and reason.concept != "sim":
        step = first.path[-1]
        own = (*first.path[:-1], replace(step, mover=reason.actor))
        longer = (*first.path, Step(step.mover, step.target, step.source))
        made.append(("mover", replace(reason, replies=(replace(first, path=own), *rest))))
        made.append(("length", replace(reason, replies=(replace(first, path=longer), *rest))))
        elsewhere = (first.landing + 1) % size
        made.append(("landing", replace(reason, replies=(replace(first, landing=elsewhere), *rest))))
    if first.escape >= 0:
        made.append(("escape", replace(reason, replies=(replace(first, escape=-1), *rest))))
    return made


def test_a_broken_search_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the code ignored the escape, or let anybody move, the check would say so."""
    import detente.stability.replies as replies

    wrong = 0
    with monkeypatch.context() as patch:
        patch.setattr(replies.Question, "targets", property(lambda question: question.deters))
        for game in games(60, seed=15):
            facts = Facts(game)
            wrong += sum(not check_reason(facts, reason) for reason in every_reason(game, Settings()))
    assert wrong > 0
    wrong = 0
    with monkeypatch.context() as patch:
        everybody = property(lambda question: tuple(range(len(question.game.actors))))
        patch.setattr(replies.Question, "others", everybody)
        for game in (each for each in games(60, seed=15) if each.arcs is not None):
            facts = Facts(game)
            wrong += sum(not check_reason(facts, reason) for reason in every_reason(game, Settings()))
    assert wrong > 0


def test_prisoners_dilemma() -> None:
    options = (Option("a", "c"), Option("b", "c"))
    space = space_of(options, product((0, 1), repeat=2))  # NN, YN, NY, YY
    game = Game(("a", "b"), space, np.array([[1, 0, 3, 2], [1, 3, 0, 2]], dtype=np.int32))
    reason = explain(game, 3, 0, "seq")
    assert (reason.stable, reason.kind) == (True, "every improvement is punished")
    assert reason.replies == (Reply(2, True, (Step(1, 2, 0),), 0),)
    assert explain(game, 3, 0, "smr").replies == (Reply(2, True, (Step(1, 2, 0),), 0, 1),)
    assert explain(game, 3, 0, "nash").replies == (Reply(2, False),)
    assert explain(game, 3, 0, "sim").replies == (Reply(2, True, (Step(1, 3, 1),), 0),)
    assert explain(game, 0, 0, "gmr").kind == "no improvement"


def test_longer_paths_need_the_last_mover() -> None:
    """Only b can go 1 -> 2 and 2 -> 3: one after the other is not legal, so nothing punishes 0 -> 1 before c helps."""

    def arcs(pairs: list[tuple[int, int]]) -> Arcs:
        starts = np.cumsum([0] + [sum(a == s for a, _ in pairs) for s in range(4)])
        return Arcs(starts.astype(np.int64), np.array([t for _, t in sorted(pairs)], dtype=np.int32))

    space = Space((), np.arange(4, dtype=np.uint64), listed=("s0", "s1", "s2", "s3"))
    ranks = np.array([[1, 2, 3, 0], [0, 0, 0, 0], [0, 0, 0, 0]], dtype=np.int32)
    moves = [arcs([(0, 1)]), arcs([(1, 2), (2, 3)]), arcs([])]
    game = Game(("a", "b", "c"), space, ranks, arcs=tuple(moves))
    assert not explain(game, 0, 0, "gmr").stable
    helped = replace(game, arcs=(moves[0], moves[1], arcs([(2, 3)])))
    reason = explain(helped, 0, 0, "gmr")
    assert reason.replies[0].path == (Step(1, 1, 2), Step(2, 2, 3))
    assert not explain(helped, 0, 0, "gmr", Settings("one_move")).stable


def test_what_is_not_listed_is_counted() -> None:
    rng = np.random.default_rng(5)
    game = option_game(rng, actors=2, options=5, gaps=0.0)
    for state in range(game.size):
        whole, short = explain(game, state, 0, "gmr"), explain(game, state, 0, "gmr", listed=1)
        assert (short.stable, short.improvements, short.unpunished) == (
            whole.stable, whole.improvements, whole.unpunished,
        )  # fmt: skip
        assert short.replies == whole.replies[:1]
        assert short.unlisted == max(whole.improvements - 1, 0)


def test_sim_needs_options() -> None:
    game = graph_game(np.random.default_rng(3), actors=2, states=6)
    state = next(s for s in range(6) if improvements_of(game, moves_of(game))[0][s])
    with pytest.raises(Unanswerable, match="needs moves that follow from options"):
        explain(game, state, 0, "sim")


def test_a_million_states() -> None:
    """2^20 states, every option open to its owner: the others can reach whatever agrees with the improvement on the
    actor's own seven bits, so the verdict under gmr is a minimum over a slice, and paths are checked bit by bit."""
    size, bits = 1 << 20, 20
    rng = np.random.default_rng(1)
    options = tuple(Option(f"a{k * 3 // bits}", f"o{k}") for k in range(bits))
    space = Space(options, np.arange(size, dtype=np.uint64), tuple(range(bits)), (1,) * bits)
    game = Game(("a0", "a1", "a2"), space, np.array([rng.permutation(size) for _ in range(3)], dtype=np.int32))
    own, ranks = [sum(1 << k for k in range(bits) if k * 3 // bits == actor) for actor in range(3)], game.ranks[0]
    worst = ranks.reshape(-1, 128).min(axis=0)
    for state in (int(np.argmin(ranks)), int(np.argsort(ranks)[60]), int(np.argsort(ranks)[-5000])):
        reason = explain(game, state, 0, "gmr", listed=200)
        better = np.flatnonzero(ranks[state & ~127 : (state & ~127) + 128] > ranks[state])
        assert reason.improvements == len(better)
        assert {r.improvement & 127 for r in reason.replies if r.punished} == set(
            better[worst[better] <= ranks[state]].tolist()
        )
        for reply in reason.replies:
            here = reply.improvement
            for step in reply.path:
                assert step.source == here
                assert (step.source ^ step.target) & ~own[step.mover] == 0
                here = step.target
            assert not reply.path or ranks[here] <= ranks[state]


def test_reachable_sets_of_the_definitions() -> None:
    """The plain sets themselves: a round trip by two movers counts, a second move of the same one does not."""
    moves: Moves = [[{1}, {2}, set()], [set(), set(), {0}]]
    assert reached(moves, 0, [0]) == {1}
    assert reached(moves, 1, [0, 1]) == {2, 0, 1}
