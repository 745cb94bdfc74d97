"""A section: a heading, and parts that are elements, tables, figures or sections inside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..elements import Content, Element, e
from ..figures import Figure
from ..tables import Table
from ..words import sentence


@dataclass(frozen=True, slots=True)
class Filed:
    """A table or figure that is written to files but has no place on the page."""

    piece: Table | Figure


@dataclass(frozen=True, slots=True)
class Folded:
    """Parts behind a line that opens them."""

    summary: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Small figures beside each other where there is room."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """``id``: its anchor. ``short``: its name in the contents, if shorter than the title."""

    id: str
    title: str
    parts: tuple[Part, ...]
    short: str = ""


Part = Element | Table | Figure | Filed | Folded | Side | Section


def section(section_id: str, title: str, *parts: Part | Iterable[Part] | None, short: str = "") -> Section:
    """A section; parts that are None are left out, lists are flattened."""
    return Section(section_id, title, tuple(_flat(parts)), short)


def folded(summary: str, *parts: Part | Iterable[Part] | None) -> Folded:
    return Folded(summary, tuple(_flat(parts)))


def say(*words: Content) -> Element:
    """A paragraph."""
    return e("p", *words)


def absent(reason: str) -> Element:
    """The sentence that stands where there is no answer."""
    return e("p", sentence(reason), class_="absent")


def pieces(parts: Iterable[Part]) -> Iterator[Table | Figure]:
    """Every table and figure, in the order of the page."""
    for part in parts:
        match part:
            case Table() | Figure():
                yield part
            case Filed(piece):
                yield piece
            case Side(figures):
                yield from figures
            case Folded(parts=inside) | Section(parts=inside):
                yield from pieces(inside)


def _flat(parts: Iterable[Part | Iterable[Part] | None]) -> Iterator[Part]:
    for part in parts:
        if part is None:
            continue
        if isinstance(part, Element | Table | Figure | Filed | Folded | Side | Section):
            yield part
        else:
            yield from _flat(part)
