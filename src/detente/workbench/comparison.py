"""Differences of texts, shown; the text is untrusted and set as text only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nicegui import ui

MOST_ROWS = 600
"""Lines of a difference that are shown."""

KINDS = {"+": "plus", "-": "minus", "@": "place"}

Choice = tuple[str, str, Callable[[], object]]
"""A button: its words, what it does in a sentence, and what to do."""


def show_difference(difference: str) -> None:
    """The lines of a unified difference: what goes in red with ``-``, what comes in green with ``+``."""
    rows = [row for row in difference.split("\n") if not row.startswith(("--- ", "+++ "))]
    with ui.element("div").classes("dt-difference").props('tabindex=0 role=region aria-label="Difference"'):
        for row in rows[:MOST_ROWS]:
            ui.label(row).classes(f"row {KINDS.get(row[:1], '')}")
        if len(rows) > MOST_ROWS:
            ui.label(f"… and {len(rows) - MOST_ROWS} more lines").classes("row place")


def ask(title: str, said: str, difference: str, choices: Sequence[Choice]) -> None:
    """A dialog: what is the matter, the difference, and what can be done."""
    with ui.dialog() as dialog, ui.card().classes("dt-dialog").props("data-testid=difference"):
        ui.label(title).classes("text-lg font-semibold").props('role=heading aria-level="2"')
        ui.label(said).classes("dt-soft")
        show_difference(difference)
        with ui.row().classes("gap-2 justify-end w-full"):
            for words, hint, do in choices:
                ui.button(words, on_click=lambda do=do: (dialog.close(), do())).props("outline").tooltip(hint)
            ui.button("Cancel", on_click=dialog.close).props("flat")
    dialog.on("hide", dialog.delete)
    dialog.open()
