"""The pass of simultaneous sanctions for one actor i (see :mod:`detente.stability.simultaneous`).

A *row* is a group of i (what all others hold), a *column* a value of i's own options taken together; the *cell* of a
state is 64 W row + column, for W words of 64 columns. States are taken from worst to best for i, while a bit per cell
says which ones would punish the present one: so a joint reply, which leads to a row, strikes out 64 improvements in one
step. Rows are found by a *key*, the others' bits pushed together: the key is the row where most keys occur; else it is
looked up in a table by key where that is short, or in a hash table (open addressing).

States come in the order of one actor's ranks, so all that is read about them is far apart: what is read often is kept
small enough for a core's own cache, and what is read once is read together.

Arrays are passed one by one and the inner loops call nothing: each call with arrays would count references, atomically.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..space.compiled import njit

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
ONE = np.uint64(1)
NONE = np.uint64(2**64 - 1)
BLOCK = 256

Indices = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]


class Moves(NamedTuple):
    """All actors' moves, A actors and S states.

    ``spans``: int32 [S, 2 A]: for actor j, ``[s, j]`` is the place in its order from which on the strictly better
    states of its group lie, and ``[s, A + j]`` its row. ``ends``: int32, where each row ends in the order, for actor j
    from ``bases[j]`` (int64 [A]) on. ``columns``: int32 [A, S], by place in the order. ``locks``: uint64, the
    locked pattern of each actor's columns, from ``firsts`` (int64 [A]) on. ``patterns``: uint64 [A, S] the locked
    pattern of each state, [A, 0] where nobody has one.
    """

    spans: Indices
    ends: Indices
    bases: Places
    columns: Indices
    locks: Words
    firsts: Places
    patterns: Words


class Rows(NamedTuple):
    """What the pass of actor i needs.

    ``others``: int64 [A - 1]. ``sequence``: int32 [S], the states from worst to best; ``cells``: int32 [S], theirs
    (-1: not in this block of columns); ``until``: int32 [S], how many states come before those that do not punish.
    ``keys``: uint64 [rows], empty where the row is the key. ``masks``: uint64 [A], the bits of each opponent in a key;
    ``own``: uint64, those of its columns (as ``Moves.locks``). ``slots``: int32, 1 + the row in each slot, 0 where
    free, empty where the row is the key; ``hashed``: its key, empty where the slot is the key itself; ``shift``: from a
    hash to a slot. ``feasible``: uint64 [rows W], a bit per state, or [W] where all rows are alike. ``words``: W;
    ``size``: rows W.
    """

    others: Places
    sequence: Indices
    cells: Indices
    until: Indices
    keys: Words
    masks: Words
    own: Words
    slots: Indices
    hashed: Words
    shift: np.uint64
    feasible: Words
    words: int
    size: int


@njit(cache=True, nogil=True)
def spans(low, high, starts, order, ranks, rows, actor, out):  # type: ignore[no-untyped-def]
    """From where on in the order the strictly better states of each state's group lie, and the group's row: writes two
    columns of ``out``."""
    for g in range(low, high):
        above = equal = starts[g + 1]
        for k in range(starts[g + 1] - 1, starts[g] - 1, -1):
            s = order[k]
            if k + 1 < starts[g + 1] and ranks[s] != ranks[order[k + 1]]:
                above = equal
            equal = k
            out[s, actor] = above
            out[s, out.shape[1] // 2 + actor] = rows[g]
    return high - low


@njit(cache=True, nogil=True)
def fill(keys, shift, slots, hashed):  # type: ignore[no-untyped-def]
    """Puts the rows 0, 1, ... where they belong: by key, or by hash with the keys beside them, in the slots."""
    for row in range(len(keys)):
        slot = keys[row]
        if len(hashed):
            slot = keys[row] * MULTIPLIER >> shift
            while slots[slot]:
                slot = slot + ONE & np.uint64(len(slots) - 1)
            hashed[slot] = keys[row]
        slots[slot] = row + 1


@njit(cache=True, nogil=True)
def mark(cells, bits):  # type: ignore[no-untyped-def]
    """Sets the bits of cells."""
    for k in range(len(cells)):
        if cells[k] >= 0:
            bits[cells[k] >> 6] |= ONE << np.uint64(cells[k] & 63)


@njit(cache=True, nogil=True)
def _gather(low, count, i, first, listed, moves, rows, span, now, held, left):  # type: ignore[no-untyped-def]
    """Copies what is needed about a block of states next to each other: short loops, so that reads overlap. The last
    two columns of ``span`` are the state's row, and a first read of the first opponent's columns. ``listed``: also sets
    in ``left`` the columns of i's improvements, from ``first`` on."""
    spans_of, ends, bases, columns, locks, firsts, patterns = moves
    sequence, keys, masks, actors, fast = rows.sequence, rows.keys, rows.masks, len(rows.masks), rows.others[0]
    for b in range(count):
        for n in range(2 * actors):
            span[b, n] = spans_of[sequence[low + b], n]
    for b in range(count):
        span[b, 2 * actors] = span[b, actors + i]
        span[b, 2 * actors + 1] = columns[fast, min(span[b, fast], columns.shape[1] - 1)]
    for b in range(count):
        key = keys[span[b, 2 * actors]] if len(keys) else np.uint64(span[b, 2 * actors])
        for j in range(actors):
            span[b, actors + j] = ends[bases[j] + span[b, actors + j]]
            now[b, j] = key & masks[j]
            held[b, j] = patterns[j, sequence[low + b]] if patterns.shape[1] else np.uint64(0)
    if listed:
        for b in range(count):
            for w in range(left.shape[1]):
                left[b, w] = 0
            for k in range(span[b, i], span[b, actors + i]):
                c = columns[i, k] - first
                if held[b, i] & ~locks[firsts[i] + columns[i, k]] == 0 and 0 <= c < 64 * left.shape[1]:
                    left[b, c >> 6] |= ONE << np.uint64(c & 63)


