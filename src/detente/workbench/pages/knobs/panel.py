"""The knobs of a model: by actor and scenario variable, or the ones that matter most first; and a search."""

from __future__ import annotations

from nicegui import ui

from ....model import Model
from ....model.turned import turned
from ...inquiry import Inquiry
from ...knob import Knob, grouped, knobs
from ...sheet import Sheet
from ..answer.parts import passages
from ..tags import tag
from .control import Control

MOST = 24
"""Knobs that a search or the order by hinges shows."""

BY_GROUP, BY_HINGE = "by actor and scenario", "what matters most first"


class Panel:
    """``controls``: the knobs that are on the page, by path."""

    def __init__(self, sheet: Sheet, asked: Inquiry) -> None:
        self.sheet, self.asked = sheet, asked
        self.controls: dict[str, list[Control]] = {}
        self.model: Model | None = None
        with ui.row().classes("w-full items-end gap-4"):
            self.search = ui.input("Search knobs", on_change=self.build).props("outlined dense clearable debounce=200")
            tag(self.search.classes("grow max-w-md"), "knob-search")
            self.order = ui.select([BY_GROUP, BY_HINGE], value=BY_GROUP, label="Order", on_change=self.build)
            tag(self.order.props("outlined dense").classes("w-64"), "knob-order")
        self.place = ui.column().classes("w-full gap-2")
        self.follow()

    def heard(self, stage: str) -> None:
        """Hinges came in."""
        failed = self.asked.stages["hinges"].status == "failed"
        if stage == "hinges" and (self.shares or failed) and self.order.value == BY_HINGE:
            with self.sheet.client:
                self.build()

    @property
    def shares(self) -> dict[str, float]:
        """Each knob's share in the spread of the first outcome, as far as it is known."""
        answer = self.asked.stages["hinges"].answer
        return {each.path: each.total for each in answer[0]} if answer else {}

    def follow(self) -> None:
        """Show what is held now; build anew where the model changed."""
        model = self.sheet.model
        if model is not self.model:
            self.model = model
            self.build()
            return
        settings = self.sheet.document.settings
        shared = shared_values(model, settings) if model is not None else {}
        for controls in self.controls.values():
            for each in controls:
                each.follow(settings, shared)

    def build(self) -> None:
        """Lay the knobs out."""
        self.controls = {}
        self.place.clear()
        if self.model is None:
            return
        found, words = knobs(self.model), str(self.search.value or "")
        with self.place:
            if words:
                self._flat(tuple(each for each in found if each.matches(words)), "No knob has these words.")
            elif self.order.value == BY_HINGE:
                shares = self.shares
                ranked = sorted(found, key=lambda each: -shares.get(each.path, 0.0))
                self._flat(tuple(each for each in ranked if each.path in shares), self._why_none())
            else:
                self._groups(found)
        self.follow()

    def _flat(self, found: tuple[Knob, ...], nothing: str) -> None:
        if not found:
            ui.label(nothing).classes("soft")
        for group, few in (
            grouped(found[:MOST]) if self.order.value == BY_GROUP else ((each.group, (each,)) for each in found[:MOST])
        ):
            ui.label(group).classes("dt-small")
            self._some(few)
        if len(found) > MOST:
            ui.label(f"... and {len(found) - MOST} more; search for others.").classes("aside")

    def _why_none(self) -> str:
        """Why no knob has a share yet."""
        stage = self.asked.stages["hinges"]
        if stage.status != "failed":
            return WAIT
        return f"What matters most is not known: {(stage.error or NO_OUTCOME).removesuffix('.')}."

    def _groups(self, found: tuple[Knob, ...]) -> None:
        held = set(self.sheet.document.settings)
        for number, (group, few) in enumerate(grouped(found)):
            loose = sum(not each.is_fixed for each in few)
            said = f"{loose} uncertain" if loose else "all fixed in the model"
            box = tag(ui.expansion(group, caption=said).classes("dt-group w-full"), f"group-{number}")
            self._open_later(box, few)
            if number == 0 or held & {each.path for each in few}:
                box.open()

    def _open_later(self, box: ui.expansion, few: tuple[Knob, ...]) -> None:
        """The knobs of a group are made when it is first opened."""
        built: list[bool] = []

        def opened() -> None:
            if box.value and not built:
                built.append(True)
                with box:
                    self._group(few)
                self.follow()

        box.on_value_change(opened)

    def _group(self, few: tuple[Knob, ...]) -> None:
        """The passages behind a scenario variable are those of all its rows: they stand once, above them."""
        shared = few[0].path.startswith("scenario.")
        if shared and self.model is not None and few[0].because:
            passages(self.sheet, self.model, few[0].because)
        self._some(few, not shared)

    def _some(self, few: tuple[Knob, ...], why: bool = True) -> None:
        shares = self.shares
        for each in few:
            made = Control(self.sheet, each, shares.get(each.path), why)
            self.controls.setdefault(each.path, []).append(made)


NO_OUTCOME = "the model names no outcome"

WAIT = "What matters most is still being worked out; the tab Answer shows how far it is."


def shared_values(model: Model, settings: dict[str, float]) -> dict[str, float]:
    """What the probabilities of a row come to where others of it are held, by path."""
    held = {path: value for path, value in settings.items() if path.startswith("scenario.")}
    if not held:
        return {}
    changed = turned(model, held)
    return {
        ".".join(["scenario", variable.id, str(number), *row.when, value]): chance.middle
        for variable, before in zip(changed.scenario, model.scenario, strict=True)
        if variable is not before
        for number, phase in enumerate(variable.phases)
        for row in phase.rows
        for value, chance in zip(variable.values, row.chances, strict=True)
    }
