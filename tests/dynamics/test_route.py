"""The likeliest path against every path there is."""

from __future__ import annotations

import numpy as np
import pytest
from tests.dynamics.dense import choices, generator
from tests.dynamics.games import habits_for, option_game, small_games

from detente.dynamics import likeliest_path, respond
from detente.errors import Unanswerable


def best_of_all(jumps, start, target):
    """The largest product of jump probabilities over simple paths that stop at the target, by trying them all."""

    def walk(state, seen, product):
        if target[state]:
            return product
        ahead = [other for other in np.flatnonzero(jumps[state]) if other not in seen]
        return max((walk(other, seen | {other}, product * jumps[state, other]) for other in ahead), default=0.0)

    return walk(start, {start}, 1.0)


@pytest.mark.parametrize(("game", "habits"), [pair for pair in small_games(31, 40) if pair[0].size <= 7])
def test_no_path_is_likelier(game, habits):
    response = respond(game, habits)
    rates = generator(game, habits, response.values)
    rates -= np.diag(np.diag(rates))
    total = rates.sum(axis=1, keepdims=True)
    jumps = np.divide(rates, total, out=np.zeros_like(rates), where=total > 0)
    for state in range(game.size):
        target = np.arange(game.size) == state
        route = likeliest_path(response.course, 0, target)
        assert route.probability == pytest.approx(best_of_all(jumps, 0, target), abs=1e-12)
        for step, (one, other) in enumerate(zip(route.states, route.states[1:], strict=False)):
            assert route.chances[step] == pytest.approx(jumps[one, other])
            shares = habits.tempo * choices(game, habits, response.values)[:, one, other]
            assert shares[route.movers[step]] == shares.max()


def test_today_at_the_target_needs_no_step():
    game, habits = small_games(1, 1)[0]
    course = respond(game, habits).course
    route = likeliest_path(course, 0, np.arange(game.size) == 0)
    assert (route.states, route.movers, route.probability) == ((0,), (), 1.0)


def test_what_cannot_be_reached_has_no_path():
    rng = np.random.default_rng(0)
    game = option_game(rng, "ab", "fb")
    course = respond(game, habits_for(game, rng)).course
    route = likeliest_path(course, 1, np.array([True, False, False, False]))
    assert (route.states, route.probability) == ((), 0.0)
    with pytest.raises(Unanswerable, match="a path needs"):
        likeliest_path(course, 9, np.array([True, False, False, False]))
