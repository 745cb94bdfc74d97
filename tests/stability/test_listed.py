"""Verdicts where moves are listed against the definitions."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stability.brute_force import brute_force, listed_game, moves, option_game

from detente.errors import Unanswerable
from detente.model import Option
from detente.space.game import Arcs, Game
from detente.space.states import Space
from detente.stability import Settings, verdicts
from detente.stability.concepts import FORESIGHTED

ALL_SETTINGS = [
    Settings(countermoves, sanction)
    for countermoves in ("legal_sequences", "each_opponent_once", "one_move")
    for sanction in ("not_better", "worse")
]


@pytest.mark.parametrize("settings", ALL_SETTINGS, ids=lambda each: f"{each.countermoves}-{each.sanction}")
@pytest.mark.parametrize("actors", [1, 2, 3, 4])
def test_definitions(actors, settings):
    for seed in range(12):
        rng = np.random.default_rng([seed, actors])
        game = listed_game(rng, actors, 14, 0.05 + 0.02 * (seed % 5), ties=seed % 3 == 0, levels=True)
        found = verdicts(game, settings)
        for concept in ("nash", *FORESIGHTED):
            np.testing.assert_array_equal(found.stable(concept), brute_force(game, settings, concept), concept)
        for concept in FORESIGHTED:
            np.testing.assert_array_equal(found.strong(concept), brute_force(game, settings, concept, True), concept)
        np.testing.assert_array_equal(found.cannot_move, [[not to for to in row] for row in moves(game)])


def test_listing_the_moves_of_an_option_game_changes_nothing():
    for seed in range(20):
        game = option_game(np.random.default_rng([seed, 2]), 3, (2, 2, 2, 3), 0.8, ties=seed % 2 == 0, one_way=True)
        arcs = []
        for row in moves(game):
            starts = np.concatenate([[0], np.cumsum([len(to) for to in row])]).astype(np.int64)
            arcs.append(Arcs(starts, np.array([t for to in row for t in sorted(to)], np.int32)))
        listed = Game(game.actors, game.space, game.ranks, arcs=tuple(arcs))
        for settings in ALL_SETTINGS:
            free, bound = verdicts(game, settings), verdicts(listed, settings)
            for concept in ("nash", *FORESIGHTED):
                np.testing.assert_array_equal(free.stable(concept), bound.stable(concept))


def test_nobody_moves_twice_in_a_row():
    """Only two moves of b in a row would punish a: they are no legal sequence, unless c moves in between."""
    a = Arcs(np.array([0, 1, 1, 1, 1]), np.array([1], np.int32))
    b = Arcs(np.array([0, 0, 1, 2, 2]), np.array([2, 3], np.int32))
    c = Arcs(np.array([0, 0, 0, 0, 0]), np.array([], np.int32))
    space = Space((), np.arange(4, dtype=np.uint64), listed=("s0", "s1", "s2", "s3"))
    ranks = np.array([[1, 3, 2, 0], [0, 0, 0, 0], [0, 0, 0, 0]], np.int32)
    alone = Game(("a", "b", "c"), space, ranks, arcs=(a, b, c))
    assert not verdicts(alone).stable("gmr")[0, 0]
    loop = Arcs(np.array([0, 0, 0, 1, 1]), np.array([1], np.int32))
    back = Game(("a", "b", "c"), space, ranks, arcs=(a, b, loop))
    assert not verdicts(back).stable("gmr")[0, 0]
    direct = Game(("a", "b", "c"), space, ranks, arcs=(a, b, Arcs(np.array([0, 0, 0, 1, 1]), np.array([3], np.int32))))
    assert verdicts(direct).stable("gmr")[0, 0]


def test_a_sanction_may_come_back_to_the_state_itself():
    a = Arcs(np.array([0, 1, 1]), np.array([1], np.int32))
    b = Arcs(np.array([0, 0, 1]), np.array([0], np.int32))
    space = Space((), np.arange(2, dtype=np.uint64), listed=("s0", "s1"))
    game = Game(("a", "b"), space, np.array([[0, 1], [1, 0]], np.int32), arcs=(a, b))
    assert verdicts(game).stable("seq")[0, 0]
    assert not verdicts(game, Settings(sanction="worse")).stable("gmr")[0, 0]


def test_simultaneous_is_not_defined():
    game = listed_game(np.random.default_rng(0), 2, 5, 0.3)
    found = verdicts(game)
    assert not found.defined("sim")
    assert found.defined("gmr")
    with pytest.raises(Unanswerable, match="SIM is not defined where moves are listed"):
        found.equilibria("sim")
    assert dict(found.absent).keys() == {"sim"}


def test_listed_moves_with_options_have_no_simultaneous_verdicts():
    space = Space((Option("a", "x"),), np.array([0, 1], np.uint64), (0,), (1,))
    arcs = (Arcs(np.array([0, 1, 2]), np.array([1, 0], np.int32)),)
    assert not verdicts(Game(("a",), space, np.array([[0, 1]], np.int32), arcs=arcs)).defined("sim")
