"""Coalitions against plain sets on random games; Elmira as published; laws; and errors that are seen."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

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

from detente.errors import TooLarge, Unanswerable
from detente.model import Option
from detente.space.game import Game
from detente.space.states import Space
from detente.stability import relations, verdicts
from detente.stability.coalition import (
    COALITION_CONCEPTS,
    Jump,
    coalition_improvements,
    coalition_verdicts,
    universal,
)  # fmt: skip
from detente.stability.relations import Relation
from detente.stability.replies import Step
from detente.stability.settings import Settings

Members = tuple[int, ...]
EVERY = [
    Settings(countermoves, sanction)  # type: ignore[arg-type]
    for countermoves in ("legal_sequences", "each_opponent_once", "one_move")
    for sanction in ("not_better", "worse")
]
CONFLICTS = Path(__file__).parent.parent / "published" / "conflicts.json"


class Plain:
    """The definitions as sets."""

    def __init__(self, game: Game, settings: Settings) -> None:
        self.settings, self.ranks, self.size = settings, game.ranks.tolist(), game.size
        self.moves: Moves = moves_of(game)
        self.actors = range(len(game.actors))
        self.gains = {group: [self.improvements(group, s) for s in range(game.size)] for group in groups(self.actors)}

    def improvements(self, group: Members, s: int) -> set[int]:
        ends = reached(self.moves, s, group)
        return {x for x in ends if all(self.ranks[i][x] > self.ranks[i][s] for i in group)}

    def deters(self, group: Members, s: int, y: int) -> bool:
        worse = self.settings.sanction == "worse"
        return any(self.ranks[i][y] < self.ranks[i][s] + (0 if worse else 1) for i in group)

    def joint_replies(self, others: Members, x: int) -> set[int]:
        seen: set[tuple[int, Members]] = set()
        waiting: list[tuple[int, Members]] = [(x, ())]
        while waiting:
            state, last = waiting.pop()
            for part in groups(others):
                fresh = {(y, part) for y in self.gains[part][state] if part != last} - seen
                seen |= fresh
                waiting += fresh
        return {y for y, _ in seen}

    def stable(self, group: Members, concept: str) -> list[bool]:
        others = tuple(k for k in self.actors if k not in group)
        if concept == "seq":
            replies = [self.joint_replies(others, x) for x in range(self.size)]
        else:
            replies = [reached(self.moves, x, others, self.settings.countermoves) for x in range(self.size)]
        ours = [reached(self.moves, y, group) for y in range(self.size)]

        def punished(s: int, x: int) -> bool:
            ends = [y for y in replies[x] if self.deters(group, s, y)] if concept != "nash" else []
            return any(concept != "smr" or all(self.deters(group, s, z) for z in ours[y]) for y in ends)

        return [all(punished(s, x) for x in self.gains[group][s]) for s in range(self.size)]


def groups(actors: range | Members) -> list[Members]:
    return [each for count in range(1, len(actors) + 1) for each in combinations(actors, count)]


@pytest.mark.parametrize("settings", EVERY, ids=lambda s: f"{s.countermoves}-{s.sanction}")
def test_against_plain_sets(settings: Settings) -> None:
    split = 0
    for game in games(50, seed=41):
        plain = Plain(game, settings)
        for members in groups(plain.actors):
            found = coalition_verdicts(game, members, settings)
            for concept in COALITION_CONCEPTS:
                expected = plain.stable(members, concept)
                assert found.stable(concept).tolist() == expected, (members, concept)
                split += len(members) > 1 and 0 < sum(expected) < game.size
    assert split > 100


def test_with_many_states_to_a_cell() -> None:
    """Larger games in option form, one-way options and gaps among them: cells of many states."""
    rng = np.random.default_rng(42)
    for _ in range(12):
        game = option_game(rng, actors=3, options=6, gaps=0.2)
        plain = Plain(game, Settings())
        for members in groups(plain.actors):
            found = coalition_verdicts(game, members)
            for concept in COALITION_CONCEPTS:
                assert found.stable(concept).tolist() == plain.stable(members, concept)


@pytest.mark.parametrize("broken", ["least", "greatest", "of", "joint"])
def test_planted_errors_are_seen(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replies forgotten, escapes forgotten, one mover forgotten, joint improvements taken for single ones."""
    one, kept = relations.Relations, relations.Relations.of
    if broken in ("least", "greatest"):
        monkeypatch.setattr(Relation, broken, lambda self, values: values.copy())
    elif broken == "of":
        monkeypatch.setattr(one, "of", lambda self, movers, rule="legal_sequences": kept(self, movers[:1], rule))
    else:
        monkeypatch.setattr(relations, "subsets", lambda actors: [(actor,) for actor in actors])
    wrong = 0
    for game in games(60, seed=43):
        plain = Plain(game, Settings())
        for members in groups(plain.actors):
            found = coalition_verdicts(game, members)
            wrong += any(found.stable(each).tolist() != plain.stable(members, each) for each in COALITION_CONCEPTS)
    assert wrong > 0


