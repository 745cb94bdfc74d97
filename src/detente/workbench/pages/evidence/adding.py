"""A new passage: selected in a source, said in the analyst's own words, written into the text with its fingerprint."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from nicegui import ui

from ....errors import DetenteError, ModelError
from ....language import forms
from ....language.plain import Value
from ....model import Model
from ...sheet import Sheet
from ..editing import edited
from ..problem import sentence
from .anchor import Anchor

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")


class NewPassage:
    """The dialog for a passage of ``source``. ``blocks``: its paragraphs, empty where its text is not at hand (then
    nothing is compared); ``anchor``: what was selected, or None: the paragraph is typed."""

    def __init__(
        self,
        sheet: Sheet,
        model: Model,
        source: str,
        blocks: Sequence[str],
        anchor: Anchor | None,
        on_added: Callable[[str], None],
    ) -> None:
        self.sheet, self.model, self.source, self.blocks = sheet, model, source, blocks
        self.on_added = on_added
        with sheet.client.content, ui.dialog() as self._dialog:
            card = ui.card().classes("w-full max-w-2xl gap-2").props('data-testid="new-passage"')
        with card:
            self._build(anchor)
        self._dialog.on("hide", self._dialog.delete)
        self._dialog.open()

    def _build(self, anchor: Anchor | None) -> None:
        ui.label("A new passage").classes("text-lg ev-strong")
        ui.label(f"Source: {self.source}").classes("ev-soft")
        place = str(anchor.paragraph) if anchor else ""
        self._paragraph = _line("Paragraph", "passage-paragraph", place)
        ui.label("A number, or several: 4..6. Blocks between blank lines count from 1.").classes("ev-soft")
        self._says = _lines("What it says, in your own words", "passage-says").props("autofocus")
        self._quote = _lines("Quotation, word for word", "passage-quote", anchor.quote if anchor else "")
        ui.label("Leave the quotation empty where you may not quote.").classes("ev-soft")
        self._name = _line("Name", "passage-name", suggested(self.model, self.source, anchor))
        ui.label("Assumptions cite the passage by its name, under “because”.").classes("ev-soft")
        self._wrong = ui.label().classes("ev-bad ev-strong")
        with ui.row().classes("w-full justify-end"):
            ui.button("Cancel", on_click=self._dialog.close).props("flat")
            ui.button("Add", on_click=self._add).props('unelevated data-testid="passage-add"')

    async def _add(self) -> None:
        name = self._name.value.strip()
        if not self._is_complete(name):
            return
        try:
            told = self._told()
            await edited(self.sheet, lambda text: forms.add(text, ("evidence", name), told))
        except DetenteError as error:
            problems = error.problems if isinstance(error, ModelError) else ()
            self._wrong.set_text(" ".join(map(sentence, problems)) or str(error))
            return
        self._dialog.close()
        self.on_added(name)

    def _told(self) -> dict[str, Value]:
        """The fields of the passage. Raises ModelError where the text has no such paragraph or quotation."""
        told: dict[str, Value] = {"source": self.source}
        place = self._paragraph.value.strip()
        if place:
            told["paragraph"] = int(place) if place.isdigit() else place
        for key, field in (("quote", self._quote), ("says", self._says)):
            words = " ".join(field.value.split())
            if words:
                told[key] = words
        return forms.anchored(told, "\n\n".join(self.blocks)) if self.blocks else told

    def _is_complete(self, name: str) -> bool:
        """Whether the fields can be written; each that cannot says why."""
        self._name.error = self._says.error = None
        self._wrong.set_text("")
        if not IDENTIFIER.fullmatch(name):
            self._name.error = "A name is letters, digits, _ and -, at most 64, and begins with a letter."
        elif name in {each.id for each in self.model.evidence}:
            self._name.error = f"There is a passage called {name} already."
        if not self._says.value.strip() and not self._quote.value.strip():
            self._says.error = "A passage says or quotes something."
        return not self._name.error and not self._says.error


def suggested(model: Model, source: str, anchor: Anchor | None) -> str:
    """A name that no evidence has: ``choi-7``, ``choi-7b``."""
    stem = re.sub(r"[^A-Za-z0-9_-]", "-", f"{source}-{anchor.first}" if anchor else f"{source}-passage")[:60]
    taken = {each.id for each in model.evidence}
    names = (stem, *(f"{stem}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"))
    return next((name for name in names if name not in taken), "")


def _line(label: str, name: str, value: str) -> ui.input:
    made: ui.input = ui.input(label, value=value).classes("w-full")
    return made.props(f'hide-bottom-space data-testid="{name}"')


def _lines(label: str, name: str, value: str = "") -> ui.textarea:
    made: ui.textarea = ui.textarea(label, value=value).classes("w-full")
    return made.props(f'autogrow hide-bottom-space data-testid="{name}"')
