"""Draws of everything uncertain: scrambled Sobol points through each quantity's inverse distribution.

One dimension per uncertain number, one per want in a list in which only the order counts (its weights are uniform on
all weights that respect the order; Lahdelma, Hokkanen & Salminen 1998). The same seed gives the same draws; the same
draws are used for all variants that are compared. Source of the points: Sobol 1967, scrambling by Matousek 1998
(``scipy.stats.qmc``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from ..model import Assumption, Draw, Model, Wants, uncertain
from ..space import ordered_weights

DEFAULT_SEED = 20260101

EDGE = 1e-9
"""Points are kept this far from 0 and 1, where a normal distribution has no finite value."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which dimension of a point stands for what: numbers first, then the order-only lists, want by want."""

    numbers: tuple[Assumption, ...]
    orders: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The path behind every dimension."""
        return tuple(each.path for each in self.numbers) + tuple(path for paths in self.orders for path in paths)

    @property
    def dimensions(self) -> int:
        return len(self.numbers) + sum(map(len, self.orders))

    def draw(self, point: npt.NDArray[np.float64]) -> Draw:
        """The draw that one point of the unit cube stands for (float64 [dimensions])."""
        inside = np.clip(point, EDGE, 1 - EDGE)
        drawn = {
            each.path: each.quantity.at(float(u))
            for each, u in zip(self.numbers, inside, strict=False)
            if each.quantity
        }
        place = len(self.numbers)
        for paths in self.orders:
            weights = ordered_weights(inside[place : place + len(paths)])
            drawn.update(zip(paths, map(float, weights), strict=True))
            place += len(paths)
        return drawn


def plan(model: Model) -> Plan:
    """What there is to draw in a model."""
    orders = tuple(
        tuple(f"preferences.{actor}.{want.id}" for want in preference.wants)
        for actor, preference in model.preferences
        if isinstance(preference, Wants) and preference.is_ordinal
    )
    return Plan(uncertain(model), orders)


def points(dimensions: int, count: int, seed: int) -> npt.NDArray[np.float64]:
    """``count`` scrambled Sobol points: float64 [count, dimensions]. A power of 2 keeps them balanced."""
    if dimensions == 0:
        return np.zeros((count, 0))
    whole = 1 << max(count - 1, 0).bit_length()
    found: npt.NDArray[np.float64] = qmc.Sobol(dimensions, scramble=True, rng=seed).random(whole)
    return found[:count]


def draws(model: Model, count: int, seed: int = DEFAULT_SEED) -> Sequence[Draw]:
    """``count`` draws of everything uncertain in ``model``; a model without uncertainty gives one, empty."""
    layout = plan(model)
    if layout.dimensions == 0:
        return [{}]
    return [layout.draw(point) for point in points(layout.dimensions, count, seed)]
