"""Answer: headline, chance over time, readings side by side, claims, hinges, and the passage behind each assumption.

What is cheap comes first; the page always says from how many draws what it shows comes, and what is still at work.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nicegui import ui

from ...inquiry import Inquiry, inquiry
from ...sheet import Sheet
from ..looks import wear
from ..tags import tag
from . import claims, hinges, opening, verdicts
from .chances import Chances
from .parts import Progress

ORDER = ("opening", "chances", "verdicts", "claims", "hinges", "crux")

STYLE = Path(__file__).with_name("style.css")

Build = Callable[[Sheet, Inquiry], None]

SECTIONS: tuple[tuple[str, tuple[str, ...], Build], ...] = (
    ("opening", ("middle", "chances", "rests", "claims"), opening.show),
    ("verdicts", ("rests",), verdicts.show),
    ("claims", ("claims",), claims.show),
    ("hinges", ("hinges",), hinges.show),
    ("crux", ("crux",), verdicts.show_crux),
)
"""The parts of the page that are built anew, in order: name, the questions they wait for, and what builds them."""


def show(sheet: Sheet) -> None:
    """Build the page."""
    wear()
    ui.add_css(STYLE)
    asked = inquiry(sheet.document, sheet.desk)
    progress = Progress(asked)
    places: dict[str, ui.column] = {}
    with ui.column().classes("dt-board dt-answer w-full gap-10"):
        for name in ORDER:
            places[name] = tag(ui.column().classes("w-full gap-3"), f"answer-{name}")
        with places["chances"]:
            figure = Chances(sheet, asked)

    seen: dict[str, list[object]] = {}

    def look(waits: tuple[str, ...]) -> list[object]:
        return [asked.stages[each].look for each in waits]

    def build(name: str, make: Build) -> None:
        seen[name] = look(next(waits for each, waits, _ in SECTIONS if each == name))
        places[name].clear()
        with places[name]:
            make(sheet, asked)

    def heard(stage: str) -> None:
        with sheet.client:
            progress.wake()
            if stage == "chances":
                figure.refresh()
            for name, waits, make in SECTIONS:
                if stage in waits and seen.get(name) != look(waits):
                    build(name, make)

    def changed() -> None:
        asked.look()
        build("opening", opening.show)

    sheet.client.on_delete(asked.listen(heard))
    sheet.on_change(changed)
    asked.look()
    for name, _, make in SECTIONS:
        build(name, make)
    progress.wake()
