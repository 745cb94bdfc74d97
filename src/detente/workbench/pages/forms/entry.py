"""What a section of the forms lists: the entries that are there, and the ways to add one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ....language.plain import Value
from .bench import Bench
from .dialog import Form


class Opens(Protocol):
    """Something with a dialog."""

    def open(self) -> None: ...


Document = dict[str, Value]
"""The whole text as plain data."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` and ``said``: how it is listed; ``path``: where it stands; ``form``: makes its form, or None where it is
    edited in the text only; ``group``: the heading it stands under; ``count``: of a list whose order counts."""

    name: str
    said: str
    path: tuple[str | int, ...]
    form: Callable[[], Form] | None
    group: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Adder:
    """A button that opens the form of a new entry."""

    label: str
    form: Callable[[], Opens]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One fold of the forms: what it lists, and how to add to it; ``help``: what it is about."""

    title: str
    help: str
    entries: Callable[[Document, Bench], list[Entry]]
    adders: Callable[[Document, Bench], list[Adder]] = lambda _held, _bench: []


def mapping(value: Value) -> dict[str, Value]:
    """A mapping; an empty one for everything else."""
    return value if isinstance(value, dict) else {}


def listing(value: Value) -> list[Value]:
    """A list; an empty one for everything else."""
    return value if isinstance(value, list) else []


def dotted(path: tuple[str | int, ...]) -> str:
    """A path as problems name it."""
    return ".".join(str(step) for step in path)
