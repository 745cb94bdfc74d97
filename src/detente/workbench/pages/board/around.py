"""The moves around a state: one step out and in, as a graph and as a list."""

from __future__ import annotations

from nicegui import ui
from nicegui.events import GenericEventArguments

from ....model import Model
from ...boards import Look, Neighbour, Place
from ..looks import drawn, heading
from .graph import graph, places, said_of
from .spot import Spot

CLICK = """(event) => {
  const node = event.target.closest("[data-place]");
  if (node && (event.type === "click" || event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    emit(node.getAttribute("data-place"));
  }
}"""


class Around:
    """Click a neighbour, or its line in the list, to go there."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        self.shown: Look | None = None
        said = "One move out or in. A filled arrow head: the mover gains; an open one: it does not. Click to go there."
        with ui.column().classes("w-full gap-3"):
            heading("The moves around it", said)
            self.place = ui.element("div").classes("two").props('data-testid="board-around"')
        spot.on_paint(self.paint)

    def paint(self) -> None:
        look, model = self.spot.look, self.spot.model
        if look is None or model is None:
            self.place.classes("quiet")
            return
        self.place.classes(remove="quiet")
        if look == self.shown:
            return
        self.shown = look
        self.place.clear()
        with self.place:
            if look.broken:
                ui.label("No moves lead to or from what cannot be.").classes("soft")
            elif not look.neighbours:
                ui.label("Nobody can move from here or to here.").classes("soft")
            else:
                self._graph(look, model)
                self._list(look, model)

    def _graph(self, look: Look, model: Model) -> None:
        picture = drawn(graph(look, [actor.label for actor in model.actors]), "board-graph").classes("scroll")
        for event in ("click", "keydown"):
            picture.on(event, self._follow, js_handler=CLICK)

    async def _follow(self, event: GenericEventArguments) -> None:
        await self.spot.go(dict(self._places()[int(event.args)].values))

    def _places(self) -> list[Place]:
        return places(self.shown) if self.shown else []

    def _list(self, look: Look, model: Model) -> None:
        order = {place: number for number, place in enumerate(places(look), 1)}
        with ui.column().classes("w-full gap-0").props('data-testid="board-moves"'):
            for each in look.neighbours:
                self._line(order[each.place], each, model.actors[each.mover].label)
            if look.unlisted:
                ui.label(f"and {look.unlisted:,} more moves").classes("soft")

    def _line(self, number: int, each: Neighbour, label: str) -> None:
        button = ui.button(on_click=lambda: self.spot.go(dict(each.place.values))).props("flat no-caps dense")
        with button.classes("linkish").props('data-testid="board-move"'):
            ui.label(str(number)).classes("chip")
            ui.label(label).classes("font-semibold")
            ui.label(each.words)
            ui.label(said_of(each)).classes("aside")
