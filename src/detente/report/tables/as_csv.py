"""A table as CSV (RFC 4180): numbers in full, and no text that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from ..elements import clean
from .table import Cell, Row, Table

FORMULA = re.compile(r"\s*[=+\-@\t\r\n|＝＋－＠]")
"""How a text begins that a spreadsheet may take for a formula."""

PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def as_csv(table: Table) -> str:
    """A line of heads, then a line per row. A text that looks like a formula gets an apostrophe in front.

    Where rows stand under headings, a first column ``group`` says under which.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    grouped = any(row.group for row in table.rows)
    heads = [guarded(column.head) for column in table.columns]
    writer.writerow(["group", *heads] if grouped else heads)
    writer.writerows(_grouped(table) if grouped else map(_line, table.rows))
    return stream.getvalue()


def _grouped(table: Table) -> Iterator[list[str]]:
    """Every row under its heading; a heading that says nothing else has no line of its own."""
    group = ""
    for row in table.rows:
        if row.group:
            group = _said(row.alone or row.cells[0])
        if row.alone is None:
            yield [group, *_line(row)]


def _line(row: Row) -> list[str]:
    return [_said(cell) for cell in row.cells]


def guarded(text: str) -> str:
    """The text, made harmless for a spreadsheet."""
    said = clean(text)
    return "'" + said if FORMULA.match(said) and not PLAIN_NUMBER.fullmatch(said) else said


def _said(cell: Cell) -> str:
    if cell.value is not None:
        return f"{cell.value:.12g}"
    return guarded(", ".join(text for text, _ in cell.anchors) or cell.text)
