"""What the last form changed in the text, and the way back."""

from __future__ import annotations

from nicegui import ui

from ...comparison import show_difference
from ...difference import unified
from ...sheet import Sheet


class Changes:
    """A strip that is empty until a form has changed something."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._after = ""
        self._strip = ui.column().classes("w-full gap-1").props("aria-live=polite")

    def show(self, what: str, before: str) -> None:
        """Say that ``what`` was done, and which lines of the text ``before`` it changed."""
        self._after = self.sheet.document.text
        self._strip.clear()
        with self._strip, ui.column().classes("w-full gap-1 md-panel").props('data-testid="form-change"'):
            with ui.row().classes("w-full items-center gap-1"):
                ui.label(what).classes("md-strong md-said")
                ui.space()
                ui.button("Undo", on_click=self._undo).props("flat dense").props('data-testid="form-undo"')
                ui.button("Dismiss", on_click=self._strip.clear).props("flat dense")
            rows = unified(before, self._after, "before", "now").split("\n")
            show_difference("\n".join(row for row in rows if row[:1] in ("+", "-")))

    def follow(self) -> None:
        """Forget the change once the text is another one."""
        if self._after and self.sheet.document.text != self._after:
            self._after = ""
            self._strip.clear()

    def _undo(self) -> None:
        if self.sheet.document.text == self._after:
            self.sheet.document.undo()
