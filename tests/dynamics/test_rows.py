"""Sums over blocks, eight columns at a time, against the moves as they are defined."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.dynamics.dense import choices
from tests.dynamics.games import habits_for, option_game, small_games

from detente.dynamics import blocks, respond
from detente.dynamics.course import policy, rates
from detente.dynamics.kernels import expect, push
from detente.dynamics.rows import LANES, apart, bounds, excess, exponentials, pack, unpack


def test_exponentials_are_those_of_the_library():
    x = np.concatenate((-np.logspace(-12, np.log10(699.0), 4001), [0.0, -1e9, -np.inf]))
    found = x.copy()
    exponentials(found)
    assert np.abs(found[:-2] / np.exp(x[:-2]) - 1.0).max() < 5e-16
    assert (found[-2:] < 1e-300).all()


@pytest.mark.parametrize("columns", [1, 5, 8, 11])
def test_a_table_comes_back_from_rows(columns):
    table = np.random.default_rng(columns).random((6, columns))
    back = np.empty_like(table)
    rows = pack(table, 0)
    assert rows.shape == (-(-columns // LANES), 6 * LANES)
    unpack(rows, back)
    assert (back == table).all()
    across = np.ascontiguousarray(table.T)
    assert (pack(across.T, 0) == rows).all()
    across[:] = 0.0
    unpack(rows, across.T)
    assert (across == table.T).all()


@pytest.mark.parametrize("size", [1, 7, 8, 9, 100])
def test_rows_are_compared(size):
    rng = np.random.default_rng(size)
    x, y = rng.normal(size=size), rng.normal(size=size)
    assert bounds(x) == (x.max(), x.min())
    assert apart(x, y) == np.abs(y - x).max()
    assert excess(x, y) == pytest.approx((y - x).sum(), abs=1e-12)
    for bad in (np.nan, np.inf, -np.inf):
        y[size // 2] = bad
        assert not np.isfinite(excess(x, y))


@pytest.mark.parametrize(("game", "habits"), small_games(31, 20))
@pytest.mark.parametrize("columns", [2, 11])
def test_expectations_and_flows_are_those_of_the_table_of_moves(game, habits, columns):
    rng, layout = np.random.default_rng(0), blocks(game)
    values = rng.normal(0.0, 3.0, (len(game.actors), game.size))
    table = np.tensordot(habits.tempo, choices(game, habits, values * habits.foresight[:, None]), axes=1)
    x, found = rng.random((game.size, columns)), np.empty((game.size, columns))
    how = rates(habits, layout)
    chosen, rows = policy(layout, how, values), pack(x, 0)
    moved = np.empty_like(rows)
    expect(layout, how, chosen, rows, moved)
    unpack(moved, found)
    assert found == pytest.approx(table @ x, abs=1e-12)
    push(layout, how, chosen, rows, moved)
    unpack(moved, found)
    assert found == pytest.approx(table.T @ x, abs=1e-12)


@pytest.mark.parametrize("directions", ["bbbbb", "bfrbf"])
def test_worths_far_apart_are_chosen_between_block_by_block(directions):
    """Where one scale for all states would leave nothing of the worse half of them."""
    rng = np.random.default_rng(1)
    game = option_game(rng, "ababb", directions)
    worths = game.worths + 5000.0 * (game.space.codes & np.uint64(1)).astype(float)
    game = replace(game, worths=worths)
    habits = replace(habits_for(game, rng), tempo=np.full(2, 0.01))
    found = respond(game, habits)
    assert found.converged
    expected = choices(game, habits, found.values)
    for actor in range(2):
        for state in range(game.size):
            targets, odds = found.chances(actor, state)
            assert odds == pytest.approx(expected[actor, state, targets], abs=1e-9)
    table = np.tensordot(habits.tempo, expected, axes=1)
    chosen = policy(found.blocks, rates(habits, found.blocks), found.annuities)
    moved = pack(np.eye(game.size), 0)
    push(found.blocks, rates(habits, found.blocks), chosen, pack(np.eye(game.size), 0), moved)
    back = np.empty((game.size, game.size))
    unpack(moved, back)
    assert back == pytest.approx(table.T, abs=1e-9)
