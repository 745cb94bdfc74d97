"""How actors act: how often, how carefully, how patiently, at what cost of moving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..model import Model
from .blocks import Floats

DAY = 1.0 / 365.25
"""The shortest foresight, in years."""


@dataclass(frozen=True)
class Habits:
    """Per actor, float64 [A]: ``tempo``, moves a year; ``precision``, per unit of worth; ``foresight``, years (one over
    the discount rate); ``move_cost``, worth times years, paid once for any move. Raises :class:`Unanswerable` where one
    is out of range."""

    tempo: Floats
    precision: Floats
    foresight: Floats
    move_cost: Floats

    def __post_init__(self) -> None:
        for name, low in (("tempo", 0.0), ("precision", 0.0), ("foresight", DAY), ("move_cost", 0.0)):
            numbers = np.ascontiguousarray(getattr(self, name), dtype=np.float64)
            object.__setattr__(self, name, numbers)
            if numbers.shape != np.shape(self.tempo) or not bool(np.all((numbers >= low) & np.isfinite(numbers))):
                raise Unanswerable(f"{name} must be a number of at least {low:.4g} for each actor; found {numbers}")

    @property
    def discount(self) -> Floats:
        """The discount rate, per year: float64 [A]."""
        return 1.0 / self.foresight

    @property
    def total_tempo(self) -> float:
        """How often anybody moves, per year."""
        return float(self.tempo.sum())

    @property
    def effective_precision(self) -> Floats:
        """Precision as choices show it: precision * rho / (rho + total tempo), float64 [A].

        What one unit of worth, held until the next move of anybody, weighs in a choice. Patience and noise matter only
        through it.
        """
        return self.precision * self.discount / (self.discount + self.total_tempo)

    def noise(self) -> Habits:
        """The same actors choosing at random among staying and their moves."""
        return Habits(self.tempo, np.zeros_like(self.precision), self.foresight, np.zeros_like(self.move_cost))


def habits(model: Model, draw: Mapping[str, float] | None = None) -> Habits:
    """The habits of a model's actors, in its order; ``draw`` replaces middles by path (``actors.ID.tempo``).

    A number drawn below its range counts as the end of the range (tempo, precision, cost 0; foresight one day).
    """

    def column(name: str, low: float) -> npt.NDArray[np.float64]:
        drawn = draw or {}
        numbers = [drawn.get(f"actors.{each.id}.{name}", getattr(each, name).middle) for each in model.actors]
        return np.maximum(np.array(numbers, dtype=np.float64), low)

    return Habits(column("tempo", 0.0), column("precision", 0.0), column("foresight", DAY), column("move_cost", 0.0))
