"""A stand-in for a slow figure: a polynomial fitted to its values at the draws, with its honest error.

Inputs u in [0, 1]^d, one per uncertain number. Terms: shifted Legendre polynomials of degrees 1 and 2 of one input, and
products of degree-1 terms of two inputs; orthonormal over the cube. The stand-in is a mixture of two fits, in the
proportion that does best in cross-validation; on the Korean case it does better than either:

* sparse (a polynomial chaos: Blatman & Sudret 2011): terms enter one at a time, the one that reduces the squared error
  most, as long as the leave-one-out error (from the diagonal of the hat matrix) falls;
* ridge (Hoerl & Kennard 1970): all degree-1 terms, the penalty with the smallest leave-one-out error.

Chances are fitted as log-odds, ln((x + e) / (1 - x + e)) with e = ``EDGE``. A chance is a sum over branches of the
scenario, of their probabilities times the chances along them; the probabilities need no emulation, so only the chances
along branches are fitted, and weighed with what the probabilities are. How well all this does on draws that it has not
seen, R^2, comes from cross-validation in which everything is fitted anew within each fold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Term = tuple[tuple[int, int], ...]
"""Pairs of an input and a degree; the empty term is the constant."""

Fit = tuple[tuple[Term, ...], Floats]
"""Terms and their weights."""

SMALL = 1e-9

EDGE = 0.01
"""Keeps log-odds of 0 and 1 finite."""

FLAT = 0.005
"""A chance with a smaller standard deviation over the draws is taken for constant."""

PENALTIES = tuple(10.0 ** (power / 2) for power in range(-2, 10))

FOLDS = 8
SHARE = 3
"""There are at most one term for every ``SHARE`` draws."""


@dataclass(frozen=True)
class Emulator:
    """``terms`` and their ``weights``; ``odds``: of the log-odds of a chance, rather than of the figure itself."""

    terms: tuple[Term, ...]
    weights: Floats
    odds: bool

    def __call__(self, points: Floats) -> Floats:
        """Figures at points [n, d]: [n]."""
        return np.asarray(together((self,), points)[:, 0], dtype=np.float64)


def together(parts: Sequence[Emulator], points: Floats) -> Floats:
    """The figures of several emulators at points [n, d]: [n, B]. Those with the same terms share their values."""
    found = np.empty((len(points), len(parts)))
    alike: dict[tuple[Term, ...], list[int]] = {}
    for place, part in enumerate(parts):
        alike.setdefault(part.terms, []).append(place)
    for terms, places in alike.items():
        found[:, places] = columns(points, terms) @ np.stack([parts[place].weights for place in places], axis=1)
    odds = [place for place, part in enumerate(parts) if part.odds]
    chance = 1.0 / (1.0 + np.exp(-found[:, odds]))
    found[:, odds] = np.clip(chance * (1.0 + 2.0 * EDGE) - EDGE, 0.0, 1.0)
    return found


@dataclass(frozen=True)
class StandIn:
    """sum_b w_b(u) f_b(u): parts f_b with known weights w_b, given as a function from points [n, d] to [n, B].

    ``share`` of every part is its sparse fit, the rest its ridge fit. ``r2``: of the whole sum, by cross-validation; 1
    at best, at or below 0 where it knows nothing. Low-discrepancy points are alike in structure, so it may flatter
    where inputs are many; fresh random points (:func:`explained`) do not."""

    parts: tuple[tuple[Emulator, ...], tuple[Emulator, ...]]
    share: float
    weights: Callable[[Floats], Floats]
    r2: float

    def __call__(self, points: Floats) -> Floats:
        known = self.weights(points)
        first, second = (_sum(known, parts, points) for parts in self.parts)
        return np.asarray(self.share * first + (1.0 - self.share) * second, dtype=np.float64)


def stand_in(points: Floats, values: Floats, weights: Callable[[Floats], Floats], odds: bool) -> StandIn:
    """``points`` [n, d] in the unit cube, ``values`` [n, B] of the parts there; ``odds``: they are chances."""
    known = weights(points)
    truth = (known * values).sum(axis=1)
    folds = np.arange(len(values)) % min(FOLDS, len(values))
    guesses = np.empty((2, len(values)))
    for fold in range(int(folds.max()) + 1):
        out = folds == fold
        for row, parts in enumerate(_both(points[~out], values[~out], odds)):
            guesses[row, out] = _sum(known[out], parts, points[out])
    gap = guesses[0] - guesses[1]
    size, spread = float(gap @ gap), float(((truth - truth.mean()) ** 2).sum())
    share = float(np.clip((truth - guesses[1]) @ gap / size, 0.0, 1.0)) if size > 0.0 else 1.0
    missed = truth - guesses[1] - share * gap
    r2 = 1.0 - float(missed @ missed) / spread if spread > 0.0 else 1.0
    return StandIn(_both(points, values, odds), share, weights, r2)


def explained(found: Floats, truth: Floats) -> float:
    """R^2 of some figures."""
    return 1.0 - float(((found - truth) ** 2).sum()) / max(float(((truth - truth.mean()) ** 2).sum()), SMALL**2)


def _sum(known: Floats, parts: tuple[Emulator, ...], points: Floats) -> Floats:
    return np.asarray((known * together(parts, points)).sum(axis=1), dtype=np.float64)


def _both(points: Floats, values: Floats, odds: bool) -> tuple[tuple[Emulator, ...], tuple[Emulator, ...]]:
    """The sparse fits of all parts, and the ridge fits."""
    found: tuple[list[Emulator], list[Emulator]] = [], []
    ridge = Ridge(points)
    for column in values.T:
        level = np.log((column + EDGE) / (1.0 - column + EDGE)) if odds else column
        flat = float(column.std()) < (FLAT if odds else 0.0)
        constant: Fit = ((),), np.array([level.mean()])
        for row, fit in enumerate((constant, constant) if flat else (sparse(points, level), ridge(level))):
            found[row].append(Emulator(*fit, odds))
    return tuple(found[0]), tuple(found[1])


class Ridge:
    """All degree-1 terms, pulled towards 0, and the constant: points [n, d] made ready for many values."""

    def __init__(self, points: Floats) -> None:
        self.terms: tuple[Term, ...] = tuple(((place, 1),) for place in range(points.shape[1]))
        self.table = columns(points, self.terms)
        self.sizes, self.turn = np.linalg.eigh(self.table @ self.table.T)

    def __call__(self, values: Floats) -> Fit:
        """Terms and weights, with the penalty that has the smallest leave-one-out error."""
        mean, turn = float(values.mean()), self.turn
        turned = turn.T @ (values - mean)
        best, chosen = np.inf, turned
        for penalty in PENALTIES:
            kept = self.sizes / (self.sizes + penalty)
            error = _loo(turn @ ((1.0 - kept) * turned), (turn**2) @ kept)
            if error < best:
                best, chosen = error, turned / (self.sizes + penalty)
        weights = self.table.T @ (turn @ chosen) if best < np.inf else np.zeros(len(self.terms))
        return ((), *self.terms), np.concatenate(([mean], weights))


def sparse(points: Floats, values: Floats) -> Fit:
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
    return tuple(terms), np.asarray(weights, dtype=np.float64)


def _left(table: Floats, basis: Floats) -> Floats:
    """What an orthonormal basis leaves of some columns."""
    return np.asarray(table - basis @ (basis.T @ table), dtype=np.float64)


def _loo(rest: Floats, hat: Floats) -> float:
    """The leave-one-out squared error of a linear fit, from its residuals and the diagonal of its hat matrix."""
    return float(((rest / np.maximum(1.0 - hat, SMALL)) ** 2).sum())


def _products(terms: list[Term], pick: Term) -> list[Term]:
    """Products of an input that is new with those that are in already."""
    known = {place for term in terms for place, _ in term}
    if len(pick) != 1 or pick[0][0] in known:
        return []
    return [tuple(sorted(((pick[0][0], 1), (other, 1)))) for other in sorted(known)]


def columns(points: Floats, terms: tuple[Term, ...]) -> Floats:
    """The value of every term at every point: [n, m]."""
    table = np.ones((len(terms), len(points)))
    if not any(terms):
        return table.T
    used = {place: 2.0 * points[:, place] - 1.0 for term in terms for place, _ in term}
    for number, term in enumerate(terms):
        for place, degree in term:
            x = used[place]
            table[number] *= np.sqrt(3.0) * x if degree == 1 else np.sqrt(5.0) * (1.5 * x**2 - 0.5)
    return table.T
