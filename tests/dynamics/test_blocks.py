"""Blocks give back exactly the moves that the definition allows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.dynamics.dense import allowed
from tests.dynamics.games import option_game, small_games

from detente.dynamics import blocks, follow, respond
from detente.dynamics.blocks import confined, reached
from detente.dynamics.moves import moves


@pytest.mark.parametrize(("game", "habits"), small_games(11, 40))
def test_moves_are_those_of_the_definition(game, habits):
    found, table = blocks(game), allowed(game)
    for actor in range(len(game.actors)):
        for state in range(game.size):
            expected = np.flatnonzero(table[actor, state] & (np.arange(game.size) != state))
            assert sorted(moves(found, actor, state)) == list(expected)


def test_every_state_lies_in_one_block_of_each_actor():
    game = option_game(np.random.default_rng(3), "aabbc", "bfbrb", missing=0.3)
    found = blocks(game)
    for actor in range(len(game.actors)):
        rows = [
            found.order[found.starts[block] : found.starts[block + 1]]
            for block in range(found.first[actor], found.first[actor + 1])
        ]
        assert sorted(np.concatenate(rows)) == list(range(game.size))
        for number, states in enumerate(rows):
            assert (found.block[actor, states] == found.first[actor] + number).all()


def test_reversible_options_need_no_links():
    assert len(blocks(option_game(np.random.default_rng(0), "aabb")).onward) == 0


def beginnings(game, number):
    """Some states to begin in: one, or a few."""
    return np.random.default_rng(number).random(game.size) < (0.0, 0.2)[number % 2] + (np.arange(game.size) == 0)


@pytest.mark.parametrize("number", range(60))
def test_play_can_come_to_what_moves_lead_to_and_to_nothing_else(number):
    game, _ = small_games(23, 60)[number]
    begin, table = beginnings(game, number), allowed(game).any(axis=0)
    expected = begin.copy()
    for _ in range(game.size):
        expected |= table[expected].any(axis=0)
    assert (reached(blocks(game), begin) == expected).all()


@pytest.mark.parametrize("number", range(60))
def test_among_the_states_that_play_can_come_to_moves_are_the_same(number):
    game, habits = small_games(29, 60)[number]
    whole = blocks(game)
    inside = reached(whole, beginnings(game, number))
    part = confined(whole, inside)
    for actor in range(len(game.actors)):
        for state in range(game.size):
            expected = sorted(moves(whole, actor, state)) if inside[state] else []
            assert sorted(moves(part, actor, state)) == expected
        assert (part.block[actor, ~inside] >= part.busy[actor]).all()
    assert sorted(part.order[: game.size]) == list(range(game.size))
    calm = habits_of(habits, 0.2)
    one, other = respond(game, calm, 1e-11), respond(game, calm, 1e-11, layout=part)
    assert other.annuities[:, inside] == pytest.approx(one.annuities[:, inside], abs=1e-8)
    assert other.annuities[:, ~inside] == pytest.approx(game.worths[:, ~inside], abs=1e-12)
    today, targets = int(np.flatnonzero(inside)[0]), np.eye(game.size, dtype=bool)
    alone, together = (follow([each.course], today, targets, [0.1, 1.0, 3.0]) for each in (one, other))
    assert together.reached == pytest.approx(alone.reached, abs=1e-7)
    assert together.in_place == pytest.approx(alone.in_place, abs=1e-7)


def habits_of(habits, precision):
    """The same habits at another precision: at a low one there is one equilibrium."""
    return replace(habits, precision=np.full_like(habits.precision, precision))
