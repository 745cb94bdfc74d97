"""What the chance of the first outcome hinges on: each uncertain number's share in its spread."""

from __future__ import annotations

from nicegui import ui

from ....report.words import number, percent
from ...inquiry import Inquiry
from ...sheet import Sheet
from ...told import Hinge
from ..looks import heading
from ..tags import tag
from .parts import passages, waiting

FEW = 8

LEAD = (
    "Share: how much of the spread of the chance would stay if all other numbers were known (total-order Sobol index). "
    "Turns at: the value at which the chance crosses one half, all else at its middle."
)


def show(sheet: Sheet, asked: Inquiry) -> None:
    """The numbers with the largest shares."""
    model, stage = sheet.document.model, asked.stages["hinges"]
    if model is None or not model.outcomes or (stage.status == "failed" and not stage.error):
        return
    first = model.outcomes[0]
    heading(f"What the chance of “{first.text or first.id}” hinges on", LEAD)
    if waiting(stage, "This comes after the claims and the chances."):
        listed(sheet, *stage.answer)


def listed(sheet: Sheet, found: tuple[Hinge, ...], trust: str) -> None:
    """Hinges with a bar each, the passages behind them, and a way to their knob."""
    model = sheet.document.model
    if model is None:
        return
    if not found:
        ui.label("No uncertain number stands out.").classes("soft")
    for each in found[:FEW]:
        with tag(ui.element("div").classes("dt-hinge"), f"hinge-{each.path}"):
            ui.label(each.text).classes("dt-what")
            with ui.element("div").classes("dt-bar-box").props('aria-hidden="true"'):
                ui.element("div").classes("dt-bar-fill").style(f"width:{100 * min(each.total, 1.0):.1f}%")
            ui.label(percent(each.total)).classes("dt-number")
            ui.label(turn_words(each)).classes("aside dt-turns")
            passages(sheet, model, each.because)
    if trust:
        ui.label(trust).classes("aside")


def turn_words(each: Hinge) -> str:
    """``turns at 2.4 (of 1 to 3)``; a plain range where nobody looked whether it turns."""
    span = f"{number(each.low)} to {number(each.high)}"
    if each.turns is None:
        return f"uncertain within {span}"
    return f"turns at {number(each.flip)} (of {span})" if each.flip is not None else f"does not turn within {span}"
