"""Which scenario the verdicts are asked of: one value for everything that no actor decides."""

from __future__ import annotations

from nicegui import ui

from ....report.words import count, percent
from ...boards import Circumstance, Overview
from .spot import Spot


class Scenario:
    """A control for each variable that could come out otherwise."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        self.shown: Overview | None = None
        self.place = ui.row().classes("w-full items-end gap-4").props('data-testid="board-scenario"')
        spot.on_paint(self.paint)

    def paint(self) -> None:
        overview = self.spot.overview
        if overview is None or overview == self.shown:
            return
        self.shown = overview
        self.place.clear()
        with self.place:
            for each in overview.circumstances:
                if len(each.values) > 1:
                    self._choice(each, dict(overview.scenario)[each.id])
            said = f"{count(overview.states, 'feasible state')}"
            if overview.chance < 1:
                said += f" in this scenario, which has a chance of {percent(overview.chance)}"
            ui.label(said).classes("soft").props('data-testid="board-size"')
            if overview.given:
                ui.button("Back to the likeliest", on_click=self._back).props("flat no-caps dense")

    def _choice(self, each: Circumstance, value: str) -> None:
        select = ui.select(list(each.values), label=each.id, value=value).props("dense outlined options-dense")
        select.classes("min-w-36").props(f'data-testid="given-{each.id}"')
        if each.text:
            select.tooltip(each.text)
        select.on_value_change(lambda event: self.spot.suppose(each.id, event.value))

    async def _back(self) -> None:
        self.spot.given = {}
        await self.spot.look_over()
