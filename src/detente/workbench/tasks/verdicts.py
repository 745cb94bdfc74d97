"""Verdicts, and getting ready for every other question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model import Model
from ..worker import Tell


def ready(tell: Tell) -> bool:
    """Load what every answer needs, so that the first one does not wait for it."""
    from ...answer import solve  # noqa: F401
    from ...forecast import judge, predict  # noqa: F401

    tell(1, 1)
    return True


def verdicts(_: Tell, model: Model, given: Mapping[str, str] | None = None) -> Any:
    """:func:`detente.solve`."""
    from ...answer.solve import solve

    return solve(model, given=given)
