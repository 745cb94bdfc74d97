"""States sorted by some bits of their codes, in time linear in the states.

The bits of a mask are pushed together into keys; a counting sort by digits of at most 11 bits, least significant
first, keeps states with equal keys in code order. Where all 2^b codes are feasible nothing is sorted: a state is its
own code, and the codes of each group are counted through directly.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .compiled import njit
from .states import Codes

Indices = npt.NDArray[np.int32]
Starts = npt.NDArray[np.int64]

DIGIT = 11
"""Bits sorted by in one pass at most: 2,048 counters stay in the fastest cache."""


def grouped(codes: Codes, mask: int) -> tuple[Indices, Starts]:
    """States by their bits in ``mask``, then by code: int32 [S]; and where each group begins: int64 [G + 1]."""
    runs = runs_of(mask)
    keys = np.empty(len(codes), dtype=np.uint64)
    ascending = _extract(codes, runs, keys)
    order = np.arange(len(codes), dtype=np.int32)
    if not ascending:
        bits = mask.bit_count()
        passes = -(-bits // DIGIT)
        width = -(-bits // passes)
        spare_keys, spare_order = np.empty_like(keys), np.empty_like(order)
        for number in range(passes):
            if _digit_pass(np.uint64(number * width), width, keys, order, spare_keys, spare_order):
                keys, spare_keys, order, spare_order = spare_keys, keys, spare_order, order
    begins = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    return order, np.concatenate(([0], begins, [len(codes)])).astype(np.int64)


def strided(mine: int, others: int) -> tuple[Indices, Starts]:
    """The same as :func:`grouped` where the codes are all those with bits in ``mine | others``."""
    size = 1 << (mine | others).bit_count()
    order = np.empty(size, dtype=np.int32)
    _stride(mine, others, order)
    return order, np.arange(0, size + 1, 1 << mine.bit_count(), dtype=np.int64)


def runs_of(mask: int) -> npt.NDArray[np.uint64]:
    """The runs of set bits in a mask, as rows (first bit, place in the key, ones): uint64 [R, 3]."""
    rows, bit, place = [], 0, 0
    while mask >> bit:
        length = 0
        while mask >> bit + length & 1:
            length += 1
        if length:
            rows.append((bit, place, (1 << length) - 1))
        bit, place = bit + max(length, 1), place + length
    return np.array(rows, dtype=np.uint64).reshape(-1, 3)


@njit(cache=True, nogil=True)
def _extract(codes: Codes, runs: npt.NDArray[np.uint64], keys: Codes) -> bool:
    """Put the bits of the runs side by side in ``keys``; whether the keys ascend already."""
    ascending, last = True, np.uint64(0)
    for state in range(len(codes)):
        key = np.uint64(0)
        for run in range(len(runs)):
            key |= ((codes[state] >> runs[run, 0]) & runs[run, 2]) << runs[run, 1]
        keys[state] = key
        if key < last:
            ascending = False
        last = key
    return ascending


@njit(cache=True, nogil=True)
def _digit_pass(
    shift: np.uint64, width: int, keys: Codes, order: Indices, next_keys: Codes, next_order: Indices
) -> bool:
    """One pass of a counting sort, by ``width`` bits from ``shift`` on; False if all agree and nothing was written."""
    mask = np.uint64((1 << width) - 1)
    places = np.zeros((1 << width) + 1, dtype=np.int64)
    for position in range(len(keys)):
        places[np.int64((keys[position] >> shift) & mask) + 1] += 1
    if places.max() == len(keys):
        return False
    for value in range(1, len(places)):
        places[value] += places[value - 1]
    for position in range(len(keys)):
        digit = np.int64((keys[position] >> shift) & mask)
        place = places[digit]
        next_keys[place] = keys[position]
        next_order[place] = order[position]
        places[digit] = place + 1
    return True


@njit(cache=True, nogil=True)
def _stride(mine: int, others: int, order: Indices) -> None:
    """All codes by their bits in ``others``, then by those in ``mine``, where every code is feasible."""
    done, group = 0, 0
    while True:
        member = 0
        while True:
            order[done] = group | member
            done += 1
            if member == mine:
                break
            member = ((member | ~mine) + 1) & mine
        if group == others:
            break
        group = ((group | ~others) + 1) & others
