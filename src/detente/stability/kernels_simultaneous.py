"""The pass of simultaneous sanctions over a range of states (see :mod:`detente.stability.simultaneous`)."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _find(codes, code):  # type: ignore[no-untyped-def]
    """The place of a code in the ascending codes, or -1."""
    low, high = 0, len(codes)
    while low < high:
        middle = (low + high) // 2
        if codes[middle] < code:
            low = middle + 1
        else:
            high = middle
    return low if low < len(codes) and codes[low] == code else -1


@njit(cache=True, nogil=True)
def _improvements(s, j, codes, ranks, order, group, starts, firsts, patterns, changes, start):  # type: ignore[no-untyped-def]
    """Writes the changes of code of j's improvements from s to ``changes[start:]``; returns where they end."""
    place = firsts[j] + group[j, s]
    k = starts[place + 1] - 1
    while ranks[j, order[j, k]] > ranks[j, s]:
        t = order[j, k]
        if patterns.shape[1] == 0 or patterns[j, s] & ~patterns[j, t] == 0:
            changes[start] = codes[s] ^ codes[t]
            start += 1
        k -= 1
    return start


@njit(cache=True, nogil=True)
def _strike(mine, left, change, s, i, codes, ranks, strict):  # type: ignore[no-untyped-def]
    """Strikes out the improvements that the joint reply ``change`` punishes; returns how many are left."""
    k = 0
    while k < left:
        t = _find(codes, codes[s] ^ change ^ mine[k])
        if t >= 0 and (ranks[i, t] < ranks[i, s] or (ranks[i, t] == ranks[i, s] and not strict)):
            left -= 1
            mine[k] = mine[left]
        else:
            k += 1
    return left


@njit(cache=True, nogil=True)
def punish(
    low, high, i, budget, codes, ranks, order, group, starts, firsts, patterns, strict, bit, calm, bits
):  # type: ignore[no-untyped-def]
    """Sets ``bit`` where each improvement of i is punished; returns the comparisons made (it stops at ``budget``)."""
    actors = len(firsts)
    most = 0
    for j in range(actors):
        end = firsts[j + 1] if j + 1 < actors else len(starts)
        for g in range(firsts[j], end - 1):
            most = max(most, starts[g + 1] - starts[g])
    mine = np.empty(most, np.uint64)
    changes = np.empty(most * actors, np.uint64)
    ends = np.zeros(actors + 1, np.int64)
    turn = np.zeros(actors, np.int64)
    looked = 0
    for s in range(low, high):
        if looked > budget:
            break
        if bits[s] & calm:
            bits[s] |= bit
            continue
        left = _improvements(s, i, codes, ranks, order, group, starts, firsts, patterns, mine, 0)
        for j in range(actors):
            ends[j + 1] = ends[j]
            if j != i:
                ends[j + 1] = _improvements(s, j, codes, ranks, order, group, starts, firsts, patterns, changes, ends[j])
        turn[:] = 0
        change = np.uint64(0)
        while left > 0 and looked <= budget:
            j = 0
            while j < actors:
                if turn[j] > 0:
                    change ^= changes[ends[j] + turn[j] - 1]
                if turn[j] < ends[j + 1] - ends[j]:
                    turn[j] += 1
                    change ^= changes[ends[j] + turn[j] - 1]
                    break
                turn[j] = 0
                j += 1
            if j == actors:
                break
            looked += left
            left = _strike(mine, left, change, s, i, codes, ranks, strict)
        if left == 0:
            bits[s] |= bit
    return looked
