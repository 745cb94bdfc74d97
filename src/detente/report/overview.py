"""Everything about one model on one page: the question, today, where it can rest, readings, claims, evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..answer.coverage import Coverage, coverage
from ..answer.outlook import Outlook, outlook
from ..answer.record import Stamp, stamp
from ..forecast.draw import DEFAULT_SEED
from ..forecast.judge import Judgements, judge
from ..model import Model
from ..stability import Settings


@dataclass(frozen=True)
class Overview:
    """``outlooks``: the base model (id ``""``) and each reading."""

    stamp: Stamp
    model: Model
    outlooks: tuple[tuple[str, Outlook], ...]
    judgements: Judgements
    coverage: Coverage

    def as_dict(self) -> dict[str, Any]:
        today = self.model.status_quo
        return {
            **self.stamp.as_dict(),
            "question": self.model.question,
            "as_of": self.model.as_of,
            "horizon_years": self.model.horizon,
            "status_quo": dict(today) if today is not None else None,
            "outlooks": {reading or "base": found.as_dict()["scenarios"] for reading, found in self.outlooks},
            "claims": self.judgements.as_dict()["claims"],
            "assumptions": {key: self.coverage.as_dict()[key] for key in ("share", "resting", "bare")},
        }


def overview(
    model: Model,
    draws: int = 64,
    seed: int = DEFAULT_SEED,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Overview:
    """Ask everything of ``model`` that needs only verdicts."""
    outlooks = tuple((reading, outlook(variant, settings=settings)) for reading, variant in model.variants())
    judgements = judge(model, draws, seed, settings, progress)
    return Overview(stamp(model, judgements.stamp.settings, seed), model, outlooks, judgements, coverage(model))
