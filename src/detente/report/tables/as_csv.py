"""A table as CSV (RFC 4180): numbers in full, and no text that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re

from ..elements import clean
from .table import Cell, Table

FORMULA = re.compile(r"\s*[=+\-@\t\r\n|＝＋－＠]")
"""How a text begins that a spreadsheet may take for a formula."""

PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def as_csv(table: Table) -> str:
    """A line of heads, then a line per row. A text that looks like a formula gets an apostrophe in front."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([guarded(column.head) for column in table.columns])
    writer.writerows([_said(cell) for cell in row.cells] for row in table.rows)
    return stream.getvalue()


def guarded(text: str) -> str:
    """The text, made harmless for a spreadsheet."""
    said = clean(text)
    return "'" + said if FORMULA.match(said) and not PLAIN_NUMBER.fullmatch(said) else said


def _said(cell: Cell) -> str:
    if cell.value is not None:
        return f"{cell.value:.12g}"
    return guarded(", ".join(text for text, _ in cell.anchors) or cell.text)
