"""Sums over blocks of states, for four columns at a time, compiled.

A table [S, C] is kept as *rows* [G, 4 S]: column 4 g + c of state s is ``rows[g, 4 s + c]``, and G = ceil(C / 4). So
whatever is done to a row is done to four numbers that lie side by side, in one instruction. Columns beyond
C hold zeros and stay zero. Sums over the blocks of one actor are kept alike, blocks counted from the actor's first.
Places are unsigned in the loops that matter: a negative one would count from the end, and to look takes time.
"""

from __future__ import annotations

import numpy as np

from .blocks import Blocks, Floats
from .compiled import comparing, compiled, fused, summing

LANES = 4

ROUND = 6755399441055744.0
"""3 * 2^51: adding it to a number below 2^51 rounds that to an integer, which the low bits then show."""

DEEP = -700.0
"""Exponents below are taken as this one: e^-700 is as good as nothing beside 1."""


@fused
def exponentials(x: Floats) -> None:
    """e^x in place, for numbers up to 0, within 2 units in the last place.

    e^x = 2^n e^r with n = round(x / ln 2) and r = x - n ln 2, |r| <= 0.35: a Taylor polynomial of degree 12. Written
    without a call or a branch, so that several numbers are worked out at once.
    """
    power = np.empty(len(x))
    bits = power.view(np.int64)
    for k in range(len(x)):
        y = max(x[k], DEEP)
        power[k] = y * 1.4426950408889634 + ROUND
        n = power[k] - ROUND
        r = (y - n * 0.693145751953125) - n * 1.4286068203094172e-06
        p = 1.0 / 479001600.0
        p = p * r + 1.0 / 39916800.0
        p = p * r + 1.0 / 3628800.0
        p = p * r + 1.0 / 362880.0
        p = p * r + 1.0 / 40320.0
        p = p * r + 1.0 / 5040.0
        p = p * r + 1.0 / 720.0
        p = p * r + 1.0 / 120.0
        p = p * r + 1.0 / 24.0
        p = p * r + 1.0 / 6.0
        p = p * r + 0.5
        p = p * r + 1.0
        x[k] = p * r + 1.0
    for k in range(len(x)):
        bits[k] = (bits[k] << 52) + (1023 << 52)
    for k in range(len(x)):
        x[k] *= power[k]


@comparing
def bounds(x: Floats) -> tuple[float, float]:
    """The largest and the smallest of some numbers, none of them nan."""
    high, low = -np.inf, np.inf
    for k in range(len(x)):
        high, low = max(high, x[k]), min(low, x[k])
    return high, low


@comparing
def apart(x: Floats, y: Floats) -> float:
    """The largest absolute difference of two rows without nan."""
    worst = 0.0
    for k in range(len(x)):
        worst = max(worst, abs(y[k] - x[k]))
    return worst


@summing
def excess(x: Floats, y: Floats) -> float:
    """The sum of ``y - x``; not finite where one of the numbers is not."""
    total = 0.0
    for k in range(len(x)):
        total += y[k] - x[k]
    return total


