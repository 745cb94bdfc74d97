"""The passages of one source, with their standing and what rests on each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from nicegui import ui

from ....errors import DetenteError
from ....language.edit import put
from ....language.evidence import Passage
from ....model import Evidence, Model
from ....report.words import paragraphs
from ...register import Register, Standing
from ...sheet import Sheet
from ..editing import edited
from ..places import open_place
from ..tags import tag
from .passage import used
from .words import chip


def passage_list(
    sheet: Sheet, model: Model, found: Register, source: str, chosen: str, choose: Callable[[Evidence], Any]
) -> None:
    """Build the list; ``choose`` is called with the passage that is clicked."""
    listed = [each for each in model.evidence if each.source == source]
    if not listed:
        ui.label("No passage of this source is named yet. Select words in its text to add one.").classes("ev-soft")
    for each in listed:
        kind = "ev-passage ev-chosen" if each.id == chosen else "ev-passage"
        with tag(ui.column().classes(f"w-full gap-1 {kind}"), f"evidence-{each.id}"):
            _head(sheet, each, found.standings.get(each.id), choose)
            ui.label(each.says).classes("ev-says")
            if each.quote:
                ui.label(f"“{each.quote}”").classes("ev-quote")
            standing = found.standings.get(each.id)
            if standing is not None and standing.status in ("changed", "not found"):
                ui.label(standing.note).classes("ev-soft")
            used(sheet, found.uses.get(each.id, ()))


def _head(sheet: Sheet, each: Evidence, standing: Standing | None, choose: Callable[[Evidence], Any]) -> None:
    with ui.row().classes("w-full items-center gap-2"):
        ui.label(each.id).classes("ev-strong")
        ui.label(paragraphs(each.paragraphs)).classes("ev-soft")
        if standing is not None:
            chip(standing)
        ui.space()
        _buttons(sheet, each, standing, choose)


def _buttons(sheet: Sheet, each: Evidence, standing: Standing | None, choose: Callable[[Evidence], Any]) -> None:
    with ui.row().classes("items-center gap-1 no-wrap"):
        passage = standing.passage if standing is not None and standing.status in ("changed", "found") else None
        if passage is not None:
            again = ui.button("Read again", on_click=partial(_read_again, sheet, each.id, passage))
            again.props("flat dense no-caps").tooltip("Take the passage as it is now: its fingerprint is written.")
            again.set_enabled(not sheet.document.read_only)
        ui.button("In the text", on_click=lambda: choose(each)).props("flat dense no-caps")
        ui.button("In the model", on_click=lambda: open_place(sheet, f"evidence.{each.id}")).props("flat dense no-caps")


async def _read_again(sheet: Sheet, evidence_id: str, passage: Passage) -> None:
    path = ("evidence", evidence_id, "fingerprint")
    try:
        await edited(sheet, lambda text: put(text, path, passage.fingerprint))
    except DetenteError as error:
        ui.notify(str(error), type="warning")
