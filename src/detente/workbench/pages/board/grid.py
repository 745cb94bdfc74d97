"""The grid of options: who can do what, what holds today, and what is put together."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from nicegui import ui

from ....model import Model, Option
from ....model.model import STATE
from ....report.elements import e
from ....report.figures.palette import dash
from ..looks import SEGMENTS, drawn, heading
from .spot import Spot
from .verdict import brief

Update = Callable[[], Any]


class Grid:
    """Controls for every option, built anew for another model and set to the state that is looked at."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        self.model: Model | None = None
        self.updates: list[Update] = []
        heading("Put a state together", "Everything else on this page is about that state.")
        self.place = ui.column().classes("w-full gap-4")
        self.brief = ui.label().classes("brief").props('aria-hidden="true" data-testid="board-brief"')
        spot.on_paint(self.paint)

    def paint(self) -> None:
        model = self.spot.model
        if model is None or not self.spot.values:
            return
        if model != self.model:
            self.model = model
            self._build(model)
        for update in self.updates:
            update()
        if self.spot.look is not None:
            self.brief.set_text(brief(self.spot.look))

    def _build(self, model: Model) -> None:
        self.updates.clear()
        self.place.clear()
        with self.place:
            if model.graph is not None:
                self._states({name: f"{name}: {text}" if text else name for name, text in model.graph.states})
                return
            places = {actor.id: place for place, actor in enumerate(model.actors)}
            for owner, options in groupby(sorted(model.options, key=lambda each: places[each.owner]), _owner):
                with ui.column().classes("w-full gap-0"):
                    _actor(model.actor(owner).label, places[owner])
                    for option in options:
                        self._option(option)

    def _states(self, names: dict[str, str]) -> None:
        """A model that lists its states has no options: choose among the states."""
        spot = self.spot
        select = ui.select(names, label="State", with_input=True, value=spot.values[STATE])
        select.classes("w-full").props('data-testid="board-state"')
        select.on_value_change(lambda event: spot.choose(STATE, event.value) if event.value else None)
        self.updates.append(lambda: select.set_value(spot.values[STATE]))

    def _option(self, option: Option) -> None:
        with ui.element("div").classes("option"):
            with ui.element("div").classes("what"):
                ui.label(option.text or option.name)
                ui.label(option.id + _one_way(option)).classes("code")
            with ui.element("div").classes("how"):
                self._control(option)
                self._today(option)

    def _control(self, option: Option) -> None:
        spot = self.spot
        now = spot.values[option.id]
        if option.is_yes_no:
            switch = ui.switch(value=now == "yes").props(
                f'dense aria-label="{option.id}" data-testid="option-{option.id}"'
            )
            switch.on_value_change(lambda event: spot.choose(option.id, "yes" if event.value else "no"))
            self.updates.append(lambda: switch.set_value(spot.values[option.id] == "yes"))
            return
        toggle = ui.toggle(list(option.choices), value=now).props(SEGMENTS).classes("segments")
        toggle.props(f'data-testid="option-{option.id}"')
        toggle.on_value_change(lambda event: spot.choose(option.id, event.value))
        self.updates.append(lambda: toggle.set_value(spot.values[option.id]))

    def _today(self, option: Option) -> None:
        """Says whether the value is today's, and else which one is."""
        spot, label = self.spot, ui.label().classes("today")

        def update() -> None:
            today = dict(spot.overview.today.values) if spot.overview and spot.overview.today else {}
            value = today.get(option.id)
            same = value is None or value == spot.values[option.id]
            label.set_text("" if value is None else "as today" if same else f"today: {value}")
            label.classes(remove="other") if same else label.classes("other")

        self.updates.append(update)


def _owner(option: Option) -> str:
    return option.owner


def _one_way(option: Option) -> str:
    return {
        "both": "",
        "fixed": " · cannot be changed",
        "forward": " · cannot be taken back",
        "backward": " · can only be given up",
    }[option.direction]


def _actor(label: str, place: int) -> None:
    """An actor's name with its colour and dash, as in the graph of moves."""
    line = e("line", x1=0, y1=5, x2=26, y2=5, stroke=f"var(--series-{place % 8})", stroke_width=3,
             stroke_dasharray=dash(place) or None)  # fmt: skip
    with ui.row().classes("items-center gap-2 no-wrap"):
        drawn(e("svg", line, width=26, height=10, aria_hidden="true"), grow=False)
        ui.label(label).classes("font-semibold")