def test_single_members_are_the_individual_concepts() -> None:
    """nash, gmr and smr always; seq with at most one opponent, and one way round with more."""
    more = 0
    for number, game in enumerate(games(150, seed=44)):
        settings = Settings(sanction=EVERY[number % 6].sanction)
        alone = verdicts(game, settings)
        for actor in range(len(game.actors)):
            found = coalition_verdicts(game, [actor], settings)
            for concept in ("nash", "gmr", "smr"):
                assert (found.stable(concept) == alone.stable(concept)[actor]).all()
            before, after = alone.stable("seq")[actor], found.stable("seq")
            assert not (before & ~after).any()
            assert len(game.actors) > 2 or (before == after).all()
            more += int((after & ~before).sum())
    assert more > 0


def test_inclusions() -> None:
    for game in games(100, seed=45):
        for members, flags in zip(
            *(lambda u: (u.coalitions, u.flags.transpose(1, 0, 2)))(universal(game)), strict=True
        ):
            nash, gmr, smr, seq = flags
            assert not (nash & ~smr).any(), members
            assert not (smr & ~gmr).any(), members
            assert not (nash & ~seq).any(), members
            assert not (seq & ~gmr).any(), members


def test_universal_is_every_coalition() -> None:
    for game in games(40, seed=46):
        found = universal(game)
        assert list(found.coalitions) == groups(range(len(game.actors)))
        for concept in COALITION_CONCEPTS:
            each = [coalition_verdicts(game, members).stable(concept) for members in found.coalitions]
            assert (found.stable(concept) == np.logical_and.reduce(each)).all()
            for state in range(game.size):
                against = {members for members, flags in zip(found.coalitions, each, strict=True) if not flags[state]}
                assert set(found.against(concept, state)) == against


def test_improvements_and_their_paths() -> None:
    for game in games(60, seed=47):
        plain = Plain(game, Settings())
        for members in groups(plain.actors):
            found = coalition_improvements(game, members, listed=10**6)
            assert found.unlisted == 0
            expected = [(s, x) for s in range(game.size) for x in sorted(plain.gains[members][s])]
            assert [(jump.source, jump.target) for jump in found.jumps] == expected
            for jump in found.jumps:
                assert is_shortest(plain, members, jump)
            short = coalition_improvements(game, members, listed=2)
            assert short.jumps == found.jumps[:2]
            assert short.unlisted == max(len(expected) - 2, 0)


def is_shortest(plain: Plain, members: Members, jump: Jump) -> bool:
    here, last = jump.source, -1
    for step in jump.path:
        if step.source != here or step.mover not in members or step.mover == last:
            return False
        if step.target not in plain.moves[step.mover][here]:
            return False
        here, last = step.target, step.mover
    ways = sequences(plain.moves, jump.source, members)
    return here == jump.target and len(jump.path) == min(h for (s, _), h in ways.items() if s == jump.target)


def test_improvements_beyond_the_limit_are_counted() -> None:
    game = option_game(np.random.default_rng(8), actors=2, options=5, gaps=0.0)
    whole = coalition_improvements(game, (0, 1))
    short = coalition_improvements(game, (0, 1), listed=3)
    assert short.jumps == whole.jumps[:3]
    assert short.unlisted == len(whole.jumps) - 3
    some = np.zeros(game.size, dtype=np.bool_)
    some[whole.jumps[-1].source] = True
    assert {jump.source for jump in coalition_improvements(game, (0, 1), some).jumps} == {whole.jumps[-1].source}


def elmira() -> tuple[Game, list[str]]:
    """The Elmira dispute as in print (Hipel, Kilgour, Fang & Peng 1993)."""
    conflict = json.loads(CONFLICTS.read_text(encoding="utf-8"))["conflicts"]["elmira"]
    ways = {"both": "both", "fwd": "forward", "back": "backward"}
    options = tuple(
        Option(each["owner"], each["name"], direction=ways[each["direction"]])  # type: ignore[arg-type]
        for each in conflict["options"]
    )
    space = space_of(options, [tuple("NY".index(letter) for letter in state) for state in conflict["states"]])
    names = ["".join(value[0].upper() for value in space.values(state)) for state in range(space.size)]
    place = [{s: -tier for tier, tied in enumerate(conflict["ranking"][actor]) for s in tied}
             for actor in conflict["actors"]]  # fmt: skip
    ranks = [np.unique([row[name] for name in names], return_inverse=True)[1] for row in place]
    return Game(tuple(conflict["actors"]), space, np.array(ranks, dtype=np.int32)), names


