"""The frame around all pages: the list of models, and for one model its title, state, readings and tabs."""

from __future__ import annotations

from importlib import import_module
from urllib.parse import quote

from nicegui import ui

from .desk import Desk
from .sheet import Sheet
from .shelf import Shelf

PAGES = {
    "Answer": "answer",
    "Board": "board",
    "Knobs": "knobs",
    "Offers": "offers",
    "Evidence": "evidence",
    "Model": "source",
}
"""The tabs, in order: name, and module of ``pages`` whose ``show(sheet)`` builds it (loaded when first shown)."""


def pages(shelf: Shelf, desk: Desk) -> None:
    """Make the pages known to NiceGUI."""

    @ui.page("/")
    def list_page() -> None:
        for name in (*shelf.files(), *shelf.cases()):
            ui.link(name, f"/m/{quote(name)}")

    @ui.page("/m/{name}", response_timeout=60)
    async def model_page(name: str) -> None:
        document = await shelf.document(name).settled()
        frame(Sheet(document, desk, shelf))


def frame(sheet: Sheet) -> None:
    """Build the page of one model in this tab."""
    model = sheet.document.model
    ui.page_title(f"{model.title if model and model.title else sheet.document.name} · detente")
    stop = sheet.document.listen(sheet.changed)
    ui.context.client.on_delete(stop)
    with ui.header().classes("items-center gap-4"):
        ui.label().bind_text_from(sheet.document, "name")
    with ui.tabs() as tabs:
        for name in PAGES:
            ui.tab(name)
    panels = {}
    with ui.tab_panels(tabs, value="Answer").classes("w-full"):
        for name in PAGES:
            panels[name] = ui.tab_panel(name)
    built: set[str] = set()

    def look(name: str) -> None:
        sheet.look(name)
        if name not in built:
            built.add(name)
            with panels[name]:
                sheet.build(name, import_module(f".pages.{PAGES[name]}", __package__).show)

    tabs.on_value_change(lambda event: look(event.value))
    sheet.go_to = tabs.set_value
    look("Answer")
