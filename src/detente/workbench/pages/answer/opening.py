"""The question, and the answer in plain sentences."""

from __future__ import annotations

from datetime import date, timedelta

from nicegui import ui

from ....model import Model
from ....report.words import count, horizon, percent, sentence
from ...inquiry import Inquiry, Stage
from ...quick import Estimate
from ...sheet import Sheet
from ...told import Chances, ClaimTold
from ..tags import tag
from .parts import OLD

DAYS = 365.25

MIDDLE = "Quick estimate: one run of the process of moves."
FOLLOWS = " The mean over draws of what is uncertain is being worked out."


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
    _chances(model, asked)
    rests = asked.stages["rests"]
    for said in rests.answer.sentences if rests.answer is not None and not rests.is_old else ():
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
    stage = asked.stages["claims"]
    told: tuple[ClaimTold, ...] = stage.answer or ()
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
            if stage.is_old:
                ui.label(OLD).classes("aside")


def _chances(model: Model, asked: Inquiry) -> None:
    """The mean over draws; until there is one, the run at the middle."""
    stage, middle = asked.stages["chances"], asked.stages["middle"]
    told: Chances | None = stage.answer
    is_estimated = middle.answer is not None and not middle.is_old
    if (told is None or stage.is_old) and is_estimated and stage.status != "failed":
        _say(middle_words(model, middle.answer[0]), MIDDLE + (FOLLOWS if stage.is_running else ""))
    elif told is None:
        words = "Working out the chances…" if stage.is_running else stage.error or "No chances were worked out."
        tag(ui.label(words).classes("dt-say soft"), "headline")
    else:
        _say(told.headline, draws_words(stage))


def _say(headline: str, basis: str) -> None:
    tag(ui.label(headline).classes("dt-say dt-headline"), "headline")
    with ui.row().classes("items-center gap-2"):
        tag(ui.label(basis).classes("aside"), "basis")


def middle_words(model: Model, found: Estimate) -> str:
    """The chance of the first outcome in one run at the middle, against random moves."""
    first, line = model.outcomes[0], found.lines[0]
    where = " in the base model" if model.readings else ""
    return (
        f"“{sentence(first.text or first.id).rstrip('.')}”: with every uncertain number at its middle, the chance that "
        f"this comes about within {horizon(model)} is {percent(line.mean[-1])}{where}. If everybody moved at random, "
        f"it would be {percent(line.floor[-1])}."
    )


def draws_words(stage: Stage) -> str:
    """What the chances come from."""
    told: Chances = stage.answer
    if stage.is_old:
        return f"From before the last change: {told.draws}."
    if told.partial:
        return f"Stopped early: from {told.draws}."
    if stage.refined:
        return f"Probabilities from the process of moves: {told.draws}."
    more = "stopped before there were more" if stage.status == "cancelled" else "more are being worked out"
    return f"Quick estimate from {told.draws}; {more}."
