"""Simultaneous sanctions against the definition, by hand and by brute force."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.stability.brute_force import brute_force, option_game, widened

from detente.errors import Unanswerable
from detente.model import Option
from detente.space.game import Game
from detente.space.states import Space
from detente.stability import Settings, verdicts


def square(ranks):
    """Two actors with a yes/no option each; states NN, YN, NY, YY."""
    space = Space((Option("a", "x"), Option("b", "y")), np.arange(4, dtype=np.uint64), (0, 1), (1, 1))
    return Game(("a", "b"), space, np.array(ranks, np.int32))


@pytest.mark.parametrize("one_way", [False, True])
@pytest.mark.parametrize("shape", [(2, (2,) * 6), (3, (2,) * 6), (3, (3, 2, 4)), (4, (2,) * 5), (5, (2,) * 5)])
def test_definition(shape, one_way):
    for seed in range(12):
        rng = np.random.default_rng([seed, one_way, *shape[1]])
        game = option_game(rng, *shape, feasible=(1.0, 0.8, 0.5)[seed % 3], ties=seed % 2 == 0, one_way=one_way)
        settings = Settings(sanction="worse" if seed % 4 == 0 else "not_better")
        found = verdicts(game, settings, ("sim",)).stable("sim")
        np.testing.assert_array_equal(found, brute_force(game, settings, "sim"))


def test_both_improve_and_both_lose():
    """In NN each improves alone, and together they land in what both like least."""
    game = square([[1, 2, 3, 0], [1, 3, 2, 0]])
    assert verdicts(game).stable("sim")[:, 0].all()
    assert not verdicts(game).stable("nash")[:, 0].any()


def test_staying_together_never_punishes():
    """b has no improvement from NN, so nothing punishes a."""
    game = square([[1, 2, 3, 0], [3, 1, 0, 2]])
    assert not verdicts(game).stable("sim")[0, 0]


def test_every_improvement_is_judged_by_all_replies():
    """a has two improvements from its first state; only the first is punished by b's reply."""
    space = Space(
        (Option("a", "x", choices=("p", "q", "r")), Option("b", "y")),
        np.array([0, 1, 2, 4, 5, 6], np.uint64),
        (0, 2),
        (2, 1),
    )
    ranks = np.array([[1, 2, 3, 0, 0, 4], [0, 0, 0, 1, 1, 1]], np.int32)
    assert not verdicts(Game(("a", "b"), space, ranks)).stable("sim")[0, 0]
    ranks[0, 5] = 0
    assert verdicts(Game(("a", "b"), space, ranks)).stable("sim")[0, 0]


def test_an_infeasible_landing_does_not_punish():
    full = square([[1, 2, 3, 0], [1, 3, 2, 0]])
    space = Space(full.space.options, np.arange(3, dtype=np.uint64), (0, 1), (1, 1))
    assert not verdicts(Game(full.actors, space, full.ranks[:, :3] - np.int32(1))).stable("sim")[:, 0].any()


@pytest.mark.parametrize("one_way", [False, True])
def test_blocks_of_columns_change_nothing(monkeypatch, one_way):
    game = option_game(np.random.default_rng(4), 2, (2,) * 16, 0.003, ties=True, one_way=one_way)
    settings = [Settings(), Settings(sanction="worse")]
    whole = [verdicts(game, each, ("sim",)).stable("sim") for each in settings]
    assert len({int(code) & 0x5555 for code in game.space.codes}) > 64
    monkeypatch.setattr("detente.stability.simultaneous.ROOM", 0)
    monkeypatch.setattr("detente.stability.simultaneous.LEAST", 8)
    for each, before in zip(settings, whole, strict=True):
        np.testing.assert_array_equal(verdicts(game, each, ("sim",)).stable("sim"), before)
        np.testing.assert_array_equal(brute_force(game, each, "sim"), before)


