"""Board: actors and options as a grid; a state put together, its verdicts, and the moves around it."""

from __future__ import annotations

from nicegui import ui

from ...sheet import Sheet
from ..looks import wear
from .around import Around
from .grid import Grid
from .lists import Found, Resting
from .scenario import Scenario
from .spot import Spot
from .verdict import Verdict
from .ways import WaysThere


def show(sheet: Sheet) -> None:
    """Build the page."""
    wear()
    spot = Spot(sheet)
    with ui.column().classes("dt-board w-full gap-8"):
        Scenario(spot)
        with ui.element("div").classes("two"):
            with ui.column().classes("w-full gap-3"):
                Grid(spot)
            with ui.column().classes("w-full gap-3"):
                Verdict(spot)
        Around(spot)
        with ui.element("div").classes("two"):
            with ui.column().classes("w-full gap-3"):
                Resting(spot)
            with ui.column().classes("w-full gap-3"):
                WaysThere(spot)
                Found(spot)
    sheet.on_change(spot.refresh)
    ui.timer(0, spot.refresh, once=True)
