"""What every answer carries: from which model, under which settings, with which version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from ..model import Model
from ..stability import Settings

SCHEMA = 1
"""The version of the JSON records. Keys are added within a version, never renamed or removed."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where an answer comes from. ``seed`` is None where nothing was drawn."""

    title: str
    fingerprint: str
    detente: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    partial: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA,
            "model": {"title": self.title, "fingerprint": self.fingerprint},
            "detente": self.detente,
            "settings": dict(self.settings),
            "seed": self.seed,
            "partial": self.partial,
        }


def stamp(
    model: Model, settings: Mapping[str, Any] | None = None, seed: int | None = None, partial: bool = False
) -> Stamp:
    """The stamp of an answer about ``model``."""
    return Stamp(model.title, model.fingerprint, version("detente"), dict(settings or {}), seed, partial)


def verdict_settings(settings: Settings) -> dict[str, Any]:
    """What every verdict records."""
    return {"countermoves": settings.countermoves, "sanction": settings.sanction}
