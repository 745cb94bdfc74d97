"""What is asked (outcome, measure, whom it asks to move), and the package that is ticked together."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from nicegui import ui

from ....model import Model
from ....report.words import MEASURES
from ...bargains import Menu, Ticket
from ..looks import SEGMENTS, heading
from .deal import Deal

HOLDS = {"while kept": "while the other side keeps its part", "for good": "for good"}

KEPT = "The payer is bound only as long as the target does what the outcome asks of it, and free before and after."


class Asked:
    """Controls for the question."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        self.shown: object = None
        self.place = ui.row().classes("w-full items-end gap-4").props('data-testid="offers-question"')
        deal.on_paint(self.paint)

    def paint(self) -> None:
        deal, model = self.deal, self.deal.model
        if model is None or deal.asked is None or (model.outcomes, model.actors, deal.asked) == self.shown:
            return
        self.shown = model.outcomes, model.actors, deal.asked
        self.place.clear()
        with self.place:
            self._select("outcome", "Outcome", {each.id: each.text or each.id for each in model.outcomes})
            self._select("measure", "Which chance", {name: f"of {said}" for name, said in MEASURES.items()})
            actors = {each.id: each.label for each in model.actors}
            self._select("target", "Whom it asks to move", {"": "whoever the outcome speaks of"} | actors)

    def _select(self, field: str, label: str, options: dict[str, str]) -> None:
        deal = self.deal
        select = ui.select(options, label=label, value=getattr(deal.asked, field)).props("dense outlined options-dense")
        select.classes("min-w-52 max-w-full").props(f'data-testid="offers-{field}"')

        def ask(event: Any) -> Any:
            return deal.ask_about(replace(deal.asked, **{field: event.value})) if deal.asked is not None else None

        select.on_value_change(ask)


class Picks:
    """A box for every commitment, payer by payer."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        self.shown: object = None
        self.boxes: list[tuple[Ticket, ui.checkbox]] = []
        heading("Put a package together", "Tick what would be committed. What the rules demand besides is added.")
        self.hold = ui.toggle(HOLDS, value=deal.hold).props(SEGMENTS).classes("segments")
        self.hold.props('data-testid="offers-hold"').on_value_change(lambda event: deal.bind(event.value))
        with self.hold:
            ui.tooltip(KEPT)
        self.place = ui.column().classes("w-full gap-3").props('data-testid="offers-menu"')
        deal.on_paint(self.paint)

    def paint(self) -> None:
        menu, model = self.deal.menu, self.deal.model
        self.hold.set_value(self.deal.hold)
        if menu is None or model is None:
            self._wait()
            return
        if (menu.tickets, model.options) != self.shown:
            self.shown = menu.tickets, model.options
            self._build(model, menu)
        for ticket, box in self.boxes:
            box.set_value(self.deal.ticked.get(ticket.option) == ticket.value)

    def _wait(self) -> None:
        self.shown = None
        self.boxes.clear()
        self.place.clear()
        with self.place:
            ui.label(self.deal.trouble or "working…").classes("no" if self.deal.trouble else "soft")
            for actor in self.deal.candidates:
                self._candidate(actor)

    def _candidate(self, actor: str) -> None:
        deal = self.deal
        label = deal.model.actor(actor).label if deal.model is not None else actor

        async def choose() -> None:
            if deal.asked is not None:
                await deal.ask_about(replace(deal.asked, target=actor))

        ui.button(label, on_click=choose).props("outline no-caps dense")

    def _build(self, model: Model, menu: Menu) -> None:
        self.boxes.clear()
        self.place.clear()
        order = {actor.id: place for place, actor in enumerate(model.actors)}
        tickets = sorted(menu.tickets, key=lambda each: order[each.owner])
        with self.place:
            if not tickets:
                ui.label("Nothing can be committed: every option is the target's own part, or fixed.")
            for owner, group in groupby(tickets, lambda each: each.owner):
                with ui.column().classes("w-full gap-0"):
                    ui.label(model.actor(owner).label).classes("font-semibold")
                    for ticket in group:
                        self._box(model, ticket)

    def _box(self, model: Model, ticket: Ticket) -> None:
        box = ui.checkbox(ticket_words(model, ticket)).props("dense").classes("tick")
        box.props(f'data-testid="tick-{ticket.option}-{ticket.value}"')
        box.on_value_change(lambda event: self.deal.tick(ticket, bool(event.value)))
        self.boxes.append((ticket, box))


def ticket_words(model: Model, ticket: Ticket) -> str:
    """A commitment in the words of its option."""
    option = model.option(ticket.option)
    said = option.text or option.name
    return {"yes": said, "no": f"no longer: {said}"}.get(ticket.value, f"{said}: {ticket.value}")
