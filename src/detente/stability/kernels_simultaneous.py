"""The pass of simultaneous sanctions for one actor i (see :mod:`detente.stability.simultaneous`).

A *row* is a group of i (what all others hold), a *column* a value of i's own options taken together; the *cell* of a state is
64 W row + column, for W words of 64 columns. States are taken from worst to best for i, while a bit per cell says which ones
would punish the present one: so a joint reply, which leads to a row, strikes out 64 improvements in one step. Rows are
found by a hash table (open addressing) on the others' bits of the code.

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

    ``masks``: uint64 [A], the bits that each can change. ``spans``: int32 [S, 2 A]: for actor j, ``[s, j]`` and ``[s, A + j]``
    are the places in its order between which the strictly better states of its group lie. ``columns``: int32 [A, S], by
    place in the order. ``own``, ``locks``: uint64, the bits and the locked pattern of each actor's columns, from ``firsts``
    (int64 [A]) on. ``patterns``: uint64 [A, S] the locked pattern of each state, [A, 0] where nobody has one.
    """

    codes: Words
    masks: Words
    spans: Indices
    columns: Indices
    own: Words
    locks: Words
    firsts: Places
    patterns: Words


class Rows(NamedTuple):
    """What the pass of actor i needs. ``sequence``: int32 [S], the states from worst to best; ``cells``: int64 [S], theirs (-1:
    not in this block of columns); ``until``: int32 [S], how many states come before those that do not punish. ``keys``,
    ``rows``: the hash table, -1 where free. ``feasible``: uint64 [G W], a bit per state."""

    sequence: Indices
    cells: Places
    until: Indices
    keys: Words
    rows: Indices
    shift: np.uint64
    mask: np.uint64
    words: int
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
def hash_rows(keys, shift):  # type: ignore[no-untyped-def]
    """A table of the keys of rows 0, 1, ...: the keys and the rows, -1 where free."""
    size = 1 << (64 - shift)
    table, rows = np.zeros(size, np.uint64), np.full(size, np.int32(-1))
    for row in range(len(keys)):
        slot = np.int64(keys[row] * MULTIPLIER >> np.uint64(shift))
        while rows[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        table[slot] = keys[row]
        rows[slot] = row
    return table, rows


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
def _gather(low, sequence, codes, masks, all_spans, patterns, groups, key, now, span, held, home):  # type: ignore[no-untyped-def]
    """Copies what is needed about a block of states next to each other: short loops, so that reads overlap."""
    actors = len(masks)
    for b in range(len(key)):
        key[b] = codes[sequence[low + b]]
    for b in range(len(key)):
        home[b] = groups[sequence[low + b]]
    for b in range(len(key)):
        for n in range(2 * actors):
            span[b, n] = all_spans[sequence[low + b], n]
    for b in range(len(key)):
        for j in range(actors):
            now[b, j] = key[b] & masks[j]
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
    low, key, now, span, held, home, left, listed, others, columns, own, locks, firsts,
    cells, until, marked, worse, feasible, words, keys, rows, shift, mask, budget, open_,
):  # type: ignore[no-untyped-def]
    """Goes through the joint replies to each state of a block until no improvement is left; ``open_`` says where some is.

    Opponent j stays (``at[j]`` before its span) or takes the improvement at place ``at[j]`` of its order, if that holds its
    locked pattern; the first opponent's replies run fastest. Returns the joint replies looked at, and the states marked."""
    actors, looked, fast, last = now.shape[1], 0, others[0], np.uint64(len(rows) - 1)
    at, flip = np.zeros(actors, np.int64), np.zeros(actors, np.uint64)
    for b in range(len(key)):
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
        reply, begin = key[b] & mask, span[b, fast]
        while some and looked <= budget:
            for k in range(begin, span[b, actors + fast]):
                landing = reply
                if k >= span[b, fast]:
                    c = np.uint64(firsts[fast] + columns[fast, np.uint64(k)])
                    if held[b, fast] & ~locks[c]:
                        continue
                    landing ^= own[c] ^ now[b, fast]
                looked += 1
                slot = landing * MULTIPLIER >> shift
                while rows[slot] >= 0 and keys[slot] != landing:
                    slot = slot + ONE & last
                if rows[slot] >= 0:
                    place, some = np.uint64(rows[slot] * words), np.uint64(0)
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
def punish(low, high, moves, own_rows, groups, i, first, listed, budget, bit, bits):  # type: ignore[no-untyped-def]
    """Clears ``bit`` where an improvement of i (to a column from ``first`` on) goes unpunished, for the states at places
    low..high-1 from worst to best. Returns the joint replies looked at; it stops early beyond ``budget``."""
    codes, masks, all_spans, columns, own, locks, firsts, patterns = moves
    sequence, cells, until, keys, rows, shift, mask, words, feasible = own_rows
    actors = len(masks)
    others = np.array([j for j in range(actors) if j != i], np.int64)
    worse = np.zeros(len(rows) * words, np.uint64)
    mark(cells, 0, until[low], worse)
    marked, looked = until[low], 0
    for start in range(low, high, BLOCK):
        size = min(BLOCK, high - start)
        key, now, held = np.empty(size, np.uint64), np.empty((size, actors), np.uint64), np.zeros((size, actors), np.uint64)
        span, home = np.empty((size, 2 * actors), np.int64), np.empty(size, np.int64)
        left, open_ = np.empty((size, words), np.uint64), np.empty(size, np.bool_)
        _gather(start, sequence, codes, masks, all_spans, patterns, groups, key, now, span, held, home)
        if listed:
            _list(i, span, held, columns[i], locks[firsts[i] :], first, left)
        seen, marked = _strike(
            start, key, now, span, held, home, left, listed, others, columns, own, locks, firsts,
            cells, until, marked, worse, feasible, words, keys, rows, shift, mask, budget - looked, open_,
        )  # fmt: skip
        for b in range(size):
            if open_[b]:
                bits[sequence[start + b]] &= ~bit
        looked += seen
        if looked > budget:
            break
    return looked
