"""The groups of several actors side by side, as searches want them (option form).

The group of state s for actor j: all feasible states that agree with s on every option except those that j may change
(:mod:`.moves`). Here each state's place in them can be looked up too. Where states are grouped by other bits than one
actor's, :func:`grouped` sorts any keys.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .game import Game
from .moves import groups

Bits = np.uint64


class GroupTables(NamedTuple):
    """The groups of M movers over S states; row m belongs to the m-th mover, entry k to the k-th state by group.

    ``order``: int32 [M, S], states group by group. ``place``: int32 [M, S], where each state is in it. Group g takes
    the places from ``starts[first[m] + g]`` up to ``starts[first[m] + g + 1]``. By place: ``locked``, uint64 [M, S],
    patterns of one-way options as in :mod:`.moves`, or [M, 0] where nobody has any; ``ranks``, int32 [M, S] if only
    improvements count, else [M, 0]. ``shut``: bool [S], by state, or [0] where no state is shut.
    """

    order: npt.NDArray[np.int32]
    place: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    locked: npt.NDArray[np.uint64]
    ranks: npt.NDArray[np.int32]
    shut: npt.NDArray[np.bool_]


def own_bits(game: Game, actor: int) -> Bits:
    """The bits of a code that an actor can change at all."""
    space = game.space
    places = [place for place in game.own(actor) if space.options[place].direction != "fixed"]
    return np.uint64(sum((1 << space.widths[place]) - 1 << space.shifts[place] for place in places))


def ways(game: Game, actor: int) -> list[tuple[Bits, int]]:
    """The bits of each one-way option of an actor, with +1 (only to later choices) or -1 (only to earlier ones)."""
    space = game.space
    found: list[tuple[Bits, int]] = []
    for place in game.own(actor):
        bits = np.uint64((1 << space.widths[place]) - 1 << space.shifts[place])
        way = {"forward": 1, "backward": -1}.get(space.options[place].direction, 0)
        if way:
            found.append((bits, way))
    return found


def group_tables(game: Game, movers: tuple[int, ...], by: str = "moves") -> GroupTables:
    """The groups of some actors; with ``by="improvements"`` their ranks as well. Raises as ``moves.groups``."""
    size, count = game.size, len(movers)
    each = [groups(game, mover) for mover in movers]
    order, place = np.empty((count, size), dtype=np.int32), np.empty((count, size), dtype=np.int32)
    locked = np.zeros((count, 0 if all(found.is_free for found in each) else size), dtype=np.uint64)
    ranks = np.empty((count, size if by == "improvements" else 0), dtype=np.int32)
    for row, found in enumerate(each):
        order[row] = found.order
        place[row, found.order] = np.arange(size, dtype=np.int32)
        if not found.is_free:
            locked[row] = found.locked[found.order]
        if by == "improvements":
            ranks[row] = game.ranks[movers[row], found.order]
    starts = np.concatenate([np.zeros(0, dtype=np.int64), *(found.starts for found in each)])
    shut = np.zeros(0, dtype=np.bool_) if game.shut is None else game.shut
    return GroupTables(order, place, starts, sums([len(found.starts) for found in each]), locked, ranks, shut)


def grouped(
    keys: npt.NDArray[np.uint64],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """States in the order of their keys (int32 [S]), each state's group (int32 [S]), where groups begin (last: S)."""
    order = np.argsort(keys, kind="stable").astype(np.int32)
    ordered = keys[order]
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    group = np.empty(len(keys), dtype=np.int32)
    group[order] = np.cumsum(new, dtype=np.int32) - 1
    return order, group, np.append(np.flatnonzero(new), len(keys)).astype(np.int64)


def sums(lengths: list[int]) -> npt.NDArray[np.int64]:
    """Where pieces of these lengths begin, laid end to end, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
