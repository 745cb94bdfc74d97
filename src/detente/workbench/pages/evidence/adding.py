"""A new passage: selected in a source, said in the analyst's own words, written into the text with its fingerprint."""

from __future__ import annotations

import re
from collections.abc import Callable

from nicegui import ui

from ....errors import DetenteError
from ....language.edit import put
from ....language.nodes import shown
from ....model import Model
from ...sheet import Sheet
from .anchor import Anchor

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")


def ask_passage(sheet: Sheet, source: str, anchor: Anchor | None, on_added: Callable[[str], None]) -> None:
    """Open the dialog for a passage of ``source``; without an anchor the paragraph is typed and nothing is compared."""
    model = sheet.document.model
    if model is None:
        return
    with (
        sheet.client.content,
        ui.dialog() as dialog,
        ui.card().classes("w-full max-w-2xl gap-2").props('data-testid="new-passage"'),
    ):
        ui.label("A new passage").classes("text-lg ev-strong")
        where = f", ¶{anchor.paragraph}" if anchor else ""
        ui.label(f"Source: {source}{where}").classes("ev-soft").props('data-testid="passage-where"')
        paragraph = None
        if anchor is None:
            paragraph = (
                ui.input("Paragraph", placeholder="7 or 4..6")
                .classes("w-full")
                .props('data-testid="passage-paragraph"')
            )
        says = ui.textarea("What it says, in your own words").props("autogrow autofocus").classes("w-full")
        says.props('data-testid="passage-says"')
        quote = ui.textarea("Quotation, word for word", value=anchor.quote if anchor else "").props("autogrow")
        quote.classes("w-full").props('data-testid="passage-quote"')
        ui.label("Leave the quotation empty where you may not quote.").classes("ev-soft")
        name = (
            ui.input("Name", value=suggested(model, source, anchor))
            .classes("w-full")
            .props('data-testid="passage-name"')
        )
        ui.label("Assumptions cite the passage by its name: because: [name].").classes("ev-soft")

        def save() -> None:
            if not _complete(model, name, says, quote):
                return
            told: dict[str, object] = {"source": source}
            place = anchor.paragraph if anchor else (paragraph.value if paragraph else "").strip()
            told |= {"paragraph": int(place) if str(place).isdigit() else place} if place else {}
            told |= {"quote": " ".join(quote.value.split())} if quote.value.strip() else {}
            told |= {"says": " ".join(says.value.split())} if says.value.strip() else {}
            told |= {"fingerprint": anchor.fingerprint} if anchor else {}
            try:
                sheet.document.edit(put(sheet.document.text, ("evidence", name.value.strip()), told))  # type: ignore[arg-type]
            except DetenteError as error:
                says.error = str(error)
                return
            dialog.close()
            on_added(name.value.strip())

        with ui.row().classes("w-full justify-end"):
            ui.button("Cancel", on_click=dialog.close).props("flat no-caps")
            ui.button("Add", on_click=save).props("no-caps unelevated").props('data-testid="passage-add"')
    dialog.on("hide", dialog.delete)
    dialog.open()


def suggested(model: Model, source: str, anchor: Anchor | None) -> str:
    """A name that no evidence has: ``choi-7``, ``choi-7b``."""
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", f"{source}-{anchor.first}" if anchor else f"{source}-passage")[:60]
    taken = {each.id for each in model.evidence}
    names = (stem, *(f"{stem}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"))
    return next((name for name in names if name not in taken), "")


def _complete(model: Model, name: ui.input, says: ui.textarea, quote: ui.textarea) -> bool:
    """Whether the fields can be written; each that cannot says why."""
    said = name.value.strip()
    name.error = says.error = None
    if not IDENTIFIER.fullmatch(said):
        name.error = "A name is letters, digits, _ and -, at most 64, and begins with a letter."
    elif said in {each.id for each in model.evidence}:
        name.error = f"There is a passage called {shown(said)} already."
    if not says.value.strip() and not quote.value.strip():
        says.error = "A passage says or quotes something."
    return not name.error and not says.error
