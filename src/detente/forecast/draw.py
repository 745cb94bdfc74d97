"""Draws of everything uncertain: scrambled Sobol points through each quantity's inverse distribution.

One dimension per uncertain number, one per want in a list in which only the order counts (its weights are uniform on
all weights that respect the order; Lahdelma, Hokkanen & Salminen 1998). The process of moves needs numbers for every
order: for it there is also a dimension per priority (descending weights likewise) and one per gap between the tiers of
a ranking (gaps uniform on the simplex). The same seed gives the same draws; the same draws are used for all variants
that are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..model import Assumption, Draw, Model, Priorities, Ranking, Wants, uncertain
from ..space import ordered_weights
from .points import points

DEFAULT_SEED = 20260101

EDGE = 1e-9
"""Points are kept this far from 0 and 1, where a normal distribution has no finite value."""

Paths = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which dimension of a point stands for what: numbers first, then orders, then gaps of rankings."""

    numbers: tuple[Assumption, ...]
    orders: tuple[Paths, ...]
    gaps: tuple[Paths, ...] = ()

    @property
    def names(self) -> Paths:
        """The path behind every dimension."""
        listed = (path for paths in (*self.orders, *self.gaps) for path in paths)
        return (*(each.path for each in self.numbers), *listed)

    @property
    def dimensions(self) -> int:
        return len(self.names)

    @property
    def moves_verdicts(self) -> bool:
        """Whether a dimension says what actors want: verdicts depend on nothing else that is drawn."""
        return any(name.startswith(("preferences.", "rules.")) for name in self.names)

    def draw(self, point: npt.NDArray[np.float64]) -> Draw:
        """The draw that one point of the unit cube stands for (float64 [dimensions])."""
        inside = np.clip(point, EDGE, 1 - EDGE)
        drawn = {
            each.path: each.quantity.at(float(u))
            for each, u in zip(self.numbers, inside, strict=False)
            if each.quantity
        }
        place = len(self.numbers)
        for number, paths in enumerate((*self.orders, *self.gaps)):
            piece = inside[place : place + len(paths)]
            weights = ordered_weights(piece) if number < len(self.orders) else -np.log1p(-piece)
            drawn.update(zip(paths, map(float, weights), strict=True))
            place += len(paths)
        return drawn


def plan(model: Model, process: bool = False) -> Plan:
    """What there is to draw in a model; with ``process``, what the process of moves needs besides."""
    if not process:
        return Plan(uncertain(model), tuple(_orders(model, (Wants,))))
    return Plan(uncertain(model), tuple(_orders(model, (Wants, Priorities))), tuple(_gaps(model)))


def _orders(model: Model, kinds: tuple[type, ...]) -> Iterator[Paths]:
    for actor, preference in model.preferences:
        if isinstance(preference, kinds):
            match preference:
                case Wants(wants) if preference.is_ordinal and wants:
                    yield tuple(f"preferences.{actor}.{want.id}" for want in wants)
                case Priorities(statements) if statements:
                    yield tuple(f"preferences.{actor}.{each.id}" for each in statements)


def _gaps(model: Model) -> Iterator[Paths]:
    for actor, preference in model.preferences:
        if isinstance(preference, Ranking) and len(preference.tiers) > 2:
            yield tuple(f"preferences.{actor}.gap-{place}" for place in range(len(preference.tiers) - 1))


def draws(model: Model, count: int, seed: int = DEFAULT_SEED, process: bool = False) -> Sequence[Draw]:
    """``count`` draws of everything uncertain in ``model``; a model without uncertainty gives one, empty."""
    layout = plan(model, process)
    if layout.dimensions == 0:
        return [{}]
    return [layout.draw(point) for point in points(layout.dimensions, count, seed)]
