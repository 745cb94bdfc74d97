"""The arithmetic of one game, compiled.

Everything runs on *annuities* v = rho * V (shape [A, S], units of worth): the steady worth that is as good as what lies
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
from .compiled import compiled, fused
from .rows import add, apart, bounds, excess, exponentials, gather, inward, onward, pack, scale, spread, unpack


class Rates(NamedTuple):
    """Per actor [A]: moves a year, logit precision, discount rate a year, cost of a move (annuity: rho * cost, units of
    worth), and whether moves are plain (no cost, no shut state). ``idle`` [S]: the tempo of those who cannot move;
    ``loose`` [S]: 1 where somebody can move, else 0."""

    tempo: Floats
    precision: Floats
    rho: Floats
    cost: Floats
    plain: Mask
    idle: Floats
    loose: Floats


class Equation(NamedTuple):
    """One game as arrays: who can move where, how they act, ``worths`` [A, S]."""

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


RANGE = 600.0
"""Where the exponents of an actor's open states differ by no more than this, one scale serves all its blocks."""


@compiled
def choose(blocks: Blocks, rates: Rates, values: Floats, policy: Policy) -> None:
    """Fill ``policy`` with the logit choice on ``values`` [A, S]."""
    top = np.empty(len(blocks.starts) - 1)
    mass = np.empty(len(blocks.starts) - 1)
    total = np.empty(len(blocks.starts) - 1)
    for j in range(len(rates.tempo)):
        together = _weigh(blocks, rates, values[j], policy.weight[j], j, top, mass)
        if together and rates.plain[j]:
            _divide(blocks, policy.own, policy.across, j, mass)
            continue
        _join(blocks, policy.own, policy.across, j, top, mass, total)
        if rates.plain[j]:
            _share(blocks, policy, j, total)
        else:
            _stay_or_go(blocks, rates, values[j], policy, j, top, total)


@compiled
def _weigh(blocks: Blocks, rates: Rates, value: Floats, weight: Floats, j: int, top: Floats, mass: Floats) -> bool:
    """Weights [S] relative to the actor's best open state (then true), or to the best within each block; ``mass``:
    their sums."""
    precision = rates.precision[j]
    high, low = bounds(value) if rates.plain[j] else _open_bounds(value, blocks.open)
    together = bool(precision * (high - low) <= RANGE)
    for b in range(blocks.first[j], blocks.busy[j]):
        top[b] = precision * high if together else _peak(blocks, precision, value, b)
    if together:
        for s in range(len(value)):
            weight[s] = precision * (value[s] - high)
    else:
        for s in range(len(value)):
            weight[s] = 0.0
        for b in range(blocks.first[j], blocks.busy[j]):
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                weight[blocks.order[k]] = precision * value[blocks.order[k]] - top[b]
    exponentials(weight)
    if not rates.plain[j]:
        for s in range(len(value)):
            weight[s] = weight[s] if blocks.open[s] else 0.0
    for b in range(np.uint64(blocks.first[j]), np.uint64(blocks.busy[j])):
        total = 0.0
        for k in range(np.uint64(blocks.starts[b]), np.uint64(blocks.starts[b + np.uint64(1)])):
            total += weight[np.uint64(blocks.order[k])]
        mass[b] = total
    return together


@compiled
def _open_bounds(value: Floats, open_states: Mask) -> tuple[float, float]:
    """The largest and the smallest value of open states."""
    high, low = -np.inf, np.inf
    for s in range(len(value)):
        if open_states[s]:
            high, low = max(high, value[s]), min(low, value[s])
    return high, low


@compiled
def _divide(blocks: Blocks, own: Floats, across: Floats, j: int, mass: Floats) -> None:
    """Shares where all weights have one scale: each block and its onward blocks are chosen between by weight alone."""
    for b in range(np.uint64(blocks.first[j]), np.uint64(blocks.busy[j])):
        total = mass[b]
        begin, end = np.uint64(blocks.links[b]), np.uint64(blocks.links[b + np.uint64(1)])
        for e in range(begin, end):
            total += mass[np.uint64(blocks.onward[e])]
        part = 1.0 / total
        own[b] = part
        for e in range(begin, end):
            across[e] = part


@compiled
def _peak(blocks: Blocks, precision: float, value: Floats, b: int) -> float:
    peak = -np.inf
    for k in range(blocks.starts[b], blocks.starts[b + 1]):
        if blocks.open[blocks.order[k]]:
            peak = max(peak, precision * value[blocks.order[k]])
    return peak


@compiled
def _join(blocks: Blocks, own: Floats, across: Floats, j: int, top: Floats, mass: Floats, total: Floats) -> None:
    """Bring each block and its onward blocks to one scale (left in ``total``: the sum of all weights on it)."""
    for b in range(blocks.first[j], blocks.busy[j]):
        peak = top[b]
        for e in range(blocks.links[b], blocks.links[b + 1]):
            peak = max(peak, top[blocks.onward[e]])
        own[b] = _scale(top[b], peak)
        total[b] = own[b] * mass[b]
        for e in range(blocks.links[b], blocks.links[b + 1]):
            h = blocks.onward[e]
            across[e] = _scale(top[h], peak)
            total[b] += across[e] * mass[h]


