"""Everything about one model on one page: the question, how likely, where it can rest, readings, claims, evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..answer.coverage import Coverage, coverage
from ..answer.outlook import Outlook, outlook
from ..answer.record import Stamp, stamp
from ..errors import Unanswerable
from ..forecast.compare import Crux, compare
from ..forecast.draw import DEFAULT_SEED
from ..forecast.hinges import Hinges, hinges
from ..forecast.judge import Judgement, Judgements, judge
from ..forecast.predict import predict
from ..forecast.record import Forecast
from ..forecast.solved import Solved
from ..forecast.workers import beside
from ..model import Model, Wants
from ..stability import Settings

BASE_DRAWS, READING_DRAWS = 32, 16
"""Draws of the base model's forecast and of each reading's, at most; ``detente forecast`` takes more."""

FEWEST = 8
"""Fewer draws tell nothing about single numbers."""

FEW_HINGES = 3
"""Hinges whose flip point is worked out; ``detente hinges`` looks at more."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Overview:
    """``outlooks``, ``forecasts``: the base model (id ``""``) and each reading. ``unforeseen``: why there are no
    forecasts, if so. ``crux``: what divides the readings about the first outcome; ``hinges``: what its chance hinges on
    in the base model; None where there is nothing to say."""

    stamp: Stamp
    model: Model
    outlooks: tuple[tuple[str, Outlook], ...]
    forecasts: tuple[tuple[str, Forecast], ...]
    unforeseen: str
    crux: Crux | None
    hinges: Hinges | None
    judgements: Judgements
    coverage: Coverage

    @property
    def questions(self) -> dict[str, tuple[Judgement, ...]]:
        """The leading questions, each with the claims that settle it."""
        asked = dict.fromkeys(each.claim.answers for each in self.judgements.judgements if each.claim.answers)
        return {
            question: tuple(each for each in self.judgements.judgements if each.claim.answers == question)
            for question in asked
        }

    def as_dict(self) -> dict[str, Any]:
        today = self.model.status_quo
        return {
            **self.stamp.as_dict(),
            "question": self.model.question,
            "as_of": self.model.as_of,
            "horizon_years": self.model.horizon,
            "today": dict(today) if today is not None else None,
            "questions": {question: [each.claim.id for each in found] for question, found in self.questions.items()},
            "forecasts": {reading or "base": _brief(found) for reading, found in self.forecasts},
            "no_forecast": self.unforeseen or None,
            "crux": self.crux.as_dict() if self.crux else None,
            "hinges": self.hinges.as_dict() if self.hinges else None,
            "outlooks": {reading or "base": found.as_dict()["scenarios"] for reading, found in self.outlooks},
            "claims": self.judgements.as_dict()["claims"],
            "assumptions": {key: self.coverage.as_dict()[key] for key in ("share", "resting", "bare")},
        }


def _brief(found: Forecast) -> dict[str, Any]:
    return {key: found.as_dict()[key] for key in ("dates", "days", "draws", "outcomes", "diagnostics", "partial")}


def overview(
    model: Model,
    draws: int = 64,
    seed: int = DEFAULT_SEED,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Overview:
    """Ask everything of ``model``. ``progress`` is told (steps done, steps in all). An interrupt leaves what is done
    (``stamp.partial``)."""
    variants = tuple(model.variants())
    steps = _Steps(progress, len(variants) + 2)
    forecasts: list[tuple[str, Forecast]] = []
    unforeseen = _unforeseeable(model)
    crux, turning, judgements, partial = None, None, Judgements(stamp(model, seed=seed), ()), False
    solved = Solved()
    with beside(lambda: tuple((name, outlook(variant, settings=settings)) for name, variant in variants)) as working:
        try:
            if not unforeseen:
                unforeseen = _forecasts(model, draws, seed, steps, forecasts, solved)
            if forecasts:
                with beside(lambda: _hinges(model, forecasts[0][1], solved)) as turned:
                    crux = _crux(model, seed, steps, solved)
                    turning = turned.result()
            judgements = judge(model, draws, seed, settings, steps.part(), solved=solved)
        except KeyboardInterrupt:
            partial = True
        outlooks = working.result()
    recorded = dict(judgements.stamp.settings)
    about = stamp(model, recorded, seed, partial or judgements.stamp.partial)
    return Overview(about, model, outlooks, tuple(forecasts), unforeseen, crux, turning, judgements, coverage(model))


def _unforeseeable(model: Model) -> str:
    """Why a model is not forecast; empty if it is."""
    if not model.outcomes:
        return "the model names no outcome"
    if not any(isinstance(wanted, Wants) and not wanted.is_ordinal for _, wanted in model.preferences):
        return "nobody's wants have a worth; `detente forecast` draws worths that respect the orders"
    return ""


def _forecasts(
    model: Model, draws: int, seed: int, steps: _Steps, found: list[tuple[str, Forecast]], solved: Solved
) -> str:
    """Add the forecast of each reading to ``found``; a sentence where there can be none."""
    for reading, variant in model.variants():
        try:
            wanted = min(draws, most(reading))
            forecast = predict(variant, draws=wanted, seed=seed, progress=steps.part(), solved=solved)
        except Unanswerable as error:
            return str(error)
        found.append((reading, forecast))
        if forecast.stamp.partial:
            raise KeyboardInterrupt
    return ""


def _crux(model: Model, seed: int, steps: _Steps, solved: Solved) -> Crux | None:
    """What divides the readings about the first outcome."""
    if not model.readings:
        return None
    name, tell = model.outcomes[0].id, steps.part()
    return compare(model, name, draws=1, seed=seed, progress=tell, solved=solved).cruxes[0]


def _hinges(model: Model, forecast: Forecast, solved: Solved) -> Hinges | None:
    """What the chance of the first outcome hinges on, from the draws of its forecast; None where these are too few."""
    if forecast.draws < FEWEST:
        return None
    try:
        return hinges(model.base, model.outcomes[0].id, forecast=forecast, turns=FEW_HINGES, solved=solved)
    except Unanswerable:
        return None


def most(reading: str) -> int:
    """How many draws the forecast of a reading takes at most (``""``: the base model)."""
    return READING_DRAWS if reading else BASE_DRAWS


class _Steps:
    """Several pieces of work, each with its own count, told as one."""

    def __init__(self, progress: Progress | None, parts: int) -> None:
        self.progress, self.parts, self.begun = progress, parts, 0

    def part(self) -> Progress:
        """The progress of the next piece."""
        place = self.begun
        self.begun += 1

        def tell(done: int, whole: int) -> None:
            if self.progress:
                self.progress(round(1000 * (place + done / max(whole, 1))), 1000 * self.parts)

        return tell
