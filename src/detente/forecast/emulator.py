"""A stand-in for a slow figure: a polynomial fitted to its values at the draws, with its honest error.

Inputs u in [0, 1]^d, one per uncertain number. Terms: shifted Legendre polynomials of degrees 1 and 2 of one input, and
products of degree-1 terms of two inputs that are in already; orthogonal over the cube, so that each explains a part of
the variance of its own (a sparse polynomial chaos: Blatman & Sudret 2011). Terms enter one at a time, the one that
reduces the squared error most, as long as the leave-one-out error (from the hat matrix) falls. How well it
does on draws it has not seen, R^2, comes from cross-validation with the choice of terms repeated within each fold.

A chance is a sum over branches of the scenario, of their probabilities times the chances along them. The probabilities
need no emulation: only the chances along branches are fitted, and weighed with what the probabilities are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Term = tuple[tuple[int, int], ...]
"""Pairs of an input and a degree; the empty term is the constant."""

SMALL = 1e-9

FOLDS = 8
SHARE = 3
"""There are at most one term for every ``SHARE`` draws."""


@dataclass(frozen=True)
class Emulator:
    """``terms`` and their ``weights``."""

    terms: tuple[Term, ...]
    weights: Floats

    def __call__(self, points: Floats) -> Floats:
        """Figures at points [n, d]: [n]."""
        return np.asarray(columns(points, self.terms) @ self.weights, dtype=np.float64)


@dataclass(frozen=True)
class StandIn:
    """sum_b w_b(u) f_b(u): parts f_b with known weights w_b, given as a function from points [n, d] to [n, B].

    ``r2``: out of sample, of the whole sum; 1 at best, at or below 0 where it knows nothing."""

    parts: tuple[Emulator, ...]
    weights: Callable[[Floats], Floats]
    r2: float

    def __call__(self, points: Floats) -> Floats:
        return np.asarray((self.weights(points) * _each(self.parts, points)).sum(axis=1), dtype=np.float64)


def stand_in(points: Floats, values: Floats, weights: Callable[[Floats], Floats]) -> StandIn:
    """``points`` [n, d] in the unit cube, ``values`` [n, B] of the parts there."""
    shares = weights(points)
    truth = (shares * values).sum(axis=1)
    folds = np.arange(len(values)) % min(FOLDS, len(values))
    guesses = np.empty(len(values))
    for fold in range(int(folds.max()) + 1):
        out = folds == fold
        parts = tuple(fit(points[~out], column[~out]) for column in values.T)
        guesses[out] = (shares[out] * _each(parts, points[out])).sum(axis=1)
    spread = float(((truth - truth.mean()) ** 2).sum())
    r2 = 1.0 - float(((truth - guesses) ** 2).sum()) / spread if spread > 0.0 else 1.0
    return StandIn(tuple(fit(points, column) for column in values.T), weights, r2)


def _each(parts: tuple[Emulator, ...], points: Floats) -> Floats:
    return np.stack([part(points) for part in parts], axis=1)


def fit(points: Floats, values: Floats) -> Emulator:
    """Terms by forward selection (orthogonalised one after another), and their weights."""
    terms: list[Term] = [()]
    candidates: list[Term] = [((place, degree),) for place in range(points.shape[1]) for degree in (1, 2)]
    basis = np.full((len(values), 1), 1.0 / np.sqrt(len(values)))
    rest, free = values - values.mean(), _left(columns(points, tuple(candidates)), basis)
    hat = np.full(len(values), 1.0 / len(values))
    best = _loo(rest, hat)
    while candidates and len(terms) < max(len(values) // SHARE, 2) and best > 0.0:
        size = (free**2).sum(axis=0)
        gain = np.where(size > SMALL, (rest @ free) ** 2 / np.maximum(size, SMALL), 0.0)
        place = int(np.argmax(gain))
        if gain[place] <= 0.0:
            break
        new = free[:, place] / np.sqrt(size[place])
        error = _loo(rest - new * (new @ rest), hat + new**2)
        if error >= best:
            break
        best, rest, hat = error, rest - new * (new @ rest), hat + new**2
        pick = candidates.pop(place)
        fresh = _products(terms, pick)
        terms.append(pick)
        basis = np.column_stack((basis, new))
        free = np.delete(free, place, axis=1)
        free -= np.outer(new, new @ free)
        if fresh:
            candidates += fresh
            free = np.column_stack((free, _left(columns(points, tuple(fresh)), basis)))
    weights = np.linalg.lstsq(columns(points, tuple(terms)), values, rcond=None)[0]
    return Emulator(tuple(terms), weights)


def _left(table: Floats, basis: Floats) -> Floats:
    """What an orthonormal basis leaves of some columns."""
    return np.asarray(table - basis @ (basis.T @ table), dtype=np.float64)


def _loo(rest: Floats, hat: Floats) -> float:
    """The leave-one-out squared error of a least-squares fit, from its residuals and the diagonal of its hat matrix."""
    return float(((rest / np.maximum(1.0 - hat, SMALL)) ** 2).sum())


def _products(terms: list[Term], pick: Term) -> list[Term]:
    """Products of a new degree-1 term with those of other inputs that are in already."""
    if len(pick) != 1 or pick[0][1] != 1:
        return []
    others = [term[0] for term in terms if len(term) == 1 and term[0][1] == 1 and term[0][0] != pick[0][0]]
    return [tuple(sorted((pick[0], other))) for other in others]


def columns(points: Floats, terms: tuple[Term, ...]) -> Floats:
    """The value of every term at every point: [n, m]."""
    centred = 2.0 * points - 1.0
    table = np.ones((len(points), len(terms)))
    for number, term in enumerate(terms):
        for place, degree in term:
            x = centred[:, place]
            table[:, number] *= np.sqrt(3.0) * x if degree == 1 else np.sqrt(5.0) * (1.5 * x**2 - 0.5)
    return table
