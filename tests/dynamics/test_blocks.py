"""Blocks give back exactly the moves that the definition allows."""

from __future__ import annotations

import numpy as np
import pytest
from tests.dynamics.dense import allowed
from tests.dynamics.games import option_game, small_games

from detente.dynamics import blocks
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
