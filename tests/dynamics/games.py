"""Random games for the process of moves, and habits to go with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.dynamics import Habits
from detente.model import Option
from detente.space import Arcs, Game, Space, game_from_ranks


def option_game(
    rng: np.random.Generator,
    owners: str,
    directions: str = "",
    missing: float = 0.0,
    shut: float = 0.0,
    scale: float = 4.0,
) -> Game:
    """Yes/no options with these owners (a letter each); directions ``b``, ``f``, ``r``: both, forward, backward."""
    ways = {"b": "both", "f": "forward", "r": "backward"}
    directions = directions or "b" * len(owners)
    options = tuple(
        Option(owner, f"x{place}", direction=ways[way])
        for place, (owner, way) in enumerate(zip(owners, directions, strict=True))
    )
    kept = rng.random(1 << len(owners)) >= missing
    kept[0] = True
    space = Space(options, np.flatnonzero(kept).astype(np.uint64), tuple(range(len(owners))), (1,) * len(owners))
    return _game(rng, space, tuple(sorted(set(owners))), shut, scale)


def listed_game(rng: np.random.Generator, actors: int, size: int, density: float = 0.3, shut: float = 0.0) -> Game:
    """Arcs at random, neither symmetric nor transitive; two actors may share an arc."""
    space = Space((), np.arange(size, dtype=np.uint64), listed=tuple(f"s{state}" for state in range(size)))
    game = _game(rng, space, tuple("abcdefgh"[:actors]), shut, 4.0)
    return replace(game, arcs=tuple(_arcs(rng.random((size, size)) < density) for _ in range(actors)))


def habits_for(game: Game, rng: np.random.Generator, precision: float = 1.0, cost: float = 0.0) -> Habits:
    """Tempo 2-12 a year, foresight 1-4 years."""
    count = len(game.actors)
    return Habits(
        rng.uniform(2.0, 12.0, count),
        np.full(count, precision),
        rng.uniform(1.0, 4.0, count),
        rng.uniform(0.0, 1.0, count) * cost,
    )


def small_games(seed: int, count: int) -> list[tuple[Game, Habits]]:
    """Games of every kind: reversible, one-way, listed; with missing states, shut states and costs of moving."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        owners = "".join(rng.choice(list("abc"), rng.integers(2, 6)))
        directions = "".join(rng.choice(list("bbfr"), len(owners))) if number % 2 else ""
        if number % 5 == 4:
            density = float(rng.choice([0.2, 0.9]))
            game = listed_game(
                rng, int(rng.integers(1, 4)), int(rng.integers(2, 12)), density, 0.3 * (number % 10 == 9)
            )
        else:
            game = option_game(rng, owners, directions, missing=0.2 * (number % 3), shut=0.3 * (number % 4 == 3))
        found.append((game, habits_for(game, rng, rng.uniform(0.2, 2.0), cost=float(number % 3 == 1))))
    return found


def _game(rng: np.random.Generator, space: Space, actors: tuple[str, ...], shut: float, scale: float) -> Game:
    worths = rng.uniform(-scale, scale, (len(actors), space.size))
    ranks = np.argsort(np.argsort(worths, axis=1), axis=1)
    game = game_from_ranks(space, actors, ranks, worths, status_quo=0)
    closed = rng.random(space.size) < shut
    return replace(game, shut=closed) if closed.any() else game


def _arcs(joined: np.ndarray) -> Arcs:
    joined = joined & ~np.eye(len(joined), dtype=bool)
    starts = np.concatenate(([0], np.cumsum(joined.sum(axis=1)))).astype(np.int64)
    return Arcs(starts, np.nonzero(joined)[1].astype(np.int32))
