"""One passage, wherever it is cited: what it says, what stands around it in its source, and what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from nicegui import ui

from ....model import Evidence, Model
from ....report.tables.evidence import source_words
from ....report.words import paragraphs
from ...register import Register, Use
from ...sheet import Sheet
from ..places import open_place
from .reader import marked
from .words import chip, wear

AROUND = 1
"""Paragraphs shown before and after a passage."""


async def open_passage(sheet: Sheet, evidence_id: str) -> None:
    """Open a passage in a dialog. Nothing opens for an evidence that the model does not have."""
    model = sheet.document.model
    each = next((each for each in model.evidence if each.id == evidence_id), None) if model else None
    if model is None or each is None:
        ui.notify(f"The model has no evidence called {evidence_id}.", type="warning")
        return
    wear(sheet)
    with (
        sheet.client.content,
        ui.dialog() as dialog,
        ui.card().classes("w-full max-w-3xl gap-3").props('data-testid="passage"'),
    ):
        _head(model, each)
        body = ui.column().classes("w-full gap-3")
        with body:
            ui.label("working…").classes("ev-soft")
        with ui.row().classes("w-full justify-end"):
            ui.button("Show in the tab Model", on_click=lambda: _leave(sheet, dialog, f"evidence.{each.id}")).props(
                "flat no-caps"
            )
            ui.button("Close", on_click=dialog.close).props("flat no-caps")
    dialog.on("hide", dialog.delete)
    dialog.open()
    await _fill(sheet, model, each, body, dialog)


async def _fill(sheet: Sheet, model: Model, each: Evidence, body: Any, dialog: ui.dialog) -> None:
    folder = folder_of(sheet)
    found: Register | None = await sheet.look_up("evidence", model, folder)
    text = await sheet.look_up("source_text", model, each.source, folder)
    if found is None or text is None or body.is_deleted:
        return
    body.clear()
    with body:
        with ui.row().classes("items-center gap-2"):
            chip(found.standings[each.id])
            ui.label(found.standings[each.id].note).classes("ev-soft")
        _context(each, *text)
        used(sheet, found.uses.get(each.id, ()), lambda path: _leave(sheet, dialog, path))


def folder_of(sheet: Sheet) -> str:
    """The folder of texts, as tasks take it."""
    return "" if sheet.shelf.sources is None else str(sheet.shelf.sources)


def used(sheet: Sheet, uses: Sequence[Use], go: Any = None) -> None:
    """What rests on a passage, each leading to its line."""
    if not uses:
        ui.label("Nothing rests on it.").classes("ev-soft")
        return
    ui.label("Rests on it:").classes("ev-soft")
    with ui.column().classes("gap-0 w-full"):
        for use in uses:
            button = ui.button(color=None).props("flat dense no-caps align=left").classes("ev-use w-full")
            with button:
                ui.label(f"{use.kind}: {use.text}").classes("text-left whitespace-normal")
            if go is None:
                button.on_click(lambda use=use: open_place(sheet, use.path))
            else:
                button.on_click(lambda use=use: go(use.path))


def _head(model: Model, each: Evidence) -> None:
    with ui.column().classes("gap-1 w-full"):
        ui.label(f"{each.id} · {source_words(model, each.source)} {paragraphs(each.paragraphs)}").classes("ev-soft")
        ui.label(each.says).classes("ev-says ev-strong")
        if each.quote:
            ui.label(f"“{each.quote}”").classes("ev-quote")


def _context(each: Evidence, blocks: Sequence[str], note: str) -> None:
    """The paragraphs of a passage with what stands around them."""
    if not blocks:
        ui.label(note).classes("ev-soft")
        return
    own = [number for number in each.paragraphs if number <= len(blocks)]
    near = {number + step for number in own for step in range(-AROUND, AROUND + 1)}
    with ui.column().classes("w-full gap-0 ev-text").props('role="region" tabindex="0" aria-label="The passage"'):
        for number in sorted(near & set(range(1, len(blocks) + 1))) or range(1, min(3, len(blocks)) + 1):
            is_own = number in own
            said = marked(blocks[number - 1], each.quote) if is_own else escape(blocks[number - 1])
            paragraph = ui.html(said, sanitize=False, tag="p").props(f'data-paragraph="{number}"')
            paragraph.classes("ev-paragraph ev-chosen" if is_own else "ev-paragraph")


async def _leave(sheet: Sheet, dialog: ui.dialog, path: str) -> None:
    dialog.close()
    await open_place(sheet, path)
