"""Single moves and their chances, straight from the definition: for display, for paths and for simulation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .blocks import Blocks, Floats
from .course import Course


def moves(blocks: Blocks, actor: int, state: int) -> npt.NDArray[np.int64]:
    """Where an actor can go from a state, the state itself left out: int64, in no particular order."""
    here = int(blocks.block[actor, state])
    reached = [here, *(int(each) for each in blocks.onward[blocks.links[here] : blocks.links[here + 1]])]
    parts = [blocks.order[blocks.starts[each] : blocks.starts[each + 1]] for each in reached]
    targets = np.concatenate(parts).astype(np.int64)
    return np.extract((targets != state) & blocks.open[targets], targets)


def chances(course: Course, actor: int, state: int, time: float = 0.0) -> tuple[npt.NDArray[np.int64], Floats]:
    """Where an actor goes from a state when it gets to move, and how likely: the state itself first, then its moves."""
    rates = course.rates
    targets = np.concatenate(([state], moves(course.blocks, actor, state))).astype(np.int64)
    worth = course.annuities(time)[actor, targets]
    worth[1:] -= rates.cost[actor]
    weights = np.exp(rates.precision[actor] * (worth - worth.max()))
    return targets, weights / weights.sum()
