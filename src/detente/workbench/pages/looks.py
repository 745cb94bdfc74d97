"""The looks of the board and the offers: tables, marks and the graph of moves, light and dark."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

from ...report.elements import Content, Element, e, render
from ...report.tables import Table
from ...report.tables.as_html import as_html

STYLE = Path(__file__).with_name("looks.css")

SEGMENTS = (
    "dense no-caps unelevated toggle-color=primary color=transparent text-color=current toggle-text-color=current "
    "padding='2px 10px'"
)
"""Properties of a row of buttons of which one is pressed."""


def wear() -> None:
    """Give the page of this browser tab the style sheet."""
    ui.add_css(STYLE)


def drawn(element: Element, name: str = "", grow: bool = True) -> ui.html:
    """An element of a report on the page (``name``: its test id); its text is escaped when it is written."""
    shown = ui.html(render(element), sanitize=False)
    if grow:
        shown.classes("w-full")
    return shown.props(f'data-testid="{name}"') if name else shown


def tabled(table: Table) -> ui.html:
    """A table of a report, without the number that it has there."""
    return drawn(as_html(table))


def plain_table(heads: list[Content], rows: list[list[Content]], caption: str, kind: str = "") -> Element:
    """A table of words; the first cell of a row names it. ``caption`` is for whoever does not see the page."""
    return e(
        "div",
        e(
            "table",
            e("caption", caption, class_="unseen"),
            e("thead", e("tr", [e("th", head, scope="col") for head in heads])),
            e("tbody", [e("tr", e("th", row[0], scope="row"), [e("td", cell) for cell in row[1:]]) for row in rows]),
            class_=f"plain {kind}".strip(),
        ),
        class_="scroll",
        tabindex="0",
    )


def heading(text: str, said: str = "") -> None:
    """A heading of a part of the page, with a sentence under it."""
    ui.label(text).classes("part").props('role="heading" aria-level="2"')
    if said:
        ui.label(said).classes("soft")
