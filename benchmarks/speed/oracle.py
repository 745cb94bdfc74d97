"""Figure 3: 4,096 states against the concepts read off as plain sets.

The set-based oracle of the tests is run at 256 and 512 states and extrapolated by its own growth (a power of the
number of states); the fast code is run at 4,096. Five concepts, as in the published timings of other tools: SIM is
left out.
"""

from __future__ import annotations

import math

import numpy as np
from tests.oracle import concepts as oracle
from tests.oracle.conflict import Conflict

from detente.space import Game
from detente.stability import verdicts

from .result import Result, cube, middle, seconds

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")
BITS = 12


def conflict(game: Game) -> Conflict:
    """The game as plain sets."""
    states = tuple(game.space.values(state) for state in range(game.size))
    moves, rank = {}, {}
    for actor, name in enumerate(game.actors):
        own = sum(1 << place for place in game.own(actor))
        cells: dict[int, list[int]] = {}
        for state in range(game.size):
            cells.setdefault(state & ~own, []).append(state)
        moves[name] = {
            states[state]: frozenset(states[t] for t in cells[state & ~own] if t != state) for state in range(game.size)
        }
        rank[name] = dict(zip(states, game.ranks[actor].tolist(), strict=True))
    return Conflict(game.actors, states, moves, rank, owners=tuple(option.owner for option in game.space.options))


def slow(bits: int) -> float:
    """Seconds of the oracle; its verdicts must be those of the fast code."""
    game = cube(bits)
    plain, found = conflict(game), verdicts(game, concepts=CONCEPTS)
    tables: list[dict[tuple[str, tuple[str, ...]], bool]] = []
    taken = seconds(lambda: tables.extend(oracle.table(plain, concept) for concept in CONCEPTS))
    for concept, table in zip(CONCEPTS, tables, strict=True):
        expected = [[table[actor, state] for state in plain.states] for actor in plain.actors]
        assert np.array_equal(found.stable(concept), expected), concept
    return taken


def figure() -> list[Result]:
    game = cube(BITS)
    verdicts(game, concepts=CONCEPTS)
    quick = middle([seconds(lambda: verdicts(game, concepts=CONCEPTS)) for _ in range(9)])
    at_256, at_512 = slow(8), slow(9)
    power = math.log2(at_512 / at_256)
    extrapolated = at_512 * 2 ** (power * (BITS - 9))
    beside = {
        "seconds at 4,096 states": quick,
        "seconds of the oracle at 256 and 512": [round(at_256, 2), round(at_512, 2)],
        "growth of the oracle": f"states^{power:.2f}",
        "seconds of the oracle at 4,096, extrapolated": extrapolated,
    }
    what = "4,096 states, five concepts: times faster than the set-based oracle"
    return [Result(3, what, extrapolated / quick, 2000.0, False, beside=beside)]
