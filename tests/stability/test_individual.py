"""Verdicts in option form against the definitions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.stability.brute_force import brute_force, moves, option_game, widened

from detente.errors import TooLarge, Unanswerable
from detente.stability import CONCEPTS, Settings, verdicts
from detente.stability.concepts import FORESIGHTED

ALL_SETTINGS = [
    Settings(countermoves, sanction)
    for countermoves in ("legal_sequences", "each_opponent_once", "one_move")
    for sanction in ("not_better", "worse")
]
SHAPES = [
    (2, (2, 2, 2, 2, 2), 1.0),
    (2, (2, 3, 2, 4), 0.7),
    (3, (2, 2, 2, 2, 2), 0.7),
    (3, (3, 2, 3), 0.8),
    (4, (2, 2, 2, 2, 2), 0.6),
    (5, (2, 2, 2, 2, 2), 0.8),
]


def agrees(game, settings):
    found = verdicts(game, settings)
    for concept in CONCEPTS:
        np.testing.assert_array_equal(found.stable(concept), brute_force(game, settings, concept), concept)
        np.testing.assert_array_equal(found.equilibria(concept), found.stable(concept).all(axis=0))
    if game.levels is not None:
        for concept in FORESIGHTED:
            np.testing.assert_array_equal(found.strong(concept), brute_force(game, settings, concept, True), concept)
    stuck = [[not targets for targets in row] for row in moves(game)]
    np.testing.assert_array_equal(found.cannot_move, stuck)
    np.testing.assert_array_equal(found.improves, ~brute_force(game, settings, "nash"))


@pytest.mark.parametrize("one_way", [False, True])
@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("shape", SHAPES)
def test_definitions(shape, ties, one_way):
    for seed in range(6):
        rng = np.random.default_rng([seed, ties, one_way, *shape[1]])
        game = option_game(rng, *shape, ties=ties, one_way=one_way, levels=True)
        agrees(game, ALL_SETTINGS[0])
        agrees(game, ALL_SETTINGS[1 + seed % 5])


@pytest.mark.parametrize("settings", ALL_SETTINGS, ids=lambda each: f"{each.countermoves}-{each.sanction}")
def test_every_setting(settings):
    for seed in range(8):
        rng = np.random.default_rng([seed, 7])
        agrees(option_game(rng, 4, (2, 2, 2, 2, 2), 0.8, ties=seed % 2 == 0, one_way=seed % 4 > 1), settings)


def test_settings_matter():
    rng = np.random.default_rng(3)
    games = [option_game(rng, 4, (2, 2, 2, 2, 2), 0.6, ties=True, one_way=True) for _ in range(20)]
    for settings in ALL_SETTINGS[1:]:
        differ = [(verdicts(game).bits != verdicts(game, settings).bits).any() for game in games]
        assert any(differ), settings


def test_one_actor_and_one_state():
    rng = np.random.default_rng(0)
    for game in (option_game(rng, 1, (2, 2, 3)), option_game(rng, 2, (2, 2), 0.0)):
        for settings in ALL_SETTINGS:
            agrees(game, settings)


def test_many_options_and_few_states():
    """Nothing may be as long as the number of possible codes."""
    wide, _ = widened(option_game(np.random.default_rng(5), 3, (2,) * 9, 0.1, one_way=True))
    for settings in ALL_SETTINGS:
        agrees(wide, settings)


def test_ranks_that_are_not_dense():
    rng = np.random.default_rng(8)
    game = option_game(rng, 3, (2, 2, 2, 2), ties=True, one_way=True)
    stretched = replace(game, ranks=(game.ranks * 100_000 - 7).astype(np.int32))
    assert (verdicts(game).bits == verdicts(stretched).bits).all()


def test_threads_change_nothing(monkeypatch):
    rng = np.random.default_rng(9)
    game = option_game(rng, 3, (2,) * 10, 0.9, ties=True, one_way=True)
    alone = verdicts(game).bits
    monkeypatch.setattr("detente.stability.crew.SMALL", 1)
    monkeypatch.setattr("detente.stability.crew.cores", lambda: 5)
    assert (verdicts(game).bits == alone).all()


def test_inclusions_on_a_larger_game():
    rng = np.random.default_rng(11)
    found = verdicts(option_game(rng, 3, (2,) * 12, 0.9, one_way=True))
    for narrow, wide in [("nash", "sseq"), ("sseq", "seq"), ("sseq", "smr"), ("seq", "gmr"), ("smr", "gmr")]:
        assert (found.stable(wide) | ~found.stable(narrow)).all()
        assert found.stable(wide).sum() > found.stable(narrow).sum()


def test_only_what_was_asked():
    game = option_game(np.random.default_rng(1), 2, (2, 2))
    found = verdicts(game, concepts=("gmr",))
    assert found.concepts == ("gmr",)
    assert found.defined("gmr")
    assert not found.defined("seq")
    with pytest.raises(Unanswerable, match="seq was not asked for; asked: gmr"):
        found.stable("seq")
    with pytest.raises(Unanswerable, match="strengths"):
        found.strong("gmr")
    with pytest.raises(Unanswerable, match="unknown concept 'foo'"):
        verdicts(game, concepts=("foo",))
    with pytest.raises(Unanswerable, match="shut"):
        verdicts(replace(game, shut=np.array([True, False, False, False])))


def test_progress_runs_from_low_to_one():
    seen = []
    verdicts(option_game(np.random.default_rng(1), 3, (2, 2, 2)), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(seen) >= 3


def test_once_each_says_when_it_needs_too_much(monkeypatch):
    monkeypatch.setattr("detente.stability.option_form.BYTES", 100)
    game = option_game(np.random.default_rng(1), 4, (2, 2, 2, 2))
    with pytest.raises(TooLarge, match="each opponent moving at most once needs"):
        verdicts(game, Settings("each_opponent_once"))


def test_too_many_one_way_steps():
    game = option_game(np.random.default_rng(1), 1, (70, 2))
    options = (replace(game.space.options[0], direction="forward"), game.space.options[1])
    with pytest.raises(TooLarge, match="69 bits; limit 64"):
        verdicts(replace(game, space=replace(game.space, options=options)))
