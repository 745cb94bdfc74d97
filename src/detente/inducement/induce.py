"""What would change it: packages, the inverse question and the road, in one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..answer.record import Stamp, stamp
from ..answer.worlds import world
from ..errors import DetenteError, Unanswerable
from ..forecast.staged import stage as forecast_stage
from ..model import Condition, Draw, Model, conditions
from ..stability import Settings
from .commit import HOLDS, Hold
from .inverse import Inverse, inverse
from .offers import Front
from .packages import packages
from .play import Stage
from .road import Road, road
from .targets import condition_of
from .worths import Worths, worths

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int], None]
"""Told which of the parts is at work, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Inducement:
    """``missing``: the parts that could not be given, each with a sentence that says why; they are None."""

    stamp: Stamp
    outcome: str
    packages: Front | None
    inverse: Inverse | None
    road: Road | None
    missing: tuple[tuple[str, str], ...] = ()
    worths: Worths | None = None

    def table(self) -> pd.DataFrame:
        """The packages on the front (a pandas DataFrame); without packages, the inverse question."""
        import pandas as pd

        if self.packages is not None:
            return self.packages.table()
        return self.inverse.table() if self.inverse is not None else pd.DataFrame()

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def as_dict(self) -> dict[str, Any]:
        parts = {"packages": self.packages, "inverse": self.inverse, "road": self.road, "worths": self.worths}
        return {
            **self.stamp.as_dict(),
            "outcome": self.outcome,
            **{name: part.as_dict() if part is not None else None for name, part in parts.items()},
            "missing": dict(self.missing),
        }


def induce(
    model: Model,
    outcome: str | Condition,
    stage: Stage | None = None,
    payers: Sequence[str] | None = None,
    up_to: int = 2,
    holds: Sequence[Hold] = HOLDS,
    given: Mapping[str, str] | None = None,
    target: str | None = None,
    measure: str = "holding",
    concept: str = "seq",
    settings: Settings | None = None,
    draws: Sequence[Draw] = (),
    lift: float | None = None,
    progress: Progress | None = None,
) -> Inducement:
    """What would bring an outcome about.

    ``stage`` makes a model ready for the process of moves (by default as forecasts do). ``given``: scenario values;
    what it leaves open is averaged over in packages, and takes its likeliest value in the verdicts of the inverse
    question and the road. ``lift``: look also for the smallest changes of worths that lift the chance to that. Other
    arguments as in :func:`.packages.packages`, :func:`.inverse.inverse` and
    :func:`.road.road`. A part that cannot be given is missing, with its reason; an interrupt leaves the parts that are
    done. Raises Unanswerable for names that are not in the model.
    """
    world(model, given)
    condition_of(model, outcome)
    _known(model, (*(payers or ()), *([target] if target else [])))
    ready: Stage = stage or forecast_stage

    def told(part: str) -> Callable[[int, int], None] | None:
        return (lambda done, whole: progress(part, done, whole)) if progress else None

    asked: dict[str, Callable[[], Any]] = {
        "inverse": lambda: inverse(model, outcome, concept, given, settings, told("inverse")),
        "road": lambda: road(model, outcome, ready, given, concept, settings),
        "packages": lambda: packages(
            model, outcome, ready, payers, up_to, holds, given, target, measure, draws=draws, progress=told("packages")
        ),
    }
    if lift is not None:
        asked["worths"] = lambda: worths(model, outcome, ready, lift, given, target, measure, progress=told("worths"))
    found, missing, partial = _answers(asked)
    recorded = {"concept": concept, "measure": measure, "given": dict(given or {}), "up_to": up_to}
    return Inducement(
        stamp(model, recorded, partial=partial),
        outcome if isinstance(outcome, str) else conditions.text(outcome),
        found.get("packages"),
        found.get("inverse"),
        found.get("road"),
        missing,
        found.get("worths"),
    )


def _known(model: Model, actors: Sequence[str]) -> None:
    names = tuple(actor.id for actor in model.actors)
    for actor in actors:
        if actor not in names:
            raise Unanswerable(f"there is no actor {actor}; there are {', '.join(names)}")


def _answers(asked: Mapping[str, Callable[[], Any]]) -> tuple[dict[str, Any], tuple[tuple[str, str], ...], bool]:
    """The parts by name, those that are missing with their reasons, and whether an interrupt cut anything short."""
    found: dict[str, Any] = {}
    missing: list[tuple[str, str]] = []
    partial = False
    for name, ask in asked.items():
        try:
            found[name] = ask()
        except DetenteError as error:
            missing.append((name, str(error)))
        except KeyboardInterrupt:
            partial = True
            break
    return found, tuple(missing), partial or any(each.stamp.partial for each in found.values())
