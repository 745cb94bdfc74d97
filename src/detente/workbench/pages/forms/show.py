"""The forms beside the editor: a fold for each section, its entries as rows, each opening its form."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path

from nicegui import ui

from ....errors import DetenteError
from ....language.edit import get, move
from ..tags import tag
from . import about, chances, claims, preferences, rules, today
from .bench import Bench
from .entry import Adder, Document, Entry, Section, dotted
from .kinds import ACTORS, OPTIONS, OUTCOMES, SOURCES

SECTIONS: tuple[Section, ...] = (
    about.SECTION,
    ACTORS,
    OPTIONS,
    today.SECTION,
    chances.SECTION,
    rules.SECTION,
    preferences.SECTION,
    OUTCOMES,
    claims.SECTION,
    SOURCES,
)
"""The sections, in the order of the reference."""

UNREAD = "The text is no YAML as it stands: mend it in the editor first."
READINGS = "Forms change the base model. What a reading changes is edited in the text."

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


class Forms:
    """``refresh`` reads the text anew and draws the folds that are open."""

    def __init__(self, bench: Bench) -> None:
        ui.add_css(STYLE)
        self.bench = bench
        self._held: Document | None = None
        self._drawn: dict[str, Document | None] = {}
        self._note = ui.label().classes("md-where")
        self._folds = {each.title: self._fold(each) for each in SECTIONS}

    async def refresh(self) -> None:
        """Follow the text."""
        text = self.bench.text
        held = await asyncio.to_thread(_read, text)
        if text != self.bench.text or (held is not None and repr(held) == repr(self._held)):
            return
        self._held = held
        said = UNREAD if held is None else READINGS if held.get("readings") else ""
        self._note.set_text(said)
        self._note.set_visibility(bool(said))
        for each in SECTIONS:
            fold, _ = self._folds[each.title]
            fold.set_enabled(self._held is not None)
            if self._held is not None:
                fold.props["label"] = _counted(each, self._held, self.bench)
            if fold.value:
                self._draw(each)

    def _fold(self, each: Section) -> tuple[ui.expansion, ui.column]:
        fold = tag(ui.expansion(each.title).classes("w-full fm-fold"), f"forms-{each.title}")
        with fold:
            body = ui.column().classes("w-full gap-0")
        fold.on_value_change(lambda event: self._draw(each) if event.value else None)
        return fold, body

    def _draw(self, section: Section) -> None:
        if self._held is None or self._drawn.get(section.title) is self._held:
            return
        self._drawn[section.title] = self._held
        _, body = self._folds[section.title]
        body.clear()
        entries, adders = section.entries(self._held, self.bench), section.adders(self._held, self.bench)
        with body:
            ui.label(section.help).classes("md-where pb-2")
            _rows(entries, adders, self.bench)


def _read(text: str) -> Document | None:
    """The text as plain data; None where it is no YAML."""
    try:
        held = get(text)
    except DetenteError:
        return None
    return held if isinstance(held, dict) else {}


def _counted(section: Section, held: Document, bench: Bench) -> str:
    """``Actors (5)``."""
    return section.title if section is about.SECTION else f"{section.title} ({len(section.entries(held, bench))})"


def _rows(entries: list[Entry], adders: list[Adder], bench: Bench) -> None:
    """Entries under the headings of their groups, each group with its way to add one."""
    waiting = list(adders)
    for group, members in groupby(entries, key=lambda each: each.group):
        if group:
            ui.label(group).classes("md-strong pt-2")
        for each in members:
            _row(each, bench)
        for adder in [each for each in waiting if each.group == group]:
            _add(adder, bench)
            waiting.remove(adder)
    for adder in waiting:
        if adder.group:
            ui.label(adder.group).classes("md-strong pt-2")
        _add(adder, bench)


def _row(each: Entry, bench: Bench) -> None:
    open_it: Callable[[], None] = partial(_open, each) if each.form is not None else partial(bench.show, each.path)
    with ui.row().classes("w-full no-wrap items-center gap-1 fm-row"):
        button = ui.button(color=None, on_click=open_it).props("flat no-caps align=left dense")
        tag(button.classes("fm-entry"), f"entry-{dotted(each.path)}")
        with button, ui.column().classes("gap-0 items-start"):
            if each.name:
                ui.label(each.name).classes("fm-name")
            ui.label(each.said or "–").classes("md-said")
        if each.count > 1:
            _mover(each, bench, -1, "arrow_upward", "Move up")
            _mover(each, bench, 1, "arrow_downward", "Move down")
        to_text = ui.button(icon="segment", color=None, on_click=partial(bench.show, each.path))
        to_text.props('flat dense round size=sm aria-label="Show in the text"').tooltip("Show in the text")


def _open(each: Entry) -> None:
    if each.form is not None:
        each.form().open()


def _mover(each: Entry, bench: Bench, step: int, icon: str, words: str) -> None:
    place = int(each.path[-1]) + step
    button = ui.button(icon=icon, color=None).props(f'flat dense round size=sm aria-label="{words}"').tooltip(words)
    button.set_enabled(0 <= place < each.count and not bench.sheet.document.read_only)

    async def go() -> None:
        try:
            await bench.apply(f"{each.said}: moved", lambda text: move(text, each.path, place))
        except DetenteError as error:
            ui.notify(str(error), type="warning")

    button.on_click(go)


def _add(adder: Adder, bench: Bench) -> None:
    def open_it() -> None:
        adder.form().open()

    button = ui.button(adder.label, icon="add", on_click=open_it).props("flat dense no-caps")
    tag(button, f"add-{adder.group or adder.label.split()[-1]}").set_enabled(not bench.sheet.document.read_only)
