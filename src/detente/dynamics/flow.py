"""Probability on the move, compiled: one step of the chain for many distributions at once.

A *distribution* is a column of ``mass`` [S, 1 + K]: column 0 flows freely, column k + 1 stops for good at the states of
target k and holds only what has not arrived there.
"""

from __future__ import annotations

import numpy as np

from ..space.states import Mask
from .blocks import Blocks, Floats
from .compiled import compiled, fused
from .kernels import Policy, Rates, choose, push
from .rows import LANES, pack, unpack
from .steps import AT, STAGES, blend, stray, stretch
from .unroll import Track, look


@compiled
def uniformise(
    blocks: Blocks, rates: Rates, policy: Policy, mass: Floats, targets: Mask, rate: float, weights: Floats
) -> tuple[Floats, Floats]:
    """Run the chain that moves ``rate`` times a year (at least the total tempo) for N = ``len(weights)`` - 1 moves.

    ``targets``: [S, K]. ``mass`` [S, 1 + K] ends as the mixture of the N + 1 distributions with ``weights``. Returns,
    after each number of moves, the probability to be at each target, and to have arrived since: [K, N + 1] both.
    """
    kinds, count = targets.shape[1], len(weights)
    here, there = np.zeros((kinds, count)), np.zeros((kinds, count))
    now = pack(mass)
    moved, end = np.empty_like(now), np.zeros_like(now)
    still = 1.0 - rates.tempo.sum() / rate
    for n in range(count):
        if n > 0:
            push(blocks, rates, policy, now, moved)
            _mix(now, moved, still, 1.0 / rate)
        _arrive(now, targets, here[:, n], there[:, n])
        if n > 0:
            there[:, n] += there[:, n - 1]
        _mix(end, now, 1.0, weights[n])
    unpack(end, mass)
    return here, there


@fused
def _mix(x: Floats, y: Floats, one: float, other: float) -> None:
    """``x = one x + other y``, in place."""
    for g in range(len(x)):
        for n in range(x.shape[1]):
            x[g, n] = one * x[g, n] + other * y[g, n]


@compiled
def _arrive(now: Floats, targets: Mask, here: Floats, there: Floats) -> None:
    """Take out of each stopped column what is at its target."""
    for k in range(targets.shape[1]):
        row, lane = now[(k + 1) // LANES], (k + 1) % LANES
        for s in range(len(targets)):
            if targets[s, k]:
                here[k] += now[0, LANES * s]
                there[k] += row[LANES * s + lane]
                row[LANES * s + lane] = 0.0


@compiled
def drift(
    blocks: Blocks, rates: Rates, track: Track, mass: Floats, targets: Mask, marks: Floats, error: float, policy: Policy
) -> Floats:
    """Run the chain through choices that change with time, up to the date that ``track`` leads back from.

    ``marks``: times from the track's begin, ascending. ``mass`` [S, 1 + K] ends as it is at the last one.
    ``error``: allowed a step, in probability. Returns [4, K, T]: for each target and mark, the probability to be there
    and to have arrived, the years there and the years since arrival.
    """
    kinds, x = targets.shape[1], pack(mass)
    y, point, room = np.zeros(x.size + 2 * kinds), np.empty(x.size + 2 * kinds), np.empty(x.size + 2 * kinds)
    y[: x.size] = x.reshape(-1)
    slopes, values = np.empty((len(STAGES), len(y))), np.empty(track.points.shape[1:])
    length, now, free = track.times[-1], 0.0, _free(targets, x.shape)
    h = error**0.2 / max(rates.tempo.sum(), 1.0 / length)
    _slope(blocks, rates, track, length, values, policy, free, targets, y, slopes[0])
    found = np.zeros((4, kinds, len(marks)))
    for place in range(len(marks)):
        while now < marks[place]:
            left = marks[place] - now
            step = left if h > 0.99 * left else h
            for k in range(1, len(STAGES)):
                blend(y, slopes, STAGES[k], step, point)
                time = max(length - now - AT[k] * step, 0.0)
                _slope(blocks, rates, track, time, values, policy, free, targets, point, slopes[k])
            off = stray(y, point, slopes, step, error, 0.0, room)
            if off <= 1.0:
                now = marks[place] if step == left else now + step
                y[:] = point
                slopes[0] = slopes[-1]
                h = max(h, step * stretch(off)) if step < h else step * stretch(off)
            else:
                h = step * stretch(off)
        found[0, :, place], found[1, :, place] = slopes[0, -2 * kinds : -kinds], slopes[0, -kinds:]
        found[2, :, place], found[3, :, place] = y[-2 * kinds : -kinds], y[-kinds:]
    unpack(y[: x.size].reshape(x.shape), mass)
    return found


@compiled
def _free(targets: Mask, shape: tuple[int, int]) -> Floats:
    """1 where probability may flow, 0 where it is stopped: rows."""
    free = np.ones(shape)
    for k in range(targets.shape[1]):
        for s in range(len(targets)):
            if targets[s, k]:
                free[(k + 1) // LANES, LANES * s + (k + 1) % LANES] = 0.0
    return free


@compiled
def _slope(
    blocks: Blocks, rates: Rates, track: Track, time: float, values: Floats, policy: Policy, free: Floats,
    targets: Mask, y: Floats, out: Floats,
) -> None:  # fmt: skip
    """Rates of change at a time before the date: of the rows, then of the years at each target and since arrival."""
    kinds, total = targets.shape[1], rates.tempo.sum()
    look(track, time, values)
    choose(blocks, rates, values, policy)
    x: Floats = y[: free.size].reshape(free.shape)
    moved: Floats = out[: free.size].reshape(free.shape)
    push(blocks, rates, policy, x, moved)
    for g in range(len(x)):
        for n in range(x.shape[1]):
            moved[g, n] = free[g, n] * (moved[g, n] - total * x[g, n])
    for k in range(kinds):
        row, lane = x[(k + 1) // LANES], (k + 1) % LANES
        here, away = 0.0, 0.0
        for s in range(len(targets)):
            away += row[LANES * s + lane]
            if targets[s, k]:
                here += x[0, LANES * s]
        out[free.size + k], out[free.size + kinds + k] = here, 1.0 - away
