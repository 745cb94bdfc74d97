"""How fast the process of moves converges on random games, and which equilibrium it meets.

Six kinds of game: 2 to 5 actors with 4 to 10 yes/no options, worths drawn state by state or made of wants about one to
three options each, tempo 2 to 12 a year, foresight 1 to 4 years. Every game is solved from random play to 1e-8. The
first games of each kind are also solved from six scattered starts, which tells how many have several equilibria, and by
plain value iteration from random play: backward induction from an ever later end. Of the games with several equilibria
it is told in how many that meets the same one.

    python -m benchmarks.accuracy.equilibria
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.dynamics import Habits, Response, blocks, equilibria, respond, scattered
from detente.dynamics.course import blank, equation
from detente.dynamics.response import TOLERANCE, _drift, _start
from detente.model import Option
from detente.space import Game, Space, game_from_ranks

LOOKED = 60
"""Games of each kind that are solved from several starts."""

LONG = 200_000
"""Evaluations of plain value iteration at most."""


@dataclass(frozen=True)
class Kind:
    """``wants``: worths are made of conjunctions; ``oneway``: half the options cannot be undone and moves cost."""

    name: str
    count: int
    precision: float
    wants: bool
    oneway: bool = False


KINDS = (
    Kind("worths at random", 400, 1.0, False),
    Kind("wants about conjunctions", 400, 1.0, True),
    Kind("wants, half the options one-way, costs of moving", 300, 1.0, True, True),
    Kind("worths at random", 200, 4.0, False),
    Kind("worths at random", 200, 10.0, False),
    Kind("wants about conjunctions", 200, 10.0, True),
)


def games(kind: Kind, seed: int) -> Iterator[tuple[Game, Habits]]:
    rng = np.random.default_rng(seed)
    for _ in range(kind.count):
        actors, places = int(rng.integers(2, 6)), int(rng.integers(4, 11))
        names = tuple("abcde"[:actors])
        ways = rng.random(places) < 0.5 if kind.oneway else np.zeros(places, dtype=bool)
        options = tuple(
            Option(names[place % actors], f"x{place}", direction="forward" if ways[place] else "both")
            for place in range(places)
        )
        space = Space(options, np.arange(1 << places, dtype=np.uint64), tuple(range(places)), (1,) * places)
        worths = _wanted(rng, space, actors) if kind.wants else rng.uniform(-10.0, 10.0, (actors, space.size))
        ranks = np.argsort(np.argsort(worths, axis=1), axis=1)
        cost = rng.uniform(0.0, 1.0, actors) * kind.oneway
        tempo, foresight = rng.uniform(2.0, 12.0, actors), rng.uniform(1.0, 4.0, actors)
        habits = Habits(tempo, np.full(actors, kind.precision), foresight, cost)
        yield game_from_ranks(space, names, ranks, worths), habits


def _wanted(rng: np.random.Generator, space: Space, actors: int) -> np.ndarray:
    places = len(space.options)
    taken = (space.codes[:, None] >> np.arange(places, dtype=np.uint64) & np.uint64(1)).astype(bool)
    worths = np.zeros((actors, space.size))
    for actor in range(actors):
        for _ in range(5):
            some = rng.choice(places, rng.integers(1, 4), replace=False)
            worths[actor] += rng.uniform(-10.0, 10.0) * taken[:, some].all(axis=1)
    return worths


def same_by_value_iteration(game: Game, habits: Habits, found: Response) -> bool | None:
    """Whether plain value iteration from random play meets the same equilibrium; None where it does not settle."""
    layout = blocks(game)
    task = equation(game, habits, layout)
    values = _start(task, None)
    _, residual = _drift(task, values, blank(layout), 100 * TOLERANCE, LONG, 1.0)
    if residual > 100 * TOLERANCE:
        return None
    return bool(np.abs(values - found.annuities).max() < 1e-3)


def main() -> None:
    """Print a row for each kind of game."""
    for number, kind in enumerate(KINDS):
        counts, slow, open_ones, several, same, unsure = [], 0, 0, 0, 0, 0
        for place, (game, habits) in enumerate(games(kind, number)):
            found = respond(game, habits)
            counts.append(found.iterations)
            slow += found.method != "acceleration"
            open_ones += not found.converged
            if place < LOOKED and len(equilibria(game, habits, list(scattered(game, habits)))) > 1:
                several += 1
                verdict = same_by_value_iteration(game, habits, found)
                same, unsure = same + (verdict is True), unsure + (verdict is None)
        middle, most, last = np.quantile(counts, (0.5, 0.9, 0.99))
        print(
            f"| {kind.count} {kind.name} | {kind.precision:g} | {middle:.0f} | {most:.0f} | {last:.0f} | {max(counts)} "
            f"| {slow} | {open_ones} | {several} of {LOOKED} | {same} of {several}, unsettled {unsure} |"
        )


if __name__ == "__main__":
    main()
