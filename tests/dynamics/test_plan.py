"""Dated changes: against the same process in very small steps on full tables, and in its limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.linalg import expm
from tests.dynamics.dense import choices, generator, right_side
from tests.dynamics.games import habits_for, option_game

from detente.dynamics import PhaseGame, branches, mix, respond, simulate, solve_backwards
from detente.errors import Unanswerable

ONE = np.ones((1, 1))
CURVES = ("reached", "holding", "in_place", "passed")


def change(seed, shut=0.0, directions=""):
    """A game, two that may follow it over the same space, habits."""
    rng = np.random.default_rng(seed)
    first = option_game(rng, "abab", directions)
    then = tuple(replace(first, worths=rng.uniform(-4.0, 4.0, first.worths.shape)) for _ in range(2))
    if shut:
        closed = rng.random(first.size) < shut
        closed[0] = False
        then = (then[0], replace(then[1], shut=closed))
    return first, then, habits_for(first, rng, cost=0.5 * bool(directions))


def fine_values(game, habits, end, length, steps):
    """Values V back from the end of a phase, by the classical method of order 4: [steps + 1, A, S], the end last."""

    def slope(values):
        return (right_side(game, habits, values) - values) * (habits.discount + habits.tempo.sum())[:, None]

    h, found = length / steps, [end]
    for _ in range(steps):
        v = found[0]
        k1 = slope(v)
        k2 = slope(v + h / 2 * k1)
        k3 = slope(v + h / 2 * k2)
        k4 = slope(v + h * k3)
        found.insert(0, v + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.stack(found)


@pytest.mark.parametrize(("seed", "shut", "directions"), [(1, 0.0, ""), (2, 0.3, ""), (3, 0.3, "bfbr")])
def test_a_dated_change_equals_very_small_steps(seed, shut, directions):
    first, then, habits = change(seed, shut, directions)
    chances = np.array([[0.3, 0.7]])
    plan = solve_backwards([PhaseGame((first,), ONE, 0.4), PhaseGame(then, chances)], habits)
    steps = 200
    end = np.tensordot(chances[0], [each.values for each in plan.responses], axes=1)
    values = fine_values(first, habits, end, 0.4, steps)
    for place in (0, 61, 125, 200):
        found = plan.courses[0][0].annuities(0.4 * place / steps) / habits.discount[:, None]
        assert np.abs(found - values[place]).max() < 2e-7
    goal = np.arange(first.size) == first.size - 1
    free, stopped = np.eye(first.size)[0], np.eye(first.size)[0]
    for middle in (values[1:] + values[:-1]) / 2:
        rates = generator(first, habits, middle)
        free = free @ expm(rates * 0.4 / steps)
        stopped = stopped @ expm(np.where(goal[:, None], 0.0, rates) * 0.4 / steps)
    for branch in branches(plan, 0, goal[None], [0.4, 1.0]):
        after = generator(then[branch.path[1]], habits, plan.responses[branch.path[1]].values) * 0.6
        expected = [free @ goal, free @ expm(after) @ goal]
        assert branch.passage.holding[0] == pytest.approx(expected, abs=1e-5)
        expected = [stopped @ goal, stopped @ expm(np.where(goal[:, None], 0.0, after)) @ goal]
        assert branch.passage.reached[0] == pytest.approx(expected, abs=1e-5)


def test_a_date_on_which_nothing_changes_changes_nothing():
    first, _, habits = change(4)
    plan = solve_backwards([PhaseGame((first,), ONE, 0.7), PhaseGame((first,), ONE)], habits)
    steady = respond(first, habits)
    assert pytest.approx(steady.annuities, abs=1e-7) == plan.courses[0][0].annuities(0.0)
    goals = np.eye(first.size, dtype=bool)[:5]
    whole = solve_backwards([PhaseGame((first,), ONE)], habits)
    dates = [0.0, 0.2, 0.7, 1.5]
    for name in CURVES:
        cut = getattr(branches(plan, 0, goals, dates)[0].passage, name)
        assert cut == pytest.approx(getattr(branches(whole, 0, goals, dates)[0].passage, name), abs=1e-7)


def test_a_change_far_away_is_not_felt_today_and_a_near_one_is():
    first, then, habits = change(5)
    today = respond(first, habits)

    def shift(years):
        plan = solve_backwards([PhaseGame((first,), ONE, years), PhaseGame((then[0],), ONE)], habits)
        now = np.tensordot(habits.tempo, choices(first, habits, plan.courses[0][0].annuities(0.0)
                                                 * habits.foresight[:, None]), axes=1)  # fmt: skip
        return np.abs(now - np.tensordot(habits.tempo, choices(first, habits, today.values), axes=1)).max()

    assert shift(0.02) > 0.1
    assert shift(12.0) < 1e-4


def test_people_wait_for_what_comes():
    """An option is worth nothing now and something after a date: it is taken up before, and more so near the date."""
    first, _, habits = change(6)
    flat = replace(first, worths=np.zeros_like(first.worths))
    holds = (first.space.codes & np.uint64(1)).astype(bool)
    later = replace(first, worths=np.stack([8.0 * holds, 0.0 * holds]))
    plan = solve_backwards([PhaseGame((flat,), ONE, 1.0), PhaseGame((later,), ONE)], habits)
    passage = branches(plan, 0, holds[None], np.linspace(0.0, 1.0, 11))[0].passage
    blind = branches(plan.noise(), 0, holds[None], [1.0])[0].passage
    assert passage.holding[0, -1] > blind.holding[0, 0] + 0.02
    course = plan.courses[0][0]
    early, late = course.annuities(0.0), course.annuities(0.99)
    assert late[0, holds].mean() - late[0, ~holds].mean() > early[0, holds].mean() - early[0, ~holds].mean() + 0.01


def test_three_phases_and_their_branches():
    first, then, habits = change(7)
    phases = [
        PhaseGame((first,), ONE, 0.3),
        PhaseGame(then, np.array([[0.25, 0.75]]), 0.4),
        PhaseGame((first, then[1]), np.array([[1.0, 0.0], [0.4, 0.6]])),
    ]
    plan = solve_backwards(phases, habits)
    assert plan.converged
    goals = np.eye(first.size, dtype=bool)
    found = branches(plan, 0, goals, [0.0, 0.3, 0.5, 0.7, 2.0])
    assert [branch.path for branch in found] == [(0, 0, 0), (0, 1, 0), (0, 1, 1)]
    assert [branch.chance for branch in found] == pytest.approx([0.25, 0.3, 0.45])
    for branch in found:
        assert branch.passage.holding.sum(axis=0) == pytest.approx(np.ones(5), abs=1e-8)
        assert branch.passage.in_place.sum(axis=0) == pytest.approx(np.ones(5), abs=1e-8)
        courses = [plan.courses[k][each] for k, each in enumerate(branch.path)]
        played = simulate(courses, 0, goals[1:3], [0.3, 0.5, 2.0], paths=100_000, seed=3)
        for name in CURVES:
            expected = getattr(branch.passage, name)[1:3][:, [1, 2, 4]]
            assert getattr(played, name) == pytest.approx(expected, abs=4.5 * played.error)
    overall = mix([branch.passage for branch in found], [branch.chance for branch in found])
    expected = sum(branch.chance * branch.passage.reached for branch in found)
    assert overall.reached == pytest.approx(expected)
    assert overall.lasting[1, -1] == pytest.approx(
        sum(branch.chance * branch.passage.in_place[1, -1] for branch in found)
        / sum(branch.chance * branch.passage.passed[1, -1] for branch in found)
    )


def test_prospects_are_what_the_first_scenarios_are_worth():
    first, then, habits = change(8)
    plan = solve_backwards([PhaseGame((first, then[0]), np.array([[0.5, 0.5]]))], habits)
    for row, game in enumerate((first, then[0])):
        assert plan.prospects(3)[row] == pytest.approx(respond(game, habits).annuities[:, 3])


def test_states_shut_in_a_phase_are_not_entered_in_it_but_may_be_left():
    first, then, habits = change(9, shut=0.4)
    shut = then[1].shut
    plan = solve_backwards([PhaseGame((first,), ONE, 0.5), PhaseGame((then[1],), ONE)], habits)
    dates = np.array([0.5, 0.5001, 1.0, 8.0])
    holding = branches(plan, 0, shut[None], dates)[0].passage.holding[0]
    assert holding[0] > 0.05
    assert (np.diff(holding) < 0.0).all()
    never = [PhaseGame((replace(first, shut=shut),), ONE, 0.5), PhaseGame((then[1],), ONE)]
    assert branches(solve_backwards(never, habits), 0, shut[None], dates)[0].passage.reached[0] == pytest.approx(
        np.zeros(4), abs=1e-14
    )


def test_a_target_may_be_another_one_in_each_scenario():
    first, then, habits = change(10)
    plan = solve_backwards([PhaseGame((first,), ONE, 0.5), PhaseGame(then, np.array([[0.5, 0.5]]))], habits)
    nowhere, everywhere = np.zeros((1, first.size), bool), np.ones((1, first.size), bool)
    found = branches(plan, 0, [[nowhere], [everywhere, nowhere]], [0.2, 0.5, 1.0])
    assert found[0].passage.reached[0] == pytest.approx([0.0, 1.0, 1.0], abs=1e-9)
    assert found[0].passage.in_place[0, 2] == pytest.approx(0.5, abs=1e-9)
    assert found[1].passage.reached[0] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)


@pytest.mark.parametrize(
    ("phases", "said"),
    [
        (lambda game: [], "last phase"),
        (lambda game: [PhaseGame((game,), ONE, 1.0)], "last phase"),
        (lambda game: [PhaseGame((game,), np.ones((2, 1)))], "must have shape"),
        (lambda game: [PhaseGame((game,), 0.5 * ONE)], "sum to 1"),
        (lambda game: [PhaseGame((game,), ONE), PhaseGame((game,), ONE)], "positive, finite"),
    ],
)
def test_phases_that_do_not_fit_together_are_refused(phases, said):
    first, _, habits = change(1)
    with pytest.raises(Unanswerable, match=said):
        solve_backwards(phases(first), habits)
