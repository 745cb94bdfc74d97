"""The pass of simultaneous sanctions (see :mod:`detente.stability.simultaneous`).

For one actor i, a *row* is a group of i (what all others hold) and a *column* one of the D values that i's own options take
together. States are taken from worst to best for i; a bit per row and column says which states are no better than the
present one, so that one joint reply (a row) strikes out 64 improvements (columns) in one step. Rows are found by a hash table
(open addressing) on the others' bits of the code.
"""

from __future__ import annotations

from collections import namedtuple

import numpy as np
from numba import njit

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
ONE = np.uint64(1)
ALL = np.uint64(2**64 - 1)

Moves = namedtuple("Moves", "codes masks group starts firsts above columns own patterns own_patterns own_firsts")  # noqa: PYI024
"""All actors' moves. ``masks``: uint64 [A], the bits each can change. ``group``: int32 [A, S]. ``starts``: int64, the
actors' starts one after the other from ``firsts`` (int64 [A]) on. ``above``: int32 [A, S], the first place in the actor's
order of a strictly better state of the group. ``columns``: int32 [A, S], by place in the order. ``own``, ``own_patterns``:
uint64, bits and locked pattern of each actor's columns from ``own_firsts`` (int64 [A]) on. ``patterns``: uint64 [A, S]
or [A, 0]."""

Rows = namedtuple("Rows", "sequence ranks column keys rows shift mask feasible")  # noqa: PYI024
"""What actor i's pass needs. ``sequence``: int32 [S], worst to best. ``ranks``: int32 [S]. ``column``: int32 [S]. ``keys``:
uint64, ``rows``: int32 (-1: free), the hash table. ``mask``: the others' bits. ``feasible``: uint64 [G, W], a bit per state."""


@njit(cache=True, nogil=True)
def find_above(low, high, starts, order, ranks, above):  # type: ignore[no-untyped-def]
    """The first place of a strictly better state in each state's group, or the group's end."""
    for g in range(low, high):
        place = equal = starts[g + 1]
        rank = np.int32(-1)
        for k in range(starts[g + 1] - 1, starts[g] - 1, -1):
            s = order[k]
            if k + 1 < starts[g + 1] and ranks[s] != rank:
                place = equal
            rank = ranks[s]
            equal = k
            above[s] = place
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
def mark(sequence, low, high, group, column, bits):  # type: ignore[no-untyped-def]
    """Sets the bit of the states at places low..high-1 of a sequence."""
    for k in range(low, high):
        s = sequence[k]
        c = np.uint64(column[s])
        bits[group[s], np.int64(c >> np.uint64(6))] |= ONE << (c & np.uint64(63))


@njit(cache=True, nogil=True)
def _row(keys, rows, shift, key):  # type: ignore[no-untyped-def]
    """The row with a key, or -1."""
    slot = np.int64(key * MULTIPLIER >> shift)
    while rows[slot] >= 0:
        if keys[slot] == key:
            return np.int64(rows[slot])
        slot = (slot + 1) & (len(rows) - 1)
    return np.int64(-1)


@njit(cache=True, nogil=True)
def _improvements(m, i, s, left):  # type: ignore[no-untyped-def]
    """Sets in ``left`` the columns of i's improvements from s, one by one."""
    left[:] = 0
    end = m.starts[m.firsts[i] + m.group[i, s] + 1]
    for k in range(m.above[i, s], end):
        c = m.columns[i, k]
        if m.patterns.shape[1] == 0 or m.patterns[i, s] & ~m.own_patterns[m.own_firsts[i] + c] == 0:
            left[c >> 6] |= ONE << np.uint64(c & 63)


@njit(cache=True, nogil=True)
def _next(m, j, s, place):  # type: ignore[no-untyped-def]
    """The next of j's improvements from s after a place of its order, or -1."""
    end = m.starts[m.firsts[j] + m.group[j, s] + 1]
    place += 1
    if m.patterns.shape[1]:
        while place < end and m.patterns[j, s] & ~m.own_patterns[m.own_firsts[j] + m.columns[j, place]] != 0:
            place += 1
    return place if place < end else np.int64(-1)


@njit(cache=True, nogil=True)
def _punished(m, r, i, s, worse, left, place, flips, budget):  # type: ignore[no-untyped-def]
    """Goes through the joint replies to s until no improvement is left: how many were looked at, negative if some is."""
    actors = len(m.firsts)
    for j in range(actors):
        place[j] = m.above[j, s] - 1
        flips[j] = 0
    key = m.codes[s] & r.mask
    looked = 0
    while looked <= budget:
        j = 0
        while j < actors:
            if j != i:
                key ^= flips[j]
                place[j] = _next(m, j, s, place[j])
                if place[j] >= 0:
                    flips[j] = m.own[m.own_firsts[j] + m.columns[j, place[j]]] ^ (m.codes[s] & m.masks[j])
                    key ^= flips[j]
                    break
                place[j] = m.above[j, s] - 1
                flips[j] = 0
            j += 1
        if j == actors:
            break
        looked += 1
        row = _row(r.keys, r.rows, r.shift, key)
        if row >= 0:
            some = np.uint64(0)
            for w in range(len(left)):
                left[w] &= ~worse[row, w]
                some |= left[w]
            if some == 0:
                return looked
    return -looked - 1


@njit(cache=True, nogil=True)
def punish(low, high, m, r, i, budget, strict, bit, calm, bits):  # type: ignore[no-untyped-def]
    """Sets ``bit`` where each improvement of i is punished, for the states at places low..high-1 from worst to best.

    Returns the joint replies looked at; it stops early beyond ``budget``."""
    worse = np.zeros(r.feasible.shape, np.uint64)
    left = np.zeros(worse.shape[1], np.uint64)
    place, flips = np.zeros(len(m.firsts), np.int64), np.zeros(len(m.firsts), np.uint64)
    listed = strict or m.patterns.shape[1] > 0
    first = low
    while first > 0 and r.ranks[r.sequence[first - 1]] == r.ranks[r.sequence[low]]:
        first -= 1
    mark(r.sequence, 0, first, m.group[i], r.column, worse)
    last, looked = first, 0
    for k in range(low, high):
        s = r.sequence[k]
        if k >= last or k == low:
            first, last = last, max(k, last)
            while last < len(r.sequence) and r.ranks[r.sequence[last]] == r.ranks[s]:
                last += 1
            if not strict:
                mark(r.sequence, first, last, m.group[i], r.column, worse)
        if bits[s] & calm:
            bits[s] |= bit
        else:
            if listed:
                _improvements(m, i, s, left)
            else:
                for w in range(len(left)):
                    left[w] = r.feasible[m.group[i, s], w] & ~worse[m.group[i, s], w]
            seen = _punished(m, r, i, s, worse, left, place, flips, budget - looked)
            looked += abs(seen)
            if seen >= 0:
                bits[s] |= bit
        if strict and k + 1 == last:
            mark(r.sequence, first, last, m.group[i], r.column, worse)
        if looked > budget:
            break
    return looked
