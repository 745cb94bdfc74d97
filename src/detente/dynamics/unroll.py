"""Values before a date, compiled: backwards in time from the date, with a polynomial for all times between."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .blocks import Floats
from .compiled import compiled
from .kernels import Equation, Policy, advance
from .steps import MIDDLE, STAGES, blend, stray, stretch


class Track(NamedTuple):
    """N steps back from a date: ``times`` [N + 1] before it, ascending from 0; at these annuities ``points``
    [N + 1, S, A] and their ``slopes``; in the middle of each step ``middles`` [N, S, A]."""

    times: Floats
    points: Floats
    slopes: Floats
    middles: Floats


@compiled
def unroll(equation: Equation, end: Floats, length: float, error: float, policy: Policy) -> Track:
    """From annuities ``end`` [S, A] at the date back over ``length`` years; ``error``: allowed a step, as a part of one
    unit of worth and of the annuity."""
    slopes, point, room = np.empty((len(STAGES), end.size)), np.empty(end.size), np.empty(end.size)
    track = _longer(Track(np.zeros(1), np.zeros((1, *end.shape)), np.zeros((1, *end.shape)), np.zeros((1, *end.shape))))
    track.points[0] = end
    _slope(equation, end, policy, track.slopes[0])
    count, h = 0, error**0.2 / (equation.rates.rho.max() + equation.rates.tempo.sum())
    while track.times[count] < length:
        left = length - track.times[count]
        h = left if h > 0.99 * left else h
        y = track.points[count].reshape(-1)
        slopes[0] = track.slopes[count].reshape(-1)
        for k in range(1, len(STAGES)):
            blend(y, slopes, STAGES[k], h, point)
            _slope(equation, point.reshape(end.shape), policy, slopes[k].reshape(end.shape))
        off = stray(y, point, slopes, h, error, error, room)
        if off <= 1.0:
            blend(y, slopes, MIDDLE, h, track.middles[count].reshape(-1))
            count += 1
            if count == len(track.times):
                track = _longer(track)
            track.times[count] = length if h == left else track.times[count - 1] + h
            track.points[count] = point.reshape(end.shape)
            track.slopes[count] = slopes[-1].reshape(end.shape)
        h *= stretch(off)
    return Track(
        *(track.times[: count + 1], track.points[: count + 1], track.slopes[: count + 1], track.middles[:count])
    )


@compiled
def _slope(equation: Equation, values: Floats, policy: Policy, out: Floats) -> None:
    advance(equation, values, policy, out)
    total = equation.rates.tempo.sum()
    for s in range(len(values)):
        for i in range(values.shape[1]):
            out[s, i] = (out[s, i] - values[s, i]) * (equation.rates.rho[i] + total)


@compiled
def _longer(track: Track) -> Track:
    """The same track with room for twice as many steps, and seven at least."""
    size = max(8, 2 * len(track.times))
    times, shape = np.zeros(size), (size, track.points.shape[1], track.points.shape[2])
    points, slopes, middles = np.empty(shape), np.empty(shape), np.empty(shape)
    old = len(track.times)
    times[:old], points[:old], slopes[:old], middles[:old] = track
    return Track(times, points, slopes, middles)


@compiled
def look(track: Track, time: float, out: Floats) -> None:
    """Annuities ``out`` [S, A] at a time before the date, in years."""
    k = min(max(int(np.searchsorted(track.times, time)) - 1, 0), len(track.middles) - 1)
    h = track.times[k + 1] - track.times[k]
    r = (time - track.times[k]) / h
    a = 1.0 + r * r * (-11.0 + r * (18.0 - 8.0 * r))
    b = r * r * (16.0 + r * (-32.0 + 16.0 * r))
    c = r * r * (-5.0 + r * (14.0 - 8.0 * r))
    d = h * r * (1.0 + r * (-4.0 + r * (5.0 - 2.0 * r)))
    e = h * r * r * (1.0 + r * (-3.0 + 2.0 * r))
    one, middle, other, slope, last = (
        track.points[k], track.middles[k], track.points[k + 1], track.slopes[k], track.slopes[k + 1]
    )  # fmt: skip
    for s in range(len(out)):
        for i in range(out.shape[1]):
            out[s, i] = a * one[s, i] + b * middle[s, i] + c * other[s, i] + d * slope[s, i] + e * last[s, i]
