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
from . import chances, claims, hinges, opening, verdicts
from .parts import Progress

STYLE = Path(__file__).with_name("style.css")

Build = Callable[[Sheet, Inquiry], None]

SECTIONS: tuple[tuple[str, tuple[str, ...], Build], ...] = (
    ("opening", ("chances", "rests", "claims"), opening.show),
    ("chances", ("chances",), chances.show),
    ("verdicts", ("rests",), verdicts.show),
    ("claims", ("claims",), claims.show),
    ("hinges", ("hinges",), hinges.show),
    ("crux", ("crux",), verdicts.show_crux),
)
"""The parts of the page, in order: name, the questions that it waits for, and what builds it."""


def show(sheet: Sheet) -> None:
    """Build the page."""
    wear()
    ui.add_css(STYLE)
    asked = inquiry(sheet.document, sheet.desk)
    progress = Progress(asked)
    places: dict[str, ui.column] = {}
    with ui.column().classes("dt-board dt-answer w-full gap-10"):
        for name, _, _ in SECTIONS:
            places[name] = ui.column().classes("w-full gap-3").mark(f"answer-{name}")

    def build(name: str, make: Build) -> None:
        places[name].clear()
        with places[name]:
            make(sheet, asked)

    def heard(stage: str) -> None:
        with sheet.client:
            progress.wake()
            for name, waits, make in SECTIONS:
                if stage in waits:
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