def test_more_columns_than_a_byte_can_number():
    game = option_game(np.random.default_rng(7), 2, (300, 3), 0.9, ties=False, one_way=False)
    found = verdicts(game, Settings(), ("sim",)).stable("sim")
    np.testing.assert_array_equal(found, brute_force(game, Settings(), "sim"))


def test_ranks_that_leave_gaps_are_lined_up_as_well():
    """As many ranks as states, but some twice and some never."""
    game = option_game(np.random.default_rng(3), 2, (2,) * 5, 1.0, ties=True, one_way=False)
    spread = (2 * game.ranks).astype(np.int32)
    spread[:, np.argmax(spread, axis=1)] = game.size - 1
    assert spread.max() == game.size - 1
    gaps = Game(game.actors, game.space, spread)
    np.testing.assert_array_equal(verdicts(gaps).stable("sim"), brute_force(gaps, Settings(), "sim"))


def test_rows_are_found_by_hash_as_by_key():
    """Many rows, so that some share a slot."""
    for seed in range(3):
        narrow = option_game(np.random.default_rng(seed), 3, (2,) * 10, 0.7, ties=seed == 1)
        wide, order = widened(narrow)
        before, after = (verdicts(game, concepts=("sim",)).stable("sim") for game in (narrow, wide))
        np.testing.assert_array_equal(before[:, order], after)


def side_by_side(seed, owned, ties):
    """Yes/no options, ``owned[k]`` of them owned by actor k and next to each other; every state feasible."""
    game = option_game(np.random.default_rng(seed), len(owned), (2,) * sum(owned), ties=ties)
    owners = [f"a{k}" for k, count in enumerate(owned) for _ in range(count)]
    options = (replace(each, owner=owner) for each, owner in zip(game.space.options, owners, strict=True))
    return replace(game, space=replace(game.space, options=tuple(options)))


@pytest.mark.parametrize("packed", [0, 32])
@pytest.mark.parametrize("owned", [(3, 3), (2, 3, 1), (1, 2, 1, 2)])
def test_options_side_by_side(owned, packed, monkeypatch):
    monkeypatch.setattr("detente.stability.simultaneous.PACKED", packed)
    monkeypatch.setattr("detente.stability.simultaneous.NEAR", 1)
    for seed, settings in enumerate((Settings(), Settings(sanction="worse"))):
        for ties in (False, True):
            game = side_by_side(seed, owned, ties)
            found = verdicts(game, settings, ("sim",)).stable("sim")
            np.testing.assert_array_equal(found, brute_force(game, settings, "sim"))


@pytest.mark.parametrize("owned", [(1, 8, 2), (7, 2, 1), (2, 9)])
def test_several_words_in_one_step_or_one_by_one(owned, monkeypatch):
    games = [side_by_side(seed, owned, seed == 1) for seed in range(3)]
    at_once = [verdicts(game, concepts=("sim",)).bits for game in games]
    monkeypatch.setattr("detente.stability.simultaneous.ROOM", 0)
    monkeypatch.setattr("detente.stability.simultaneous.LEAST", 0)
    for game, bits in zip(games, at_once, strict=True):
        assert (bits & 32 == 0).any()
        assert (verdicts(game, concepts=("sim",)).bits == bits).all()


def test_threads_and_blocks_of_states_change_nothing(monkeypatch):
    game = option_game(np.random.default_rng(5), 3, (2,) * 11, 0.9, ties=True)
    alone = verdicts(game, concepts=("sim",)).bits
    monkeypatch.setattr("detente.stability.crew.SMALL", 1)
    monkeypatch.setattr("detente.stability.crew.cores", lambda: 3)
    assert (verdicts(game, concepts=("sim",)).bits == alone).all()


def test_a_budget_ends_the_wait(monkeypatch):
    monkeypatch.setattr("detente.stability.simultaneous.BUDGET", 50)
    game = option_game(np.random.default_rng(0), 3, (2,) * 6)
    found = verdicts(game)
    assert not found.defined("sim")
    assert found.defined("sseq")
    with pytest.raises(Unanswerable, match="SIM needs more than"):
        found.stable("sim")
