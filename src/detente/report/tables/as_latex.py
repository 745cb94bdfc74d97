"""A table as LaTeX with booktabs rules; every character that LaTeX would read as a command is written as itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..elements import clean
from .table import Cell, Column, Row, Table

LONG = 40
"""Rows beyond which a table may run over several pages."""

SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "-": "{-}",
    "[": "{[}",
    "]": "{]}",
    "–": "--",
    "−": r"\ensuremath{-}",
    "→": r"\ensuremath{\rightarrow}",
    "≥": r"\ensuremath{\geq}",
    "≤": r"\ensuremath{\leq}",
    "×": r"\ensuremath{\times}",
    "∞": r"\ensuremath{\infty}",
    "✓": r"\checkmark{}",
    "¶": r"\P{}",
    "·": r"\textperiodcentered{}",
    "\u202f": r"\,",
    "\u00a0": "~",
    "\ufffd": "?",
}
SPACE = re.compile(r"\s*[\n\r\t]\s*")

PREAMBLE = (
    "% Preamble: \\usepackage[T1]{fontenc}\n% \\usepackage{amssymb,array,booktabs,longtable,textcomp}\n"
    "% \\newcolumntype{L}[1]{>{\\raggedright\\arraybackslash}p{#1}}\n"
)


def as_latex(table: Table) -> str:
    """A ``table`` with a ``tabular``, or a ``longtable`` where there are many rows."""
    layout = "".join(_layout(table))
    head = " & ".join(escape(column.head) for column in table.columns) + r" \\"
    rows = "\n".join(_line(row, place > 0) for place, row in enumerate(table.rows))
    caption = f"\\caption{{{escape(table.caption)}}}\\label{{tab:{table.id}}}"
    notes = "".join(f"\n\n\\smallskip\\noindent\\footnotesize {escape(note)}\\normalsize" for note in table.notes)
    wrap = _long if len(table.rows) > LONG else _short
    return PREAMBLE + wrap(layout, caption, head, rows, notes)


def escape(text: str) -> str:
    """The text as LaTeX prints it."""
    said = SPACE.sub(" ", clean(text))
    return "".join(SPECIAL.get(character, character) for character in said)


def _line(row: Row, later: bool) -> str:
    space = "\\addlinespace\n" if row.group and later else ""
    if row.alone:
        return f"{space}\\multicolumn{{{len(row.cells)}}}{{@{{}}l}}{{{_said(row.alone, True)}}} \\\\"
    return space + " & ".join(_said(cell, row.group) for cell in row.cells) + r" \\"


def _short(layout: str, caption: str, head: str, rows: str, notes: str) -> str:
    return (
        f"\\begin{{table}}\n\\centering\\small\n{caption}\n\\begin{{tabular}}{{{layout}}}\n\\toprule\n{head}\n\\midrule\n"
        f"{rows}\n\\bottomrule\n\\end{{tabular}}{notes}\n\\end{{table}}\n"
    )


def _long(layout: str, caption: str, head: str, rows: str, notes: str) -> str:
    return (
        f"\\begingroup\\small\n\\begin{{longtable}}{{{layout}}}\n{caption} "
        f"\\\\\n\\toprule\n{head}\n\\midrule\n\\endfirsthead\n"
        f"\\toprule\n{head}\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n{rows}\n\\end{{longtable}}{notes}\n\\endgroup\n"
    )


def _layout(table: Table) -> Iterator[str]:
    wide = sum(column.wide for column in table.columns)
    width = round((0.86 if wide == len(table.columns) else 0.62) / max(wide, 1), 2)
    for column in table.columns:
        yield f"L{{{width}\\linewidth}}" if column.wide else _side(column)


def _side(column: Column) -> str:
    return {"left": "l", "right": "r", "centre": "c"}[column.align]


def _said(cell: Cell, group: bool) -> str:
    said = escape(", ".join(text for text, _ in cell.anchors) or cell.text)
    return f"\\textbf{{{said}}}" if said and (group or cell.strong) else said
