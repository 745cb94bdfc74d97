"""Offers: packages of commitments: effect, cost, who would go along; the front of all of them; the road."""

from __future__ import annotations

from nicegui import ui

from ....model import Model
from ...sheet import Sheet
from ..looks import wear
from .accounts import longer
from .deal import Deal
from .effect import Effect
from .fronts import Front
from .terms import Asked, Picks

OUTCOMELESS = "The model names no outcome, so there is nothing to make likelier. The tab Model can add outcomes."
OPTIONLESS = "The model lists its states and has no options, so nothing can be committed."


def none_words(model: Model | None) -> str:
    """Why no package can be made of a model; empty where one can, or where there is no model yet."""
    if model is None:
        return ""
    return OUTCOMELESS if not model.outcomes else OPTIONLESS if not model.options else ""


def show(sheet: Sheet) -> None:
    """Build the page."""
    wear()
    deal = Deal(sheet)
    with ui.column().classes("dt-board w-full gap-8"):
        Asked(deal)
        reason = ui.label().classes("no").props('data-testid="offers-none"')
        with ui.element("div").classes("two") as package:
            with ui.column().classes("w-full gap-3"):
                Picks(deal)
            with ui.column().classes("w-full gap-3"):
                Effect(deal)
        with ui.column().classes("w-full gap-3") as front:
            Front(deal)
        with ui.column().classes("w-full gap-8") as answers:
            longer(deal)

    def fit() -> None:
        """Nothing is asked that the model cannot be asked."""
        said = none_words(sheet.document.model)
        reason.set_text(said)
        reason.set_visibility(bool(said))
        package.set_visibility(not said)
        front.set_visibility(not said)
        answers.set_visibility(said != OUTCOMELESS)

    fit()
    sheet.on_change(fit)
    sheet.on_change(deal.refresh)
    ui.timer(0, deal.refresh, once=True)
