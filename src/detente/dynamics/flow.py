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
    """``out[t] = sum_j tempo_j sum_s mass[s] sigma_j(t|s)`` for every column [S, C]: where moves carry it per year."""
    columns = mass.shape[1]
    for s in range(out.shape[0]):
        for c in range(columns):
            out[s, c] = 0.0
    inflow = np.zeros((len(blocks.starts) - 1, columns))
    for j in range(len(rates.tempo)):
        _collect(blocks, policy, j, rates.plain[j], mass, inflow)
        for b in range(blocks.first[j], blocks.first[j + 1]):
            for k in range(blocks.starts[b], blocks.starts[b + 1]):
                s = blocks.order[k]
                w = rates.tempo[j] * policy.weight[j, s]
                for c in range(columns):
                    out[s, c] += w * inflow[b, c]
                if not rates.plain[j]:
                    keep = rates.tempo[j] * policy.keep[j, s]
                    for c in range(columns):
                        out[s, c] += keep * mass[s, c]


@compiled
def _collect(blocks: Blocks, policy: Policy, j: int, plain: bool, mass: Floats, inflow: Floats) -> None:
    """What leaves each block of actor j, put where it goes: ``inflow`` [B, C] to itself and to its onward blocks."""
    columns = mass.shape[1]
    leaving = np.empty(columns)
    for b in range(blocks.first[j], blocks.first[j + 1]):
        for c in range(columns):
            leaving[c] = 0.0
        for k in range(blocks.starts[b], blocks.starts[b + 1]):
            s = blocks.order[k]
            out = 1.0 if plain else policy.out[j, s]
            for c in range(columns):
                leaving[c] += out * mass[s, c]
        for c in range(columns):
            inflow[b, c] += policy.own[b] * leaving[c]
        for e in range(blocks.links[b], blocks.links[b + 1]):
            for c in range(columns):
                inflow[blocks.onward[e], c] += policy.across[e] * leaving[c]


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
