"""Paths are replayed; their length and number of unwilling steps are compared with all paths there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.evolution.random_games import Moves, games, improvements_of, moves_of

from detente.evolution import Path, path, reach, road_to
from detente.evolution import roads as roads_module
from detente.space.game import Game


def all_shortest(game: Game, table: Moves, start: int, goal: int, longest: int) -> list[list[tuple[int, int, int]]]:
    """Every legal sequence of the least length, by trying all of them, length by length."""
    waiting: list[list[tuple[int, int, int]]] = [[]]
    for _ in range(longest + 1):
        here = [(way, way[-1][2] if way else start) for way in waiting]
        arrived = [way for way, state in here if state == goal]
        if arrived:
            return arrived
        waiting = [
            [*way, (mover, state, target)]
            for way, state in here
            for mover in range(len(table))
            if not way or way[-1][0] != mover
            for target in table[mover][state]
        ]
    return []


def price(game: Game, way: list[tuple[int, int, int]]) -> tuple[int, int]:
    gains = [int(game.ranks[mover, target]) - int(game.ranks[mover, source]) for mover, source, target in way]
    return sum(gain < 0 for gain in gains), sum(gain == 0 for gain in gains)


def table_of(game: Game, by: str) -> Moves:
    moves = moves_of(game)
    return moves if by == "moves" else improvements_of(game, moves)


def is_best(game: Game, table: Moves, found: Path | None, start: int, goal: int, by: str) -> bool:
    length = int(reach(game, start, by).distance[goal])  # type: ignore[arg-type]
    ways = all_shortest(game, table, start, goal, length) if length >= 0 else []
    if found is None or not ways:
        return found is None and not ways
    way = [(move.mover, move.source, move.target) for move in found.moves]
    interests = ["against" if price(game, [step])[0] else "indifferent" if price(game, [step])[1] else "improvement"
                 for step in way]  # fmt: skip
    return (
        way in ways
        and price(game, way) == min(price(game, each) for each in ways)
        and [move.interest for move in found.moves] == interests
        and found.against == interests.count("against")
    )


@pytest.mark.parametrize("by", ["moves", "improvements"])
def test_paths_are_the_best_there_are(by: str) -> None:
    rng, checked = np.random.default_rng(5), 0
    for game in games(160, seed=31):
        table = table_of(game, by)
        for _ in range(6):
            start, goal = (int(state) for state in rng.integers(game.size, size=2))
            if by == "improvements" or reach(game, start, "moves").distance[goal] <= 4:
                assert is_best(game, table, path(game, start, goal, by), start, goal, by)  # type: ignore[arg-type]
                checked += 1
    assert checked > 700


def test_planted_errors_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path with two steps swapped, a wrong interest, or a costlier path does not pass."""
    swapped = 0
    for game in games(120, seed=32):
        table = moves_of(game)
        for goal in range(game.size):
            found = path(game, 0, goal, "moves")
            if found is None or len(found.moves) not in (2, 3):
                continue
            turned = (found.moves[1], found.moves[0], *found.moves[2:])
            assert not is_best(game, table, replace(found, moves=turned), 0, goal, "moves")
            lied = replace(
                found.moves[0], interest="against" if found.moves[0].interest != "against" else "improvement"
            )
            assert not is_best(game, table, replace(found, moves=(lied, *found.moves[1:])), 0, goal, "moves")
            swapped += 1
    assert swapped > 50
    monkeypatch.setattr(roads_module._Survey, "_cost", lambda self, mover, source, target: 0)
    worse = 0
    for game in games(120, seed=32):
        table = moves_of(game)
        for goal in range(game.size):
            if 0 < reach(game, 0, "moves").distance[goal] <= 3:
                worse += not is_best(game, table, path(game, 0, goal, "moves"), 0, goal, "moves")
    assert worse > 50


def test_a_cut_layer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With too many ways to compare, a path is still shortest and legal, but does not claim the fewest steps."""
    monkeypatch.setattr(roads_module, "WIDEST", 1)
    cut = 0
    for game in games(120, seed=33):
        far = reach(game, 0, "moves").distance
        for goal in np.flatnonzero(far > 1).tolist():
            found = path(game, 0, goal, "moves")
            assert found is not None
            assert len(found.moves) == far[goal]
            assert all(a.target == b.source and a.mover != b.mover for a, b in pairwise(found.moves))
            assert found.moves[-1].target == goal
            cut += not found.fewest
    assert cut > 20


def test_roads_to_several_goals() -> None:
    rng = np.random.default_rng(6)
    for game in games(80, seed=34):
        goals = rng.random(game.size) < 0.5
        start = int(rng.integers(game.size))
        found = road_to(game, goals, "moves", start)
        far = reach(game, start, "moves").distance
        assert {each.goal for each in found.paths} == set(np.flatnonzero(goals & (far >= 0)))
        assert found.unreachable == tuple(np.flatnonzero(goals & (far < 0)))
        assert [len(each.moves) for each in found.paths] == sorted(far[goals & (far >= 0)])
        assert all(each == path(game, start, each.goal, "moves") for each in found.paths)
        short = road_to(replace(game, status_quo=start), goals, "moves", listed=1)
        assert short.paths == found.paths[:1]
        assert short.unlisted == max(len(found.paths) - 1, 0)


def test_a_start_that_is_shut_can_be_left() -> None:
    for game in games(40, seed=35):
        shut = np.zeros(game.size, dtype=np.bool_)
        shut[0] = True
        closed = replace(game, shut=shut)
        table = table_of(closed, "improvements")
        for goal in range(1, game.size):
            assert is_best(closed, table, path(closed, 0, goal, "improvements"), 0, goal, "improvements")
            back = path(closed, goal, 0, "moves")
            assert back is None
