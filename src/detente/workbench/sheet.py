"""What a page of the workbench is given: the open document, the workers, the reading looked at, and what was answered.

A page is built once for each browser tab and refreshes itself when the document changes (:meth:`Sheet.on_change`).
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from nicegui import Client, background_tasks, ui

from ..errors import DetenteError
from ..model import Model
from .desk import Desk, Superseded
from .document import Document
from .shelf import Shelf

Refresh = Callable[[], Any]


def _nowhere(_: Any) -> None:
    """Before the page is built there is nowhere to go."""


@dataclass
class Sheet:
    """``reading``: the reading that pages show; empty for the base model. ``go_to``: opens a tab by its name (the frame
    sets it); ``show_line``: moves the editor to a line (the tab Model sets it); ``page``: the page that is looked at;
    ``client``: the browser tab; ``settle``: takes what was typed last and is not in the document yet (the tab Model
    sets it)."""

    document: Document
    desk: Desk
    shelf: Shelf
    reading: str = ""
    client: Client = field(default_factory=lambda: ui.context.client)
    go_to: Callable[[str], Any] = _nowhere
    show_line: Callable[[int], Any] = _nowhere
    page: str = ""
    settle: Callable[[], Awaitable[Any]] | None = None
    _refreshers: dict[str, list[Refresh]] = field(default_factory=dict)
    _stale: set[str] = field(default_factory=set)
    _building: str = ""

    @property
    def model(self) -> Model | None:
        """The last model that the text gave, in the reading looked at."""
        model = self.document.model
        if model is None:
            return None
        known = self.reading in {each.id for each in model.readings}
        return model.reading(self.reading if known else "")

    def on_change(self, refresh: Refresh) -> None:
        """Call ``refresh`` (plain or async) after each change of document, knobs or reading while the page that asks
        for it is looked at; a page that was not looked at is told when it is looked at again."""
        self._refreshers.setdefault(self._building or self.page, []).append(refresh)

    def build(self, page: str, show: Callable[[Sheet], Any]) -> None:
        """Build a page in the place that is current."""
        self._building = page
        try:
            show(self)
        finally:
            self._building = ""

    def look(self, page: str) -> None:
        """A page comes into view."""
        self.page = page
        if page in self._stale:
            self._stale.discard(page)
            self._tell(page)

    def changed(self) -> None:
        """Tell the page that is looked at, and the frame around it (a page without a name); note it for the others."""
        self._stale = set(self._refreshers) - {self.page, ""}
        self._tell("")
        if self.page:
            self._tell(self.page)

    def _tell(self, page: str) -> None:
        with self.client:
            for refresh in self._refreshers.get(page, ()):
                try:
                    found = refresh()
                except Exception:
                    logging.getLogger("detente").exception("a part of the page %s could not be refreshed", page)
                    continue
                if found is not None:
                    background_tasks.create(self._here(found))

    async def _here(self, refreshing: Awaitable[Any]) -> None:
        """Refresh as part of this tab, whoever made the change."""
        with self.client:
            await refreshing

    def open_line(self, line: int) -> None:
        """Show a line of the text, counted from 1, in the tab Model."""
        self.go_to("Model")
        self.show_line(line)

    def look_at(self, reading: str) -> None:
        self.reading = reading
        self.changed()

    async def ask(self, task: str, *args: Any, slot: str = "") -> Any:
        """An answer of the short worker; None where a newer request took its place, or where there is none (a notice
        says why)."""
        return await self._heard(self.desk.ask(task, *args, slot=slot))

    async def look_up(self, task: str, *args: Any, slot: str = "") -> Any:
        """As :meth:`ask`, for light work on texts, which never waits behind arithmetic."""
        return await self._heard(self.desk.look_up(task, *args, slot=slot))

    async def _heard(self, answer: Awaitable[Any]) -> Any:
        try:
            return await answer
        except Superseded:
            return None
        except DetenteError as error:
            ui.notify(str(error), type="warning")
            return None
