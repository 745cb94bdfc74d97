"""Where the parties can rest (verdicts, apart from chances), and what divides the readings."""

from __future__ import annotations

from nicegui import ui

from ...inquiry import Inquiry
from ...sheet import Sheet
from ...told import Told
from ..looks import heading, tabled
from ..tags import tag
from .parts import waiting

LEAD = (
    "Verdicts, not probabilities: a state rests if no party can better itself by moving, given what the others would "
    "answer (SEQ: sequential stability)."
)


def show(sheet: Sheet, asked: Inquiry) -> None:
    """The table of verdicts."""
    stage = asked.stages["rests"]
    if sheet.document.model is None:
        return
    heading("Where the parties can rest", LEAD)
    if waiting(stage, "Looking where the parties can rest…"):
        told: Told = stage.answer
        if told.table is not None:
            tag(tabled(told.table), "rests-table")
        else:
            ui.label("The model names no outcome; the tab Board shows where it can rest.").classes("soft")


def show_crux(sheet: Sheet, asked: Inquiry) -> None:
    """What divides the readings; nothing where there is one reading."""
    model, stage = sheet.document.model, asked.stages["crux"]
    if model is None or not model.readings or (stage.status == "failed" and not stage.error):
        return
    heading("The crux: what divides the readings")
    if waiting(stage, "This comes after the claims and the chances."):
        told: Told = stage.answer
        for sentence in told.sentences:
            tag(ui.label(sentence).classes("dt-say"), "crux")
        if told.table is not None:
            with ui.expansion("Assumption by assumption").classes("w-full"):
                tabled(told.table)
