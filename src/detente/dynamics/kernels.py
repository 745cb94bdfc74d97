"""The arithmetic of one game, compiled.

Everything runs on *annuities* v = rho * V (shape [S, A], units of worth): the steady worth that is as good as what lies
ahead. A policy is kept in factors, never as a table of moves: from state s in block b, actor j goes to t with chance

    sigma_j(t|s) = out_j(s) * f(b, block of t) * weight_j(t) + [t = s] * keep_j(s)

where f is ``own[b]`` for the own block and ``across`` for the links onward. Without cost and shut states out = 1 and
keep = 0, and all states of a block share one softmax. An expectation over moves is then two passes over the states.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..space.states import Mask
from .blocks import Blocks, Floats
from .compiled import compiled, summing


class Rates(NamedTuple):
    """Per actor [A]: moves a year, logit precision, discount rate a year, cost of a move (annuity: rho * cost, units of
    worth), and whether moves are plain (no cost, no shut state). ``idle`` [S]: the tempo of those who cannot move."""

    tempo: Floats
    precision: Floats
    rho: Floats
    cost: Floats
    plain: Mask
    idle: Floats


class Equation(NamedTuple):
    """One game as arrays: who can move where, how they act, ``worths`` [S, A]."""

    blocks: Blocks
    rates: Rates
    worths: Floats


class Policy(NamedTuple):
    """Chances in factors: ``weight``, ``out``, ``keep`` [A, S], ``own`` [B], ``across`` [E].

    Of idle blocks nothing is ever written: there weight, out and own are 1, and keep is 0."""

    weight: Floats
    out: Floats
    keep: Floats
    own: Floats
    across: Floats


@compiled
def choose(blocks: Blocks, rates: Rates, values: Floats, policy: Policy) -> None:
    """Fill ``policy`` with the logit choice on ``values`` [S, A]."""
    top = np.empty(len(blocks.starts) - 1)
    mass = np.empty(len(blocks.starts) - 1)
    total = np.empty(len(blocks.starts) - 1)
    for j in range(len(rates.tempo)):
        _weigh(blocks, rates.precision[j], values, policy.weight, j, top, mass)
        _join(blocks, policy.own, policy.across, j, top, mass, total)
        if rates.plain[j]:
            _share(blocks, policy, j, total)
        else:
            _stay_or_go(blocks, rates, values, policy, j, top, total)


@compiled
def _weigh(blocks: Blocks, precision: float, values: Floats, weight: Floats, j: int, top: Floats, mass: Floats) -> None:
    """Weights within each block, relative to its best open state."""
    for b in range(blocks.first[j], blocks.busy[j]):
        if blocks.starts[b + 1] - blocks.starts[b] == 1 and blocks.open[blocks.order[blocks.starts[b]]]:
            s = blocks.order[blocks.starts[b]]
            weight[j, s] = mass[b] = 1.0
            top[b] = precision * values[s, j]
            continue
        peak = -np.inf
        for k in range(blocks.starts[b], blocks.starts[b + 1]):
            s = blocks.order[k]
            if blocks.open[s]:
                peak = max(peak, precision * values[s, j])
        total = 0.0
        for k in range(blocks.starts[b], blocks.starts[b + 1]):
            s = blocks.order[k]
            w = np.exp(precision * values[s, j] - peak) if blocks.open[s] else 0.0
            weight[j, s] = w
            total += w
        top[b] = peak
        mass[b] = total


@compiled
def _join(blocks: Blocks, own: Floats, across: Floats, j: int, top: Floats, mass: Floats, total: Floats) -> None:
    """Bring each block and its onward blocks to one scale (left in ``total``: the sum of all weights on it)."""
    for b in range(blocks.first[j], blocks.busy[j]):
        peak = top[b]
        for e in range(blocks.links[b], blocks.links[b + 1]):
            peak = max(peak, top[blocks.onward[e]])
        own[b] = np.exp(top[b] - peak) if top[b] > -np.inf else 0.0
        total[b] = own[b] * mass[b]
        for e in range(blocks.links[b], blocks.links[b + 1]):
            h = blocks.onward[e]
            across[e] = np.exp(top[h] - peak) if top[h] > -np.inf else 0.0
            total[b] += across[e] * mass[h]


@compiled
def _share(blocks: Blocks, policy: Policy, j: int, total: Floats) -> None:
    for b in range(blocks.first[j], blocks.busy[j]):
        policy.own[b] /= total[b]
        for e in range(blocks.links[b], blocks.links[b + 1]):
            policy.across[e] /= total[b]


@compiled
def _stay_or_go(
    blocks: Blocks, rates: Rates, values: Floats, policy: Policy, j: int, top: Floats, total: Floats
) -> None:
    """Staying costs nothing and is always allowed; every other choice costs, and is open."""
    cost = rates.precision[j] * rates.cost[j]
    for b in range(blocks.first[j], blocks.busy[j]):
        peak = top[b]
        for e in range(blocks.links[b], blocks.links[b + 1]):
            peak = max(peak, top[blocks.onward[e]])
        for k in range(blocks.starts[b], blocks.starts[b + 1]):
            s = blocks.order[k]
            share = policy.own[b] * policy.weight[j, s]
            others = max(total[b] - share, 0.0)
            if others == 0.0:
                policy.out[j, s], policy.keep[j, s] = 0.0, 1.0
                continue
            stay = rates.precision[j] * values[s, j] - peak
            scale = max(stay, -cost)
            go, held = np.exp(-cost - scale), np.exp(stay - scale)
            whole = go * others + held
            policy.out[j, s] = go / whole
            policy.keep[j, s] = (held - go * share) / whole


@compiled
def expect(blocks: Blocks, rates: Rates, policy: Policy, x: Floats, y: Floats) -> None:
    """``y[s] = sum_j tempo_j * sum_t sigma_j(t|s) x[t]`` for every column of ``x`` [S, C], four of them at a time."""
    columns = x.shape[1]
    fours = columns - columns % 4
    for c in range(0, fours, 4):
        _expect_four(blocks, rates, policy, x, y, c)
    for c in range(fours, columns):
        _expect_one(blocks, rates, policy, x, y, c)


@compiled
def _expect_one(blocks: Blocks, rates: Rates, policy: Policy, x: Floats, y: Floats, c: int) -> None:
    sums = np.empty(len(blocks.starts) - 1)
    for s in range(len(y)):
        y[s, c] = rates.idle[s] * x[s, c]
    for j in range(len(rates.tempo)):
        tempo = rates.tempo[j]
        for b in range(blocks.first[j], blocks.busy[j]):
            p = 0.0
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                p += policy.weight[j, blocks.order[k]] * x[blocks.order[k], c]
            sums[b] = p
        for b in range(blocks.first[j], blocks.busy[j]):
            p = tempo * policy.own[b] * sums[b]
            for e in range(blocks.links[b], blocks.links[b + 1]):
                p += tempo * policy.across[e] * sums[blocks.onward[e]]
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                if rates.plain[j]:
                    y[s, c] += p
                else:
                    y[s, c] += policy.out[j, s] * p + tempo * policy.keep[j, s] * x[s, c]


@compiled
def _expect_four(blocks: Blocks, rates: Rates, policy: Policy, x: Floats, y: Floats, c: int) -> None:
    """Columns c to c + 3: the same sums, kept in registers."""
    sums = np.empty((len(blocks.starts) - 1, 4))
    for s in range(len(y)):
        for d in range(4):
            y[s, c + d] = rates.idle[s] * x[s, c + d]
    for j in range(len(rates.tempo)):
        tempo = rates.tempo[j]
        for b in range(blocks.first[j], blocks.busy[j]):
            p, q, r, t = 0.0, 0.0, 0.0, 0.0
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                w = policy.weight[j, s]
                p, q, r, t = p + w * x[s, c], q + w * x[s, c + 1], r + w * x[s, c + 2], t + w * x[s, c + 3]
            sums[b, 0], sums[b, 1], sums[b, 2], sums[b, 3] = p, q, r, t
        for b in range(blocks.first[j], blocks.busy[j]):
            f = tempo * policy.own[b]
            p, q, r, t = f * sums[b, 0], f * sums[b, 1], f * sums[b, 2], f * sums[b, 3]
            for e in range(blocks.links[b], blocks.links[b + 1]):
                f, h = tempo * policy.across[e], blocks.onward[e]
                p, q, r, t = p + f * sums[h, 0], q + f * sums[h, 1], r + f * sums[h, 2], t + f * sums[h, 3]
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                f, h = 1.0, 0.0
                if not rates.plain[j]:
                    f, h = policy.out[j, s], tempo * policy.keep[j, s]
                y[s, c] += f * p + h * x[s, c]
                y[s, c + 1] += f * q + h * x[s, c + 1]
                y[s, c + 2] += f * r + h * x[s, c + 2]
                y[s, c + 3] += f * t + h * x[s, c + 3]


@compiled
def advance(equation: Equation, values: Floats, policy: Policy, y: Floats) -> None:
    """The right-hand side ``y`` [S, A] of the equation at annuities ``values`` [S, A]; fills ``policy`` on the way."""
    blocks, rates, worths = equation
    choose(blocks, rates, values, policy)
    expect(blocks, rates, policy, values, y)
    total = rates.tempo.sum()
    for i in range(len(rates.tempo)):
        price = rates.tempo[i] * rates.cost[i]
        for s in range(len(values)):
            flow = rates.rho[i] * worths[s, i] + y[s, i]
            if price > 0.0:
                b = blocks.block[i, s]
                stay = policy.out[i, s] * policy.own[b] * policy.weight[i, s] + policy.keep[i, s]
                flow -= price * (1.0 - stay)
            y[s, i] = flow / (rates.rho[i] + total)


@compiled
def defect(rates: Rates, values: Floats, image: Floats) -> float:
    """How far the equation is from holding, as a flow in units of worth: max (rho + tempo) / rho * |image - values|.

    Under a fixed policy no annuity is further than this from its exact value.
    """
    total, worst = rates.tempo.sum(), 0.0
    for i in range(len(rates.rho)):
        scale = (rates.rho[i] + total) / rates.rho[i]
        for s in range(len(values)):
            gap = scale * abs(image[s, i] - values[s, i])
            if not np.isfinite(gap):
                return np.inf
            worst = max(worst, gap)
    return worst


class Memory(NamedTuple):
    """The last differences of an accelerated iteration, [M, N], N = S A: ``turns`` of the residual, ``steps`` that undo
    them; ``gram`` [M, M] of the turns; the last point and residual [N]."""

    turns: Floats
    steps: Floats
    gram: Floats
    point: Floats
    residual: Floats


@compiled
def settle(
    equation: Equation, values: Floats, policy: Policy, memory: Memory, tolerance: float, limit: int, mix: float
) -> tuple[int, float]:
    """Anderson-accelerated fixed point from ``values`` [S, A], which end as the best point met.

    Of the last M differences it takes the combination that makes the next residual smallest: at each of the first
    ``EAGER`` evaluations, then at every ``PERIOD``-th one with plain steps of part ``mix`` between (Banerjee,
    Suryanarayana & Pask 2016). Where the residual has grown far beyond the best one met, the memory is dropped.
    Returns the number of evaluations of the right-hand side and the best residual (:func:`defect`).
    """
    now, image = np.empty_like(values), np.empty_like(values)
    _copy(values, now)
    best, held = np.inf, -1
    for count in range(1, limit + 1):
        advance(equation, now, policy, image)
        residual = defect(equation.rates, now, image)
        if residual < best:
            best = residual
            _copy(now, values)
        if residual <= tolerance:
            return count, residual
        if residual > GROWTH * best:
            held = -1
        leap = count <= EAGER or count % PERIOD == 0
        held = _accelerate(memory, held, leap, mix, now.reshape(-1), image.reshape(-1))
    return limit, best


GROWTH = 10.0
"""The accelerated iteration starts afresh when its residual is this many times the best one met."""

EAGER, PERIOD = 60, 8

RIDGE = 1e-14
"""Relative addition to the diagonal of the Gram matrix; directions with a smaller pivot are left out."""


@compiled
def _copy(old: Floats, new: Floats) -> None:
    for s in range(old.shape[0]):
        for i in range(old.shape[1]):
            new[s, i] = old[s, i]


@summing
def _accelerate(memory: Memory, held: int, leap: bool, mix: float, x: Floats, image: Floats) -> int:
    """One step from ``x`` [N], in place; ``held`` differences are known (-1: not even a last point). Without ``leap``
    a plain step, remembered all the same."""
    turns, steps, gram, point, past = memory
    window, size = turns.shape
    place = held % window
    for n in range(size):
        f = image[n] - x[n]
        turns[place, n] = f - past[n]
        steps[place, n] = x[n] - point[n] + mix * (f - past[n])
        past[n], point[n] = f, x[n]
        x[n] += mix * f
    known = min(held + 1, window)
    share = np.empty(known)
    for a in range(known):
        product, slope = 0.0, 0.0
        for n in range(size):
            product += turns[a, n] * turns[place, n]
            slope += turns[a, n] * past[n]
        gram[a, place] = gram[place, a] = product
        share[a] = slope
    if leap:
        _solve(gram, share)
        for a in range(known):
            for n in range(size):
                x[n] -= share[a] * steps[a, n]
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
