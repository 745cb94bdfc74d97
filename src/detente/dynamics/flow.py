"""Probability on the move, compiled: one step of the chain for many distributions at once.

A *distribution* is a column of ``mass`` [S, 1 + K]: column 0 flows freely, column k + 1 stops for good at the states of
target k and holds only what has not arrived there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..space.states import Mask
from .blocks import Blocks, Floats
from .compiled import compiled, fused
from .kernels import Policy, Rates, choose, push
from .rows import LANES, pack, unpack
from .steps import AT, MIDDLE, STAGES, between, blend, copy, stray, stretch
from .unroll import Track, look


@compiled
def uniformise(
    blocks: Blocks, rates: Rates, policy: Policy, mass: Floats, targets: Mask, rate: float, weights: Floats
) -> tuple[Floats, Floats]:
    """Run the chain that moves ``rate`` times a year, at least as often as any state is left, for N = ``len(weights)``
    - 1 moves.

    ``targets``: [S, K]. ``mass`` [S, 1 + K] ends as the mixture of the N + 1 distributions with ``weights``. Returns,
    after each number of moves, the probability to be at each target, and to have arrived since: [N + 1, K] both.
    """
    kinds, count = targets.shape[1], len(weights)
    here, there = np.zeros((count, kinds)), np.zeros((count, kinds))
    pace, (members, ends) = _per_move(rates, rate), _members(targets)
    now = pack(mass, 0)
    moved, end = np.empty_like(now), np.zeros_like(now)
    for n in range(count):
        if n > 0:
            push(blocks, pace, policy, now, moved)
            now, moved = moved, now
        _arrive(now, members, ends, here[n], there[n])
        for k in range(kinds if n > 0 else 0):
            there[n, k] += there[n - 1, k]
        if weights[n] > 0.0:
            _add(end, now, weights[n])
    unpack(end, mass)
    return here, there


@compiled
def _per_move(rates: Rates, rate: float) -> Rates:
    """Tempos by the move, not the year; what they lack of one, or exceed it by, is added to staying."""
    tempo, idle = rates.tempo / rate, rates.idle / rate
    still = 1.0 - tempo.sum()
    return Rates(tempo, rates.precision, rates.rho, rates.cost, rates.plain, idle + still, rates.loose)


@fused
def _add(x: Floats, y: Floats, part: float) -> None:
    """``x += part y``, in place."""
    for g in range(len(x)):
        for n in range(x.shape[1]):
            x[g, n] += part * y[g, n]


@compiled
def _arrive(now: Floats, members: Any, ends: Any, here: Floats, there: Floats) -> None:
    """Take out of each stopped column what is at its target."""
    first = now[0]
    begin = np.uint64(0)
    for k in range(len(ends)):
        row, lane = now[(k + 1) // LANES], np.uint64((k + 1) % LANES)
        at, arrived, end = 0.0, 0.0, np.uint64(ends[k])
        for m in range(begin, end):
            s = members[m] * np.uint64(LANES)
            at += first[s]
            arrived += row[s + lane]
            row[s + lane] = 0.0
        here[k], there[k], begin = at, arrived, end


@compiled
def _members(targets: Mask) -> tuple[Any, Any]:
    """The states of each target, one target after the other, and where each ends."""
    size, kinds = targets.shape
    members, ends, count = np.empty(targets.size, np.uint64), np.zeros(kinds, np.uint64), 0
    for k in range(kinds):
        for s in range(size):
            if targets[s, k]:
                members[count] = s
                count += 1
        ends[k] = count
    return members, ends


@compiled
def drift(
    blocks: Blocks, rates: Rates, track: Track, mass: Floats, targets: Mask, marks: Floats, error: float, policy: Policy
) -> Floats:
    """Run the chain through choices that change with time, up to the date that ``track`` leads back from.

    ``marks``: times from the track's begin, ascending. ``mass`` [S, 1 + K] ends as it is at the last one. ``error``:
    allowed a step, in probability. Returns [T, 4, K]: for each mark and target, the probability to be there and to have
    arrived, the years there and the years since arrival (kept in two rows more, after those of the states).
    """
    y = pack(mass, 2)
    point, slopes, middle = np.empty_like(y), np.zeros((len(STAGES), *y.shape)), np.empty_like(y)
    length, end, now, values = track.times[-1], marks[-1], 0.0, np.empty(track.points.shape[1:])
    h, begin = 3.0 * error**0.2 / max(rates.tempo.sum(), 1.0 / length), 0
    found = np.zeros((len(marks), 4, targets.shape[1]))
    place = _note(targets, y, y, y, slopes, marks, 0, now, now, found)
    while now < end:
        step = end - now if h > 0.99 * (end - now) else h
        for k in range(begin, len(STAGES)):
            blend(y, slopes, STAGES[k], step, point)
            look(track, max(length - now - AT[k] * step, 0.0), values)
            choose(blocks, rates, values, policy)
            push(blocks, rates, policy, point, slopes[k])
            _change(rates, targets, point, slopes[k])
        begin = 1
        off = stray(y, point, slopes, step, error, 0.0)
        if off <= 1.0:
            then = end if step == end - now else now + step
            blend(y, slopes, MIDDLE, step, middle)
            place = _note(targets, y, middle, point, slopes, marks, place, now, then, found)
            now = then
            copy(point, y)
            copy(slopes[-1], slopes[0])
        h = step * stretch(off)
    unpack(y, mass)
    for place in range(len(marks)):
        for k in range(targets.shape[1]):
            found[place, 1, k] = 1.0 - found[place, 1, k]
    return found


@compiled
def _change(rates: Rates, targets: Mask, x: Floats, change: Floats) -> None:
    """From where moves carry ``x`` to how it changes, per year; nothing changes where it is stopped."""
    size, kinds = targets.shape
    total = rates.tempo.sum()
    for g in range(len(x)):
        for n in range(LANES * size):
            change[g, n] -= total * x[g, n]
    for k in range(kinds):
        g, lane = (k + 1) // LANES, (k + 1) % LANES
        here, away = 0.0, 0.0
        for s in range(size):
            away += x[g, LANES * s + lane]
            if targets[s, k]:
                here += x[0, LANES * s]
                change[g, LANES * s + lane] = 0.0
        change[g, LANES * size + lane], change[g, LANES * (size + 1) + lane] = here, 1.0 - away


@compiled
def _note(
    targets: Mask, y: Floats, middle: Floats, point: Floats, slopes: Floats, marks: Floats, place: int,
    now: float, then: float, found: Floats,
) -> int:  # fmt: skip
    """Fill the figures at those of the marks, from ``place`` on, that a step from ``now`` to ``then`` reaches; returns
    the place of the first one beyond."""
    if place == len(marks) or marks[place] > then:
        return place
    begin, half, end = _figures(targets, y), _figures(targets, middle), _figures(targets, point)
    slope, last = _figures(targets, slopes[0]), _figures(targets, slopes[-1])
    while place < len(marks) and marks[place] <= then:
        h = then - now
        a, b, c, d, e = between((marks[place] - now) / h if h > 0.0 else 1.0, h)
        found[place] = a * begin + b * half + c * end + d * slope + e * last
        place += 1
    return place


@compiled
def _figures(targets: Mask, y: Floats) -> Floats:
    """Four figures of each target, [4, K]: the probability to be there and not to have arrived, the years there and
    the years since arrival."""
    size, kinds = targets.shape
    found = np.empty((4, kinds))
    for k in range(kinds):
        g, lane = (k + 1) // LANES, (k + 1) % LANES
        here, away = 0.0, 0.0
        for s in range(size):
            away += y[g, LANES * s + lane]
            if targets[s, k]:
                here += y[0, LANES * s]
        found[0, k], found[1, k] = here, away
        found[2, k], found[3, k] = y[g, LANES * size + lane], y[g, LANES * (size + 1) + lane]
    return found
