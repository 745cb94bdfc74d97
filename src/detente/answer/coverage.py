"""What each assumption rests on, and which rest on nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..model import Assumption, Evidence, Model, assumptions
from .record import Stamp, stamp

KINDS_WITH_REASONS = ("want", "priority", "ranking", "chance", "rule", "soft rule", "consequence")
"""Assumptions that ought to rest on a passage; tempo, precision, foresight and cost are settings of the process."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """``resting``: assumptions with a reason; ``bare``: those that rest on nothing. ``uncited``: evidence that no
    assumption, rule or claim uses."""

    stamp: Stamp
    resting: tuple[Assumption, ...]
    bare: tuple[Assumption, ...]
    uncited: tuple[Evidence, ...]

    @property
    def share(self) -> float:
        """The share of assumptions that rest on something; 1 where there are none."""
        total = len(self.resting) + len(self.bare)
        return len(self.resting) / total if total else 1.0

    def as_dict(self) -> dict[str, Any]:
        return {
            **self.stamp.as_dict(),
            "share": self.share,
            "resting": [_plain(each) for each in self.resting],
            "bare": [_plain(each) for each in self.bare],
            "uncited_evidence": [each.id for each in self.uncited],
        }


def coverage(model: Model) -> Coverage:
    """Which assumptions of the model, and of its readings where they differ, rest on a passage."""
    every = tuple(_every(model))
    cited = {reason for each in every for reason in each.because} | set(_cited_elsewhere(model))
    counted = tuple(each for each in every if each.kind in KINDS_WITH_REASONS)
    return Coverage(
        stamp(model),
        tuple(each for each in counted if each.because),
        tuple(each for each in counted if not each.because),
        tuple(each for each in model.evidence if each.id not in cited),
    )


def rest_on(model: Model, evidence_id: str) -> tuple[Assumption, ...]:
    """The assumptions that cite one passage."""
    return tuple(each for each in _every(model) if evidence_id in each.because)


def _every(model: Model) -> Iterable[Assumption]:
    """The assumptions of the base model, then those that a reading states otherwise (a number, a reason)."""
    yield from dict.fromkeys(each for _, variant in model.variants() for each in assumptions(variant))


def _cited_elsewhere(model: Model) -> Iterable[str]:
    carriers = (model.actors, model.options, model.outcomes, model.readings, model.claims)
    for carrier in carriers:
        for each in carrier:
            yield from each.because


def _plain(each: Assumption) -> dict[str, Any]:
    return {"path": each.path, "kind": each.kind, "text": each.text, "because": list(each.because)}
