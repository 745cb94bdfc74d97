"""How the standing of a passage is said and coloured, and what passages look like."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakSet

from nicegui import Client, ui

from ...register import Standing, Status
from ...sheet import Sheet

SAID: dict[Status, tuple[str, str, str]] = {
    "as read": ("unchanged", "ev-good", "The passage is in the source, as it was when it was read."),
    "found": ("found", "ev-plain", "The passage is in the source."),
    "changed": ("changed", "ev-bad", "The passage is no longer what it was when it was read."),
    "not found": ("not found", "ev-bad", "The source has no such passage, or cannot be read."),
    "no text": ("text not at hand", "ev-open", "Nobody could look it up: the text of the source is not at hand."),
}
"""For each status: the word, its colour, and what it means."""

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_DRESSED: WeakSet[Client] = WeakSet()


def wear(sheet: Sheet) -> None:
    """Give the page of this browser tab the looks of passages, once."""
    if sheet.client not in _DRESSED:
        _DRESSED.add(sheet.client)
        with sheet.client:
            ui.add_css(_STYLE)


def chip(standing: Standing) -> None:
    """A small mark that says how a passage stands; what it means is its tooltip."""
    word, colour, meaning = SAID[standing.status]
    with ui.label(word).classes(f"ev-status {colour}").props('data-testid="passage-status"'):
        ui.tooltip(standing.note or meaning).classes("max-w-sm")
