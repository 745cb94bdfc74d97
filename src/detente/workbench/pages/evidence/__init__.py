"""Evidence: sources, passages, what rests on them, what rests on nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

from nicegui import ui

from ....model import Evidence, Model
from ....report.tables.evidence import source_words
from ....report.words import count, listed
from ...register import Covered, Register
from ...sheet import Sheet
from ..places import open_place
from ..tags import tag
from .adding import NewPassage
from .anchor import Anchor
from .listing import passage_list
from .passage import folder_of, open_passage
from .reader import Reader
from .words import SAID, wear

__all__ = ["open_passage", "show"]


def show(sheet: Sheet) -> None:
    """Build the page."""
    wear(sheet)
    page = _Page(sheet)
    sheet.on_change(page.refresh)
    ui.timer(0.01, page.refresh, once=True)


class _Page:
    """``source``: the one whose text is shown; ``chosen``: the passage that is marked in it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.source, self.chosen = "", ""
        self._found: Register | None = None
        self._model: Model | None = None
        self._anchor: Anchor | None = None
        self._shown: tuple[str, tuple[str, ...]] = ("", ())
        with ui.column().classes("w-full gap-4"):
            self._top = ui.column().classes("w-full gap-2")
            self._say("working…")
            self._sources = ui.element("div").classes("ev-sources")
            with ui.element("div").classes("ev-halves") as self._halves:
                with ui.column().classes("gap-2 min-w-0"):
                    ui.label("Passages").classes("text-lg ev-strong")
                    self._passages = ui.column().classes("w-full gap-4 ev-list")
                with ui.column().classes("gap-2 min-w-0 w-full"):
                    self._bar = ui.row().classes("w-full items-center gap-2 min-h-10")
                    self.reader = Reader(self._select)
            self._bare = ui.column().classes("w-full gap-1")

    async def refresh(self) -> None:
        """Work the register out anew, and show it."""
        model = self.sheet.document.model
        if self.sheet.document.is_reading:
            return
        if model is None:
            self._say("The text is no model yet, so nobody can tell what rests on what: mend it in the tab Model.")
            return
        found = await self.sheet.look_up("evidence", model, folder_of(self.sheet), slot=f"evidence {id(self)}")
        if found is None:
            return
        self._found, self._model = found, model
        known = [each.id for each in model.sources]
        if self.source not in known:
            self.source = known[0] if known else ""
        self._halves.set_visibility(bool(known or model.evidence))
        self._draw_sources(model, found)
        self._draw_passages()
        await self._read()
        counted = await self.sheet.ask("covered", model, slot=f"covered {id(self)}")
        if counted is not None:
            self._draw_top(model, counted)
            self._draw_bare(counted)

    def _say(self, words: str) -> None:
        self._top.clear()
        with self._top:
            ui.label(words).classes("ev-soft").props('data-testid="coverage"')

    async def _open(self, source: str) -> None:
        self.source, self.chosen = source, ""
        if self._model is not None and self._found is not None:
            self._draw_sources(self._model, self._found)
            self._draw_passages()
        await self._read()

    async def _read(self) -> None:
        """Show the text of the source, if it is another one than before."""
        model = self._model
        if model is None or not self.source:
            return
        text = await self.sheet.look_up(
            "source_text", model, self.source, folder_of(self.sheet), slot=f"text {id(self)}"
        )
        if text is None:
            return
        blocks, note = text
        self._say_selected(None)
        self.reader.show(blocks, self._cited(model), note)
        chosen = next((each for each in model.evidence if each.id == self.chosen), None)
        if chosen is not None:
            self.reader.choose(chosen.paragraphs, chosen.quote)

    def _cited(self, model: Model) -> Mapping[int, int]:
        return Counter(number for each in model.evidence if each.source == self.source for number in each.paragraphs)

    def _choose(self, each: Evidence) -> None:
        self.chosen = each.id
        self._draw_passages()
        self.reader.choose(each.paragraphs, each.quote)

    def _select(self, anchor: Anchor) -> None:
        self._say_selected(anchor)

    def _say_selected(self, anchor: Anchor | None) -> None:
        self._anchor = anchor
        self._bar.clear()
        with self._bar:
            if anchor is None:
                ui.label("The text").classes("text-lg ev-strong")
                ui.space()
                by_hand = ui.button("Add a passage by hand", on_click=lambda: self._ask(None)).props(
                    "flat dense no-caps"
                )
                by_hand.set_enabled(not self.sheet.document.read_only and bool(self.source))
            else:
                ui.label(f"Selected: ¶{anchor.paragraph}").classes("ev-strong").props('data-testid="selected"')
                button = ui.button("Add this passage", on_click=lambda: self._ask(anchor))
                button.props("dense no-caps unelevated").props('data-testid="add-passage"')
                button.set_enabled(not self.sheet.document.read_only)

    def _ask(self, anchor: Anchor | None) -> None:
        if self._model is not None:
            NewPassage(self.sheet, self._model, self.source, self.reader.blocks, anchor, self._added)

    def _added(self, name: str) -> None:
        self.chosen = name
        with self.sheet.client:
            ui.notify(f"{name} was added to the model; Undo takes it back.", type="positive")

    def _draw_top(self, model: Model, found: Covered) -> None:
        self._top.clear()
        with self._top:
            ui.label(found.sentence).props('data-testid="coverage"')
            if model.evidence:
                with (
                    ui.element("div").classes("ev-meter").props('role="img" aria-label="share that rests on a passage"')
                ):
                    ui.element("div").style(f"width: {100 * found.share:.1f}%")
            if found.uncited:
                ui.label(f"Cited by nothing: {listed(found.uncited)}.").classes("ev-soft")
            if not model.sources:
                ui.label("The model names no source yet: add one in the tab Model.").classes("ev-soft")

    def _draw_sources(self, model: Model, found: Register) -> None:
        self._sources.clear()
        with self._sources:
            for each in model.sources:
                button = ui.button(color=None, on_click=lambda source=each.id: self._open(source))
                pressed = "true" if each.id == self.source else "false"
                tag(button.props(f"flat no-caps aria-pressed={pressed}").classes("ev-source"), f"source-{each.id}")
                with button, ui.column().classes("gap-0 w-full items-start"):
                    ui.label(each.id).classes("ev-strong")
                    ui.label(source_words(model, each.id)).classes("ev-soft")
                    ui.label(_counted(model, each.id, found)).classes("ev-soft")

    def _draw_passages(self) -> None:
        self._passages.clear()
        if self._model is not None and self._found is not None and self.source:
            with self._passages:
                passage_list(self.sheet, self._model, self._found, self.source, self.chosen, self._choose)

    def _draw_bare(self, found: Covered) -> None:
        self._bare.clear()
        with self._bare:
            if not found.bare:
                return
            ui.label("Assumptions that rest on nobody's passage").classes("text-lg ev-strong")
            for each in found.bare:
                button = ui.button(color=None, on_click=partial(open_place, self.sheet, each.path))
                with button.props("flat dense no-caps align=left").classes("ev-use"):
                    said = ui.label(f"{each.kind}: {each.text}").classes("text-left whitespace-normal")
                    said.props('data-testid="bare"')


def _counted(model: Model, source: str, found: Register) -> str:
    """``27 passages: 26 as it was read, 1 changed``."""
    own = [each.id for each in model.evidence if each.source == source]
    stands = Counter(SAID[found.standings[name].status][0] for name in own)
    parts = [f"{number} {word}" for word, number in stands.items()]
    return count(len(own), "passage") + (f": {listed(parts)}" if parts else "")
