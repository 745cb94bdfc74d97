"""What worker processes do: plain functions of plain values, by name, so that they can be sent to another process.

A module for each family of questions. A task gets a ``tell(done, whole)`` and what it was asked with; what it returns
must be picklable. Answers to questions are the same records as everywhere else. Libraries of arithmetic are imported in
the functions: the process that serves pages never needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .answers import chances, claims, crux, estimate, resting_places, turning
from .board import look, overview
from .evidence import covered, evidence, place, source_text
from .offers import front, menu, need, price, spread, wanted, way
from .printing import report
from .reading import check, summary
from .records import check_record, record
from .states import find_states, resting, ways
from .verdicts import ready, verdicts
from .writing import written

FAMILIES: tuple[tuple[Callable[..., Any], ...], ...] = (
    (check, summary, ready, verdicts, report),
    (record, check_record),
    (estimate, chances, resting_places, claims, turning, crux, written),
    (evidence, covered, source_text, place),
    (overview, look, ways, resting, find_states),
    (menu, price, spread, need, front, wanted, way),
)
"""The tasks of each family."""

TASKS: Mapping[str, Callable[..., Any]] = {each.__name__: each for family in FAMILIES for each in family}
"""Every task by its name."""
