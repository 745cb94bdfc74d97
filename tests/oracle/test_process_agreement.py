"""The process of moves, fast against dense: values, choices, and what becomes of today.

Where a game has several equilibria the two may find different ones; then each must satisfy the dense equation. The
chances are compared on the same values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from tests.oracle import process as dense
from tests.oracle.conflict import Conflict, conflict_of
from tests.oracle.fast import state_names
from tests.oracle.games import random_model
from tests.oracle.process import Flags, Floats, Process, process_of, solve

from detente.dynamics import Habits, PhaseGame, follow, respond, solve_backwards
from detente.space import Game, build

SEEDS = range(60_000, 60_040)
DATES = np.array([0.25, 1.0, 2.0])


def drawn_games(seed: int) -> tuple[Conflict, Game, Process, Habits]:
    """A random game with random worths and habits, in the fast code's order of states."""
    drawn = random_model(seed, 16)
    game = build(drawn.model, drawn.scenario)
    conflict = conflict_of(drawn.model, dict(drawn.scenario))
    random = np.random.default_rng(seed)
    actors = len(game.actors)
    worths = random.normal(0, 1.5, (actors, game.size))
    tempo, precision = random.uniform(0.5, 6, actors), random.uniform(0.2, 1.5, actors)
    foresight, cost = random.uniform(0.3, 3, actors), random.choice([0.0, 0.2], actors)
    ordered = Conflict(conflict.actors, tuple(state_names(game)), conflict.moves, conflict.rank)
    process = process_of(ordered, worths, tempo, precision, foresight, cost)
    valued = Game(game.actors, game.space, game.ranks, worths, arcs=game.arcs, status_quo=game.status_quo)
    return ordered, valued, process, Habits(tempo, precision, foresight, cost)


def target_of(process: Process, seed: int) -> Flags:
    states = process.worths.shape[1]
    return np.asarray(np.random.default_rng(seed).random(states) < 0.4)


def values_off(seed: int) -> float:
    """How far the fast code's values are from satisfying the dense equation."""
    _, game, process, habits = drawn_games(seed)
    found = respond(game, habits)
    assert found.converged
    return dense.residual(process, found.values)


def chances_off(seed: int, floor: bool = False) -> float:
    """The largest difference in reached by, holding at and time in place, from the same values.

    ``floor``: with everybody moving at random, in the fast code by a precision of 0."""
    _, game, process, habits = drawn_games(seed)
    if floor:
        habits = replace(habits, precision=np.zeros_like(habits.precision))
    plan = solve_backwards([PhaseGame((game,), np.ones((1, 1)))], habits)
    where, start = target_of(process, seed), game.status_quo
    found = follow(plan.courses[0], start, where[None], DATES)
    sigma = dense.at_random(process) if floor else dense.choice(process, plan.responses[0].values)
    q = dense.rates(process, sigma)
    expected = [
        [dense.reached(q, start, where, time) for time in DATES],
        [dense.holding(q, start, where, time) for time in DATES],
        [dense.in_place(q, start, where, time) for time in DATES],
    ]
    return float(np.abs(np.array([found.reached[0], found.holding[0], found.in_place[0]]) - expected).max())


@pytest.mark.parametrize("seed", SEEDS)
def test_values_satisfy_the_dense_equation(seed: int) -> None:
    assert values_off(seed) < 1e-6


def test_values_are_those_of_damped_iteration() -> None:
    """In nearly all of these games there is one equilibrium to find, and both find it."""
    same = 0
    for seed in SEEDS[:15]:
        _, game, process, habits = drawn_games(seed)
        same += np.allclose(respond(game, habits).values, solve(process), atol=1e-5)
    assert same >= 14


@pytest.mark.parametrize("seed", SEEDS)
def test_chances(seed: int) -> None:
    assert chances_off(seed) < 1e-7
    assert chances_off(seed, floor=True) < 1e-7


# Planted errors


def choice_without_discount(process: Process, values: Floats) -> Floats:
    """Precision per unit of value, not of steady worth."""
    return CHOICE(replace(process, precision=process.precision * process.foresight), values)


def choice_without_cost(process: Process, values: Floats) -> Floats:
    return CHOICE(replace(process, move_cost=np.zeros_like(process.move_cost)), values)


def revalue_without_cost(process: Process, values: Floats, sigma: Floats) -> Floats:
    return REVALUE(replace(process, move_cost=np.zeros_like(process.move_cost)), values, sigma)


def revalue_without_waiting(process: Process, values: Floats, sigma: Floats) -> Floats:
    """A third more time between moves than the tempo says."""
    return REVALUE(replace(process, tempo=process.tempo * 0.75), values, sigma)


def rates_by_turns(process: Process, sigma: Floats) -> Floats:
    """Everybody equally often."""
    return RATES(replace(process, tempo=np.full_like(process.tempo, process.tempo.mean())), sigma)


def not_stopped(q: Floats, where: Flags) -> Floats:
    return q


def at_random_without_staying(process: Process) -> Floats:
    moves = process.can_move.astype(float)
    total = moves.sum(axis=2, keepdims=True)
    return np.asarray(np.where(total > 0, moves / np.maximum(total, 1), np.eye(moves.shape[1])))


CHOICE, REVALUE, RATES = dense.choice, dense.revalue, dense.rates

ERRORS = [
    (values_off, "choice", choice_without_discount),
    (values_off, "choice", choice_without_cost),
    (values_off, "revalue", revalue_without_cost),
    (values_off, "revalue", revalue_without_waiting),
    (chances_off, "rates", rates_by_turns),
    (chances_off, "stopped", not_stopped),
    (partial(chances_off, floor=True), "at_random", at_random_without_staying),
]


@pytest.mark.parametrize(("off", "name", "wrong"), ERRORS, ids=[wrong.__name__ for _, _, wrong in ERRORS])
def test_planted_error_is_caught(
    off: Callable[[int], float], name: str, wrong: Callable[..., Floats], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, name, wrong)
    assert max(off(seed) for seed in SEEDS[:12]) > 1e-3
