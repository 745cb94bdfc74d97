"""One knob on the page: a slider and a number beside it, what the model says, and a way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from ....report.words import percent
from ...knob import Knob
from ...sheet import Sheet
from ..answer.parts import passages
from ..tags import tag

THROTTLE = 0.06
"""Seconds between two values of a slider that is dragged."""


class Control:
    """A knob that holds its number in the document. ``share``: its part in the spread of the answer, if known;
    ``why``: show the passages behind it."""

    def __init__(self, sheet: Sheet, knob: Knob, share: float | None = None, why: bool = True) -> None:
        self.sheet, self.knob, self._following = sheet, knob, False
        model = sheet.document.model
        with tag(ui.element("div").classes("dt-knob"), f"knob-{knob.path}") as self.row:
            with ui.element("div").classes("dt-knob-head"):
                ui.label(knob.label).classes("dt-what")
                with ui.label(f"{knob.said} ({knob.unit})").classes("aside dt-term"):
                    ui.tooltip(knob.meaning).classes("text-sm max-w-sm")
                if share is not None and share >= 0.005:
                    with ui.label(f"hinge {percent(share)}").classes("aside dt-term"):
                        ui.tooltip("Its share in the spread of the first outcome's chance.").classes("text-sm")
            self.slider = self._slider()
            self.number = self._number()
            self.back = ui.button(icon="undo", on_click=lambda: self._turn(None)).props(
                f'flat dense round aria-label="{"Let go of this knob"}"'
            )
            with self.back:
                ui.tooltip("Back to what the model says").classes("text-sm")
            tag(self.back, f"reset-{knob.path}")
            if why and model is not None and knob.because:
                with ui.element("div").classes("dt-knob-why"):
                    passages(sheet, model, knob.because)
        self.follow(sheet.document.settings, {})

    def _slider(self) -> ui.slider:
        knob = self.knob
        slider = ui.slider(min=knob.low, max=knob.high, step=knob.step, value=self._clip(knob.middle))
        slider.props["aria-label"] = f"{knob.group}: {knob.label}"
        slider.on_value_change(self._slid)
        return tag(slider.classes("dt-slider"), f"slider-{knob.path}")

    def _number(self) -> ui.number:
        knob = self.knob
        lowest, highest = (0.0, 1.0) if knob.unit == "probability" else (None, None)
        number = ui.number(value=_round(knob.middle), format="%.4g", step=knob.step, min=lowest, max=highest)
        number.props["aria-label"] = f"{knob.group}: {knob.label}, number"
        number.props("dense outlined debounce=250").on_value_change(self._typed)
        return tag(number.classes("dt-field"), f"number-{knob.path}")

    def follow(self, settings: Mapping[str, float], shared: Mapping[str, float]) -> None:
        """Show what is held now; ``shared``: what a probability comes to because others of its row are held."""
        held = settings.get(self.knob.path)
        value = self.knob.middle if held is None else held
        value = shared.get(self.knob.path, value) if held is None else value
        self._following = True
        self.slider.set_value(self._clip(value))
        if self.number.value != _round(value):
            self.number.set_value(_round(value))
        self._following = False
        self.back.set_visibility(held is not None)
        self.row.classes(add="held" if held is not None else "", remove="" if held is not None else "held")

    def _slid(self, event: ValueChangeEventArguments[Any]) -> None:
        if not self._following:
            self._turn(event.value)

    def _typed(self, event: ValueChangeEventArguments[Any]) -> None:
        if not self._following and isinstance(event.value, int | float):
            self._turn(event.value)

    def _turn(self, value: float | None) -> None:
        if value is not None and self.knob.unit == "probability":
            value = min(max(value, 0.0), 1.0)
        self.sheet.document.turn(self.knob.path, None if value is None else float(value))

    def _clip(self, value: float) -> float:
        return min(max(value, self.knob.low), self.knob.high)


def _round(value: float) -> float:
    return float(f"{value:.4g}")
