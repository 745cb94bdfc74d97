"""Ways from today to the state that is put together."""

from __future__ import annotations

from nicegui import ui

from ....report.elements import Content, e
from ....report.words import count
from ...boards import Step, Way, Ways
from ..looks import drawn, heading, plain_table
from .spot import Spot

INTEREST = {"improvement": "gains", "indifferent": "indifferent", "against": "against its interest"}


class WaysThere:
    """The shortest way by improvements, and by any moves where that is another one."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        heading("The way there from today", "A shortest one, in which nobody moves twice in a row.")
        self.place = ui.column().classes("w-full gap-3").props('data-testid="board-ways"')
        spot.on_paint(self.paint)

    def paint(self) -> None:
        if self.spot.look is None:
            self.place.classes("quiet")
            return
        self.place.classes(remove="quiet").clear()
        with self.place:
            if self.spot.ways is not None:
                show_ways(self.spot.ways)
            elif not self.spot.has_ways:
                known = self.spot.overview is not None and self.spot.overview.today is not None
                ui.label("No way leads to what cannot be." if known else "The model does not say what holds today.")
            elif self.spot.overview is not None and self.spot.overview.large:
                button = ui.button("Look for it", on_click=self.spot.find_ways).props("outline no-caps dense")
                button.props('data-testid="board-find-ways"')
            else:
                ui.label("working…").classes("soft")


def show_ways(found: Ways) -> None:
    """Both ways in words and steps."""
    easy, hard = found.improvements, found.moves
    if hard is None:
        ui.label("No moves lead there from today.")
    elif not hard.steps:
        ui.label("It holds today.")
    elif easy is None:
        ui.label("No improvements alone lead there: somebody would have to move without gaining by it.")
        _show(hard, "By any moves")
    elif len(easy.steps) == len(hard.steps):
        _show(easy, "By improvements alone; no other moves are faster")
    else:
        _show(easy, "By improvements alone")
        _show(hard, "By any moves")


def _show(way: Way, how: str) -> None:
    of = f"{way.against} of them " if len(way.steps) > 1 else ""
    against = f", {of}against the mover's interest" if way.against else ""
    ui.label(f"{how}: {count(len(way.steps), 'step')}{against}.").classes("font-semibold")
    heads: list[Content] = ["", "who", "takes up", "its interest"]
    drawn(plain_table(heads, [_row(number, step) for number, step in enumerate(way.steps, 1)], how))


def _row(number: int, step: Step) -> list[Content]:
    interest = INTEREST[step.interest]
    return [str(number), step.label, step.words, e("b", interest) if step.interest == "against" else interest]
