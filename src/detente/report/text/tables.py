"""Plain tables: a rule under the head, no boxes, columns that wrap rather than spill, no word broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

HEADING = "bold"
WHOLE = 42
"""Characters up to which a name is kept on one line."""

NARROW, TALL = 56, 3
"""Below this width a table whose cells would take more lines than this becomes a list."""

MARK = "+"
"""Says that a column's head applies."""

MANY = 40
"""Rows of a long table that are shown unless all are asked for."""


def simple(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    whole: Sequence[int] = (),
    spare: Sequence[int] = (),
) -> RenderableType:
    """A table; ``right`` lists the columns set flush right, ``whole`` those that do not wrap, ``spare`` those that are
    left out where they are empty. Text is shown as it is, never read as markup."""
    listed = [tuple(row) for row in rows]
    kept = [place for place in range(len(heads)) if place not in spare or any(row[place] for row in listed)]
    flush, unbroken = ([number for number, place in enumerate(kept) if place in each] for each in (right, whole))
    table = Fitted(
        tuple(heads[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in listed),
        frozenset(flush),
        frozenset(unbroken),
    )
    return Group(heading(title), table) if title else table


@dataclass(frozen=True)
class Fitted:
    """A table that breaks no word: where the screen is too narrow for that, its rows become a list."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int]
    whole: frozenset[int]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for gap in (3, 2):
            widths = self._widths(options.max_width - gap * (len(self.heads) - 1))
            if widths:
                yield self._table(widths, gap)
                return
        for row in self.rows:
            yield from self._listed(row)

    def _widths(self, room: int) -> list[int]:
        """A width for every column that breaks no word and fills ``room`` at most; none where there are none, or where
        on a narrow screen a cell would take many lines."""
        columns = list(zip(self.heads, *self.rows, strict=True))
        most = [max(map(cell_len, column)) for column in columns]
        words = [max(map(_longest, column)) for column in columns]
        least = [most[place] if place in self.whole else words[place] for place in range(len(columns))]
        if sum(least) > room:
            return []
        caps = range(min(max(most), room), 0, -1)
        cap = next((cap for cap in caps if sum(_clipped(cap, least, most)) <= room), 0)
        widths = _clipped(cap, least, most)
        tall = any(high > TALL * width for high, width in zip(most, widths, strict=True))
        return [] if tall and room < NARROW else widths

    def _table(self, widths: Sequence[int], gap: int) -> Table:
        padding = (0, 1) if gap == 3 else (0, 1, 0, 0)
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=HEADING, padding=padding)
        for place, (head, width) in enumerate(zip(self.heads, widths, strict=True)):
            side: Literal["left", "right"] = "right" if place in self.right else "left"
            table.add_column(Text(head), justify=side, overflow="fold", width=width)
        for row in self.rows:
            table.add_row(*(Text(cell) for cell in row))
        return table

    def _listed(self, row: tuple[str, ...]) -> Iterator[RenderableType]:
        """One row: its first cell, and below it each other cell behind its head."""
        cells = [(head, cell) for head, cell in zip(self.heads, row, strict=True) if cell]
        if not cells:
            return
        yield Text(cells[0][1], style=HEADING)
        if len(cells) > 1:
            said = [head if cell == MARK else f"{head}: {cell}" if head else cell for head, cell in cells[1:]]
            yield sentence("; ".join(said), 2)


def _longest(cell: str) -> int:
    """The width of a cell's longest word; an indentation belongs to the first one."""
    indented = len(cell) - len(cell.lstrip())
    return max(
        (cell_len(word) + (indented if not number else 0) for number, word in enumerate(cell.split())), default=0
    )


def _clipped(cap: int, least: Sequence[int], most: Sequence[int]) -> list[int]:
    return [min(max(cap, low), high) for low, high in zip(least, most, strict=True)]


def heading(text: str) -> RenderableType:
    return Padding(Text(text, style=HEADING), (1, 0, 0, 0))


def sentence(text: str, indent: int = 0) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, indent))


def state(name: str) -> str:
    """A state's name, broken where its parts meet so that it wraps well."""
    return name.replace("+", " + ")


def cut(rows: Sequence[Sequence[str]], everything: bool) -> tuple[Sequence[Sequence[str]], str]:
    """The rows to show, and a sentence on those left out."""
    if everything or len(rows) <= MANY:
        return rows, ""
    return rows[:MANY], f"... and {len(rows) - MANY:,} more; --all shows them, --json has everything"


def percent(share: float) -> str:
    """A share with as many digits as it deserves: 0 %, <1 %, 37 %, >99 %, 100 %."""
    if 0 < share < 0.005:
        return "<1 %"
    if 0.995 < share < 1:
        return ">99 %"
    return f"{100 * share:.0f} %"


def banded(mean: float, low: float, high: float) -> str:
    """A chance and its band: ``31 % (13-46)``, ``81 % (36 to >99)``, ``>99 % (>99)``."""
    first, last = (percent(each).rstrip(" %") for each in (low, high))
    between = first if first == last else f"{first} to {last}" if {"<", ">"} & set(first + last) else f"{first}-{last}"
    return f"{percent(mean)} ({between})"
