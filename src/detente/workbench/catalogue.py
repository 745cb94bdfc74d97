"""The list of models: those of the folder, the built-in cases, and a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from nicegui import ui

from ..cases import Case, describe
from ..errors import DetenteError
from . import files
from .desk import Desk
from .dress import dress, switch
from .shelf import Shelf
from .summary import Summary

_KNOWN: dict[Path, tuple[tuple[int, int, int], Summary]] = {}
"""Summaries, with the mark of the file that they are of."""


def catalogue(shelf: Shelf, desk: Desk) -> None:
    """Build the page."""
    dark = dress("Models")
    with ui.element("main").classes("dt-plain"):
        with ui.row().classes("w-full items-center no-wrap justify-between"):
            ui.label("detente").classes("dt-h1").props('role=heading aria-level="1"')
            switch(dark)
        ui.label(
            "Write a strategic argument once, with its sources; ask where it rests, how it moves, what it hinges on."
        )
        _folder(shelf, desk)
        _new(shelf)
        ui.label("Built-in cases").classes("dt-h2").props('role=heading aria-level="2"')
        ui.label("Each opens as a copy; saving puts it into the folder.").classes("dt-soft")
        with ui.element("ul").classes("dt-list"):
            for case in describe():
                entry(case.id, case.id)(case)


def _folder(shelf: Shelf, desk: Desk) -> None:
    ui.label("Models in this folder").classes("dt-h2").props('role=heading aria-level="2"')
    ui.label(str(shelf.root)).classes("dt-soft")
    names = shelf.files()
    if not names:
        ui.label("There is none yet.").classes("q-mt-sm")
        return
    with ui.element("ul").classes("dt-list"):
        fillers = {name: entry(name, name, shelf.has_draft(name)) for name in names}

    async def fill() -> None:
        for name, put in fillers.items():
            try:
                put(await _summary(shelf.root / name, desk))
            except DetenteError as error:
                put(Summary(errors=1, first=str(error)))

    ui.timer(0.05, fill, once=True)


async def _summary(path: Path, desk: Desk) -> Summary:
    mark = files.mark_of(path)
    known = _KNOWN.get(path)
    if known is None or known[0] != mark:
        known = _KNOWN[path] = mark, await desk.summary(path)
    return known[1]


def entry(name: str, shown: str, has_draft: bool = False) -> Callable[[Summary | Case], None]:
    """A line of the list; what it gives back fills in what is known of the model."""
    with ui.element("li").classes("dt-entry").props("data-testid=entry"):
        with ui.element("div").classes("what"):
            link = ui.link(shown, f"/m/{quote(name)}")
            about = ui.label().classes("about")
        with ui.element("div").classes("marks"):
            sizes = ui.label("reading …")
            if has_draft:
                ui.label("has unsaved changes").classes("open")

    def fill(found: Summary | Case) -> None:
        if isinstance(found, Summary) and found.errors:
            many = f"{found.errors} problems" if found.errors > 1 else "1 problem"
            sizes.set_text(f"does not read: {many}")
            sizes.classes("bad")
            about.set_text(found.first)
            return
        link.set_text(found.title or shown)
        about.set_text(" · ".join(filter(None, (found.question, name))))
        counts = ((found.actors, "actor"), (found.options, "option"), (found.claims, "claim"))
        sizes.set_text(", ".join(f"{count} {word}{'s' if count != 1 else ''}" for count, word in counts if count))

    return fill


def _new(shelf: Shelf) -> None:
    """A name, and a button that opens a new model under it."""
    if shelf.read_only:
        return
    ui.label("A new model").classes("dt-h2").props('role=heading aria-level="2"')

    def make() -> None:
        try:
            document = shelf.new((name.value or "").strip())
        except DetenteError as error:
            ui.notify(str(error), type="warning")
            return
        ui.navigate.to(f"/m/{quote(document.name)}?tab=model")

    with ui.row().classes("items-center gap-3"):
        name = ui.input("Name", placeholder="dispute").props("dense outlined data-testid=new-name")
        name.on("keydown.enter", make)
        ui.button("Start", on_click=make).props("outline").props("data-testid=new-start")
    ui.label("It begins as a short commented text. Nothing is written until you save.").classes("dt-soft q-mt-xs")
