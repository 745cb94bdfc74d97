"""Verdicts, and getting ready for every other question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...model import Model
from ..worker import Tell

SMALL = "chicken"
"""A built-in case on which the process of moves is tried out."""


def ready_for_one(_: Tell) -> bool:
    """Load what one run at the middle of a model needs."""
    from ...forecast import predict, turned  # noqa: F401
    from .answers import estimate  # noqa: F401

    return True


def ready(tell: Tell) -> bool:
    """Load what every answer needs, compiled code too, so that the first one does not wait for it."""
    from ...cases.load import load
    from ...forecast import judge  # noqa: F401
    from ...forecast.predict import predict
    from ...report.page import opening  # noqa: F401
    from ...report.tables import chances  # noqa: F401

    predict(load(SMALL), draws=2)
    tell(1, 1)
    return True


def verdicts(_: Tell, model: Model, given: Mapping[str, str] | None = None) -> Any:
    """:func:`detente.solve`."""
    from ...answer.solve import solve

    return solve(model, given=given)
