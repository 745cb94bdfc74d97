"""Probability on the move, compiled: one step of the chain for many distributions at once.

A *distribution* is a column of ``mass`` [S, 1 + K]: column 0 flows freely, column k + 1 stops for good at the states of
target k and holds only what has not arrived there.
"""

from __future__ import annotations

import numpy as np

from ..space.states import Mask
from .blocks import Blocks, Floats
from .compiled import compiled
from .kernels import Policy, Rates


@compiled
def push(blocks: Blocks, rates: Rates, policy: Policy, mass: Floats, out: Floats) -> None:
    """``out[t] = sum_j tempo_j sum_s mass[s] sigma_j(t|s)`` for every column [S, C]: where moves carry it per year.

    Columns are taken by fours (the last four may overlap others, whose figures are then worked out twice)."""
    columns = mass.shape[1]
    fours = columns - columns % 4
    for c in range(0, fours, 4):
        _push_four(blocks, rates, policy, mass, out, c)
    if fours and columns - fours > 1:
        _push_four(blocks, rates, policy, mass, out, columns - 4)
    else:
        for c in range(fours, columns):
            _push_one(blocks, rates, policy, mass, out, c)


@compiled
def _push_one(blocks: Blocks, rates: Rates, policy: Policy, mass: Floats, out: Floats, c: int) -> None:
    inflow = np.zeros(len(blocks.starts) - 1)
    for s in range(len(out)):
        out[s, c] = rates.idle[s] * mass[s, c]
    for j in range(len(rates.tempo)):
        for b in range(blocks.first[j], blocks.busy[j]):
            p = 0.0
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                p += mass[s, c] if rates.plain[j] else policy.out[j, s] * mass[s, c]
            inflow[b] += policy.own[b] * p
            for e in range(blocks.links[b], blocks.links[b + 1]):
                inflow[blocks.onward[e]] += policy.across[e] * p
        for b in range(blocks.first[j], blocks.busy[j]):
            p = rates.tempo[j] * inflow[b]
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                out[s, c] += p * policy.weight[j, s]
                if not rates.plain[j]:
                    out[s, c] += rates.tempo[j] * policy.keep[j, s] * mass[s, c]


@compiled
def _push_four(blocks: Blocks, rates: Rates, policy: Policy, mass: Floats, out: Floats, c: int) -> None:
    """Columns c to c + 3: the same flows, kept in registers."""
    inflow = np.zeros((len(blocks.starts) - 1, 4))
    for s in range(len(out)):
        for d in range(4):
            out[s, c + d] = rates.idle[s] * mass[s, c + d]
    for j in range(len(rates.tempo)):
        for b in range(blocks.first[j], blocks.busy[j]):
            p, q, r, t = 0.0, 0.0, 0.0, 0.0
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                f = policy.out[j, s]
                p, q, r, t = p + f * mass[s, c], q + f * mass[s, c + 1], r + f * mass[s, c + 2], t + f * mass[s, c + 3]
            _add(inflow, b, policy.own[b], p, q, r, t)
            for e in range(blocks.links[b], blocks.links[b + 1]):
                _add(inflow, blocks.onward[e], policy.across[e], p, q, r, t)
        for b in range(blocks.first[j], blocks.busy[j]):
            p, q, r, t = inflow[b, 0], inflow[b, 1], inflow[b, 2], inflow[b, 3]
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                f = rates.tempo[j] * policy.weight[j, s]
                y0, y1, y2, y3 = f * p, f * q, f * r, f * t
                if not rates.plain[j]:
                    f = rates.tempo[j] * policy.keep[j, s]
                    y0, y1 = y0 + f * mass[s, c], y1 + f * mass[s, c + 1]
                    y2, y3 = y2 + f * mass[s, c + 2], y3 + f * mass[s, c + 3]
                out[s, c] += y0
                out[s, c + 1] += y1
                out[s, c + 2] += y2
                out[s, c + 3] += y3


@compiled
def _add(inflow: Floats, b: int, f: float, p: float, q: float, r: float, t: float) -> None:
    inflow[b, 0] += f * p
    inflow[b, 1] += f * q
    inflow[b, 2] += f * r
    inflow[b, 3] += f * t


@compiled
def uniformise(
    blocks: Blocks, rates: Rates, policy: Policy, mass: Floats, targets: Mask, rate: float, weights: Floats
) -> tuple[Floats, Floats]:
    """Run the chain that moves ``rate`` times a year (at least the total tempo) for N = ``len(weights)`` - 1 moves.

    ``targets``: [S, K]. ``mass`` [S, 1 + K] ends as the mixture of the N + 1 distributions with ``weights``. Returns,
    after each number of moves, the probability to be at each target, and to have arrived since: [K, N + 1] both.
    """
    count, size, columns = len(weights), mass.shape[0], mass.shape[1]
    here, there = np.zeros((columns - 1, count)), np.zeros((columns - 1, count))
    end, moved = np.zeros((size, columns)), np.empty((size, columns))
    left = 1.0 - rates.tempo.sum() / rate
    for n in range(count):
        if n > 0:
            push(blocks, rates, policy, mass, moved)
            for s in range(size):
                for c in range(columns):
                    mass[s, c] = moved[s, c] / rate + left * mass[s, c]
        _arrive(mass, targets, here, there, n)
        for s in range(size):
            for c in range(columns):
                end[s, c] += weights[n] * mass[s, c]
    for s in range(size):
        for c in range(columns):
            mass[s, c] = end[s, c]
    return here, there


@compiled
def _arrive(mass: Floats, targets: Mask, here: Floats, there: Floats, n: int) -> None:
    """Take out of each stopped column what is at its target."""
    for k in range(targets.shape[1]):
        for s in range(len(mass)):
            if targets[s, k]:
                here[k, n] += mass[s, 0]
                there[k, n] += mass[s, k + 1]
                mass[s, k + 1] = 0.0
        if n > 0:
            there[k, n] += there[k, n - 1]
