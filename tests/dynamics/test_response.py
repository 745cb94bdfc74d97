"""The equilibrium: it solves the equation as defined, and has the limits it must have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.dynamics.dense import allowed, choices, right_side
from tests.dynamics.games import habits_for, listed_game, option_game, small_games

from detente.dynamics import Habits, equilibria, respond
from detente.errors import Unanswerable


def violation(game, habits, values):
    """The largest violation of the equation, as a flow in units of worth."""
    gap = np.abs(right_side(game, habits, values) - values)
    return float((gap * (habits.discount + habits.tempo.sum())[:, None]).max())


@pytest.mark.parametrize(("game", "habits"), small_games(5, 60))
def test_the_equation_holds_as_it_is_defined(game, habits):
    found = respond(game, habits)
    assert found.converged
    assert found.residual == pytest.approx(violation(game, habits, found.values), abs=1e-9)
    assert violation(game, habits, found.values) < 2e-8
    wrong = found.values.copy()
    wrong[0, 0] += 1e-3
    assert violation(game, habits, wrong) > 1e-4


@pytest.mark.parametrize(("game", "habits"), small_games(6, 25))
def test_chances_are_logit_choices_and_sum_to_one(game, habits):
    found = respond(game, habits)
    expected = choices(game, habits, found.values)
    for actor in range(len(game.actors)):
        for state in range(game.size):
            targets, odds = found.chances(actor, state)
            assert targets[0] == state
            assert odds.sum() == pytest.approx(1.0, abs=1e-12)
            assert odds == pytest.approx(expected[actor, state, targets], abs=1e-10)


def test_without_foresight_choices_are_logit_on_the_worth_at_hand():
    rng = np.random.default_rng(1)
    game = option_game(rng, "abba")
    habits = Habits(np.array([4.0, 6.0]), np.array([1.0, 2.0]), np.full(2, 1.0 / 365.0), np.zeros(2))
    found = respond(game, habits)
    table = allowed(game)
    for actor in range(2):
        for state in range(game.size):
            targets, odds = found.chances(actor, state)
            best = np.exp(habits.precision[actor] * game.worths[actor, targets])
            assert odds == pytest.approx(best / best.sum(), abs=0.05)
            assert table[actor, state, targets].all()
    sooner = respond(game, Habits(habits.tempo / 100, habits.precision, habits.foresight, habits.move_cost))
    targets, odds = sooner.chances(0, 0)
    best = np.exp(game.worths[0, targets])
    assert odds == pytest.approx(best / best.sum(), abs=5e-4)


@pytest.mark.parametrize(("game", "habits"), small_games(7, 12))
def test_with_precision_0_every_choice_is_equally_likely(game, habits):
    found = respond(game, habits.noise())
    table = allowed(game)
    for actor in range(len(game.actors)):
        for state in range(game.size):
            targets, odds = found.chances(actor, state)
            assert len(targets) == table[actor, state].sum()
            assert odds == pytest.approx(np.full(len(targets), 1 / len(targets)), abs=1e-14)


def test_great_precision_leaves_a_state_that_is_worse():
    game = option_game(np.random.default_rng(2), "ab")
    worths = np.array([[0.0, 3.0, 0.0, 3.0], [0.0, 0.0, 0.0, 0.0]])
    found = respond(
        replace(game, worths=worths), Habits(np.full(2, 4.0), np.full(2, 50.0), np.full(2, 0.2), np.zeros(2))
    )
    targets, odds = found.chances(0, 0)
    assert odds[list(targets).index(1)] > 1 - 1e-6
    targets, odds = found.chances(0, 1)
    assert odds[0] > 1 - 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_one_actor_alone_solves_a_soft_decision_problem(seed):
    """One chooser, values by value iteration on full tables to machine precision, then compared."""
    rng = np.random.default_rng(seed)
    game = listed_game(rng, 1, 9) if seed % 2 else option_game(rng, "aaa", "bfb", missing=0.2)
    habits = habits_for(game, rng, cost=1.0)
    tempo, rho, cost, beta = habits.tempo[0], habits.discount[0], habits.move_cost[0], habits.precision[0]
    table, price = allowed(game)[0], cost * (1 - np.eye(game.size))
    values = np.zeros(game.size)
    for _ in range(20_000):
        ahead = values[None, :] - price
        weights = np.where(table, np.exp(beta * rho * ahead), 0.0)
        odds = weights / weights.sum(axis=1, keepdims=True)
        values = (game.worths[0] + tempo * (odds * ahead).sum(axis=1)) / (rho + tempo)
    assert respond(game, habits).values[0] == pytest.approx(values, abs=1e-6)


def test_two_states_by_hand():
    """One actor, worth 1 in the second of two states: the gap d = V1 - V0 solves d (rho + tempo) = 1, as from both
    states it goes on alike; and what it expects is the logistic of precision rho d."""
    game = replace(option_game(np.random.default_rng(0), "a"), worths=np.array([[0.0, 1.0]]))
    found = respond(game, Habits(np.array([3.0]), np.array([2.0]), np.array([2.0]), np.zeros(1)))
    gap = 1.0 / (0.5 + 3.0)
    better = 1.0 / (1.0 + np.exp(-2.0 * 0.5 * gap))
    assert found.values[0, 1] - found.values[0, 0] == pytest.approx(gap, abs=1e-8)
    assert found.values[0, 0] == pytest.approx((3.0 / 3.5) * better * gap / (1.0 - 3.0 / 3.5), abs=1e-7)
    assert found.chances(0, 0)[1] == pytest.approx([1.0 - better, better], abs=1e-9)
    assert found.effective_precision[0] == pytest.approx(2.0 * 0.5 / 3.5)


def test_equal_worth_everywhere_is_worth_that_for_ever():
    game = option_game(np.random.default_rng(0), "abab")
    level = replace(game, worths=np.full((2, game.size), 3.0))
    found = respond(level, habits_for(level, np.random.default_rng(1)))
    assert found.annuities == pytest.approx(np.full((2, game.size), 3.0), abs=1e-7)


def test_nobody_moves_into_a_shut_state_and_who_is_there_may_stay():
    rng = np.random.default_rng(4)
    game = replace(option_game(rng, "aab"), shut=np.array([False, True, False, False, True, False, False, True]))
    game = replace(game, worths=game.worths + 2000.0 * game.shut)
    found = respond(game, habits_for(game, rng))
    assert found.converged
    for actor in range(2):
        for state in range(game.size):
            targets, odds = found.chances(actor, state)
            assert not game.shut[targets[1:]].any()
            assert (odds[0] > 0.999) == (bool(game.shut[state]) or len(targets) == 1)


def test_costs_keep_actors_where_they_are():
    rng = np.random.default_rng(8)
    game = option_game(rng, "abab")
    free = Habits(np.full(2, 4.0), np.ones(2), np.ones(2), np.zeros(2))
    dear = Habits(np.full(2, 4.0), np.ones(2), np.ones(2), np.full(2, 30.0))
    at_once, later = (
        [respond(game, each).chances(actor, state)[1][0] for actor in range(2) for state in range(game.size)]
        for each in (free, dear)
    )
    assert max(at_once) < 0.9
    assert min(later) > 0.999


def test_the_start_does_not_matter_where_there_is_one_equilibrium():
    rng = np.random.default_rng(3)
    game = option_game(rng, "abcab")
    habits = habits_for(game, rng)
    found = respond(game, habits)
    other = respond(game, habits, start=game.worths * 2.0)
    assert other.annuities == pytest.approx(found.annuities, abs=1e-6)
    assert len(equilibria(game, habits)) == 1


def test_several_equilibria_are_all_reported():
    """Great precision."""
    game, habits, found = sharp_game()
    assert len(found) > 1
    for each in found:
        assert each.converged
        assert violation(game, habits, each.values) < 2e-8
    gaps = [np.abs(one.annuities - two.annuities).max() for one in found for two in found if one is not two]
    assert min(gaps) > 1e-4


def test_what_has_not_converged_says_so():
    rng = np.random.default_rng(0)
    game = option_game(rng, "abcabc")
    found = respond(game, habits_for(game, rng), limit=5)
    assert not found.converged
    assert found.iterations == 5
    assert found.residual > 1e-3
    assert found.residual == pytest.approx(violation(game, found.habits, found.values), rel=1e-6)


def test_who_never_moves_is_a_bystander():
    rng = np.random.default_rng(0)
    game = option_game(rng, "ab")
    found = respond(game, Habits(np.zeros(2), np.ones(2), np.ones(2), np.zeros(2)))
    assert found.annuities == pytest.approx(game.worths)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"worths": None}, "needs worths"),
        ({"worths": np.full((2, 4), np.nan)}, "finite"),
    ],
)
def test_games_without_worths_are_refused(change, said):
    game = replace(option_game(np.random.default_rng(0), "ab"), **change)
    with pytest.raises(Unanswerable, match=said):
        respond(game, Habits(np.ones(2), np.ones(2), np.ones(2), np.zeros(2)))


def test_habits_and_starts_must_fit():
    game = option_game(np.random.default_rng(0), "ab")
    with pytest.raises(Unanswerable, match="habits are for 3 actors"):
        respond(game, Habits(np.ones(3), np.ones(3), np.ones(3), np.zeros(3)))
    with pytest.raises(Unanswerable, match="start must have shape"):
        respond(game, Habits(np.ones(2), np.ones(2), np.ones(2), np.zeros(2)), start=np.zeros((4, 2)))


def sharp_game():
    """The first of these games that has more than one equilibrium, and its equilibria."""
    for seed in range(40):
        rng = np.random.default_rng(seed)
        game = option_game(rng, "abab", scale=10.0)
        habits = habits_for(game, rng, precision=8.0)
        found = equilibria(game, habits)
        if len(found) > 1:
            return game, habits, found
    raise AssertionError("no game has several equilibria")


def test_of_several_equilibria_the_one_met_from_random_play_is_meant():
    """Whatever was solved before. A start at another game's or equilibrium's solution would lead elsewhere."""
    game, habits, found = sharp_game()
    first = respond(game, habits)
    assert first.annuities == pytest.approx(found[0].annuities, abs=1e-6)
    other = respond(game, habits, start=found[1].values)
    respond(option_game(np.random.default_rng(1), "abab", scale=10.0), habits)
    assert np.abs(other.annuities - first.annuities).max() > 1e-4
    assert respond(game, habits).values.tobytes() == first.values.tobytes()
