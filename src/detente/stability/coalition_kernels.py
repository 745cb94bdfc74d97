"""The inner loops of coalition stability, compiled. Shapes: S states, C cells, H members (see :mod:`.relations`).

Relations and the stack of them come as plain tuples of arrays, in the order of their fields (compiled code kept on disk
must not name classes, or a renamed class would make it unreadable).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..space.compiled import njit

SPENT = 2**60
"""What a kernel gives back when it has taken more steps than it may."""


@njit(cache=True, nogil=True)
def _root(parent: Any, s: int) -> int:
    while parent[s] != s:
        parent[s] = parent[parent[s]]
        s = parent[s]
    return s


@njit(cache=True, nogil=True)
def unite(parent: Any, order: Any, group: Any) -> None:
    """Join the states of each group; ``order`` [S] lists states group by group. The lowest state becomes the root."""
    for k in range(1, len(order)):
        if group[order[k]] == group[order[k - 1]]:
            a, b = _root(parent, order[k - 1]), _root(parent, order[k])
            if a < b:
                parent[b] = a
            else:
                parent[a] = b


@njit(cache=True, nogil=True)
def roots(parent: Any) -> None:
    for s in range(len(parent)):
        parent[s] = _root(parent, s)


@njit(cache=True, nogil=True)
def _above(values: Any, x: int, limits: Any, s: int) -> bool:
    """Whether x's value is above the limit at s for every member."""
    for i in range(values.shape[0]):  # noqa: SIM110 (compiled: no generators)
        if values[i, x] <= limits[i, s]:
            return False
    return True


@njit(cache=True, nogil=True)
def _covered(values: Any, x: int, front: Any, lo: int, hi: int) -> int:
    """Whether one of ``front[lo:hi]`` equals or beats x for every member: the steps taken, negative if so."""
    for q in range(lo, hi):
        covers = True
        for i in range(values.shape[0]):
            if values[i, front[q]] < values[i, x]:
                covers = False
                break
        if covers:
            return lo - q - 1
    return hi - lo + 1


@njit(cache=True, nogil=True)
def fronts(lo: int, hi: int, most: int, values: Any, first: Any, members: Any, front: Any, end: Any) -> int:
    """The members of each cell that no other member equals or beats for all: ``front[first[c]:end[c]]``.

    ``members`` come by falling first value within each cell. Gives back as :func:`stable_states`.
    """
    total = 0
    for c in range(lo, hi):
        end[c] = first[c]
        for k in range(first[c], first[c + 1]):
            steps = _covered(values, members[k], front, first[c], end[c])
            total += abs(steps)
            if steps > 0:
                front[end[c]] = members[k]
                end[c] += 1
            if total > most:
                return SPENT
    return total


@njit(cache=True, nogil=True)
def _any_above(c: int, values: Any, limits: Any, s: int, relation: Any, front: Any, end: Any) -> int:
    """Whether some state that cell c reaches is above the limits at s: the steps taken, negative if so."""
    _, first, _, starts, reach = relation
    steps = 1
    for k in range(starts[c], starts[c + 1]):
        d = reach[k]
        for q in range(first[d], end[d]):
            steps += 1
            if _above(values, front[q], limits, s):
                return -steps
    return steps


@njit(cache=True, nogil=True)
def stable_states(
    lo: int, hi: int, most: int, values: Any, limits: Any, ours: Any, front: Any, end: Any, out: Any
) -> int:
    """``out[s]``: no x that s reaches has ``values[:, x] > limits[:, s]``. Gives back the steps taken, or
    :data:`SPENT` after ``most`` of them."""
    cell, total = ours[0], 0
    for s in range(lo, hi):
        steps = _any_above(cell[s], values, limits, s, ours, front, end)
        out[s] = steps > 0
        total += abs(steps)
        if total > most:
            return SPENT
    return total


@njit(cache=True, nogil=True)
def _is_held(x: int, s: int, ranks: Any, limits: Any, ours: Any, front: Any, end: Any, theirs: Any, memo: Any) -> int:
    """Whether the others can lead from x to a state from which the coalition reaches nothing above the limits at s: the
    steps taken, negative if so. ``memo[0, c]``: what is known of cell c (1: escapes, 2: does not); the cells known
    are in ``memo[1]``, their number in ``memo[2, 0]``."""
    cell, first, members, starts, reach = theirs
    total = 0
    for e in range(starts[cell[x]], starts[cell[x] + 1]):
        o = reach[e]
        for p in range(first[o], first[o + 1]):
            c = ours[0][members[p]]
            total += 1
            if memo[0, c] == 0:
                steps = _any_above(c, ranks, limits, s, ours, front, end)
                total += abs(steps)
                memo[0, c] = 1 if steps < 0 else 2
                memo[1, memo[2, 0]] = c
                memo[2, 0] += 1
            if memo[0, c] == 2:
                return -total
    return total


