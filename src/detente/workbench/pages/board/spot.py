"""Where the board of one browser tab stands: the scenario, the values put together, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ....errors import DetenteError
from ....model import Model
from ....model.model import STATE, Values
from ....model.turned import turned
from ...boards import Look, Overview, Ways
from ...desk import Superseded
from ...sheet import Sheet

Paint = Callable[[], Any]

UNREAD = "The text is no model yet; the tab Model says what is wrong."


class Spot:
    """``given``: scenario values that were chosen; ``values``: by option, or of ``state``; ``overview``, ``look``,
    ``ways``: what the workers said, None until they did; ``trouble``: why they could not."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.given: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.overview: Overview | None = None
        self.look: Look | None = None
        self.ways: Ways | None = None
        self.trouble = ""
        self.seen = ""
        self._painters: list[Paint] = []

    @property
    def model(self) -> Model | None:
        """The model that all answers of the board are about, with the numbers that knobs hold."""
        model = self.sheet.model
        return None if model is None else turned(model.base, self.sheet.document.settings)

    @property
    def chosen(self) -> Values:
        return tuple(self.values.items())

    def on_paint(self, paint: Paint) -> None:
        """Call ``paint`` after every change of what there is to show."""
        self._painters.append(paint)

    def paint(self) -> None:
        for paint in self._painters:
            paint()

    async def refresh(self) -> None:
        """Ask everything again if the model is another one."""
        model = self.model
        if model is None:
            self.trouble = UNREAD
            self.paint()
        elif model.fingerprint != self.seen:
            self.seen = model.fingerprint
            self.given = {name: value for name, value in self.given.items() if value in (model.values_of(name) or ())}
            await self.look_over()

    async def look_over(self, keep: str = "") -> None:
        """Ask about the scenario, then about the state."""
        model = self.model
        if model is None:
            return
        found = await self.ask("overview", model, self.given, keep, slot="overview")
        if found is None:
            return
        self.overview, self.given = found, dict(found.given)
        self._keep(model, found)
        await self.go(self.values)

    async def suppose(self, name: str, value: str) -> None:
        """Look at another scenario."""
        if self.overview is not None and dict(self.overview.scenario).get(name) != value:
            self.given = {**self.given, name: value}
            await self.look_over(name)

    async def choose(self, name: str, value: str) -> None:
        """Give one option another value."""
        if self.values.get(name) != value:
            await self.go({**self.values, name: value})

    async def go(self, values: Mapping[str, str]) -> None:
        """Look at a state."""
        self.values, self.look, self.ways = dict(values), None, None
        self.paint()
        found = await self.ask("look", self.model, self.given, self.chosen, slot="look")
        if found is not None:
            self.look = found
            self.paint()
            if self.overview is not None and not self.overview.large:
                await self.find_ways()

    @property
    def has_ways(self) -> bool:
        """Whether it makes sense to ask how to get here from today."""
        there_is_today = self.overview is not None and self.overview.today is not None
        return there_is_today and self.look is not None and not self.look.broken

    async def find_ways(self) -> None:
        """Ask how play gets here from today."""
        if self.has_ways:
            self.ways = await self.ask("ways", self.model, self.given, self.chosen, slot="ways")
            self.paint()

    async def ask(self, task: str, *args: Any, slot: str) -> Any:
        """An answer of the short worker; None (and :attr:`trouble`) where there is none or a newer question came."""
        try:
            found = await self.sheet.desk.ask(task, *args, slot=f"{slot} {id(self)}")
        except Superseded:
            return None
        except DetenteError as error:
            self.trouble = str(error)
            if task in ("overview", "look"):
                self.look, self.ways = None, None
            self.paint()
            return None
        self.trouble = ""
        return found

    def _keep(self, model: Model, overview: Overview) -> None:
        """Keep what was chosen as far as the model still has it; today elsewhere."""
        today = dict(overview.today.values) if overview.today else {}
        if model.graph is not None:
            states = [name for name, _ in model.graph.states]
            here = self.values.get(STATE, "")
            self.values = {STATE: here if here in states else today.get(STATE, states[0])}
            return
        self.values = {
            each.id: self.values[each.id]
            if self.values.get(each.id) in each.choices
            else today.get(each.id, each.choices[0])
            for each in model.options
        }