@compiled
def pack(table: Floats, more: int) -> Floats:
    """A table [S, C] as rows, with some ``more`` of zeros."""
    size, columns = table.shape
    rows = np.zeros(((columns + LANES - 1) // LANES, LANES * (size + more)))
    for c in range(columns):
        row, lane = rows[c // LANES], c % LANES
        for s in range(size):
            row[LANES * s + lane] = table[s, c]
    return rows


@compiled
def unpack(rows: Floats, table: Floats) -> None:
    """Rows back into a table [S, C]."""
    for c in range(table.shape[1]):
        row, lane = rows[c // LANES], c % LANES
        for s in range(len(table)):
            table[s, c] = row[LANES * s + lane]


@fused
def gather(blocks: Blocks, j: int, factor: Floats, x: Floats, sums: Floats) -> None:
    """``sums[b] = sum of factor[s] x[s]`` over the states of each busy block b of actor j."""
    first, one = np.uint64(blocks.first[j]), np.uint64(1)
    part = np.empty(LANES)
    for b in range(first, np.uint64(blocks.busy[j])):
        for c in range(LANES):
            part[c] = 0.0
        for k in range(np.uint64(blocks.starts[b]), np.uint64(blocks.starts[b + one])):
            s = np.uint64(blocks.order[k])
            row, f = s * np.uint64(LANES), factor[s]
            for c in range(LANES):
                part[c] += f * x[row + np.uint64(c)]
        row = (b - first) * np.uint64(LANES)
        for c in range(LANES):
            sums[row + np.uint64(c)] = part[c]


@fused
def onward(blocks: Blocks, j: int, own: Floats, across: Floats, sums: Floats, reach: Floats) -> None:
    """``reach[b] = own[b] sums[b] + sum of across[e] sums[h]`` over b's links e to blocks h: what can be reached."""
    first, one = np.uint64(blocks.first[j]), np.uint64(1)
    for b in range(first, np.uint64(blocks.busy[j])):
        f, here = own[b], (b - first) * np.uint64(LANES)
        for c in range(LANES):
            reach[here + np.uint64(c)] = f * sums[here + np.uint64(c)]
        for e in range(np.uint64(blocks.links[b]), np.uint64(blocks.links[b + one])):
            f, there = across[e], (np.uint64(blocks.onward[e]) - first) * np.uint64(LANES)
            for c in range(LANES):
                reach[here + np.uint64(c)] += f * sums[there + np.uint64(c)]


@fused
def inward(blocks: Blocks, j: int, own: Floats, across: Floats, sums: Floats, reach: Floats) -> None:
    """The transpose of :func:`onward`: what leaves each block, put where it goes."""
    first, one = np.uint64(blocks.first[j]), np.uint64(1)
    for b in range(first, np.uint64(blocks.busy[j])):
        f, here = own[b], (b - first) * np.uint64(LANES)
        for c in range(LANES):
            reach[here + np.uint64(c)] = f * sums[here + np.uint64(c)]
    for b in range(first, np.uint64(blocks.busy[j])):
        here = (b - first) * np.uint64(LANES)
        for e in range(np.uint64(blocks.links[b]), np.uint64(blocks.links[b + one])):
            f, there = across[e], (np.uint64(blocks.onward[e]) - first) * np.uint64(LANES)
            for c in range(LANES):
                reach[there + np.uint64(c)] += f * sums[here + np.uint64(c)]


@fused
def spread(blocks: Blocks, j: int, tempo: float, factor: Floats, reach: Floats, y: Floats) -> None:
    """``y[s] += tempo factor[s] reach[b]`` for each state s of each busy block b of actor j."""
    first, one = np.uint64(blocks.first[j]), np.uint64(1)
    for b in range(first, np.uint64(blocks.busy[j])):
        here = (b - first) * np.uint64(LANES)
        for k in range(np.uint64(blocks.starts[b]), np.uint64(blocks.starts[b + one])):
            s = np.uint64(blocks.order[k])
            row, f = s * np.uint64(LANES), tempo * factor[s]
            for c in range(LANES):
                y[row + np.uint64(c)] += f * reach[here + np.uint64(c)]


@fused
def scale(factor: Floats, x: Floats, y: Floats) -> None:
    """``y[s] = factor[s] x[s]``."""
    for s in range(len(factor)):
        f, row = factor[s], np.uint64(LANES * s)
        for c in range(LANES):
            y[row + np.uint64(c)] = f * x[row + np.uint64(c)]


@fused
def add(tempo: float, factor: Floats, x: Floats, y: Floats) -> None:
    """``y[s] += tempo factor[s] x[s]``."""
    for s in range(len(factor)):
        f, row = tempo * factor[s], np.uint64(LANES * s)
        for c in range(LANES):
            y[row + np.uint64(c)] += f * x[row + np.uint64(c)]