@njit(cache=True, nogil=True)
def _all_held(s: int, ranks: Any, limits: Any, ours: Any, front: Any, end: Any, theirs: Any, memo: Any) -> int:
    """Whether every improvement of the coalition on s is held: the steps taken, negative if not."""
    cell, first, members, starts, reach = ours
    total = 1
    for k in range(starts[cell[s]], starts[cell[s] + 1]):
        d = reach[k]
        for q in range(first[d], first[d + 1]):
            total += 1
            if _above(ranks, members[q], ranks, s):
                steps: int = _is_held(members[q], s, ranks, limits, ours, front, end, theirs, memo)
                total += abs(steps)
                if steps > 0:
                    return -total
    return total


@njit(cache=True, nogil=True)
def escape_proof(
    lo: int, hi: int, most: int, asked: Any, ranks: Any, limits: Any, ours: Any, front: Any, end: Any, theirs: Any,
    out: Any,
) -> int:  # fmt: skip
    """smr at the states ``asked[lo:hi]``. ``front``, ``end``: the coalition's fronts by rank. Gives back as
    :func:`stable_states`."""
    memo = np.zeros((3, len(ours[3]) - 1), dtype=np.int32)
    total = 0
    for k in range(lo, hi):
        steps = _all_held(asked[k], ranks, limits, ours, front, end, theirs, memo)
        for q in range(memo[2, 0]):
            memo[0, memo[1, q]] = 0
        memo[2, 0] = 0
        out[asked[k]] = steps > 0
        total += abs(steps)
        if total > most:
            return SPENT
    return total


@njit(cache=True, nogil=True)
def _count_above(values: Any, limits: Any) -> int:
    """How many columns of ``values`` [H, n] are above ``limits`` [H] in every row, a thousand columns at a time: plain
    loops over short rows, which the compiler turns into vector instructions."""
    count = 0
    above = np.empty(1024, dtype=np.uint8)
    for start in range(0, values.shape[1], 1024):
        width = min(1024, values.shape[1] - start)
        above[:width] = 1
        for i in range(values.shape[0]):
            row, limit = values[i, start : start + width], limits[i]
            for q in range(width):
                above[q] &= row[q] > limit
        for q in range(width):
            count += above[q]
    return count


@njit(cache=True, nogil=True)
def count_improvements(lo: int, hi: int, most: int, asked: Any, ranks: Any, placed: Any, ours: Any, counts: Any) -> int:
    """``counts[k]``: the coalition's improvements on ``asked[k]``. ``placed``: int32 [H, S], ranks in the order of the
    relation's ``members``. Gives back as :func:`stable_states`."""
    cell, first, _, starts, reach = ours
    total = 0
    for k in range(lo, hi):
        s, found = asked[k], 0
        for e in range(starts[cell[s]], starts[cell[s] + 1]):
            d = reach[e]
            total += first[d + 1] - first[d]
            found += _count_above(placed[:, first[d] : first[d + 1]], ranks[:, s])
        counts[k] = found
        if total > most:
            return SPENT
    return total


@njit(cache=True, nogil=True)
def _worse_for_all(ranks: Any, part: Any, t: int, u: int) -> bool:
    for i in part:  # noqa: SIM110 (compiled: no generators)
        if ranks[i, t] >= ranks[i, u]:
            return False
    return True


@njit(cache=True, nogil=True)
def least_led_to(order: Any, rank: Any, ranks: Any, stack: Any, value: Any, most: int) -> int:
    """``value[x]``: the least ``rank`` among x and what joint improvements lead to from x, in option form.

    ``order``: states by rising rank. Each in turn labels what leads to it and has no label yet. From u, coalition K is
    followed back to the states t of a cell that reaches u's and that are worse than u for all of K. What leads to such
    a t by K leads to u by K as well (moves are transitive), so t need not be followed back by K again. Gives back as
    :func:`stable_states`.
    """
    parts, parts_from, cell, members, first, firsts_from, back, cells_from, origins = stack
    size, count, total = len(order), len(parts_from) - 1, 0
    closed = np.zeros(size, dtype=np.uint64)
    seen = np.zeros(size, dtype=np.bool_)
    queue = np.empty(size, dtype=np.int32)
    for seed in order:
        if seen[seed]:
            continue
        seen[seed], queue[0], head, tail = True, seed, 0, 1
        while head < tail and total <= most:
            u = queue[head]
            head += 1
            value[u] = rank[seed]
            for k in range(count):
                bit = np.uint64(1) << np.uint64(k)
                if closed[u] & bit:
                    continue
                part = parts[parts_from[k] : parts_from[k + 1]]
                c = cells_from[k] + cell[k, u]
                for e in range(back[c], back[c + 1]):
                    d = firsts_from[k] + origins[e]
                    for q in range(first[d], first[d + 1]):
                        t = members[k, q]
                        total += 1
                        if _worse_for_all(ranks, part, t, u):
                            closed[t] |= bit
                            if not seen[t]:
                                seen[t], queue[tail] = True, t
                                tail += 1
        if total > most:
            return SPENT
    return total
