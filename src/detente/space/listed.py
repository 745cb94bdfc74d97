"""Moves as lists: from (from, to) pairs, and from the arcs of an explicit graph."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..model import Model
from ..model.model import Graph
from .game import Arcs
from .states import Mask, Space

Pairs = npt.NDArray[np.int64]


def arcs_from(keys: Pairs, size: int) -> Arcs:
    """Arcs from keys ``from * size + to`` (int64, any order, repeats allowed); moves to the same state are left out."""
    keys = np.unique(keys)
    origins, targets = np.divmod(keys, size)
    moving = origins != targets
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(origins[moving], minlength=size), out=starts[1:])
    return Arcs(starts, targets[moving].astype(np.int32))


def listed_arcs(model: Model, graph: Graph, space: Space, shut: Mask | None = None) -> tuple[Arcs, ...]:
    """Each actor's arcs in an explicit graph, between feasible states only and never into a shut one."""
    index = {name: place for place, name in enumerate(space.listed)}
    keys: dict[str, list[int]] = {actor.id: [] for actor in model.actors}
    for actor, origin, target in graph.arcs:
        if origin in index and target in index and not (shut is not None and shut[index[target]]):
            keys[actor].append(index[origin] * space.size + index[target])
    return tuple(arcs_from(np.array(keys[actor.id], dtype=np.int64), space.size) for actor in model.actors)
