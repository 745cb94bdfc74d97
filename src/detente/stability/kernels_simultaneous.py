"""The pass of simultaneous sanctions for one actor i (see :mod:`detente.stability.simultaneous`).

A *row* is a group of i (what all others hold), a *column* a value of i's own options taken together; the *cell* of a state is
64 W row + column, for W words of 64 columns. States are taken from worst to best for i, while a bit per cell says which ones
would punish the present one: so a joint reply, which leads to a row, strikes out 64 improvements in one step. Rows are
found by a *key*, the others' bits pushed together: in a table by key where that is short, or else in a hash table (open
addressing).

Arrays are passed one by one and the inner loops call nothing: each call with arrays would count references, atomically.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
ONE = np.uint64(1)
BLOCK = 256

Indices = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]


class Moves(NamedTuple):
    """All actors' moves, A actors and S states.

    ``spans``: int32 [S, 2 A]: for actor j, ``[s, j]`` and ``[s, A + j]`` are the places in its order between which the strictly
    better states of its group lie. ``columns``: int32 [A, S], by place in the order. ``locks``: uint64, the locked pattern
    of each actor's columns, from ``firsts`` (int64 [A]) on. ``patterns``: uint64 [A, S] the locked pattern of each state,
    [A, 0] where nobody has one.
    """

    spans: Indices
    columns: Indices
    locks: Words
    firsts: Places
    patterns: Words


class Rows(NamedTuple):
    """What the pass of actor i needs.

    ``sequence``: int32 [S], the states from worst to best; ``cells``: int64 [S], theirs (-1: not in this block of columns);
    ``until``: int32 [S], how many states come before those that do not punish. ``groups``: int32 [S]. ``keys``: uint64
    [G]. ``masks``: uint64 [A], the bits of each opponent in a key; ``own``: uint64, those of its columns (as ``Moves.locks``).
    ``slots``: int32, the row in each slot or -1; ``hashed``: its key, empty where the slot is the key itself. ``feasible``:
    uint64 [G W], a bit per state.
    """

    sequence: Indices
    cells: Places
    until: Indices
    groups: Indices
    keys: Words
    masks: Words
    own: Words
    slots: Indices
    hashed: Words
    feasible: Words


@njit(cache=True, nogil=True)
def spans(low, high, starts, order, ranks, actor, actors, out):  # type: ignore[no-untyped-def]
    """Where in the order the strictly better states of each state's group lie: writes two columns of ``out``."""
    for g in range(low, high):
        above = equal = starts[g + 1]
        for k in range(starts[g + 1] - 1, starts[g] - 1, -1):
            s = order[k]
            if k + 1 < starts[g + 1] and ranks[s] != ranks[order[k + 1]]:
                above = equal
            equal = k
            out[s, actor] = above
            out[s, actors + actor] = starts[g + 1]
    return high - low


@njit(cache=True, nogil=True)
def slots_of(keys, bits, direct):  # type: ignore[no-untyped-def]
    """The rows 0, 1, ... by key (``direct``), or by hash with the keys beside them, in a table of 2**bits slots."""
    slots = np.full(1 << bits, np.int32(-1))
    hashed = np.zeros(0 if direct else len(slots), np.uint64)
    for row in range(len(keys)):
        slot = keys[row]
        if not direct:
            slot = keys[row] * MULTIPLIER >> np.uint64(64 - bits)
            while slots[slot] >= 0:
                slot = slot + ONE & np.uint64(len(slots) - 1)
            hashed[slot] = keys[row]
        slots[slot] = row
    return slots, hashed


@njit(cache=True, nogil=True)
def cells_of(sequence, group, column, first, words):  # type: ignore[no-untyped-def]
    """The cells of the states of a sequence, for the 64 W columns from ``first`` on: int64 [S], -1 where outside."""
    cells = np.empty(len(sequence), np.int64)
    for k in range(len(sequence)):
        s = sequence[k]
        c = column[s] - first
        cells[k] = group[s] * (64 * words) + c if 0 <= c < 64 * words else -1
    return cells


@njit(cache=True, nogil=True)
def mark(cells, low, high, bits):  # type: ignore[no-untyped-def]
    """Sets the bits of the cells at low..high-1."""
    for k in range(low, high):
        if cells[k] >= 0:
            bits[cells[k] >> 6] |= ONE << np.uint64(cells[k] & 63)


@njit(cache=True, nogil=True)
def _gather(low, sequence, groups, keys, masks, spans_of, patterns, home, now, span, held):  # type: ignore[no-untyped-def]
    """Copies what is needed about a block of states next to each other: short loops, so that reads overlap."""
    actors = len(masks)
    for b in range(len(home)):
        home[b] = groups[sequence[low + b]]
    for b in range(len(home)):
        for n in range(2 * actors):
            span[b, n] = spans_of[sequence[low + b], n]
    for b in range(len(home)):
        for j in range(actors):
            now[b, j] = keys[home[b]] & masks[j]
            if patterns.shape[1]:
                held[b, j] = patterns[j, sequence[low + b]]