def test_elmira() -> None:
    """The ministry and Uniroyal leave the status-quo equilibrium NYNNY for YNYNY together, which neither does alone."""
    game, names = elmira()
    state, better = names.index("NYNNY"), names.index("YNYNY")
    rest = verdicts(game)
    for concept in ("nash", "seq"):
        assert rest.equilibria(concept)[state]
        assert rest.equilibria(concept)[better]
    jumps = coalition_improvements(game, (0, 1), rest.equilibria("nash")).jumps
    assert [(jump.source, jump.target) for jump in jumps if names[jump.source] == "NYNNY"] == [(state, better)]
    path = next(jump.path for jump in jumps if jump.source == state)
    assert [step.mover for step in path] in ([0, 1], [1, 0])
    found = coalition_verdicts(game, (0, 1))
    assert not any(found.stable(concept)[state] for concept in COALITION_CONCEPTS)
    assert all(found.stable(concept)[better] for concept in COALITION_CONCEPTS)
    every = universal(game)
    assert every.against("nash", state) == ((0, 1),)
    assert not every.stable("seq")[state]
    assert every.stable("nash")[better]


def test_two_who_gain_only_together() -> None:
    """The prisoners' dilemma: alone each rests in NN, together both leave it for YY."""
    space = space_of((Option("a", "c"), Option("b", "c")), [(0, 0), (1, 0), (0, 1), (1, 1)])
    game = Game(("a", "b"), space, np.array([[1, 0, 3, 2], [1, 3, 0, 2]], dtype=np.int32))
    first, second = (Step(0, 0, 1), Step(1, 1, 3)), (Step(1, 0, 2), Step(0, 2, 3))
    assert coalition_improvements(game, (0, 1)).jumps in ((Jump(0, 3, first),), (Jump(0, 3, second),))
    assert coalition_verdicts(game, (0, 1)).stable("gmr").tolist() == [False, True, True, True]
    assert universal(game).stable("seq").tolist() == [False, False, False, True]


def test_what_cannot_be_asked() -> None:
    game = graph_game(np.random.default_rng(9), actors=2, states=5)
    for members in ((), (2,), (-1,)):
        with pytest.raises(Unanswerable, match="a coalition is one or more of the actors 0 to 1"):
            coalition_verdicts(game, members)
    with pytest.raises(Unanswerable, match="'sim' is not defined for coalitions"):
        coalition_verdicts(game, (0, 1)).stable("sim")
    shut = np.array([True, False, False, False, False])
    with pytest.raises(Unanswerable, match="shut states"):
        universal(replace(game, shut=shut))
    with pytest.raises(Unanswerable, match="shut states"):
        coalition_improvements(replace(game, shut=shut), (0, 1))


def test_too_large_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    options = tuple(Option(f"a{k % 3}", f"o{k}") for k in range(9))
    space = Space(options, np.arange(512, dtype=np.uint64), tuple(range(9)), (1,) * 9)
    rng = np.random.default_rng(10)
    game = Game(("a0", "a1", "a2"), space, np.array([rng.permutation(512) for _ in range(3)], dtype=np.int32))
    coalition_verdicts(game, (0, 1))
    for name, value, said in (
        ("BUDGET", 100, "needs more than 100 comparisons"),
        ("MOST_JOINT", 511, "joint improvements of 1 actors over 512 states"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(relations, name, value)
            patch.setattr("detente.stability.coalition.BUDGET", value)
            with pytest.raises(TooLarge, match=said):
                coalition_verdicts(game, (0, 1))
    monkeypatch.setattr("detente.stability.coalition.MOST_PAIRED", 100)
    with pytest.raises(TooLarge, match="more than 100 comparisons"):
        coalition_improvements(game, (0, 1))
    monkeypatch.setattr("detente.stability.coalition.MOST_VERDICTS", 1000)
    with pytest.raises(TooLarge, match="7 coalitions of 3 actors over 512 states"):
        universal(game)


def test_lists_that_would_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relations, "MOST_LISTED", 10)
    game = next(each for each in games(50, seed=48) if each.arcs is not None and each.size > 6 and len(each.actors) > 2)
    with pytest.raises(TooLarge, match="would fill more than 10 entries"):
        coalition_verdicts(game, (0, 1))


def test_plain_sets_know_the_last_mover() -> None:
    game = next(each for each in games(50, seed=49) if each.arcs is not None)
    plain = Plain(game, Settings())
    single = improvements_of(game, plain.moves)
    assert all(plain.gains[(i,)][s] == single[i][s] for i in plain.actors for s in range(game.size))
