"""A table as HTML: caption, scopes, and a frame that scrolls by itself where the screen is narrow."""

from __future__ import annotations

from collections.abc import Iterator

from ..elements import Content, Element, e
from .table import Cell, Column, Row, Table


def as_html(table: Table, number: int | None = None) -> Element:
    """The table with its number, if it has one, in the caption; notes stand under it."""
    name = f"table-{table.id}"
    head = e("tr", [e("th", column.head, scope="col", class_=_classes(column)) for column in table.columns])
    whole = e(
        "table",
        e("caption", e("b", f"Table {number}. ") if number is not None else None, table.caption, id=f"{name}-caption"),
        e("thead", head),
        list(_bodies(table)),
    )
    frame = e("div", whole, class_="scroll", role="region", aria_labelledby=f"{name}-caption", tabindex="0")
    return e("div", frame, [e("p", note, class_="note") for note in table.notes], class_="table", id=name)


def _bodies(table: Table) -> Iterator[Element]:
    rows: list[Element] = []
    for row in table.rows:
        if row.group and rows:
            yield e("tbody", rows)
            rows = []
        rows.append(_row(table, row))
    yield e("tbody", rows)


def _row(table: Table, row: Row) -> Element:
    if row.alone:
        head = e("th", _content(row.alone), scope="rowgroup", colspan=len(row.cells))
        return e("tr", head, class_="group")
    scope = "rowgroup" if row.group else "row"
    first = e("th", _content(row.cells[0]), scope=scope, class_=_classes(table.columns[0]))
    rest = [
        e("td", _content(cell), class_=_classes(column))
        for cell, column in zip(row.cells[1:], table.columns[1:], strict=True)
    ]
    return e("tr", first, rest, class_="group" if row.group else None)


def _content(cell: Cell) -> Content:
    if cell.anchors:
        links = [e("a", text, href=f"#{anchor}") for text, anchor in cell.anchors]
        return [part for link in links for part in (", ", link)][1:]
    return e("strong", cell.text) if cell.strong else cell.text


def _classes(column: Column) -> str | None:
    return " ".join([*([column.align] if column.align != "left" else []), *(["wide"] if column.wide else [])]) or None