@njit(cache=True, nogil=True)
def _list(i, span, held, columns, locks, first, left):  # type: ignore[no-untyped-def]
    """Sets in ``left`` (uint64 [block, W]) the columns of i's improvements, 0 standing for column ``first``."""
    left[:] = 0
    for b in range(len(left)):
        for k in range(span[b, i], span[b, span.shape[1] // 2 + i]):
            c = columns[k] - first
            if held[b, i] & ~locks[columns[k]] == 0 and 0 <= c < 64 * left.shape[1]:
                left[b, c >> 6] |= ONE << np.uint64(c & 63)


@njit(cache=True, nogil=True)
def _strike(
    low, home, now, span, held, left, listed, others, columns, own, locks, firsts,
    cells, until, marked, worse, feasible, keys, slots, hashed, shift, budget, open_,
):  # type: ignore[no-untyped-def]
    """Goes through the joint replies to each state of a block until no improvement is left; ``open_`` says where some is.

    Opponent j stays (``at[j]`` before its span) or takes the improvement at place ``at[j]`` of its order, if that holds its
    locked pattern; the first opponent's replies run fastest. Returns the joint replies looked at, and the states marked."""
    actors, words, looked, fast, last = now.shape[1], left.shape[1], 0, others[0], np.uint64(len(slots) - 1)
    at, flip = np.zeros(actors, np.int64), np.zeros(actors, np.uint64)
    for b in range(len(home)):
        while marked < until[low + b]:
            if cells[marked] >= 0:
                worse[cells[marked] >> 6] |= ONE << np.uint64(cells[marked] & 63)
            marked += 1
        some = np.uint64(0)
        for w in range(words):
            if not listed:
                left[b, w] = feasible[home[b] * words + w] & ~worse[home[b] * words + w]
            some |= left[b, w]
        for j in range(actors):
            at[j], flip[j] = span[b, j] - 1, 0
        reply, begin = keys[home[b]], span[b, fast]
        while some and looked <= budget:
            for k in range(begin, span[b, actors + fast]):
                landing = reply
                if k >= span[b, fast]:
                    c = np.uint64(firsts[fast] + columns[fast, np.uint64(k)])
                    if held[b, fast] & ~locks[c]:
                        continue
                    landing ^= own[c] ^ now[b, fast]
                looked += 1
                slot = landing
                if len(hashed):
                    slot = landing * MULTIPLIER >> shift
                    while slots[slot] >= 0 and hashed[slot] != landing:
                        slot = slot + ONE & last
                if slots[slot] >= 0:
                    place, some = np.uint64(slots[slot] * words), np.uint64(0)
                    for w in range(words):
                        left[b, w] &= ~worse[place + np.uint64(w)]
                        some |= left[b, w]
                    if some == 0:
                        break
            begin, n = span[b, fast] - 1, 1
            while some and n < len(others):
                j = others[n]
                reply, flip[j], at[j] = reply ^ flip[j], 0, at[j] + 1
                if at[j] >= span[b, actors + j]:
                    at[j], n = span[b, j] - 1, n + 1
                elif held[b, j] & ~locks[firsts[j] + columns[j, at[j]]] == 0:
                    flip[j] = own[firsts[j] + columns[j, at[j]]] ^ now[b, j]
                    reply ^= flip[j]
                    break
            if n == len(others):
                break
        open_[b] = some != 0
    return looked, marked


@njit(cache=True, nogil=True)
def punish(low, high, moves, own_rows, i, first, listed, budget, bit, bits):  # type: ignore[no-untyped-def]
    """Clears ``bit`` where an improvement of i (to a column from ``first`` on) goes unpunished, for the states at places
    low..high-1 from worst to best. Returns the joint replies looked at; it stops early beyond ``budget``."""
    spans_of, columns, locks, firsts, patterns = moves
    sequence, cells, until, groups, keys, masks, own, slots, hashed, feasible = own_rows
    actors, words = len(masks), len(feasible) // len(keys)
    shift = np.uint64(64 - int(np.log2(len(slots))))
    others = np.array([j for j in range(actors) if j != i], np.int64)
    worse = np.zeros(len(feasible), np.uint64)
    mark(cells, 0, until[low], worse)
    marked, looked = until[low], 0
    for start in range(low, high, BLOCK):
        size = min(BLOCK, high - start)
        home, span = np.empty(size, np.int64), np.empty((size, 2 * actors), np.int64)
        now, held = np.empty((size, actors), np.uint64), np.zeros((size, actors), np.uint64)
        left, open_ = np.empty((size, words), np.uint64), np.empty(size, np.bool_)
        _gather(start, sequence, groups, keys, masks, spans_of, patterns, home, now, span, held)
        if listed:
            _list(i, span, held, columns[i], locks[firsts[i] :], first, left)
        seen, marked = _strike(
            start, home, now, span, held, left, listed, others, columns, own, locks, firsts,
            cells, until, marked, worse, feasible, keys, slots, hashed, shift, budget - looked, open_,
        )  # fmt: skip
        for b in range(size):
            if open_[b]:
                bits[sequence[start + b]] &= ~bit
        looked += seen
        if looked > budget:
            break
    return looked
