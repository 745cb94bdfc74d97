"""What worker processes do: plain functions of plain values, by name, so that they can be sent to another process.

A module for each family of questions, loaded when the first of them is asked. A task gets a ``tell(done, whole)`` and
what it was asked with; what it returns must be picklable. Answers to questions are the same records as everywhere else.
Libraries of arithmetic are imported in the functions: the process that serves pages never needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

FAMILIES = {
    "answers": ("estimate", "chances", "claims", "crux", "resting_places", "turning"),
    "board": ("look", "overview"),
    "evidence": ("covered", "evidence", "place", "source_text"),
    "offers": ("front", "menu", "need", "price", "spread", "wanted", "way"),
    "printing": ("report",),
    "reading": ("check", "summary"),
    "records": ("check_record", "record"),
    "states": ("find_states", "resting", "ways"),
    "verdicts": ("ready", "ready_for_one", "verdicts"),
    "writing": ("written",),
}
"""The modules, and the tasks of each."""

HOMES = {task: family for family, tasks in FAMILIES.items() for task in tasks}


class Tasks(Mapping[str, Callable[..., Any]]):
    """Every task by its name. Raises KeyError for what is none."""

    def __getitem__(self, name: str) -> Callable[..., Any]:
        found: Callable[..., Any] = getattr(import_module(f".{HOMES[name]}", __name__), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(HOMES)

    def __len__(self) -> int:
        return len(HOMES)


TASKS = Tasks()