@compiled
def _scale(top: float, peak: float) -> float:
    if top == peak:
        return 1.0
    return np.exp(top - peak) if top > -np.inf else 0.0


@compiled
def _share(blocks: Blocks, policy: Policy, j: int, total: Floats) -> None:
    for b in range(blocks.first[j], blocks.busy[j]):
        part = 1.0 / total[b]
        policy.own[b] *= part
        for e in range(blocks.links[b], blocks.links[b + 1]):
            policy.across[e] *= part


@compiled
def _stay_or_go(
    blocks: Blocks, rates: Rates, value: Floats, policy: Policy, j: int, top: Floats, total: Floats
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
            stay = rates.precision[j] * value[s] - peak
            scale = max(stay, -cost)
            go, held = np.exp(-cost - scale), np.exp(stay - scale)
            whole = go * others + held
            policy.out[j, s] = go / whole
            policy.keep[j, s] = (held - go * share) / whole


@compiled
def expect(blocks: Blocks, rates: Rates, policy: Policy, x: Floats, y: Floats) -> None:
    """``y[s] = sum_j tempo_j * sum_t sigma_j(t|s) x[t]`` for rows ``x``."""
    sums, reach = np.empty(x.shape[1]), np.empty(x.shape[1])
    for g in range(len(x)):
        scale(rates.idle, x[g], y[g])
        for j in range(len(rates.tempo)):
            gather(blocks, j, policy.weight[j], x[g], sums)
            onward(blocks, j, policy.own, policy.across, sums, reach)
            spread(blocks, j, rates.tempo[j], policy.out[j], reach, y[g])
            if not rates.plain[j]:
                add(rates.tempo[j], policy.keep[j], x[g], y[g])


@compiled
def push(blocks: Blocks, rates: Rates, policy: Policy, x: Floats, y: Floats) -> None:
    """The transpose, ``y[t] = sum_j tempo_j sum_s sigma_j(t|s) x[s]``: where moves carry probability per year."""
    sums, reach = np.empty(x.shape[1]), np.empty(x.shape[1])
    for g in range(len(x)):
        scale(rates.idle, x[g], y[g])
        for j in range(len(rates.tempo)):
            gather(blocks, j, policy.out[j], x[g], sums)
            inward(blocks, j, policy.own, policy.across, sums, reach)
            spread(blocks, j, rates.tempo[j], policy.weight[j], reach, y[g])
            if not rates.plain[j]:
                add(rates.tempo[j], policy.keep[j], x[g], y[g])


@fused
def stays(blocks: Blocks, rates: Rates, policy: Policy, stay: Floats) -> None:
    """How often a year somebody gets to move in each state and stays: [S]."""
    for s in range(len(stay)):
        stay[s] = rates.idle[s]
    for j in range(len(rates.tempo)):
        weight, out, keep, block = policy.weight[j], policy.out[j], policy.keep[j], blocks.block[j]
        tempo, busy, own = rates.tempo[j], blocks.busy[j], policy.own
        for s in range(len(stay)):
            stay[s] += tempo * (own[block[s]] * out[s] * weight[s] + keep[s]) if block[s] < busy else 0.0


@compiled
def advance(equation: Equation, values: Floats, policy: Policy, image: Floats) -> None:
    """The right-hand side ``image`` of the equation at annuities ``values``, [A, S]; fills ``policy`` on the way."""
    blocks, rates, worths = equation
    choose(blocks, rates, values, policy)
    x = pack(values.T, 0)
    y = np.empty_like(x)
    expect(blocks, rates, policy, x, y)
    unpack(y, image.T)
    total = rates.tempo.sum()
    for i in range(len(rates.tempo)):
        if rates.cost[i] > 0.0:
            _pay(blocks, rates, policy, i, image[i])
        rho, part = rates.rho[i], 1.0 / (rates.rho[i] + total)
        for s in range(values.shape[1]):
            image[i, s] = (rho * worths[i, s] + image[i, s]) * part


@compiled
def _pay(blocks: Blocks, rates: Rates, policy: Policy, i: int, flow: Floats) -> None:
    """Take from actor i what its moves cost it, per year."""
    for b in range(blocks.first[i], blocks.busy[i]):
        for k in range(blocks.starts[b], blocks.starts[b + 1]):
            s = blocks.order[k]
            stay = policy.out[i, s] * policy.own[b] * policy.weight[i, s] + policy.keep[i, s]
            flow[s] -= rates.tempo[i] * rates.cost[i] * (1.0 - stay)


@compiled
def defect(rates: Rates, values: Floats, image: Floats, lift: Floats) -> float:
    """How far the equation is from holding, as a flow in units of worth: max (rho + tempo) / rho * |image - values|.

    Under a fixed policy no annuity is further than this from its exact value. ``lift`` [A] is filled with what would
    bring each actor's mean flow to zero, over the states where somebody can move.
    """
    total, worst, count = rates.tempo.sum(), 0.0, max(rates.loose.sum(), 1.0)
    for i in range(len(values)):
        whole, scale = excess(values[i], image[i]), (rates.rho[i] + total) / rates.rho[i]
        lift[i] = whole * scale / count
        worst = max(worst, scale * apart(values[i], image[i]) if np.isfinite(whole) else np.inf)
    return worst
