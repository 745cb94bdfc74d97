"""The way to a state: a shortest legal sequence, and whose interest each step is in.

Among the shortest sequences of moves from start to goal the one with the fewest steps *against* their mover's interest
(worse for the mover than the state it leaves) is taken, then the one with the fewest steps that the mover is
indifferent to. They are the paths of a layered graph: pairs (state, last mover) at distance d from the start, joined to
those at d + 1. The cheapest way is found layer by layer from the goal back (Bellman's principle), so only pairs that
lie on some shortest path are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..space.game import Game
from ..space.states import Mask
from ..space.walks import FAR, Walk, mirror, moves_from, walk
from .reachable import By, check_start

Interest = Literal["improvement", "indifferent", "against"]

WIDEST = 20_000
"""At most this many pairs of a layer are followed; beyond that the cheapest so far."""

LISTED = 100
"""How many paths :func:`road_to` lists unless told otherwise."""

AGAINST = 2**20
"""The cost of a step against its mover's interest; a step that it is indifferent to costs 1."""

Pair = tuple[int, int]
Onward = dict[Pair, tuple[int, int, Pair]]
"""For a pair (state, tag): the cost from there on, the next mover, the next pair."""


@dataclass(frozen=True, slots=True)
class Move:
    """``mover`` goes from state ``source`` to ``target``; ``interest``: what the step alone is worth to it."""

    mover: int
    source: int
    target: int
    interest: Interest


@dataclass(frozen=True, slots=True)
class Path:
    """A shortest way from ``start`` to ``goal``. ``fewest``: no other of that length has fewer steps against interest;
    False where there were too many ways to compare (:data:`WIDEST`)."""

    start: int
    goal: int
    by: By
    moves: tuple[Move, ...]
    fewest: bool = True

    @property
    def against(self) -> int:
        """How many steps are worse for their mover."""
        return sum(move.interest == "against" for move in self.moves)


@dataclass(frozen=True, slots=True)
class Roads:
    """``paths``: one to each goal that can be reached, nearest first. ``unreachable``: the goals that cannot.
    ``unlisted``: how many goals can be reached beyond those in ``paths``."""

    start: int
    by: By
    paths: tuple[Path, ...]
    unreachable: tuple[int, ...]
    unlisted: int = 0


def path(game: Game, start: int, goal: int, by: By = "improvements") -> Path | None:
    """A shortest legal way from one state to another, None if there is none.

    Raises Unanswerable where ``start`` or ``goal`` is no state, TooLarge.
    """
    check_start(game, start)
    check_start(game, goal)
    return _Survey(game, start, by).path(goal)


def road_to(game: Game, goals: Mask, by: By = "improvements", start: int | None = None, listed: int = LISTED) -> Roads:
    """A shortest way to each of the states in ``goals`` (bool [S]), from the status quo unless told otherwise.

    At most ``listed`` paths are worked out, to the nearest goals. Raises Unanswerable without a start, TooLarge.
    """
    begin = game.status_quo if start is None else start
    check_start(game, begin)
    survey, wanted = _Survey(game, begin, by), np.flatnonzero(goals)
    far = survey.found.nearest[wanted]
    near = wanted[np.argsort(far, kind="stable")][: int((far < FAR).sum())].tolist()
    paths = tuple(found for goal in near[:listed] if (found := survey.path(goal)))
    return Roads(begin, by, paths, tuple(wanted[far == FAR].tolist()), len(near) - len(paths))


class _Survey:
    """Everything that can be reached from one state; paths are read off it."""

    def __init__(self, game: Game, start: int, by: By) -> None:
        self.game, self.start, self.by = game, start, by
        self.found: Walk = walk(game, [start], tuple(range(len(game.actors))), by)
        shut = game.shut
        if shut is not None and shut[start]:
            shut = shut.copy()
            shut[start] = False
        self.back = mirror(replace(game, shut=shut))

    def path(self, goal: int) -> Path | None:
        length = int(self.found.nearest[goal])
        if length == FAR:
            return None
        ends = np.flatnonzero(self.found.distance[:, goal] == length).tolist()
        layer: Onward = {(goal, tag): (0, -1, (goal, tag)) for tag in ends}
        layers, fewest = [layer], True
        for left in range(length, 0, -1):
            layer = self._before(layer, left)
            if len(layer) > WIDEST:
                layer, fewest = dict(sorted(layer.items(), key=lambda item: item[1])[:WIDEST]), False
            layers.append(layer)
        return Path(self.start, goal, self.by, tuple(self._forward(layers)), fewest)

    def _before(self, layer: Onward, left: int) -> Onward:
        """The pairs one move nearer to the start, each with its cheapest way on."""
        found: Onward = {}
        for (state, tag), (cost, _, _) in layer.items():
            mover = tag - 1
            origins = moves_from(self.back, mover, state, self.by)
            for before in np.flatnonzero(self.found.follow[:, mover] == tag).tolist():
                for origin in origins[self.found.distance[before, origins] == left - 1].tolist():
                    way = (cost + self._cost(mover, origin, state), mover, (state, tag))
                    if (origin, before) not in found or way < found[origin, before]:
                        found[origin, before] = way
        return found

    def _cost(self, mover: int, source: int, target: int) -> int:
        gain = self.game.ranks[mover, target] - self.game.ranks[mover, source]
        return AGAINST if gain < 0 else int(gain == 0)

    def _forward(self, layers: list[Onward]) -> Iterator[Move]:
        pair: Pair = (self.start, 0)
        for layer in reversed(layers[1:]):
            _, mover, after = layer[pair]
            cost = self._cost(mover, pair[0], after[0])
            interest: Interest = "against" if cost == AGAINST else "indifferent" if cost else "improvement"
            yield Move(mover, pair[0], after[0], interest)
            pair = after
