"""Offers and their front: what a package does, what it costs, and which packages no other one dominates.

An offer dominates another if it has at least its effect and costs no actor more, and is better in one of these; or if
they come to the same and it needs fewer commitments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..answer.record import Stamp
from .commit import Package
from .play import Floats

if TYPE_CHECKING:
    import pandas as pd

Places = npt.NDArray[np.int64]

SAME = 1e-3
"""Effects (probabilities) and gains (units of worth) are compared to this accuracy: several times what solving leaves
open."""

Numbers = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One package and what comes of it. ``gains``: of every actor, by id. ``unsettled``: games that did not converge,
    ``residual``: the worst, in units of worth. ``band``: the effect's 10% and 90%
    quantiles over draws, ``agreeing``: the share of draws in which each payer goes along; both empty without draws."""

    package: Package
    payers: tuple[str, ...]
    chances: Numbers
    effects: Numbers
    gains: Numbers
    residual: float
    unsettled: int
    band: tuple[float, float] | None = None
    agreeing: Numbers = ()

    def effect(self, measure: str) -> float:
        return dict(self.effects)[measure]

    def cost(self, actor: str) -> float:
        """What the package costs an actor, in its own worth; 0 for one that does not pay, or that gains by it."""
        return max(-dict(self.gains)[actor], 0.0) if actor in self.payers else 0.0

    @property
    def total(self) -> float:
        return sum(self.cost(actor) for actor in self.payers)

    @property
    def agreed(self) -> bool:
        """Whether every payer is at least as well off."""
        return all(self.cost(actor) <= SAME for actor in self.payers)

    def as_dict(self) -> dict[str, Any]:
        return {
            "commit": dict(self.package.named),
            "needs": dict(self.package.needed),
            "hold": self.package.hold,
            "chances": dict(self.chances),
            "effects": dict(self.effects),
            "payers": {
                actor: {"cost": self.cost(actor), "goes_along": self.cost(actor) <= SAME} for actor in self.payers
            },
            "gains": dict(self.gains),
            "agreed": self.agreed,
            "residual": self.residual,
            "unsettled": self.unsettled,
            "band": list(self.band) if self.band else None,
            "share_of_draws_going_along": dict(self.agreeing),
        }


@dataclass(frozen=True)
class Front:
    """``offers``: all packages that were worked out, by falling effect on ``measure``. ``front``: those that none
    dominates. ``skipped``: packages that cannot be committed, each with what stands in the way; ``same``: how many
    came to the same commitments as another one. ``tried`` of ``menu`` sets; fewer only if interrupted
    (``stamp.partial``)."""

    stamp: Stamp
    outcome: str
    target: str
    measure: str
    chances: Numbers
    prospects: Numbers
    offers: tuple[Offer, ...]
    front: tuple[Offer, ...]
    skipped: tuple[tuple[Package, str], ...]
    same: int
    tried: int
    menu: int

    @property
    def best(self) -> Offer | None:
        """The package with the largest effect."""
        return self.front[0] if self.front else None

    @property
    def best_agreed(self) -> Offer | None:
        """The package with the largest effect to which every payer would go along."""
        return next((each for each in self.front if each.agreed), None)

    def table(self) -> pd.DataFrame:
        """One row per package on the front (a pandas DataFrame)."""
        import pandas as pd

        return pd.DataFrame([
            {
                "package": each.package.words(),
                **dict(each.chances),
                "effect": each.effect(self.measure),
                "costs": ", ".join(f"{actor} {each.cost(actor):+.3f}" for actor in each.payers),
                "agreed": each.agreed,
                f"gain of {self.target}": dict(each.gains)[self.target],
            }
            for each in self.front
        ])  # fmt: skip

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def as_dict(self) -> dict[str, Any]:
        return {
            **self.stamp.as_dict(),
            "outcome": self.outcome,
            "target": self.target,
            "measure": self.measure,
            "without": {"chances": dict(self.chances), "prospects": dict(self.prospects)},
            "front": [each.as_dict() for each in self.front],
            "worked_out": len(self.offers),
            "same_as_another": self.same,
            "skipped": [{"commit": dict(each.named), "hold": each.hold, "why": why} for each, why in self.skipped],
            "tried": self.tried,
            "of": self.menu,
        }


def pareto(offers: Sequence[Offer], measure: str, compare: str = "each") -> tuple[Offer, ...]:
    """The offers that none dominates, by falling effect on a measure. Those without a positive effect are left out.

    ``compare``: costs of ``each`` actor, or in ``total``.
    """
    useful = [each for each in offers if each.effect(measure) > SAME]
    if not useful:
        return ()
    rows = np.round(np.array([_row(each, measure, compare) for each in useful]) / SAME)
    sizes = np.array([len(each.package.all) for each in useful])
    kept = [offer for place, offer in enumerate(useful) if not _beaten(rows, sizes, place)]
    return tuple(sorted(kept, key=lambda each: (-each.effect(measure), each.total)))


def _row(offer: Offer, measure: str, compare: str) -> list[float]:
    """What is to be small."""
    costs = [offer.total] if compare == "total" else [offer.cost(actor) for actor, _ in offer.gains]
    return [-offer.effect(measure), *costs]


def _beaten(rows: Floats, sizes: Places, mine: int) -> bool:
    """Whether some other row is nowhere larger, and somewhere smaller, or equal and of a smaller set, or an earlier
    one."""
    no_worse, better = (rows <= rows[mine]).all(axis=1), (rows < rows[mine]).any(axis=1)
    earlier = (sizes < sizes[mine]) | ((sizes == sizes[mine]) & (np.arange(len(rows)) < mine))
    return bool((no_worse & (better | earlier)).any())
