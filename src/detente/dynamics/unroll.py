"""Values before a date, compiled: backwards in time from the date, with a polynomial for all times between."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .blocks import Floats
from .compiled import compiled
from .kernels import Equation, Policy, advance
from .steps import MIDDLE, STAGES, between, blend, copy, stray, stretch


class Track(NamedTuple):
    """N steps back from a date: ``times`` [N + 1] before it, ascending from 0; at these annuities ``points``
    [N + 1, A, S] and their ``slopes``; in the middle of each step ``middles`` (the last one is not used)."""

    times: Floats
    points: Floats
    slopes: Floats
    middles: Floats


def unroll(equation: Equation, end: Floats, length: float, error: float, policy: Policy) -> Track:
    """From annuities ``end`` [A, S] at the date back over ``length`` years; ``error``: allowed a step, as a part of one
    unit of worth and of the annuity."""
    track = _room(8, end.shape)
    track.points[0] = end
    count, h = 0, 3.0 * error**0.2 / float(equation.rates.rho.max() + equation.rates.tempo.sum())
    while True:
        count, h = _unroll(equation, track, count, length, h, error, policy)
        if track.times[count] >= length:
            return Track(*(each[: count + 1] for each in track))
        longer = _room(2 * len(track.times), end.shape)
        for old, new in zip(track, longer, strict=True):
            new[: len(old)] = old
        track = longer


def _room(steps: int, shape: tuple[int, ...]) -> Track:
    return Track(np.zeros(steps), np.empty((steps, *shape)), np.empty((steps, *shape)), np.empty((steps, *shape)))


@compiled
def _unroll(
    equation: Equation, track: Track, count: int, length: float, h: float, error: float, policy: Policy
) -> tuple[int, float]:
    """Go on from the ``count``-th point with a step of ``h`` years, to the end or until the track is full."""
    times, points, ends, middles = track
    rho, total = equation.rates.rho, equation.rates.tempo.sum()
    actors, size = equation.worths.shape
    slopes, point = np.empty((len(STAGES), actors, size)), np.empty((actors, size))
    begin = 0
    while times[count] < length and count + 1 < len(times):
        left = length - times[count]
        h = left if h > 0.99 * left else h
        for k in range(begin, len(STAGES)):
            blend(points[count], slopes, STAGES[k], h, point)
            advance(equation, point, policy, slopes[k])
            for i in range(actors):
                for s in range(size):
                    slopes[k, i, s] = (slopes[k, i, s] - point[i, s]) * (rho[i] + total)
        begin = 1
        off = stray(points[count], point, slopes, h, error, error)
        if off <= 1.0:
            blend(points[count], slopes, MIDDLE, h, middles[count])
            copy(slopes[0], ends[count])
            count += 1
            times[count] = length if h == left else times[count - 1] + h
            copy(point, points[count])
            copy(slopes[-1], ends[count])
            copy(slopes[-1], slopes[0])
        h *= stretch(off)
    return count, h


@compiled
def look(track: Track, time: float, out: Floats) -> None:
    """Annuities ``out`` [A, S] at a time before the date, in years."""
    k = min(max(int(np.searchsorted(track.times, time)) - 1, 0), len(track.times) - 2)
    h = track.times[k + 1] - track.times[k]
    a, b, c, d, e = between((time - track.times[k]) / h, h)
    one, middle, other, slope, last = (
        track.points[k], track.middles[k], track.points[k + 1], track.slopes[k], track.slopes[k + 1]
    )  # fmt: skip
    for i in range(len(out)):
        for s in range(out.shape[1]):
            out[i, s] = a * one[i, s] + b * middle[i, s] + c * other[i, s] + d * slope[i, s] + e * last[i, s]
