"""Groups of states within which one actor moves (option form).

The group of state s for actor j: all feasible states that agree with s on every option except those that j may
change. Groups are found by sorting the codes with j's bits cleared. Inside a group j can go from s to t if each of
its one-way options allows the change; it can always do so where all its options go both ways.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .game import Game

Bits = np.uint64


class Groups(NamedTuple):
    """The groups of M movers over S states; row m belongs to the m-th mover.

    ``order``: int32 [M, S], states group by group. ``group``: int32 [M, S], the group of each state; its members are
    ``order[m, starts[first[m] + g] : starts[first[m] + g + 1]]``. ``bits``, ``way``: one entry per one-way option, its
    bits in a code and +1 (only later choices) or -1; mover m's are ``one_way[m]`` up to ``one_way[m + 1]``. ``ranks``:
    int32 [M, S] if only improvements count, else [M, 0]. ``shut``: bool [S], or [0] where no state is shut.
    """

    codes: npt.NDArray[np.uint64]
    order: npt.NDArray[np.int32]
    group: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    bits: npt.NDArray[np.uint64]
    way: npt.NDArray[np.int64]
    one_way: npt.NDArray[np.int64]
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


def groups(game: Game, movers: tuple[int, ...], by: str = "moves") -> Groups:
    """The groups of some actors; with ``by="improvements"`` their ranks as well."""
    size, count = game.size, len(movers)
    order, group = np.empty((count, size), dtype=np.int32), np.empty((count, size), dtype=np.int32)
    starts: list[npt.NDArray[np.int64]] = []
    for row, mover in enumerate(movers):
        order[row], group[row], begins = grouped(game.space.codes & ~own_bits(game, mover))
        starts.append(begins)
    every = [ways(game, mover) for mover in movers]
    flat = [pair for each in every for pair in each]
    return Groups(
        game.space.codes, order, group,
        np.concatenate(starts) if starts else np.zeros(0, dtype=np.int64),
        sums([len(each) for each in starts]),
        np.array([bits for bits, _ in flat], dtype=np.uint64), np.array([way for _, way in flat], dtype=np.int64),
        sums([len(each) for each in every]),
        game.ranks[list(movers)] if by == "improvements" else np.zeros((count, 0), dtype=np.int32),
        np.zeros(0, dtype=np.bool_) if game.shut is None else game.shut,
    )  # fmt: skip


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
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
