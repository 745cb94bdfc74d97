"""Lists of states to click: where the parties can rest, and the states in which a condition holds. A page at a time."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable

from nicegui import ui

from ....report.words import HEADS, count
from ...boards import Row, States
from ..looks import heading
from ..working import long_work
from .spot import Spot

PAGE = 10

Turn = Callable[[int], Awaitable[None]]


def show_rows(spot: Spot, found: States, start: int, turn: Turn) -> None:
    """A page of a list; a click on a state looks at it."""
    for row in found.rows:
        _row(spot, row)
    pages = math.ceil(found.total / PAGE)
    if pages > 1:
        picker = ui.pagination(1, pages, direction_links=True, value=start // PAGE + 1).props("max-pages=5 dense")
        picker.on_value_change(lambda event: turn((int(event.value) - 1) * PAGE))


def _row(spot: Spot, row: Row) -> None:
    button = ui.button(on_click=lambda: spot.go(dict(row.place.values))).props("flat no-caps dense")
    with button.classes("linkish").props('data-testid="board-row"'):
        ui.label(row.place.name.replace("+", " + "))
        said = [HEADS[each] for each in row.concepts]
        if row.today:
            ui.label("today").classes("chip on")
        if said:
            ui.label(", ".join(said)).classes("aside")


class Resting:
    """The equilibria of the scenario. A large game's are worked out as a job of their own, when asked."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        self.asked: object = None
        said = "States that are an equilibrium under some concept, those under most concepts first. Click to look."
        heading("Where the parties can rest", said)
        self.place = ui.column().classes("w-full gap-1").props('data-testid="board-resting"')
        spot.on_paint(self.paint)

    def paint(self) -> None:
        overview = self.spot.overview
        if overview is None or (self.spot.seen, overview) == self.asked:
            return
        self.asked = self.spot.seen, overview
        self.place.clear()
        with self.place:
            if overview.large:
                ui.button("Work them out", on_click=lambda: self.turn(0)).props("outline no-caps dense")
            else:
                ui.timer(0, lambda: self.turn(0), once=True)

    async def turn(self, start: int) -> None:
        """Show the page that begins with a row."""
        spot, asked = self.spot, self.asked
        if spot.overview is not None and spot.overview.large:
            found = await self._slowly(start)
        else:
            found = await spot.ask("resting", spot.model, spot.given, start, PAGE, slot="resting")
        if found is None or asked != self.asked:
            return
        self.place.clear()
        with self.place:
            said = f"{found.total:,} of {count(found.of, 'state')} {'rests' if found.total == 1 else 'rest'}"
            ui.label(f"{said} under some concept.").props('data-testid="board-resting-size"')
            show_rows(spot, found, start, self.turn)

    async def _slowly(self, start: int) -> States | None:
        spot, said = self.spot, "working out the verdicts on every state"
        found: States | None = await long_work(
            spot.sheet, self.place, said, "resting", spot.model, spot.given, start, PAGE
        )
        if found is None:
            with self.place:
                ui.button("Work them out", on_click=lambda: self.turn(0)).props("outline no-caps dense")
        return found


class Found:
    """The states in which a condition holds."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        said = (
            "A condition as in a model: and, or, not, implies, ==, parentheses; options, scenario variables, outcomes."
        )
        heading("Find states", said)
        self.text = ui.input("Condition", placeholder="not dprk.test and usa.offer").classes("w-full")
        self.text.props("dense outlined clearable spellcheck=false autocomplete=off").props(
            'data-testid="board-condition"'
        )
        self.text.on("keydown.enter", lambda: self.turn(0))
        ui.button("Find", on_click=lambda: self.turn(0)).props("outline no-caps dense").props(
            'data-testid="board-find"'
        )
        self.place = ui.column().classes("w-full gap-1").props('data-testid="board-found"')

    async def turn(self, start: int) -> None:
        """Show the page that begins with a row."""
        spot, text = self.spot, (self.text.value or "").strip()
        if not text or spot.model is None:
            self.place.clear()
            return
        found = await spot.ask("find_states", spot.model, spot.given, text, start, PAGE, slot="find")
        if found is None:
            return
        self.place.clear()
        with self.place:
            if found.problem:
                _problem(text, found)
                return
            ui.label(f"{found.total:,} of {count(found.of, 'state')}").props('data-testid="board-found-size"')
            show_rows(spot, found, start, self.turn)


def _problem(text: str, found: States) -> None:
    """What is wrong with a condition, with a mark under the place."""
    with ui.column().classes("no gap-1").props('data-testid="board-problem"'):
        where = f"Column {found.column}: " if found.column else ""
        ui.label(where + found.problem)
        if found.column:
            ui.label(text + "\n" + " " * (found.column - 1) + "^").classes("code").style("white-space: pre")
