"""The frame around all pages: the list of models, and for one model its title, state, readings and tabs."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from .pages import answer, board, evidence, knobs, offers, source
from .sheet import Sheet

PAGES: dict[str, Callable[[Sheet], None]] = {
    "Answer": answer.show,
    "Board": board.show,
    "Knobs": knobs.show,
    "Offers": offers.show,
    "Evidence": evidence.show,
    "Model": source.show,
}
"""The tabs, in order: name and what builds it."""


def frame(sheet: Sheet) -> None:
    """Build the page of one model in this tab."""
    stop = sheet.document.listen(sheet.changed)
    ui.context.client.on_delete(stop)
    with ui.header().classes("items-center gap-4"):
        ui.label().bind_text_from(sheet.document, "name")
    with ui.tabs() as tabs:
        for name in PAGES:
            ui.tab(name)
    sheet.go_to = tabs.set_value
    with ui.tab_panels(tabs, value="Answer").classes("w-full"):
        for name, build in PAGES.items():
            with ui.tab_panel(name):
                build(sheet)
