"""The question, and the answer in plain sentences."""

from __future__ import annotations

from datetime import date, timedelta

from nicegui import ui

from ....model import Model
from ....report.words import count, horizon, sentence
from ...inquiry import Inquiry
from ...sheet import Sheet
from ...told import Chances, ClaimTold
from ..tags import tag

DAYS = 365.25


def show(sheet: Sheet, asked: Inquiry) -> None:
    """The question, and what is known of the answer by now."""
    model = sheet.document.model
    if model is None:
        ui.label("The text is no model yet; the tab Model says why.").classes("soft")
        return
    with ui.column().classes("gap-1"):
        ui.label(model.question or model.title).classes("dt-question").props('role="heading" aria-level="2"')
        ui.label(_frame(model)).classes("aside")
    _held(sheet)
    _questions(asked)
    _chances(asked)
    rests = asked.stages["rests"]
    for said in rests.answer.sentences if rests.answer is not None else ():
        tag(ui.label(said).classes("dt-say"), "today")


def until(model: Model) -> str:
    """``by 2027-01-20``: the day of the horizon; how far ahead, where the model has no date."""
    if not model.as_of:
        return f"within {horizon(model)}"
    day = date.fromisoformat(model.as_of) + timedelta(days=round(model.horizon * DAYS))
    return f"by {day.isoformat()}"


def _frame(model: Model) -> str:
    ahead = f"looking {horizon(model)} ahead"
    if model.as_of:
        ahead = f"as of {model.as_of}, {ahead}, to {until(model).removeprefix('by ')}"
    size = count(len(model.graph.states), "listed state") if model.graph else count(len(model.options), "option")
    return sentence(f"{ahead}; {count(len(model.actors), 'actor')}, {size}")


def _held(sheet: Sheet) -> None:
    """What is shown here is the text's; what knobs hold is shown beside them."""
    settings = sheet.document.settings
    if settings:
        with tag(ui.row().classes("dt-note items-center gap-2"), "held-note"):
            many = "1 knob is" if len(settings) == 1 else f"{len(settings)} knobs are"
            ui.label(f"{many} held. This page answers for the model as it is written.")
            ui.button("See what changes", on_click=lambda: sheet.go_to("Knobs")).props("flat dense no-caps")


def _questions(asked: Inquiry) -> None:
    """The leading questions with the claims that settle them."""
    told: tuple[ClaimTold, ...] = asked.stages["claims"].answer or ()
    for question in dict.fromkeys(each.answers for each in told if each.answers):
        with tag(ui.column().classes("gap-1"), "leading"):
            ui.label(question).classes("dt-leading")
            for each in told:
                if each.answers == question:
                    said = each.says.rstrip(".")
                    details = ", ".join(
                        part for part in (each.reading, f"in {each.share}" if each.share else "") if part
                    )
                    with ui.row().classes("dt-settled items-baseline gap-2 no-wrap"):
                        ui.label(f"{each.mark} {each.result}").classes(f"dt-result {each.kind}")
                        ui.label(f"{said} ({details})." if details else f"{said}.")


def _chances(asked: Inquiry) -> None:
    stage = asked.stages["chances"]
    told: Chances | None = stage.answer
    if told is None:
        words = "Working out the chances…" if stage.is_running else stage.error or "No chances were worked out."
        tag(ui.label(words).classes("dt-say soft"), "headline")
        return
    tag(ui.label(told.headline).classes("dt-say dt-headline"), "headline")
    with ui.row().classes("items-center gap-2"):
        tag(ui.label(draws_words(told, stage.refined)).classes("aside"), "basis")


def draws_words(told: Chances, refined: bool) -> str:
    """What the chances come from."""
    if told.partial:
        return f"Stopped early: from {told.draws}."
    if refined:
        return f"Probabilities from the process of moves: {told.draws}."
    return f"Quick estimate from {told.draws}; more are being worked out."
