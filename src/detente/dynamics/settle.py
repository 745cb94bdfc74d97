"""Acceleration of the equation of one game, compiled.

An evaluation gives the flow by which annuities v miss the equation, d_i(s) = (rho_i + L) (image - v), with L the total
tempo. Three things make the iteration short:

- What is the same in all states settles last, at the rate of discounting. So each actor's annuities are first lifted by
  c_i = mean_s d_i(s) / rho_i, after which d_i has mean zero. (Whatever the weights of the mean, this takes the
  slowest mode out under fixed choices, as the same number everywhere is what moves leave unchanged.) A state in which
  nobody can move has its value from the start and is left alone.
- A state in which moves seldom lead away settles slowly too. So what is left is divided by rho_i + L - LOOP stay(s)
  with stay(s) = sum_j tempo_j sigma_j(s|s), in place of rho_i + L.
- Anderson (1965) acceleration: of the last M differences of points and steps it takes the combination that makes the
  next step smallest, by least squares from the Gram matrix of the differences.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .blocks import Floats
from .compiled import compiled, fused, summing
from .kernels import Equation, Policy, Rates, advance, defect, stays
from .steps import copy

Halves = npt.NDArray[np.float32]


class Memory(NamedTuple):
    """The last differences of an accelerated iteration, [M, N], N = A S: ``turns`` of the residual, ``steps`` that undo
    them; ``gram`` [M, M] of the turns; the last point and residual [N].

    Differences only direct the search, so half the digits are enough for them, and half the memory is read."""

    turns: Halves
    steps: Halves
    gram: Floats
    point: Floats
    residual: Floats


@compiled
def settle(
    equation: Equation, values: Floats, policy: Policy, memory: Memory, tolerance: float, limit: int, mix: float
) -> tuple[int, float]:
    """Anderson-accelerated fixed point from ``values`` [A, S], which end as the best point met.

    Of the last M differences it takes the combination that makes the next residual smallest: at each of the first
    ``EAGER`` evaluations, then at every ``PERIOD``-th one with plain steps of part ``mix`` between (Banerjee,
    Suryanarayana & Pask 2016), which is steadier. Where the residual has grown beyond the best one met, the memory is
    dropped; where it has run away, that is the end.
    Returns the number of evaluations of the right-hand side and the best residual (:func:`defect`).
    """
    now, image = np.empty_like(values), np.empty_like(values)
    stay, lift = np.empty(values.shape[1]), np.empty(len(values))
    copy(values, now)
    best, held = np.inf, -1
    for count in range(1, limit + 1):
        advance(equation, now, policy, image)
        residual = defect(equation.rates, now, image, lift)
        if residual < best:
            best = residual
            copy(now, values)
        if residual <= tolerance:
            return count, residual
        if residual > RUNAWAY * best:
            return count, best
        if residual > GROWTH * best:
            held = -1
        stays(equation.blocks, equation.rates, policy, stay)
        _correct(equation.rates, stay, lift, now, image)
        leap = count <= EAGER or count % PERIOD == 0
        held = _accelerate(memory, held, leap, mix, now.reshape(-1), image.reshape(-1))
    return limit, best


GROWTH = 3.0
"""The accelerated iteration starts afresh when its residual is this many times the best one met."""

RUNAWAY = 1e6
"""The iteration ends without an answer when its residual is this many times the best one met."""

EAGER, PERIOD = 30, 5

LOOP = 0.8
"""How much of staying is taken out of a step. All of it would be less steady."""

RIDGE = 1e-14
"""Relative addition to the diagonal of the Gram matrix; directions with a smaller pivot are left out."""


@compiled
def _correct(rates: Rates, stay: Floats, lift: Floats, values: Floats, image: Floats) -> None:
    """Turn an evaluation into a step: lifted by its mean, larger where play stays (see the module)."""
    total = rates.tempo.sum()
    for i in range(len(values)):
        _step(rates.rho[i], total, lift[i], rates.loose, stay, values[i], image[i])


@fused
def _step(
    rho: float, total: float, lift: float, loose: Floats, stay: Floats, value: Floats, image: Floats
) -> None:  # fmt: skip
    """One actor's part of it: rows [S]. Where nobody can move nothing changes."""
    for s in range(len(value)):
        flow = (rho + total) * (image[s] - value[s]) - rho * lift
        image[s] = value[s] + loose[s] * (lift + flow / (rho + total - LOOP * stay[s]))


@summing
def _accelerate(memory: Memory, held: int, leap: bool, mix: float, x: Floats, image: Floats) -> int:
    """One step from ``x`` [N], in place; ``held`` differences are known (-1: not even a last point). Without ``leap``
    a plain step, remembered all the same."""
    turns, steps, gram, point, past = memory
    window, size = turns.shape
    place = held % window
    turn, step = turns[place], steps[place]
    for n in range(size):
        f = image[n] - x[n]
        turn[n] = f - past[n]
        step[n] = x[n] - point[n] + mix * (f - past[n])
        past[n], point[n] = f, x[n]
        x[n] += mix * f
    known = min(held + 1, window)
    share = np.empty(known)
    for a in range(known):
        other, product, slope = turns[a], 0.0, 0.0
        for n in range(size):
            product += other[n] * turn[n]
        gram[a, place] = gram[place, a] = product
        if leap:
            for n in range(size):
                slope += other[n] * past[n]
        share[a] = slope
    if leap:
        _solve(gram, share)
        for a in range(known):
            part, other = share[a], steps[a]
            for n in range(size):
                x[n] -= part * other[n]
    return held + 1


@compiled
def _solve(gram: Floats, vector: Floats) -> None:
    """Solve, in place, the system of the leading block of ``gram`` (symmetric, positive semidefinite) by Cholesky
    factors, with a tiny ridge."""
    n = len(vector)
    root = np.empty((n, n))
    for a in range(n):
        for b in range(a + 1):
            part = gram[a, b] * (1.0 + RIDGE if a == b else 1.0)
            for c in range(b):
                part -= root[a, c] * root[b, c]
            if a > b:
                root[a, b] = part / root[b, b]
            else:
                root[a, a] = np.sqrt(part) if part > RIDGE * gram[a, a] else np.inf
        for c in range(a):
            vector[a] -= root[a, c] * vector[c]
        vector[a] /= root[a, a]
    for a in range(n - 1, -1, -1):
        for c in range(a + 1, n):
            vector[a] -= root[c, a] * vector[c]
        vector[a] /= root[a, a]
