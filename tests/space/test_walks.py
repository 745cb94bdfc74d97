"""Searches over states and what is remembered of the past, against plain sequences under all three rules."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.evolution.random_games import games, improvements_of, moves_of, option_game, sequences

from detente.errors import TooLarge
from detente.space import walks
from detente.space.game import Game
from detente.space.walks import FAR, follows, mirror, moves_from, part_for, retrace, walk

RULES = ("legal_sequences", "each_opponent_once", "one_move")


def remembered(rule: str, tag: int, movers: tuple[int, ...]) -> object:
    if rule == "legal_sequences":
        return None if tag == 0 else movers[tag - 1]
    if rule == "each_opponent_once":
        return frozenset(mover for place, mover in enumerate(movers) if tag >> place & 1)
    return tag


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("by", ["moves", "improvements"])
def test_every_pair_and_its_distance(rule: str, by: str) -> None:
    for number, game in enumerate(games(100, seed=51)):
        moves = moves_of(game)
        table = moves if by == "moves" else improvements_of(game, moves)
        movers = tuple(range(len(game.actors)))[number % 2 :]
        for start in range(game.size):
            found = walk(game, [start], movers, by, rule)
            given = {
                (s, remembered(rule, tag, movers)): int(found.distance[tag, s])
                for tag, s in np.argwhere(found.distance < FAR).tolist()
            }
            expected = sequences(table, start, movers, rule)
            if rule == "one_move":
                expected = {(s, min(length, 1)): length for (s, _), length in expected.items()}
            assert given == expected


def test_moves_and_their_mirror() -> None:
    for game in games(100, seed=52):
        moves, turned = moves_of(game), moves_of(mirror(game))
        better = improvements_of(mirror(game), turned)
        for actor in range(len(game.actors)):
            for s in range(game.size):
                assert moves_from(game, actor, s).tolist() == sorted(moves[actor][s])
                assert all((s in turned[actor][t]) == (t in moves[actor][s]) for t in range(game.size))
                for t in moves_from(game, actor, s, "improvements").tolist():
                    assert s in better[actor][t]


def test_few_states_among_many_combinations() -> None:
    """An actor with more combinations of choices than there are states: the states are gone through instead."""
    for seed in range(40):
        game = option_game(np.random.default_rng(seed), actors=2, options=5, gaps=0.0)
        kept = np.sort(np.random.default_rng(seed).choice(game.size, 5, replace=False))
        few = replace(game, space=replace(game.space, codes=game.space.codes[kept]), ranks=game.ranks[:, kept])
        moves = moves_of(few)
        for actor in range(2):
            for s in range(5):
                assert moves_from(few, actor, s).tolist() == sorted(moves[actor][s])


def test_several_sources_and_the_way_back() -> None:
    rng = np.random.default_rng(53)
    for game in games(100, seed=53):
        sources, movers = np.flatnonzero(rng.random(game.size) < 0.4), tuple(range(len(game.actors)))
        found = walk(game, sources, movers)
        each = [walk(game, [s], movers).distance for s in sources]
        assert (found.distance == np.minimum.reduce([np.full_like(found.distance, FAR), *each])).all()
        for state in np.flatnonzero(found.nearest < FAR).tolist():
            way = retrace(found, mirror(game), state)
            assert len(way) == found.nearest[state]
            assert (way[-1][2] if way else state) in sources


def test_a_part_holds_all_that_the_movers_can_reach() -> None:
    for game in games(80, seed=54):
        movers = tuple(range(1, len(game.actors)))
        part, index = part_for(game, np.array([0, game.size - 1]), movers)
        whole = walk(game, [0, game.size - 1], movers).nearest
        inside = walk(part, np.searchsorted(index, [0, game.size - 1]), movers).nearest
        assert (whole[index] == inside).all()
        assert (np.delete(whole, index) == FAR).all()


def test_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    game: Game = option_game(np.random.default_rng(1), actors=3)
    with pytest.raises(TooLarge, match="15 opponents of whom each moves at most once"):
        follows(15, "each_opponent_once")
    monkeypatch.setattr(walks, "MOST_PAIRS", 4 * game.size - 1)
    with pytest.raises(TooLarge, match="with 4 possible pasts"):
        walk(game, [0], (0, 1, 2))
