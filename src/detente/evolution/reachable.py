"""What can be reached from a state by legal sequences, and who can have moved last: status-quo analysis.

From state s, V_i^h are the states at the end of a legal sequence of at most h moves whose last mover is i (nobody moves
twice in succession; Li, Kilgour & Hipel 2005). Only improvements are allowed (each better for its mover than the state
it leaves), or any moves. A actors, S states; time and memory grow with A x S.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..space.game import Game, Ranks
from ..space.states import Mask
from ..space.walks import FAR, walk

By = Literal["improvements", "moves"]


@dataclass(frozen=True, eq=False)
class Reach:
    """``distance``: int32 [S], the least number of moves from ``start`` to each state, -1 where none leads there.
    ``last``: int32 [A, S], the least number of moves with actor i's move the last; -1 where there is no such sequence.
    """

    start: int
    by: By
    distance: Ranks
    last: Ranks

    @property
    def reached(self) -> Mask:
        """The states that can be reached, ``start`` among them: bool [S]."""
        return np.asarray(self.distance >= 0)

    @property
    def steps(self) -> int:
        """The h after which nothing is added to any V_i^h."""
        return int(self.last.max(initial=0))

    def rows(self) -> tuple[tuple[npt.NDArray[np.int64], ...], ...]:
        """The status-quo table: row h - 1 holds, for each actor i, the states in V_i^h that are not in V_i^(h-1),
        ascending, for h = 1 .. ``steps``."""
        columns = []
        for last in self.last:
            order = np.argsort(last, kind="stable")
            columns.append(np.split(order, np.searchsorted(last[order], np.arange(1, self.steps + 2)))[1:-1])
        return tuple(tuple(column[row] for column in columns) for row in range(self.steps))


def reach(game: Game, start: int, by: By = "improvements") -> Reach:
    """What can be reached from the state ``start``. Raises Unanswerable where there is no such state, TooLarge."""
    check_start(game, start)
    movers = tuple(range(len(game.actors)))
    found = walk(game, [start], movers, by)
    last = found.distance[1:]
    distance = found.nearest
    distance[distance == FAR] = -1
    last[last == FAR] = -1
    return Reach(start, by, distance, last)


def check_start(game: Game, start: int) -> None:
    """Raise Unanswerable if ``start`` is not a state (-1 stands for a status quo that is not given)."""
    if not 0 <= start < game.size:
        raise Unanswerable(
            "there is no state to start from: the model gives no status quo, or today's state is not feasible; "
            "add `status_quo:` to the model, or name a state"
        )
