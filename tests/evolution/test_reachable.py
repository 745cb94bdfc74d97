"""Reachability against plain sequences on random games, and against the published table of a known conflict."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.evolution.random_games import Moves, games, improvements_of, moves_of, sequences, space_of

from detente.errors import Unanswerable
from detente.evolution import Reach, reach
from detente.model import Option
from detente.space.game import Game
from detente.space.states import Space


def table_of(game: Game, by: str) -> Moves:
    moves = moves_of(game)
    return moves if by == "moves" else improvements_of(game, moves)


def agrees(game: Game, table: Moves, found: Reach) -> bool:
    expected = sequences(table, found.start, range(len(game.actors)))
    last = {(s, i): h for (s, i), h in expected.items() if i is not None}
    given = {(int(s), int(i)): int(found.last[i, s]) for i, s in np.argwhere(found.last >= 0)}
    states = {s for s, _ in expected}
    distance = [min((h for (t, _), h in expected.items() if t == s), default=-1) for s in range(game.size)]
    return given == last and set(np.flatnonzero(found.reached)) == states and found.distance.tolist() == distance


@pytest.mark.parametrize("by", ["moves", "improvements"])
def test_against_plain_sequences(by: str) -> None:
    for game in games(200, seed=21):
        table = table_of(game, by)
        for start in range(game.size):
            assert agrees(game, table, reach(game, start, by))  # type: ignore[arg-type]


def test_a_wrong_distance_is_seen() -> None:
    """The comparison notices one changed number, and states kept instead of pairs (state, last mover)."""
    changed = states_only = 0
    for game in games(60, seed=22):
        found, moves = reach(game, 0, "moves"), moves_of(game)
        for actor, state in np.argwhere(found.last > 0)[:3]:
            last = found.last.copy()
            last[actor, state] += 1
            assert not agrees(game, moves, replace(found, last=last))
            changed += 1
        loose = sequences([[{t for table in moves for t in table[s]} for s in range(game.size)]] * 2, 0, (0, 1))
        states_only += {s for s, _ in loose} != set(np.flatnonzero(found.reached))
    assert changed > 50
    assert states_only > 0


def test_the_table_lists_each_arrival_once() -> None:
    for game in games(60, seed=23):
        for by in ("moves", "improvements"):
            found = reach(game, 0, by)  # type: ignore[arg-type]
            expected = sequences(table_of(game, by), 0, range(len(game.actors)))
            rows = found.rows()
            assert len(rows) == max(expected.values())
            for h, row in enumerate(rows, 1):
                for actor, states in enumerate(row):
                    assert states.tolist() == sorted(s for (s, i), d in expected.items() if i == actor and d == h)
                assert any(len(states) for states in row)


def test_shut_states_are_not_entered() -> None:
    rng = np.random.default_rng(4)
    for game in games(60, seed=24):
        shut = rng.random(game.size) < 0.3
        closed = replace(game, shut=shut)
        table = moves_of(closed)
        for start in range(game.size):
            found = reach(closed, start, "moves")
            assert agrees(closed, table, found)
            assert not (found.reached & shut)[np.arange(game.size) != start].any()


def test_nobody_moves_twice_in_succession() -> None:
    """One actor's options, one of them out of reach in a single step: 00 -> 01 -> 11 would be two moves in a row."""
    options = (Option("a", "x"), Option("a", "y"), Option("b", "z"))
    space = space_of(options, [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 0, 1)])
    ranks = np.array([[0, 1, 2, 0], [0, 0, 0, 1]], dtype=np.int32)
    names = [space.name(state) for state in range(4)]
    found = reach(Game(("a", "b"), space, ranks), names.index("nothing"), "moves")
    assert found.distance[names.index("a.x+a.y")] == 1
    assert found.last[0, names.index("a.x")] == 1
    assert found.last[1, names.index("a.x+b.z")] == 2
    assert found.last[1, names.index("a.x+a.y")] == -1


def test_no_start() -> None:
    game = next(iter(games(1, seed=25)))
    with pytest.raises(Unanswerable, match="no state to start from"):
        reach(game, -1, "moves")


def test_a_million_states() -> None:
    """Everything can be reached in a full product by moves: in as many moves as actors whose options differ."""
    size, bits = 1 << 20, 20
    options = tuple(Option(f"a{k % 3}", f"o{k}") for k in range(bits))
    space = Space(options, np.arange(size, dtype=np.uint64), tuple(range(bits)), (1,) * bits)
    rng = np.random.default_rng(2)
    game = Game(("a0", "a1", "a2"), space, np.array([rng.permutation(size) for _ in range(3)], dtype=np.int32))
    start = 12345
    different = np.arange(size) ^ start
    owners = [sum(1 << k for k in range(bits) if k % 3 == actor) for actor in range(3)]
    expected = sum((different & bits_of != 0).astype(np.int32) for bits_of in owners)
    assert (reach(game, start, "moves").distance == expected).all()
    up = reach(game, start, "improvements")
    assert (up.distance[up.reached] >= expected[up.reached]).all()
