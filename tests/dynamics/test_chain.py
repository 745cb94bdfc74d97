"""The chain against matrix exponentials of full tables, and against the process played out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.dynamics.dense import chances_at, generator
from tests.dynamics.games import habits_for, option_game, small_games

from detente.dynamics import Habits, follow, respond, simulate
from detente.errors import Unanswerable

CURVES = ("reached", "holding", "in_place", "passed")


def targets_of(game, count, seed=0):
    """Random sets of states, the first of them a single state."""
    rng = np.random.default_rng(seed)
    goals = rng.random((count, game.size)) < 0.3
    goals[0] = np.arange(game.size) == game.size - 1
    return goals


@pytest.mark.parametrize(("game", "habits"), small_games(21, 30))
def test_all_four_curves_are_those_of_matrix_exponentials(game, habits):
    response = respond(game, habits)
    goals = targets_of(game, 3)
    dates = np.array([0.1, 0.5, 2.0])
    found = follow([response.course], 0, goals, dates)
    rates = generator(game, habits, response.values)
    for k, goal in enumerate(goals):
        for d, date in enumerate(dates):
            expected = chances_at(rates, goal, 0, date)
            got = [getattr(found, name)[k, d] for name in CURVES]
            assert got == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("game", "habits"), small_games(22, 12))
def test_probabilities_sum_to_one_and_keep_their_order(game, habits):
    course = respond(game, habits).course
    dates = np.linspace(0.0, 3.0, 13)
    single = follow([course], 0, np.eye(game.size, dtype=bool), dates)
    assert single.holding.sum(axis=0) == pytest.approx(np.ones(13), abs=1e-12)
    assert single.in_place.sum(axis=0) == pytest.approx(np.ones(13), abs=1e-11)
    assert (np.diff(single.reached, axis=1) >= -1e-13).all()
    assert (single.holding <= single.reached + 1e-12).all()
    assert (single.in_place <= single.passed + 1e-12).all()
    assert single.error < 1e-11
    everything = follow([course], 0, np.ones((1, game.size), dtype=bool), dates)
    assert everything.reached == pytest.approx(np.ones((1, 13)))
    assert everything.lasting == pytest.approx(np.ones((1, 13)))


def test_the_order_of_dates_and_targets_changes_nothing():
    game, habits = small_games(23, 1)[0]
    course = respond(game, habits).course
    goals = targets_of(game, 3)
    whole = follow([course], 0, goals, [0.0, 0.3, 1.0, 1.0, 4.0])
    alone = follow([course], 0, goals[1:2], [1.0])
    for name in CURVES:
        assert getattr(whole, name)[1, 2] == pytest.approx(getattr(alone, name)[0, 0], abs=1e-12)
        assert getattr(whole, name)[1, 3] == getattr(whole, name)[1, 2]


def test_today_counts():
    game, habits = small_games(24, 1)[0]
    course = respond(game, habits).course
    goals = np.zeros((2, game.size), dtype=bool)
    goals[0, 0] = True
    goals[1, 1:] = True
    found = follow([course], 0, goals, [0.0, 1.0])
    assert [found.reached[0, 0], found.holding[0, 0], found.in_place[0, 0], found.lasting[0, 0]] == [1.0, 1.0, 1.0, 1.0]
    assert [found.reached[1, 0], found.holding[1, 0], found.in_place[1, 0]] == [0.0, 0.0, 0.0]
    assert np.isnan(found.lasting[1, 0])
    assert found.reached[0, 1] == 1.0
    assert found.holding[0, 1] < 1.0


@pytest.mark.parametrize("number", [0, 3, 4])
def test_a_hundred_thousand_simulated_paths_agree(number):
    """With choices sharp enough for a simulation to be wrong about them."""
    game, habits = small_games(25, 8)[number]
    habits = replace(habits, precision=10.0 * habits.precision)
    course = respond(game, habits).course
    goals, dates = targets_of(game, 2), [0.25, 1.0, 2.0]
    exact = follow([course], 0, goals, dates)
    played = simulate([course], 0, goals, dates, paths=100_000, seed=number)
    for name in CURVES:
        assert getattr(played, name) == pytest.approx(getattr(exact, name), abs=4.5 * played.error)
    again = simulate([course], 0, goals, dates, paths=1000, seed=7)
    assert again.reached == pytest.approx(simulate([course], 0, goals, dates, paths=1000, seed=7).reached, abs=0.0)


@pytest.mark.parametrize(("game", "habits"), small_games(26, 10))
def test_the_noise_floor_is_the_same_process_without_reasons(game, habits):
    goals = targets_of(game, 2)
    floor = follow([respond(game, habits).course.noise()], 0, goals, [0.5, 2.0])
    rates = generator(game, habits.noise(), np.zeros_like(game.worths))
    for k, goal in enumerate(goals):
        assert floor.reached[k, 1] == pytest.approx(chances_at(rates, goal, 0, 2.0)[0], abs=1e-10)


def test_shut_states_are_never_entered():
    rng = np.random.default_rng(5)
    game = option_game(rng, "abcab", "bbfbb", shut=0.4)
    assert game.shut is not None
    assert not game.shut[0]
    course = respond(game, habits_for(game, rng, cost=1.0)).course
    goals = game.shut[None, :]
    assert follow([course], 0, goals, [5.0]).reached[0, 0] == 0.0
    assert follow([course.noise()], 0, goals, [5.0]).reached[0, 0] == 0.0
    inside = int(np.flatnonzero(game.shut)[0])
    left = follow([course], inside, goals, [0.0, 50.0])
    assert left.holding[0, 0] == 1.0
    assert left.holding[0, 1] < 0.9


def test_nothing_happens_where_nobody_moves():
    game = option_game(np.random.default_rng(0), "ab")
    course = respond(game, Habits(np.zeros(2), np.ones(2), np.ones(2), np.zeros(2))).course
    found = follow([course], 2, np.eye(4, dtype=bool), [0.0, 7.0])
    assert found.holding[:, 1] == pytest.approx([0.0, 0.0, 1.0, 0.0])
    assert found.in_place[:, 1] == pytest.approx([0.0, 0.0, 1.0, 0.0])


def test_a_long_time_and_many_moves_stay_exact():
    game = option_game(np.random.default_rng(1), "abab")
    habits = Habits(np.full(2, 500.0), np.ones(2), np.ones(2), np.zeros(2))
    response = respond(game, habits)
    goal = targets_of(game, 1)
    found = follow([response.course], 0, goal, [10.0])
    assert found.holding[0, 0] == pytest.approx(
        chances_at(generator(game, habits, response.values), goal[0], 0, 10.0)[1], abs=1e-9
    )


@pytest.mark.parametrize(
    ("start", "goals", "dates", "said"),
    [
        (-1, np.ones((1, 4), bool), [1.0], "state to start from"),
        (0, np.ones((1, 3), bool), [1.0], "targets must have shape"),
        (0, np.ones((1, 4), bool), [1.0, 0.5], "ascending"),
        (0, np.ones((1, 4), bool), [], "ascending"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(start, goals, dates, said):
    game = option_game(np.random.default_rng(0), "ab")
    course = respond(game, habits_for(game, np.random.default_rng(0))).course
    with pytest.raises(Unanswerable, match=said):
        follow([course], start, goals, dates)
