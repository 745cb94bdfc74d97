"""The dense process against what must hold by hand: closed forms, limits, and a simulation."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from tests.oracle.conflict import conflict_of
from tests.oracle.games import random_model
from tests.oracle.process import (
    Process,
    at_random,
    choice,
    holding,
    in_place,
    in_place_afterwards,
    process_of,
    rates,
    reached,
    residual,
    revalue,
    solve,
)

FIRST, SECOND = np.array([True, False]), np.array([False, True])


def switch(worth: float = 1.0, tempo: float = 3.0, precision: float = 2.0, foresight: float = 2.0) -> Process:
    """One actor, two states, either way; the second state is worth more."""
    one = np.ones(1)
    can_move = np.array([[[False, True], [True, False]]])
    return Process(np.array([[0.0, worth]]), can_move, one * tempo, one * precision, one * foresight, one * 0)


def random_process(seed: int, kind: str | None = None) -> Process:
    drawn = random_model(seed, 12, kind)
    conflict = conflict_of(drawn.model, dict(drawn.scenario))
    random = np.random.default_rng(seed)
    actors, states = len(conflict.actors), len(conflict.states)
    worths = random.normal(0, 1, (actors, states))
    return process_of(
        conflict,
        worths,
        random.uniform(0.5, 6, actors),
        random.uniform(0.2, 2, actors),
        random.uniform(0.3, 3, actors),
        random.choice([0.0, 0.3], actors),
    )


def test_values_solve_their_equation() -> None:
    for seed in range(20):
        process = random_process(seed)
        assert residual(process, solve(process)) < 1e-8


def test_two_state_switch_by_hand() -> None:
    """V(1) - V(0) = d solves d (rho + tempo) = u: after a chance to move, the past is forgotten."""
    process = switch(worth=1.0, tempo=3.0, precision=2.0, foresight=2.0)
    values = solve(process)
    gap = 1.0 / (0.5 + 3.0)
    assert values[0, 1] - values[0, 0] == pytest.approx(gap, abs=1e-8)
    takes = 1 / (1 + np.exp(-2.0 * 0.5 * gap))
    assert choice(process, values)[0, 0, 1] == pytest.approx(takes, abs=1e-8)


def test_a_move_that_costs_is_made_less_often() -> None:
    process = switch()
    dear = replace(process, move_cost=np.array([0.4]))
    free_move = choice(process, solve(process))[0, 0, 1]
    dear_values = solve(dear)
    dear_sigma = choice(dear, dear_values)
    assert dear_sigma[0, 0, 1] < free_move
    by_hand = (1.0 + 3.0 * (dear_sigma[0, 1] @ dear_values[0] - 0.4 * dear_sigma[0, 1, 0])) / 3.5
    assert dear_values[0, 1] == pytest.approx(by_hand, abs=1e-8)


def test_the_opponents_cost_is_not_mine() -> None:
    """Values with sigma given: j's cost enters V_j only."""
    process = random_process(3)
    sigma, values = at_random(process), np.zeros_like(process.worths)
    free = revalue(replace(process, move_cost=np.zeros_like(process.move_cost)), values, sigma)
    cost = np.zeros_like(process.move_cost)
    cost[0] = 1.0
    dear = revalue(replace(process, move_cost=cost), values, sigma)
    assert np.array_equal(free[1:], dear[1:])
    assert (dear[0] <= free[0]).all()
    assert (dear[0] < free[0]).any()


def test_indifferent_actors_move_at_random() -> None:
    process = random_process(5)
    flat = replace(process, worths=np.zeros_like(process.worths), move_cost=np.zeros_like(process.move_cost))
    assert np.allclose(choice(flat, solve(flat)), at_random(flat))


def test_a_constant_worth_is_worth_its_discounted_sum() -> None:
    process = random_process(7)
    same = replace(process, worths=np.ones_like(process.worths), move_cost=np.zeros_like(process.move_cost))
    assert np.allclose(solve(same), process.foresight[:, None])


def test_rates_and_chances_are_proper() -> None:
    for seed in range(10):
        process = random_process(seed)
        sigma = choice(process, solve(process))
        q = rates(process, sigma)
        states = len(q)
        assert np.allclose(sigma.sum(axis=2), 1)
        assert (sigma[~process.menu] == 0).all()
        assert np.allclose(q.sum(axis=1), 0)
        assert (q - np.diag(np.diag(q)) >= 0).all()
        each = [holding(q, 0, np.arange(states) == s, 1.5) for s in range(states)]
        assert sum(each) == pytest.approx(1)
        where = np.arange(states) % 2 == 1
        assert reached(q, 0, where, 1.5) >= holding(q, 0, where, 1.5) - 1e-12
        assert reached(q, 0, where, 3.0) >= reached(q, 0, where, 1.5) - 1e-12
        assert reached(q, 0, np.arange(states) == 0, 0.1) == pytest.approx(1)


def test_closed_forms_of_two_states() -> None:
    """Rates a and b: holding a/(a+b) (1 - exp(-(a+b)T)), reached 1 - exp(-aT)."""
    a, b, time = 0.7, 1.9, 1.3
    q = np.array([[-a, a], [b, -b]])
    total = a + b
    assert holding(q, 0, SECOND, time) == pytest.approx(a / total * (1 - np.exp(-total * time)))
    assert reached(q, 0, SECOND, time) == pytest.approx(1 - np.exp(-a * time))
    share = a / total * (time - (1 - np.exp(-total * time)) / total) / time
    assert in_place(q, 0, SECOND, time) == pytest.approx(share)
    since = time - (1 - np.exp(-a * time)) / a
    assert in_place_afterwards(q, 0, SECOND, time) == pytest.approx(share * time / since)
    assert in_place(q, 0, FIRST, time) + in_place(q, 0, SECOND, time) == pytest.approx(1)


def test_never_reached_is_never_in_place() -> None:
    q = np.array([[0.0, 0.0], [1.0, -1.0]])
    assert in_place_afterwards(q, 0, SECOND, 2.0) == 0.0


def test_simulated_play_agrees() -> None:
    """Play drawn move by move: 4,000 runs, within five standard errors."""
    process = random_process(54, "options")
    sigma = choice(process, solve(process))
    q, random = rates(process, sigma), Random(1)
    target, time, runs = len(q) - 1, 0.8, 4000
    held = found = 0
    for _ in range(runs):
        at, ever = simulate(process, sigma, random, time, target)
        held, found = held + (at == target), found + ever
    where = np.arange(len(q)) == target
    for seen, expected in ((held, holding(q, 0, where, time)), (found, reached(q, 0, where, time))):
        assert 0.02 < expected < 0.98
        assert abs(seen / runs - expected) < 5 * np.sqrt(expected * (1 - expected) / runs)


def simulate(process: Process, sigma: object, random: Random, time: float, target: int) -> tuple[int, bool]:
    """Where one play from state 0 is at ``time``, and whether it ever was in ``target``."""
    table, state, clock, ever = np.asarray(sigma), 0, 0.0, target == 0
    while True:
        clock += random.expovariate(float(process.tempo.sum()))
        if clock > time:
            return state, ever
        mover = random.choices(range(len(process.tempo)), process.tempo.tolist())[0]
        state = random.choices(range(table.shape[2]), table[mover, state].tolist())[0]
        ever = ever or state == target
