"""The process of moves in dense arrays and plain loops: slow, for small games.

Symbols: A actors, S states; u_i(s) worth per year; lambda_i tempo (chances to move per year); beta_i precision (per
unit of worth); rho_i = 1 / foresight_i, the discount rate (per year); c_i the one-off cost of a move (worth x years).
M_j(s) are j's moves from s. At rate lambda_j actor j chooses among staying in s and its moves:

    sigma_j(t|s)  proportional to  exp(beta_j rho_j (V_j(t) - [t != s] c_j))                    t in {s} and M_j(s)

    V_i(s) = [u_i(s) + sum_j lambda_j sum_t sigma_j(t|s) (V_i(t) - [j = i and t != s] c_i)] / (rho_i + sum_j lambda_j)

A logit Markov equilibrium (McKelvey & Palfrey 1995, 1998) in continuous time with random moves (Doraszelski & Judd
2012): each actor's V answers to everybody's sigma, its own included, and nobody picks the best move for sure.
It is solved by damped iteration: V <- (1 - d) V + d (right-hand side), from V_i = u_i / rho_i.

The chain: rates q(s, t) = sum_j lambda_j sigma_j(t|s) for t != s, and q(s, s) = -sum of the others. For a set B of
states and a time T, from a start:

* holding at T: the chance of being in B at T, from the matrix exponential of q T.
* reached by T: the chance of having been in B at some time in [0, T]: the same with the rows of B set to zero.
* in place: the expected share of [0, T] spent in B.
* in place afterwards: expected time in B up to T, divided by the expected time from first reaching B up to T; 0 if it
  is never reached.

Noise floor: the same with sigma_j uniform over staying and all moves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import expm

from .conflict import Conflict

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Process:
    """``worths`` float [A, S], worth per year; ``can_move`` bool [A, S, S]; ``tempo``, ``precision``, ``foresight``
    (years) and ``move_cost`` (worth x years) float [A]."""

    worths: Floats
    can_move: Flags
    tempo: Floats
    precision: Floats
    foresight: Floats
    move_cost: Floats

    @property
    def menu(self) -> Flags:
        """Staying and moving: bool [A, S, S]."""
        return np.asarray(self.can_move | np.eye(self.worths.shape[1], dtype=bool)[None])


def process_of(
    conflict: Conflict,
    worths: Floats,
    tempo: Floats,
    precision: Floats,
    foresight: Floats,
    move_cost: Floats | None = None,
) -> Process:
    """The process on a conflict's states, in their order."""
    can_move = np.array(
        [[[q in conflict.moves[i][s] for q in conflict.states] for s in conflict.states] for i in conflict.actors]
    )
    cost = np.zeros(len(conflict.actors)) if move_cost is None else move_cost
    return Process(worths, can_move, tempo, precision, foresight, cost)


def choice(process: Process, values: Floats) -> Floats:
    """sigma [A, S, S] (from s to t) when continuation values are ``values`` [A, S]."""
    actors, states = values.shape
    sigma = np.zeros((actors, states, states))
    for j in range(actors):
        sharpness = process.precision[j] / process.foresight[j]
        for s in range(states):
            ends = np.flatnonzero(process.menu[j, s])
            gain = sharpness * (values[j, ends] - (ends != s) * process.move_cost[j])
            weight = np.exp(gain - gain.max())
            sigma[j, s, ends] = weight / weight.sum()
    return sigma


def revalue(process: Process, values: Floats, sigma: Floats) -> Floats:
    """The right-hand side of the equation for V: [A, S]."""
    expected = np.einsum("j,jst,it->is", process.tempo, sigma, values)
    moving = 1 - np.einsum("iss->is", sigma)
    paid = (process.tempo * process.move_cost)[:, None] * moving
    total = process.worths + expected - paid
    return np.asarray(total / (1 / process.foresight + process.tempo.sum())[:, None])


def solve(process: Process, damping: float = 0.5, tolerance: float = 1e-10, limit: int = 20_000) -> Floats:
    """V [A, S] of an equilibrium, found from V = u / rho. RuntimeError if it does not settle."""
    values = process.worths * process.foresight[:, None]
    for _ in range(limit):
        new = revalue(process, values, choice(process, values))
        change = float(np.abs(new - values).max())
        if change <= tolerance * (1 + float(np.abs(values).max())):
            return new
        values = (1 - damping) * values + damping * new
    raise RuntimeError("the iteration did not settle")


def residual(process: Process, values: Floats) -> float:
    """How far V is from satisfying its equation: the largest difference of the two sides."""
    return float(np.abs(revalue(process, values, choice(process, values)) - values).max())


def at_random(process: Process) -> Floats:
    """sigma [A, S, S] of actors that move at random: the noise floor."""
    menu = process.menu.astype(float)
    return np.asarray(menu / menu.sum(axis=2, keepdims=True))


def rates(process: Process, sigma: Floats) -> Floats:
    """q [S, S]: off the diagonal the rate per year from s to t; rows sum to zero."""
    q = np.einsum("j,jst->st", process.tempo, sigma)
    np.fill_diagonal(q, 0.0)
    np.fill_diagonal(q, -q.sum(axis=1))
    return np.asarray(q)


def holding(q: Floats, start: int, where: Flags, time: float) -> float:
    """The chance of being in ``where`` at ``time``."""
    return float(expm(q * time)[start, where].sum())


def reached(q: Floats, start: int, where: Flags, time: float) -> float:
    """The chance of having been in ``where`` by ``time``."""
    return holding(stopped(q, where), start, where, time)


def stopped(q: Floats, where: Flags) -> Floats:
    """The chain that stays in ``where`` for good once it gets there."""
    still = q.copy()
    still[where] = 0.0
    return still


def years_inside(q: Floats, start: int, where: Flags, time: float) -> float:
    """The expected time up to ``time`` spent in ``where``, as the last column of one larger exponential."""
    size = len(q)
    larger = np.zeros((size + 1, size + 1))
    larger[:size, :size] = q
    larger[:size, size] = where
    return float(expm(larger * time)[start, size])


def in_place(q: Floats, start: int, where: Flags, time: float) -> float:
    """The expected share of the time up to ``time`` in which ``where`` holds."""
    return years_inside(q, start, where, time) / time


def in_place_afterwards(q: Floats, start: int, where: Flags, time: float) -> float:
    """The share of the time after first reaching ``where`` in which it holds."""
    since = years_inside(stopped(q, where), start, where, time)
    return years_inside(q, start, where, time) / since if since > 0 else 0.0
