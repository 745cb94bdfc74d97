"""A table as data: columns, rows, a caption, notes. How it is written is decided elsewhere.

A cell has the text that is printed and, where it is a number, its value, which a CSV file gets in full.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..words import number, percent

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Cell:
    """``value``: the number behind the text, if any. ``anchors``: (text, id) pairs of places in the report; where
    given, the text is their texts, each a link."""

    text: str
    value: float | None = None
    anchors: tuple[tuple[str, str], ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """``wide``: holds sentences, and may wrap; other columns keep to their words."""

    head: str
    align: Align = "left"
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """``group``: heads the rows after it."""

    cells: tuple[Cell, ...]
    group: bool = False

    @property
    def alone(self) -> Cell | None:
        """The one cell of a heading row that says anything; None where several do, or in a plain row."""
        said = [cell for cell in self.cells if cell.text]
        return said[0] if self.group and len(said) == 1 else None


@dataclass(frozen=True, slots=True)
class Table:
    """``id``: the name of its files. The first cell of each row names the row."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def noted(self, *notes: str) -> Table:
        """The same table with more notes; empty ones are left out."""
        return replace(self, notes=(*self.notes, *(note for note in notes if note)))


def table(
    table_id: str,
    caption: str,
    columns: Sequence[str | Column],
    rows: Iterable[Row | Sequence[str | Cell]],
    *notes: str,
) -> Table:
    """A table from plain rows; columns in which nothing stands are left out.

    Raises ValueError where a row has more or fewer cells than there are columns.
    """
    heads = tuple(Column(each) if isinstance(each, str) else each for each in columns)
    body = tuple(each if isinstance(each, Row) else Row(tuple(map(cell, each))) for each in rows)
    for row in body:
        if len(row.cells) != len(heads):
            raise ValueError(f"table {table_id}: a row of {len(row.cells)} cells under {len(heads)} columns")
    used = [place for place in range(len(heads)) if not body or any(row.cells[place].text for row in body)]
    kept = tuple(Row(tuple(row.cells[place] for place in used), row.group) for row in body)
    return Table(table_id, caption, tuple(heads[place] for place in used), kept, tuple(note for note in notes if note))


def cell(content: str | Cell) -> Cell:
    return Cell(content) if isinstance(content, str) else content


def share(value: float | None) -> Cell:
    """A share, printed in percent."""
    return Cell(percent(value), _finite(value))


def figure(value: float | None) -> Cell:
    """A number, printed with three digits."""
    return Cell(number(value), _finite(value))


def group(columns: int, *cells: str | Cell) -> Row:
    """A row that heads those after it; missing cells are empty."""
    known = tuple(map(cell, cells))
    return Row((*known, *(Cell("") for _ in range(columns - len(known)))), group=True)


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