@njit(cache=True, nogil=True)
def _strike(  # type: ignore[no-untyped-def]  # noqa: C901
    low, count, listed, span, now, held, left, others, columns, own, locks, firsts, cells, until, marked, worse,
    feasible, keys, slots, hashed, shift, budget, sequence, bit, bits
):  # fmt: skip
    """Goes through the joint replies to each state of a block until no improvement is left; else clears its ``bit``.

    Opponent j stays (``at[j]`` before its span) or takes the improvement at place ``at[j]`` of its order, if that holds
    its locked pattern; the first opponent's replies run fastest. Returns the joint replies looked at."""
    actors, words, fast, looked = now.shape[1], left.shape[1], others[0], np.int64(0)
    last, alike = np.uint64(max(len(slots) - 1, 0)), len(feasible) == words
    at, flip = np.zeros(actors, np.int64), np.zeros(actors, np.uint64)
    for b in range(count):
        while marked < until[low + b]:
            if cells[marked] >= 0:
                worse[cells[marked] >> 6] |= ONE << np.uint64(cells[marked] & 63)
            marked += 1
        home, some = span[b, 2 * actors], np.uint64(0)
        for w in range(words):
            if not listed:
                left[b, w] = feasible[w if alike else home * words + w] & ~worse[home * words + w]
            some |= left[b, w]
        for j in range(actors):
            at[j], flip[j] = span[b, j] - 1, 0
        reply = keys[home] if len(keys) else np.uint64(home)
        begin, stay, base = span[b, fast], span[b, fast], firsts[fast]
        lock, mine = held[b, fast], now[b, fast]
        while some and looked <= budget:
            for k in range(begin, span[b, actors + fast]):
                landing = reply
                if k >= stay:
                    c = np.uint64(base + columns[fast, np.uint64(k)])
                    if lock and lock & ~locks[c]:
                        continue
                    landing ^= own[c] ^ mine
                looked += 1
                slot = landing
                if len(hashed):
                    slot = landing * MULTIPLIER >> shift
                    while slots[slot] and hashed[slot] != landing:
                        slot = slot + ONE & last
                if len(slots):
                    slot = np.uint64(slots[slot] - 1)
                if slot != NONE:
                    place, some = slot * np.uint64(words), np.uint64(0)
                    for w in range(words):
                        left[b, w] &= ~worse[place + np.uint64(w)]
                        some |= left[b, w]
                    if some == 0:
                        break
            begin, n = stay - 1, 1
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
        if some:
            bits[sequence[low + b]] &= ~bit
    return looked


@njit(cache=True, nogil=True)
def punish(low, high, moves, rows, i, first, listed, budget, spent, bit, bits):  # type: ignore[no-untyped-def]
    """Clears ``bit`` where an improvement of i (to a column from ``first`` on) goes unpunished, for the states at
    places low..high-1 from worst to best. Adds the joint replies looked at to ``spent`` (int64 [1], all threads
    together) and stops early beyond ``budget``. Returns the number of states."""
    _, _, _, columns, locks, firsts, _ = moves
    others, sequence, cells, until, keys, masks, own, slots, hashed, shift, feasible, words, size = rows
    actors, marked = len(masks), np.int64(until[low])
    span, left = np.empty((BLOCK, 2 * actors + 2), np.int64), np.empty((BLOCK, words), np.uint64)
    now, held = np.empty((BLOCK, actors), np.uint64), np.empty((BLOCK, actors), np.uint64)
    worse = np.zeros(size, np.uint64)
    mark(cells[:marked], worse)
    for start in range(low, high, BLOCK):
        count = BLOCK if start + BLOCK < high else high - start
        _gather(start, count, i, first, listed, moves, rows, span, now, held, left)
        looked = _strike(
            start, count, listed, span, now, held, left, others, columns, own, locks, firsts,
            cells, until, marked, worse, feasible, keys, slots, hashed, shift, budget - spent[0], sequence, bit, bits,
        )  # fmt: skip
        spent[0] += looked
        if until[start + count - 1] > marked:
            marked = np.int64(until[start + count - 1])
        if spent[0] > budget:
            break
    return high - low
