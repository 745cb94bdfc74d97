"""Two longer answers, given when asked: what the parties would have to want, and the road to the outcome."""

from __future__ import annotations

from nicegui import ui

from ...bargains import Account
from ..looks import heading, tabled
from ..working import long_work
from .deal import Deal


class Longer:
    """One question of its own, with a button. What it said is taken away when the model or the outcome changes."""

    def __init__(self, deal: Deal, title: str, said: str, button: str, task: str) -> None:
        self.deal, self.task, self.seen = deal, task, deal.seen
        heading(title, said)
        ui.button(button, on_click=self.work).props(f'outline no-caps dense data-testid="offers-{task}"')
        self.place = ui.column().classes("w-full gap-2").props(f'data-testid="offers-{task}-place"')
        deal.on_paint(self.paint)

    def paint(self) -> None:
        if self.deal.seen != self.seen:
            self.seen = self.deal.seen
            self.place.clear()

    async def work(self) -> None:
        deal = self.deal
        if deal.asked is None:
            return
        self.seen = deal.seen
        found: Account | None = await long_work(deal.sheet, self.place, "working", self.task, deal.model, deal.asked)
        if found is None or deal.seen != self.seen:
            return
        with self.place:
            for said in found.sentences:
                ui.label(said.replace("+", " + ")).classes("said")
            for table in found.tables:
                tabled(table)


def longer(deal: Deal) -> None:
    """Both."""
    with ui.column().classes("w-full gap-3"):
        Longer(
            deal,
            "What the parties would have to want",
            "The smallest change of preferences with which the outcome would rest (SEQ, likeliest scenario). "
            "About preferences, not chances.",
            "Work it out",
            "wanted",
        )
    with ui.column().classes("w-full gap-3"):
        Longer(
            deal,
            "The road there",
            "Who has to move first, what holds each party there, and what if one side could not take its part back.",
            "Work it out",
            "way",
        )
