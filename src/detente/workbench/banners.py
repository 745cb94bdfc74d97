"""What has to be said above the tabs: a draft was found, the file changed on disk, the text does not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from nicegui import ui

from ..errors import DetenteError
from .comparison import Choice, ask
from .difference import unified
from .document import Document
from .sheet import Sheet

Result = TypeVar("Result")

FEW = 3
"""Problems of a text that were never read that are said above the tabs."""


def banners(sheet: Sheet) -> None:
    """Build them, and again after each change."""
    place = ui.element("div").classes("dt-banners").props("aria-live=polite")
    shown: list[object] = []

    def refresh() -> None:
        document = sheet.document
        now = [document.draft, document.is_behind, document.model is None and document.problems, document.saved is None]
        if now == shown:
            return
        shown[:] = now
        place.clear()
        with place:
            _draft(document)
            _behind(document)
            _unread(sheet)
            if document.saved is None and document.origin:
                _say(f"This is {document.origin.rstrip('.')}.", "", ())

    sheet.on_change(refresh)
    refresh()


def _say(said: str, kind: str, choices: Sequence[Choice], name: str = "") -> None:
    with ui.element("div").classes(f"dt-banner {kind}").props(f"data-testid={name or 'banner'}"):
        ui.label(said).classes("said")
        for words, hint, do in choices:
            ui.button(words, on_click=do).props("flat dense").tooltip(hint)


def _draft(document: Document) -> None:
    draft = document.draft
    if draft is None:
        return
    when = f" of {datetime.fromtimestamp(draft.kept):%d %B %Y, %H:%M}" if draft.kept else ""
    take: Choice = ("Take it", "Go on with the draft; undo goes back", lambda: attempt(document.take_draft))
    drop: Choice = ("Drop it", "Delete the draft", lambda: attempt(document.drop_draft))
    difference = unified(document.text, draft.text, "as saved", "draft")
    see: Choice = (
        "Show the difference",
        "What the draft would change",
        lambda: ask("An unsaved draft", "From the text as it is now (-) to the draft (+).", difference, (take, drop)),
    )
    kept = () if document.read_only else (take, drop)
    _say(f"There is an unsaved draft{when} of this model.", "open", (see, *kept), "draft")


def _behind(document: Document) -> None:
    if not document.is_behind:
        return
    take: Choice = ("Take the file's text", "Undo goes back to the text here", lambda: attempt(document.reload))
    _say("The file was changed on disk by another program.", "open", (see_disk(document, (take,)), take), "behind")


def see_disk(document: Document, choices: Sequence[Choice]) -> Choice:
    """The button that shows how the text on disk differs from the one here."""

    def see() -> None:
        found = attempt(document.conflict)
        said = "From the text on disk (-) to the text here (+)."
        ask("The file on disk is another", said, found.difference if found else "no difference", choices)

    return "Show the difference", "How the file differs from the text here", see


def _unread(sheet: Sheet) -> None:
    document = sheet.document
    if document.model is not None or document.is_reading:
        return
    errors = [each for each in document.problems if each.severity == "error"]
    more = f" … and {len(errors) - FEW} more." if len(errors) > FEW else ""
    said = "; ".join(each.sentence() for each in errors[:FEW])
    mend: Choice = ("Mend it", "Open the text at the first problem", lambda: _mend(sheet))
    _say(f"This text is no model yet, so nothing can be answered: {said}{more}", "bad", (mend,), "unread")


def _mend(sheet: Sheet) -> None:
    first = next((each for each in sheet.document.problems if each.severity == "error"), None)
    sheet.open_line(first.line if first and first.line else 1)


def attempt(do: Callable[[], Result]) -> Result | None:
    """Do something that may be refused; say the reason if it is."""
    try:
        return do()
    except (DetenteError, OSError) as error:
        ui.notify(str(error), type="warning", multi_line=True)
        return None
