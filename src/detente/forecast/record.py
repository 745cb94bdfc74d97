"""What a forecast says: chances with bands, floors and baselines, by outcome and by scenario.

Four *measures* of an outcome, at each of T dates: ``reached`` by the date, ``holding`` at the date, ``in_place`` (share
of the time up to the date in which it holds), and ``lasting`` (share of the time after first passage in which it holds;
not a number where it is practically never reached). ``floor`` is the same figure if everybody moved at random.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

from ..answer.record import Stamp
from ..model import Assignment

if TYPE_CHECKING:
    import pandas as pd

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One measure at T dates. ``mean`` over scenarios and draws; ``low`` to ``high``: the middle 80% of the draws
    (scenarios averaged within each); ``floor``: all moves at random, tempos at their middles."""

    mean: Numbers
    low: Numbers
    high: Numbers
    floor: Numbers

    @property
    def last(self) -> float:
        """The mean at the last date."""
        return self.mean[-1]

    def as_dict(self) -> dict[str, list[float | None]]:
        """The four lists; None where a number is not defined."""
        return {name: [None if isnan(each) else each for each in numbers] for name, numbers in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Part:
    """One scenario's share in a forecast: its values after the last change, its mean probability, each measure."""

    world: Assignment
    probability: float
    curves: Mapping[str, Curve]

    def as_dict(self) -> dict[str, Any]:
        measures = {name: curve.as_dict() for name, curve in self.curves.items()}
        return {"scenario": dict(self.world), "probability": self.probability, **measures}


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the spread of one outcome's chance (reached by the last date) comes from.

    ``variance``: over scenarios and draws. ``scenario`` + ``numbers`` = 1: the share that knowing the scenario would
    remove, and the rest, which is due to the drawn numbers. ``variables``: the share that knowing one scenario variable
    alone would remove; where variables depend on each other these overlap.
    """

    variance: float
    scenario: float
    numbers: float
    variables: tuple[tuple[str, float], ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            "variance": self.variance,
            "scenario": self.scenario,
            "numbers": self.numbers,
            "variables": dict(self.variables),
        }


@dataclass(frozen=True, slots=True)
class Step:
    """One move on a path: who, from which state to which, with which chance among all moves then possible."""

    actor: str
    before: str
    after: str
    chance: float


@dataclass(frozen=True, slots=True)
class Path:
    """The path most taken to an outcome in its likeliest scenario, under the choices at ``time`` (years)."""

    world: Assignment
    time: float
    probability: float
    steps: tuple[Step, ...]

    def as_dict(self) -> dict[str, Any]:
        steps = [
            {"mover": step.actor, "from": step.before, "to": step.after, "chance": step.chance} for step in self.steps
        ]
        return {"scenario": dict(self.world), "time": self.time, "probability": self.probability, "steps": steps}


@dataclass(frozen=True, slots=True)
class OutcomeForecast:
    """How likely one outcome is. ``today``: whether it holds now, and so always would if nothing changed. ``samples``:
    per draw and branch of the scenario, the chance to reach it by the last date."""

    id: str
    text: str
    today: bool
    base_rate: float | None
    curves: Mapping[str, Curve]
    parts: tuple[Part, ...]
    spread: Spread
    path: Path | None
    samples: tuple[Numbers, ...] = ()

    @property
    def reached(self) -> Curve:
        return self.curves["reached"]

    @property
    def holding(self) -> Curve:
        return self.curves["holding"]

    @property
    def in_place(self) -> Curve:
        return self.curves["in_place"]

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "text": self.text,
            "holds_today": self.today,
            "base_rate": self.base_rate,
            **{name: curve.as_dict() for name, curve in self.curves.items()},
            "scenarios": [part.as_dict() for part in self.parts],
            "spread": self.spread.as_dict(),
            "path": self.path.as_dict() if self.path else None,
        }


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """How far to trust the arithmetic. ``games``: solved in all; ``unsettled``: the share that did not converge;
    ``residual``: the worst, in units of worth; ``precision``: mean effective precision per actor; ``checked``: games
    looked at from several starts, ``several``: those among them with more than one equilibrium; ``apart``: the largest
    difference that another equilibrium makes to the chance of an outcome in its scenario."""

    games: int
    unsettled: float
    residual: float
    precision: tuple[tuple[str, float], ...]
    checked: int
    several: int
    apart: float

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "precision": dict(self.precision)}


@dataclass(frozen=True, slots=True)
class Forecast:
    """How likely each outcome is. ``dates``: years from the model's date; ``days``: the same as ISO dates, if dated."""

    stamp: Stamp
    dates: Numbers
    days: tuple[str, ...]
    outcomes: tuple[OutcomeForecast, ...]
    draws: int
    diagnostics: Diagnostics

    def __getitem__(self, outcome: str) -> OutcomeForecast:
        return next(each for each in self.outcomes if each.id == outcome)

    def as_dict(self) -> dict[str, Any]:
        """The record that ``detente forecast --json`` prints."""
        return {
            **self.stamp.as_dict(),
            "dates": list(self.dates),
            "days": list(self.days),
            "draws": self.draws,
            "outcomes": [each.as_dict() for each in self.outcomes],
            "diagnostics": self.diagnostics.as_dict(),
        }

    def table(self) -> pd.DataFrame:
        """One row per outcome and date; mean, band and floor of each measure."""
        import pandas as pd

        rows = [
            {"outcome": each.id, "date": self.days[place] if self.days else self.dates[place]}
            | {
                name if kind == "mean" else f"{name}_{kind}": getattr(curve, kind)[place]
                for name, curve in each.curves.items()
                for kind in ("mean", "low", "high", "floor")
            }
            for each in self.outcomes
            for place in range(len(self.dates))
        ]
        return pd.DataFrame(rows).set_index(["outcome", "date"])

    def _repr_html_(self) -> str:
        return str(self.table().to_html())
