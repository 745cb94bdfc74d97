"""Figure 1: states and all six concepts, against the sorting alone in NumPy.

Three actors, 2**20 states, random strict ranks. The yardstick is what a plain NumPy program would do first: sort each
actor's states by group and rank, three calls of ``np.lexsort``. Both are timed in turn, and the middle ratio counts.
"""

from __future__ import annotations

import numpy as np

from detente.space import enumerate_states, game_from_ranks
from detente.stability import verdicts

from .result import Result, cube, cube_model, middle, processor_seconds, seconds, strict_ranks

BITS, ROUNDS = 20, 3


def figure() -> list[Result]:
    verdicts(cube(9))
    ranks = strict_ranks(BITS)
    game = cube(BITS)
    masks = [np.uint64(sum(1 << place for place in game.own(actor))) for actor in range(3)]
    keys = [game.space.codes & ~mask for mask in masks]
    model, names = cube_model(BITS), game.actors
    sort, build, solve = [], [], []
    for _ in range(ROUNDS):
        sort.append(seconds(lambda: [np.lexsort(pair) for pair in zip(ranks, keys, strict=True)]))
        build.append(seconds(lambda: game_from_ranks(enumerate_states(model), names, ranks)))
        solve.append(seconds(lambda: verdicts(game)))
    work = processor_seconds(lambda: verdicts(game_from_ranks(enumerate_states(model), names, ranks)))
    work /= processor_seconds(lambda: [np.lexsort(pair) for pair in zip(ranks, keys, strict=True)])
    ratios = [(b + v) / s for s, b, v in zip(sort, build, solve, strict=True)]
    beside = {
        "seconds sorting": middle(sort),
        "seconds building": middle(build),
        "seconds six concepts": middle(solve),
        "ratios": [round(ratio, 2) for ratio in ratios],
        "ratio of processor time, all threads": work,
    }
    return [Result(1, "2^20 states, six concepts, against three np.lexsort", middle(ratios), 2.5, True, beside=beside)]
