"""What became of a claim: holds, fails, undecided; with its share, its value, and what speaks against trusting it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ..answer.record import Stamp
from ..model import Assignment, Claim, Evidence

Outcome = Literal["holds", "fails", "undecided", "needs the process of moves", "cannot be asked"]

Unit = Literal["chance", "difference of chances", "worth"]

FIRM = 0.9
"""A claim holds if it does so in at least this share of the draws, fails if in at most 1 - FIRM."""


@dataclass(frozen=True, slots=True)
class Value:
    """The figure that a claim of the process of moves is about: its mean over draws, and the middle 80% of them.

    ``unit``: ``chance`` (a probability), ``difference of chances`` or ``worth`` (annuities). ``floor``: the same figure
    if everybody moved at random, where it is a plain chance.
    """

    mean: float
    low: float
    high: float
    unit: Unit = "chance"
    floor: float | None = None

    def as_dict(self) -> dict[str, Any]:
        return {"mean": self.mean, "low": self.low, "high": self.high, "unit": self.unit, "noise_floor": self.floor}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One claim and what became of it.

    ``share``: of the draws (for claims that need only verdicts: of the preferences considered), None where nothing was
    tested. ``worlds``: for verdicts, per scenario, whether the claim holds there at the middle of everything uncertain.
    ``value``: for the process of moves. ``vacuous``: the claim holds, and at the middle of everything uncertain still
    does without the assumptions that it speaks about; None where that was not looked at. ``contradicts``: the source
    that asserts what here fails. ``passages``: the evidence that the claim rests on.
    """

    claim: Claim
    outcome: Outcome
    share: float | None = None
    draws: int = 0
    worlds: tuple[tuple[Assignment, bool], ...] = ()
    reason: str = ""
    value: Value | None = None
    vacuous: bool | None = None
    passages: tuple[Evidence, ...] = ()

    @property
    def contradicts(self) -> str:
        return self.claim.claimed_by if self.outcome == "fails" else ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.claim.id,
            "says": self.claim.says,
            "by": self.claim.claimed_by,
            "needs": "the process of moves" if self.claim.needs_process else "verdicts",
            "outcome": self.outcome,
            "share": self.share,
            "share_of": "draws" if self.claim.needs_process else "preferences considered",
            "draws": self.draws,
            "scenarios": [{"scenario": dict(world), "holds": holds} for world, holds in self.worlds],
            "value": self.value.as_dict() if self.value else None,
            "vacuous": self.vacuous,
            "contradicts": self.contradicts or None,
            "reason": self.reason,
            "because": list(self.claim.because),
            "passages": [
                {"source": each.source, "paragraphs": list(each.paragraphs), "says": each.says}
                for each in self.passages
            ],
        }


@dataclass(frozen=True, slots=True)
class Judgements:
    """All claims of a model."""

    stamp: Stamp
    judgements: tuple[Judgement, ...]

    def as_dict(self) -> dict[str, Any]:
        return {**self.stamp.as_dict(), "claims": [each.as_dict() for each in self.judgements]}

    def __getitem__(self, claim: str) -> Judgement:
        return next(each for each in self.judgements if each.claim.id == claim)

    def table(self) -> Any:
        """One row per claim (a pandas DataFrame)."""
        import pandas as pd

        return pd.DataFrame([each.as_dict() for each in self.judgements]).set_index("id")

    def _repr_html_(self) -> str:
        return str(self.table().to_html())


def outcome_of(share: float) -> Outcome:
    return "holds" if share >= FIRM else "fails" if share <= 1 - FIRM else "undecided"
