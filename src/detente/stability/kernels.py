"""The passes over one actor's groups (see :mod:`detente.stability.layout`): one read of the members each.

Every kernel works on the groups low..high-1. Values fall or stay; a pass is monotone and every actor's own reach is
transitive, so passes in any order end in the same fixpoint.
"""

from __future__ import annotations

import numpy as np

from ..space.compiled import njit

HIGHEST = np.int32(2**31 - 1)
LOWEST = np.int32(-(2**31 - 1))

TOGETHER, COPIED = 64, 16
"""Neighbouring groups worked on together: in place, and as a copy that fits the fastest cache."""


@njit(cache=True, nogil=True)
def keyed(low, high, starts, order, ranks, bits, step, keys):  # type: ignore[no-untyped-def]
    """A key for each member of the groups low..high-1: its rank from bit ``bits`` on, below it its place in the group;
    and ``step`` times the number of the group, counted from the first."""
    k = 0
    for g in range(low, high):
        head = keys.dtype.type(g - low) * step
        for place in range(starts[g + 1] - starts[g]):
            rank = ranks[order[starts[g] + place]]
            keys[k] = head | keys.dtype.type(np.int64(rank) << bits | place)
            k += 1


@njit(cache=True, nogil=True)
def keyed_strided(low, high, members, stride, ranks, bits, keys):  # type: ignore[no-untyped-def]
    """:func:`keyed` without the groups' numbers where groups are as in :func:`lower_strided`."""
    g = low
    while g < high:
        first = g // stride * members * stride + g % stride
        count = min(COPIED, stride - g % stride, high - g)
        for place in range(members):
            for k in range(count):
                rank = ranks[first + place * stride + k]
                keys[(g - low + k) * members + place] = keys.dtype.type(np.int64(rank) << bits | place)
        g += count


@njit(cache=True, nogil=True)
def dealt(low, high, starts, keys, bits, order):  # type: ignore[no-untyped-def]
    """``order`` by the sorted keys of the groups low..high-1 (see :func:`keyed`)."""
    before, places, k = np.empty(_widest(starts, low, high), np.int32), (1 << bits) - 1, 0
    for g in range(low, high):
        begin = starts[g]
        for place in range(starts[g + 1] - begin):
            before[place] = order[begin + place]
        for place in range(starts[g + 1] - begin):
            order[begin + place] = before[np.int64(keys[k]) & places]
            k += 1


@njit(cache=True, nogil=True)
def lower_any(low, high, starts, order, value):  # type: ignore[no-untyped-def]
    """Every member takes the least value of its group."""
    fell = 0
    for g in range(low, high):
        least = HIGHEST
        for k in range(starts[g], starts[g + 1]):
            least = min(least, value[order[k]])
        for k in range(starts[g], starts[g + 1]):
            if value[order[k]] > least:
                value[order[k]] = least
                fell += 1
    return fell


@njit(cache=True, nogil=True)
def lower_strided(low, high, members, stride, value):  # type: ignore[no-untyped-def]
    """:func:`lower_any` where every state is feasible and an actor's options lie side by side: group g has the states
    ``(g // stride) * members * stride + g % stride + m * stride``. Neighbouring groups are worked on together, because
    they share the lines of memory."""
    least, fell, g = np.empty(TOGETHER, np.int32), 0, low
    while g < high:
        first = g // stride * members * stride + g % stride
        count = min(TOGETHER, stride - g % stride, high - g)
        least[:count] = value[first : first + count]
        for m in range(1, members):
            for k in range(count):
                least[k] = min(least[k], value[first + m * stride + k])
        for m in range(members):
            for k in range(count):
                fell += value[first + m * stride + k] > least[k]
                value[first + m * stride + k] = least[k]
        g += count
    return fell


@njit(cache=True, nogil=True)
def lower_improving(low, high, starts, order, ranks, value):  # type: ignore[no-untyped-def]
    """Every member takes the least value among itself and the members that the actor strictly prefers."""
    fell = 0
    for g in range(low, high):
        better = equal = HIGHEST
        rank = HIGHEST
        for k in range(starts[g + 1] - 1, starts[g] - 1, -1):
            s = order[k]
            if ranks[s] != rank:
                better = equal
                rank = ranks[s]
            if value[s] > better:
                value[s] = better
                fell += 1
            equal = min(equal, value[s])
    return fell


