"""The whole page: head, style sheet, contents, sections with their headings in order, tables and figures numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import count

from ..elements import Content, Element, e, render
from ..figures.figure import Figure
from ..figures.figure import as_html as figure_html
from ..tables import Table
from ..tables.as_html import as_html as table_html
from .section import Filed, Folded, Part, Section, Side

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The page may load nothing and run nothing, whoever wrote what is in it."""


def document(title: str, opening: Element, sections: Iterable[Section], closing: Element) -> str:
    """The page as text."""
    made = tuple(sections)
    writer = _Writer()
    body = e(
        "body",
        e("a", "Skip to the report", href="#report", class_="skip"),
        opening,
        e(
            "div",
            e("nav", e("h2", "Contents", id="contents"), _contents(made), aria_labelledby="contents"),
            e("main", [writer.section(each, 2) for each in made], id="report"),
            class_="frame",
        ),
        closing,
    )
    page = e("html", _head(title), body, lang="en")
    return "<!DOCTYPE html>" + render(page) + "\n"


def style() -> str:
    """The style sheet, which stands beside this module."""
    return (files(__package__) / "style.css").read_text(encoding="utf-8")


def _head(title: str) -> Element:
    return e(
        "head",
        e("meta", charset="utf-8"),
        e("meta", http_equiv="Content-Security-Policy", content=POLICY),
        e("meta", name="viewport", content="width=device-width, initial-scale=1"),
        e("meta", name="color-scheme", content="light dark"),
        e("meta", name="referrer", content="no-referrer"),
        e("title", title),
        e("style", style()),
    )


def _contents(sections: tuple[Section, ...]) -> Element:
    return e("ol", [e("li", e("a", each.short or each.title, href=f"#{each.id}")) for each in sections])


class _Writer:
    """Numbers tables and figures as they come."""

    def __init__(self) -> None:
        self.tables, self.figures = count(1), count(1)

    def section(self, section: Section, level: int) -> Element:
        head = e(f"h{level}", section.title, id=f"{section.id}-title")
        return e(
            "section",
            head,
            list(self.parts(section.parts, level)),
            id=section.id,
            aria_labelledby=f"{section.id}-title",
        )

    def parts(self, parts: Iterable[Part], level: int) -> Iterator[Content]:
        for part in parts:
            yield self.part(part, level)

    def part(self, part: Part, level: int) -> Content:
        match part:
            case Section():
                return self.section(part, level + 1)
            case Table():
                return table_html(part, next(self.tables))
            case Figure():
                return figure_html(part, next(self.figures))
            case Side(figures):
                return e("div", [figure_html(each, next(self.figures)) for each in figures], class_="side")
            case Folded(summary, inside):
                return e("details", e("summary", summary), list(self.parts(inside, level)))
            case Filed():
                return None
            case Element():
                return part
