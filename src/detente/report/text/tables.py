"""Plain tables: a rule under the head, no boxes, columns that wrap rather than spill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

HEADING = "bold"
WHOLE = 42
"""Characters up to which a name is kept on one line."""

MANY = 40
"""Rows of a long table that are shown unless all are asked for."""


def simple(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Sequence[int] = (),
    whole: Sequence[int] = (),
) -> RenderableType:
    """A table; ``right`` lists the columns set flush right, ``whole`` those that do not wrap. Text is shown as it is,
    never read as markup."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=HEADING, padding=(0, 1))
    for place, head in enumerate(heads):
        side: Literal["left", "right"] = "right" if place in right else "left"
        table.add_column(Text(head), justify=side, overflow="fold", no_wrap=place in whole)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return Group(heading(title), table) if title else table


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
