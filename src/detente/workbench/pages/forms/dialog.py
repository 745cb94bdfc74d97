"""The dialog of a form: fields with their meaning, what is wrong at the field where it is wrong, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from ....errors import DetenteError, ModelError, Problem
from ....language.plain import Value
from ..problem import sentence
from ..tags import tag
from .bench import Bench
from .fields import Field, meant, names, typed
from .inputs import control
from .writing import Given

ALIASES = {**dict.fromkeys(("wants", "avoids"), "condition"), **dict.fromkeys(("rule", "never", "always"), "said")}
"""Fields that stand for a key which their form lets one choose."""

Write = Callable[[str, Given], str]
"""The new text, from the text and the changed keys."""


@dataclass
class Form:
    """``title``: what is edited; ``fields`` with the ``values`` that they have now; ``write``: puts changes into a
    text; ``path``: of the entry, as problems name it; ``remove``: takes the entry out, or None where that cannot be;
    ``note``: said above the fields."""

    bench: Bench
    title: str
    fields: Sequence[Field]
    values: Mapping[str, Value]
    write: Write
    path: str = ""
    remove: Callable[[str], str] | None = None
    note: str = ""
    is_new: bool = False

    def open(self) -> None:
        """Show the dialog."""
        self._written = ""
        with (
            self.bench.sheet.client.content,
            ui.dialog() as self._dialog,
            ui.card().classes("w-full max-w-2xl gap-2 fm-card").props('data-testid="form"'),
        ):
            ui.label(self._heading).classes("text-lg md-strong")
            if self.note:
                ui.label(self.note).classes("md-where")
            self._inputs = {each.key: self._input(each) for each in self.fields}
            self._said = ui.column().classes("w-full gap-1")
            with ui.row().classes("w-full items-center gap-2 fm-foot"):
                if self.remove is not None:
                    drop = ui.button("Remove", on_click=self._remove).props('flat no-caps data-testid="form-remove"')
                    drop.set_enabled(not self.bench.sheet.document.read_only)
                self._back = ui.button("Take it back", on_click=self._take_back).props("flat no-caps")
                self._back.props('data-testid="form-take-back"').set_visibility(False)
                ui.space()
                ui.button("Close", on_click=self._dialog.close).props("flat no-caps").props('data-testid="form-close"')
                self._write = ui.button("Write into the text", on_click=self._save).props("no-caps unelevated")
                self._write.props('data-testid="form-save"').set_enabled(not self.bench.sheet.document.read_only)
        self._dialog.on("hide", self._dialog.delete)
        self._dialog.open()

    @property
    def _heading(self) -> str:
        said = f"Add {self.title}" if self.is_new else self.title
        return said[0].upper() + said[1:]

    def _input(self, each: Field) -> Any:
        value = self.values.get(each.key)
        made = control(each, value, self.bench.sheet.document.model)
        tag(made.classes("w-full").props("hide-bottom-space"), f"field-{each.key}")
        if each.help:
            ui.label(each.help).classes("md-where fm-help")
        return made

    def _changed(self) -> dict[str, Value]:
        """The keys whose fields were changed; the fields that cannot be say why."""
        given: dict[str, Value] = {}
        for each in self.fields:
            field = self._inputs[each.key]
            try:
                value = meant(field.value, each.form)
                _must(each, value)
            except ValueError as error:
                field.error = str(error)
                continue
            before = self.values.get(each.key)
            if _plain(value, each) != _plain(before, each):
                given[each.key] = value
        return given

    async def _save(self) -> None:
        for field in self._inputs.values():
            field.error = None
        given = self._changed()
        if any(field.error for field in self._inputs.values()):
            return
        if not given:
            self._dialog.close()
            return
        if self._written:
            self.bench.take_back(self._written)
        done = "Added" if self.is_new else "Changed"
        await self._apply(f"{done}: {self.title}", lambda text: self.write(text, given))

    async def _remove(self) -> None:
        if self.remove is not None:
            await self._apply(f"Removed: {self.title}", self.remove)

    async def _apply(self, what: str, edit: Callable[[str], str]) -> None:
        self._said.clear()
        self._back.set_visibility(False)
        self._write.disable()
        try:
            problems = await self.bench.apply(what, edit)
        except DetenteError as error:
            with self._said:
                ui.label(_why(error)).classes("fm-wrong").props('data-testid="form-refused"')
            return
        finally:
            self._write.enable()
        self._written = self.bench.text
        if problems:
            self._show(problems)
        else:
            self._dialog.close()

    def _show(self, problems: Sequence[Problem]) -> None:
        """Each new problem at its field, or else under the fields; the change stands and can be undone."""
        elsewhere = []
        for problem in problems:
            field = self._at(problem.path)
            if field is None:
                elsewhere.append(problem)
            else:
                field.error = sentence(problem)
        with self._said:
            ui.label("The change is in the text, but with it the model does not read:").classes("fm-wrong").props(
                'data-testid="form-problems"'
            )
            for problem in elsewhere:
                ui.label(f"line {problem.line}: {sentence(problem)}").classes("md-said")
            ui.label("Mend the fields and write again, or take it back.").classes("md-where")
        self._back.set_visibility(True)

    def _at(self, path: str) -> Any:
        """The field that a problem's path leads to; None for a problem of another part."""
        if path != self.path and not path.startswith(f"{self.path}."):
            return None
        steps = path[len(self.path) :].strip(".").split(".")
        tails = ["/".join(steps), *(".".join(steps[place:]) for place in range(len(steps))), *steps]
        names = [ALIASES.get(tail, tail) for tail in tails]
        return next((self._inputs[name] for name in names if name in self._inputs), None)

    def _take_back(self) -> None:
        if not self.bench.take_back(self._written):
            ui.notify("The text was changed since then; use Undo.", type="warning")
        self._dialog.close()


def _must(each: Field, value: Value) -> None:
    if each.needed and value is None:
        raise ValueError("This is needed.")


def _plain(value: Value, each: Field) -> object:
    return names(value) if each.form in ("evidence", "names") else typed(value)


def _why(error: DetenteError) -> str:
    return " ".join(sentence(each) for each in error.problems) if isinstance(error, ModelError) else str(error)
