"""Steps in time: of the order they claim, and as exact as asked for over a whole phase."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from tests.dynamics.dense import choices, right_side
from tests.dynamics.games import habits_for, option_game

from detente.dynamics import PhaseGame, branches, solve_backwards
from detente.dynamics.steps import AT, MIDDLE, STAGES, STRAY


def one_step(h):
    """Errors of a step of y' = f(t, y): of its end, its middle, and what it says about itself."""

    def slope(time, y):
        return np.array([y[1] * np.cos(time), time * y[1] - y[0]])

    begin = np.array([1.0, 0.5])
    slopes = np.zeros((7, 2))
    for k in range(7):
        slopes[k] = slope(AT[k] * h, begin + h * STAGES[k] @ slopes[:6])
    exact = solve_ivp(slope, (0.0, h), begin, "DOP853", [h / 2, h], rtol=1e-13, atol=1e-14).y
    end, middle = begin + h * STAGES[6] @ slopes[:6], begin + h * MIDDLE @ slopes
    return np.array(
        [np.abs(end - exact[:, 1]).max(), np.abs(middle - exact[:, 0]).max(), np.abs(h * STRAY @ slopes).max()]
    )


def test_the_order_of_a_step():
    """Half a step: 2^6 times less error at its end, 2^5 times less in its middle and in what it says."""
    orders = np.log2(one_step(0.4) / one_step(0.2))
    assert (orders > [5.7, 4.5, 4.5]).all()


def test_a_step_sums_up():
    assert STAGES.sum(axis=1) == pytest.approx(AT, abs=1e-15)
    assert [STRAY.sum(), MIDDLE.sum()] == pytest.approx([0.0, 0.5], abs=1e-15)


@pytest.mark.parametrize(("error", "off"), [(1e-9, 1e-8), (1e-6, 1e-5), (1e-5, 1e-4)])
def test_chances_before_a_date_are_as_exact_as_asked_for(error, off):
    rng = np.random.default_rng(3)
    first, then = option_game(rng, "ababa", "bbfbr"), option_game(rng, "ababa", "bbfbr")
    habits = habits_for(first, rng, precision=4.0, cost=0.2)
    plan = solve_backwards([PhaseGame((first,), np.ones((1, 1)), 0.7), PhaseGame((then,), np.ones((1, 1)))], habits)
    course, goals = plan.courses[0][0], np.eye(first.size, dtype=bool)
    found = branches(plan, 0, goals, [0.3, 0.7], error)[0].passage

    def slope(time, mass):
        chosen = choices(first, habits, course.annuities(time) * habits.foresight[:, None])
        return mass @ np.tensordot(habits.tempo, chosen, axes=1) - habits.tempo.sum() * mass

    exact = solve_ivp(slope, (0.0, 0.7), np.eye(first.size)[0], "DOP853", [0.3, 0.7], rtol=1e-11, atol=1e-12).y
    assert np.abs(found.holding - exact).max() < off


@pytest.mark.parametrize(("tolerance", "off"), [(1e-8, 2e-8), (1e-4, 2e-4), (1e-3, 2e-3)])
def test_values_before_a_date_are_as_exact_as_asked_for(tolerance, off):
    rng = np.random.default_rng(4)
    first, then = option_game(rng, "ababa", "bbfbr"), option_game(rng, "ababa", "bbfbr")
    habits = habits_for(first, rng, precision=4.0, cost=0.2)
    phases = [PhaseGame((first,), np.ones((1, 1)), 0.7), PhaseGame((then,), np.ones((1, 1)))]
    plan = solve_backwards(phases, habits, tolerance)
    speed = (habits.discount + habits.tempo.sum())[:, None]

    def back(_, flat):
        values = flat.reshape(first.worths.shape)
        return ((right_side(first, habits, values) - values) * speed).ravel()

    end = plan.responses[0].values.ravel()
    times = np.linspace(0.0, 0.7, 8)
    exact = solve_ivp(back, (0.0, 0.7), end, "DOP853", times, rtol=1e-11, atol=1e-11).y
    for place, time in enumerate(times):
        found = plan.courses[0][0].annuities(0.7 - time)
        wanted = exact[:, place].reshape(first.worths.shape) * habits.discount[:, None]
        assert np.abs(found - wanted).max() < off
