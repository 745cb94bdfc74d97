"""Hundreds of small games of every kind against the twin that was written from the definition alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.dynamics.dense import allowed
from tests.dynamics.games import small_games
from tests.oracle import process as twin

from detente.dynamics import follow, respond

GAMES = [pair for pair in small_games(99, 300) if pair[0].size <= 16]
BATCHES = list(pairwise(range(0, len(GAMES) + 1, len(GAMES) // 6)))


def twin_of(game, habits):
    """The twin's record of a game. A shut state is one that nobody can move into."""
    moves = allowed(game) & ~np.eye(game.size, dtype=bool)
    return twin.Process(
        game.worths, moves, habits.tempo, habits.precision, habits.foresight, habits.move_cost
    )  # fmt: skip


def differences(game, habits):
    """The largest differences: of the equation, of choices, of the chances of a random target at three dates."""
    found = respond(game, habits)
    assert found.converged
    process = twin_of(game, habits)
    sigma = twin.choice(process, found.values)
    choices = max(
        np.abs(odds - sigma[actor, state, targets]).max()
        for actor in range(len(game.actors))
        for state in range(game.size)
        for targets, odds in [found.chances(actor, state)]
    )
    where = np.random.default_rng(game.size).random(game.size) < 0.4
    dates = (0.2, 1.0, 3.0)
    chances = 0.0
    for course, chosen in ((found.course, sigma), (found.course.noise(), twin.at_random(process))):
        passage, rates = follow([course], 0, where[None], dates), twin.rates(process, chosen)
        for d, date in enumerate(dates):
            expected = [each(rates, 0, where, date) for each in (twin.reached, twin.holding, twin.in_place)]
            got = [passage.reached[0, d], passage.holding[0, d], passage.in_place[0, d]]
            if expected[0] > 1e-9:
                expected.append(twin.in_place_afterwards(rates, 0, where, date))
                got.append(passage.lasting[0, d])
            chances = max(chances, float(np.abs(np.subtract(got, expected)).max()))
    return twin.residual(process, found.values), choices, chances


@pytest.mark.parametrize(("first", "last"), BATCHES)
def test_the_twin_agrees(first, last):
    for game, habits in GAMES[first:last]:
        equation, choices, chances = differences(game, habits)
        assert equation < 1e-8
        assert choices < 1e-9
        assert chances < 1e-8


def test_a_planted_error_in_the_twin_is_seen(monkeypatch):
    right = twin.rates
    monkeypatch.setattr(twin, "rates", lambda process, sigma: right(process, sigma) * 1.001)
    assert max(differences(game, habits)[2] for game, habits in GAMES[:5]) > 1e-5