@njit(cache=True, nogil=True)
def improving_strided(low, high, members, shift, order, ranks, value):  # type: ignore[no-untyped-def]
    """:func:`lower_improving` where groups are as in :func:`lower_strided` and the stride is 2 to the power
    of ``shift``: a few groups at a time are copied side by side."""
    near, rank_of = np.empty((COPIED, members), np.int32), np.empty((COPIED, members), np.int32)
    stride, fell, g = 1 << shift, 0, low
    while g < high:
        first, before = g // stride * members * stride + g % stride, fell
        count = min(COPIED, stride - g % stride, high - g)
        for m in range(members):
            for k in range(count):
                near[k, m], rank_of[k, m] = value[first + m * stride + k], ranks[first + m * stride + k]
        for k in range(count):
            better = equal = HIGHEST
            rank = HIGHEST
            for place in range((g + k + 1) * members - 1, (g + k) * members - 1, -1):
                m = (order[place] - first) >> shift
                if rank_of[k, m] != rank:
                    better = equal
                    rank = rank_of[k, m]
                if near[k, m] > better:
                    near[k, m] = better
                    fell += 1
                equal = min(equal, near[k, m])
        if fell > before:
            for m in range(members):
                for k in range(count):
                    value[first + m * stride + k] = near[k, m]
        g += count
    return fell


@njit(cache=True, nogil=True)
def judge(low, high, starts, order, ranks, value, yard, strict, bit, bits):  # type: ignore[no-untyped-def]
    """Sets ``bit`` where no strictly better member has a value above (``strict``: at or above) the state's yard."""
    stable = 0
    for g in range(low, high):
        better = equal = LOWEST
        rank = HIGHEST
        for k in range(starts[g + 1] - 1, starts[g] - 1, -1):
            s = order[k]
            if ranks[s] != rank:
                better = equal
                rank = ranks[s]
            if better < yard[s] or (better == yard[s] and not strict):
                bits[s] |= bit
                stable += 1
            equal = max(equal, value[s])
    return stable


@njit(cache=True, nogil=True)
def _widest(starts, low, high):  # type: ignore[no-untyped-def]
    most = 0
    for g in range(low, high):
        most = max(most, starts[g + 1] - starts[g])
    return most


@njit(cache=True, nogil=True)
def _least(pattern, first, last, patterns, least):  # type: ignore[no-untyped-def]
    """The least value of the classes first..last-1 whose pattern holds ``pattern``."""
    found = HIGHEST
    for c in range(first, last):
        if pattern & ~patterns[c] == 0:
            found = min(found, least[c - first])
    return found


@njit(cache=True, nogil=True)
def locked_any(low, high, starts, order, class_of, class_starts, patterns, value):  # type: ignore[no-untyped-def]
    """:func:`lower_any` where one-way options lock patterns."""
    fell = 0
    least = np.empty(_widest(class_starts, low, high), np.int32)
    for g in range(low, high):
        first, last = class_starts[g], class_starts[g + 1]
        least[: last - first] = HIGHEST
        for k in range(starts[g], starts[g + 1]):
            c = class_of[order[k]] - first
            least[c] = min(least[c], value[order[k]])
        for k in range(starts[g], starts[g + 1]):
            s = order[k]
            found = _least(patterns[class_of[s]], first, last, patterns, least)
            if value[s] > found:
                value[s] = found
                fell += 1
    return fell


@njit(cache=True, nogil=True)
def locked_improving(low, high, starts, order, ranks, class_of, class_starts, patterns, value):  # type: ignore[no-untyped-def]
    """:func:`lower_improving` where one-way options lock patterns. Members of one rank are settled together."""
    fell = 0
    least = np.empty(_widest(class_starts, low, high), np.int32)
    for g in range(low, high):
        first, last = class_starts[g], class_starts[g + 1]
        least[: last - first] = HIGHEST
        top = starts[g + 1]
        while top > starts[g]:
            k = top
            while k > starts[g] and ranks[order[k - 1]] == ranks[order[top - 1]]:
                k -= 1
                s = order[k]
                found = _least(patterns[class_of[s]], first, last, patterns, least)
                if value[s] > found:
                    value[s] = found
                    fell += 1
            for m in range(k, top):
                c = class_of[order[m]] - first
                least[c] = min(least[c], value[order[m]])
            top = k
    return fell


@njit(cache=True, nogil=True)
def locked_judge(low, high, starts, order, ranks, class_of, class_starts, patterns, value, yard, strict, bit, bits):  # type: ignore[no-untyped-def]
    """:func:`judge` where one-way options lock patterns."""
    stable = 0
    least = np.empty(_widest(class_starts, low, high), np.int32)
    for g in range(low, high):
        first, last = class_starts[g], class_starts[g + 1]
        least[: last - first] = HIGHEST
        top = starts[g + 1]
        while top > starts[g]:
            k = top
            while k > starts[g] and ranks[order[k - 1]] == ranks[order[top - 1]]:
                k -= 1
                s = order[k]
                worst = -_least(patterns[class_of[s]], first, last, patterns, least)
                if worst < yard[s] or (worst == yard[s] and not strict):
                    bits[s] |= bit
                    stable += 1
            for m in range(k, top):
                c = class_of[order[m]] - first
                least[c] = min(least[c], -value[order[m]])
            top = k
    return stable
