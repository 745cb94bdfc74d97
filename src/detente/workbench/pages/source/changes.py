"""What the last form changed in the text, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from nicegui import ui

from ...sheet import Sheet

MOST = 60
"""Lines of a difference that are shown."""


class Changes:
    """A strip that is empty until a form has changed something."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._strip = ui.column().classes("w-full gap-1")

    def show(self, what: str, before: str) -> None:
        """Say that ``what`` was done, and which lines of the text ``before`` it changed."""
        document = self.sheet.document
        after = document.text
        self._strip.clear()
        with self._strip, ui.column().classes("w-full gap-1 dt-panel").mark("form-change"):
            with ui.row().classes("w-full items-center"):
                ui.label(what).classes("dt-strong")
                ui.space()
                ui.button("Undo", on_click=lambda: self._undo(after)).props("flat dense no-caps").mark("form-undo")
                ui.button("Dismiss", on_click=self._strip.clear).props("flat dense no-caps")
            difference(before, after)

    def _undo(self, after: str) -> None:
        self._strip.clear()
        if self.sheet.document.text == after:
            self.sheet.document.undo()
        else:
            ui.notify("The text was changed since then; use Undo above, step by step.", type="warning")


def difference(before: str, after: str) -> None:
    """The changed lines of two texts with their surroundings, removed ones and added ones marked by sign and colour."""
    rows = list(_rows(before, after))
    with ui.column().classes("w-full gap-0 dt-diff").props('role="region" aria-label="changed lines"'):
        for row in rows[:MOST]:
            kind = {"+": "dt-added", "-": "dt-removed"}.get(row[:1], "")
            ui.label(row or " ").classes(f"dt-code {kind}")
        if len(rows) > MOST:
            ui.label(f"… and {len(rows) - MOST} lines more").classes("dt-where")


def _rows(before: str, after: str) -> Iterator[str]:
    for row in unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2):
        if not row.startswith(("---", "+++")):
            yield "⋯" if row.startswith("@@") else row
