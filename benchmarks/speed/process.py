"""Figure 4: one game of the process of moves, 1,024 states and 4 actors, against a plain NumPy loop.

The loop stores a table of moves per actor (S x S, staying included) and repeats the equation until it holds to the same
tolerance. It is written to be quick: a choice costs one exponential per state, and one matrix product per actor gives
all its expectations. It is run to the end, nothing is extrapolated.

    python -m benchmarks.speed.process
"""

from __future__ import annotations

import json
import time
from typing import Any

import numpy as np

from detente.dynamics import Habits, respond
from detente.model import Option
from detente.space import Game, Space, game_from_ranks

STATES, ACTORS, TOLERANCE = 1024, 4, 1e-6


def game_of(seed: int = 0) -> tuple[Game, Habits]:
    """Ten yes/no options of four actors in turn; wants of one to three options each, worth up to 10."""
    rng = np.random.default_rng(seed)
    names = tuple("abcd")
    options = tuple(Option(names[place % ACTORS], f"x{place}") for place in range(10))
    space = Space(options, np.arange(STATES, dtype=np.uint64), tuple(range(10)), (1,) * 10)
    taken = (space.codes[:, None] >> np.arange(10, dtype=np.uint64) & np.uint64(1)).astype(bool)
    worths = np.zeros((ACTORS, STATES))
    for actor in range(ACTORS):
        for _ in range(5):
            places = rng.choice(10, rng.integers(1, 4), replace=False)
            worths[actor] += rng.uniform(-10.0, 10.0) * taken[:, places].all(axis=1)
    ranks = np.argsort(np.argsort(worths, axis=1), axis=1)
    habits = Habits(rng.uniform(2.0, 12.0, ACTORS), np.ones(ACTORS), rng.uniform(1.0, 4.0, ACTORS), np.zeros(ACTORS))
    return game_from_ranks(space, names, ranks, worths), habits


def tables(game: Game) -> list[np.ndarray]:
    """Who can be where after a decision: float64 [S, S] per actor."""
    found = []
    for actor in range(len(game.actors)):
        others = game.space.codes & ~np.uint64(sum(1 << place for place in game.own(actor)))
        found.append((others[:, None] == others[None, :]).astype(np.float64))
    return found


def plain_loop(game: Game, habits: Habits, moves: list[np.ndarray], tolerance: float) -> tuple[np.ndarray, int]:
    """Annuities [S, A] and the number of repetitions."""
    assert game.worths is not None
    worths, rho, tempo = game.worths.T, habits.discount, habits.tempo
    values = np.tile(worths.mean(axis=0), (game.size, 1))
    speed = rho + tempo.sum()
    for count in range(1, 100_000):
        flow = rho * worths
        for actor, table in enumerate(moves):
            level = habits.precision[actor] * values[:, actor]
            weight = np.exp(level - level.max())
            sums = table @ np.column_stack([weight[:, None] * values, weight])
            flow = flow + tempo[actor] * sums[:, :-1] / sums[:, -1:]
        image = flow / speed
        if np.abs((image - values) * speed / rho).max() <= tolerance:
            return values, count
        values = image
    raise RuntimeError("the plain loop did not settle")


def figure(repeats: int = 5) -> dict[str, Any]:
    """Seconds of both, their ratio, and the ratio for one evaluation of the equation."""
    game, habits = game_of()
    moves = tables(game)
    respond(game, habits, TOLERANCE)
    fast, found = [], respond(game, habits, TOLERANCE)
    for _ in range(repeats):
        begin = time.perf_counter()
        found = respond(game, habits, TOLERANCE)
        fast.append(time.perf_counter() - begin)
    begin = time.perf_counter()
    values, count = plain_loop(game, habits, moves, TOLERANCE)
    slow = time.perf_counter() - begin
    assert found.converged
    assert np.abs(found.annuities.T - values).max() < 100.0 * TOLERANCE
    quick = sorted(fast)[len(fast) // 2]
    return {
        "figure": 4,
        "what": f"process of moves, {STATES} states, {ACTORS} actors: times faster than dense move tables in NumPy",
        "value": slow / quick,
        "goal": "at least 20",
        "met": slow / quick >= 20.0,
        "seconds": quick,
        "seconds_plain": slow,
        "evaluations": found.iterations,
        "evaluations_plain": count,
        "ratio_per_evaluation": slow / count / (quick / found.iterations),
    }


if __name__ == "__main__":
    print(json.dumps(figure(), indent=2))
