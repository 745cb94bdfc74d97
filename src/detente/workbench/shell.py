"""Which address shows what: the list of models, and the page of one model."""

from __future__ import annotations

from urllib.parse import quote

from nicegui import ui

from ..errors import DetenteError
from .catalogue import catalogue
from .desk import Desk
from .dress import dress
from .frame import frame
from .sheet import Sheet
from .shelf import Shelf

PATIENCE = 60.0
"""Seconds that a page may take to open (a large model that is read for the first time)."""


def pages(shelf: Shelf, desk: Desk) -> None:
    """Make the pages known to NiceGUI."""

    @ui.page("/")
    def first_page() -> None:
        if shelf.first:
            ui.navigate.to(f"/m/{quote(shelf.first)}")
        else:
            catalogue(shelf, desk)

    @ui.page("/models")
    def list_page() -> None:
        catalogue(shelf, desk)

    @ui.page("/m/{name}", response_timeout=PATIENCE)
    async def model_page(name: str, tab: str = "") -> None:
        try:
            document = await shelf.document(name).settled()
        except (DetenteError, OSError) as error:
            missing(str(error))
            return
        frame(Sheet(document, desk, shelf), tab)


def missing(said: str) -> None:
    """A page that says why there is no page."""
    dress("No such model")
    with ui.element("main").classes("dt-plain"):
        ui.label("This cannot be opened").classes("dt-h1").props('role=heading aria-level="1"')
        ui.label(said).classes("dt-soft").props("data-testid=missing")
        ui.link("All models", "/models").classes("q-mt-md")
