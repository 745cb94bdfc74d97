"""Where the offers page of one browser tab stands: what is asked, what is ticked, and what came of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from ....errors import DetenteError
from ....model import Model, conditions
from ....model.turned import turned
from ....report.words import listed
from ...bargains import Bid, Commitment, Hold, Menu, Priced, Question, Ticket
from ...desk import Superseded
from ...sheet import Sheet

Paint = Callable[[], Any]

UNREAD = "The text is no model yet; the tab Model says what is wrong."


class Deal:
    """``asked``: None where the model has no outcome. ``ticked``: option and value. ``menu``, ``priced``: None until
    the worker has answered; ``written``: the chance in the model as it is saved, None where nothing differs."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.asked: Question | None = None
        self.ticked: dict[str, str] = {}
        self.hold: Hold = "while kept"
        self.menu: Menu | None = None
        self.priced: Priced | None = None
        self.written: float | None = None
        self.trouble = ""
        self.seen: tuple[str, Question | None] | None = None
        self._painters: list[Paint] = []

    @property
    def model(self) -> Model | None:
        """The model that is asked, with the numbers that knobs hold."""
        model = self.sheet.model
        return None if model is None else turned(model.base, self.sheet.document.settings)

    @property
    def named(self) -> tuple[Commitment, ...]:
        """What is ticked, in the order of the menu."""
        tickets = self.menu.tickets if self.menu else ()
        return tuple(each.commitment for each in tickets if self.ticked.get(each.option) == each.value)

    @property
    def bid(self) -> Bid | None:
        return self.priced.bid if self.priced else None

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
            return
        if (model.fingerprint, self.asked) == self.seen:
            return
        outcomes = [each.id for each in model.outcomes]
        if not outcomes:
            self.asked, self.menu, self.priced = None, None, None
            self.trouble = "The model names no outcome; add one under `outcomes` in the tab Model."
            self.paint()
            return
        if self.asked is None or self.asked.outcome not in outcomes:
            self.asked = Question(outcomes[0])
        elif self.asked.target not in ("", *(each.id for each in model.actors)):
            self.asked = Question(self.asked.outcome, "", self.asked.measure)
        await self._open(model, self.asked)

    async def ask_about(self, asked: Question) -> None:
        """Another outcome, target or measure."""
        if asked != self.asked:
            self.asked = asked
            await self.refresh()

    async def tick(self, ticket: Ticket, on: bool) -> None:
        """Take a commitment into the package, or out of it; an option has one value."""
        if on == (self.ticked.get(ticket.option) == ticket.value):
            return
        if on:
            self.ticked[ticket.option] = ticket.value
        else:
            del self.ticked[ticket.option]
        await self.weigh()

    async def bind(self, hold: Hold) -> None:
        """For good, or while the other side keeps its part."""
        if hold != self.hold:
            self.hold = hold
            await self.weigh()

    async def load(self, bid: Bid) -> None:
        """Look at a package from the list."""
        self.ticked, self.hold = dict(bid.named), bid.hold
        await self.weigh()

    async def weigh(self) -> None:
        """Ask what the package does."""
        self.priced = None
        self.paint()
        if self.asked is None or not self.named:
            return
        found = await self.ask("price", self.model, self.asked, self.named, self.hold, slot="price")
        if found is not None:
            self.priced = found
            self.paint()

    async def ask(self, task: str, *args: Any, slot: str) -> Any:
        """An answer of the short worker; None where a newer question came, or (see :attr:`trouble`) there is none."""
        try:
            found = await self.sheet.desk.ask(task, *args, slot=f"{slot} {id(self)}")
        except Superseded:
            return None
        except DetenteError as error:
            self.trouble = str(error)
            self.paint()
            return None
        self.trouble = ""
        return found

    @property
    def candidates(self) -> tuple[str, ...]:
        """Whom an outcome of several actors could ask to move, as long as nobody is chosen."""
        model, asked = self.model, self.asked
        if model is None or asked is None or asked.target:
            return ()
        spoken = conditions.names(model.outcome(asked.outcome).condition)
        owners = tuple(dict.fromkeys(each.owner for each in model.options if each.id in spoken))
        return owners if len(owners) > 1 else ()

    async def _open(self, model: Model, asked: Question) -> None:
        self.seen = model.fingerprint, asked
        self.menu, self.priced, self.written, self.trouble = None, None, None, ""
        if self.candidates:
            labels = listed([model.actor(each).label for each in self.candidates])
            self.trouble = f"The outcome takes something of {labels}. Choose whom it asks to move; the others may pay."
            self.paint()
            return
        self.paint()
        found = await self.ask("menu", model, asked, slot="menu")
        if found is None:
            return
        self.menu = found
        offered = {each.commitment for each in found.tickets}
        self.ticked = {option: value for option, value in self.ticked.items() if (option, value) in offered}
        await self.weigh()
        if not self.named:
            self.paint()
        self.written = await self._as_saved(asked)
        if self.written is not None:
            self.paint()

    async def _as_saved(self, asked: Question) -> float | None:
        """The chance in the model as it is saved; None where that is the model that is asked, or cannot be."""
        document, now = self.sheet.document, self.sheet.model
        with contextlib.suppress(Superseded, DetenteError):
            if document.is_dirty and document.saved is not None:
                model, _ = await self.sheet.desk.read(document.saved, document.path.name, slot=f"saved {id(self)}")
                readings = () if model is None else model.readings
                reading = self.sheet.reading if self.sheet.reading in {each.id for each in readings} else ""
                now = None if model is None else model.reading(reading)
            if now is not None and now.base.fingerprint != self.seen_model:
                found: Menu = await self.sheet.desk.ask("menu", now.base, asked, slot=f"saved {id(self)}")
                return found.chance
        return None

    @property
    def seen_model(self) -> str:
        """The fingerprint of the model that was asked last."""
        return self.seen[0] if self.seen else ""
