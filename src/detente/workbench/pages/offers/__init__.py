"""Offers: packages of commitments: effect, cost, who would go along; the front of all of them; the road."""

from __future__ import annotations

from nicegui import ui

from ...sheet import Sheet
from ..looks import wear
from .accounts import longer
from .deal import Deal
from .effect import Effect
from .fronts import Front
from .terms import Asked, Picks


def show(sheet: Sheet) -> None:
    """Build the page."""
    wear()
    deal = Deal(sheet)
    with ui.column().classes("dt-board w-full gap-8"):
        Asked(deal)
        with ui.element("div").classes("two"):
            with ui.column().classes("w-full gap-3"):
                Picks(deal)
            with ui.column().classes("w-full gap-3") as effect:
                Effect(deal)
        with ui.column().classes("w-full gap-8") as answers:
            with ui.column().classes("w-full gap-3"):
                Front(deal)
            longer(deal)

    def fit() -> None:
        """Nothing is asked about an outcome where there is none."""
        model = sheet.document.model
        for part in (effect, answers):
            part.set_visibility(model is None or bool(model.outcomes))

    fit()
    sheet.on_change(fit)
    sheet.on_change(deal.refresh)
    ui.timer(0, deal.refresh, once=True)
