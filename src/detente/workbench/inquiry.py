"""What is asked of one document without being told to: quick answers first, then refined ones, for all tabs together.

The questions (:data:`NAMES`) are asked one after the other, again whenever the text gives another model. Each has a
:class:`Stage`: whether it waits, runs or is done, how far it is, and the answer, which stays until a better one comes.
Work that stopped because nobody looked goes on where it was.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import DetenteError
from ..model import Model
from .desk import Desk, Job, Superseded
from .document import Document
from .quick import Parcel, pack

QUICK, FULL = 8, 64
"""Draws of a quick answer and of a refined one."""

QUICK_CLAIMS, FULL_CLAIMS = 2, 16
"""Draws behind each claim that needs the process of moves."""

HINGE_DRAWS = 64

REFINED = 3
"""The rank of the best answer to each question."""

PAUSE = 0.8
"""Seconds without a change after which a new model is asked."""

Listener = Callable[[str], None]


@dataclass(slots=True)
class Stage:
    """One question. ``answer``: the best by now, of the model before where it ``is_old``; ``rank``: how good it is, 0
    while there is none; ``error``: why there is none."""

    status: str = "waiting"
    done: int = 0
    whole: int = 0
    answer: Any = None
    rank: int = 0
    is_old: bool = False
    error: str = ""
    job: Job | None = None

    @property
    def is_running(self) -> bool:
        return self.status in ("waiting", "running")

    @property
    def look(self) -> tuple[object, ...]:
        """What there is to see: as long as this stays, nothing need be shown anew."""
        return id(self.answer), self.refined, self.is_old, self.error, self.status in ("failed", "cancelled")

    @property
    def refined(self) -> bool:
        """Whether no better answer is to come."""
        return self.rank == REFINED

    def told(self, answer: Any, rank: int) -> None:
        self.answer, self.status, self.rank, self.is_old, self.error = answer, "done", rank, False, ""

    def fail(self, reason: str) -> None:
        self.answer, self.status, self.rank, self.is_old, self.error = None, "failed", 0, False, reason


NAMES = ("middle", "chances", "rests", "claims", "hinges", "crux")


@dataclass
class Inquiry:
    """All that is asked of one document. ``parcel``: the model that is asked, None while there is none."""

    document: Document
    desk: Desk
    parcel: Parcel | None = None
    stages: dict[str, Stage] = field(default_factory=lambda: {name: Stage() for name in NAMES})
    _model: Model | None = None
    _packed: tuple[Model, Parcel] | None = None
    _round: int = 0
    _asking: set[asyncio.Task[None]] = field(default_factory=set)
    _listeners: list[Listener] = field(default_factory=list)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with the name of each stage that changed; returns how to stop that. When the last one
        stops, so does the work; it begins again when somebody looks."""
        self._listeners.append(listener)

        def stop() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)
            if not self._listeners and self._asking:
                self._drop()
                self._model = None

        return stop

    def _drop(self) -> None:
        """Let go of what is being asked."""
        self._round += 1
        for stage in self.stages.values():
            if stage.job is not None:
                stage.job.cancel()

    def look(self, pause: float = PAUSE) -> None:
        """Ask again if the document has another model than the one that was asked."""
        model = self.document.model
        if model is None or model is self._model:
            return
        first, self._model = self._model is None, model
        self._drop()
        asking = asyncio.get_running_loop().create_task(self._ask(self._round, model, 0.0 if first else pause))
        self._asking.add(asking)
        asking.add_done_callback(self._asking.discard)

    def parcel_of(self, model: Model) -> Parcel:
        """A model as workers take it, packed once."""
        if self._packed is None or self._packed[0] is not model:
            self._packed = model, pack(model)
        return self._packed[1]

    def cancel(self, name: str) -> None:
        """Stop the work on one question. What is done of it is kept where nothing else is known."""
        job = self.stages[name].job
        if job is not None:
            job.cancel()

    async def _ask(self, number: int, model: Model, pause: float) -> None:
        await asyncio.sleep(pause)
        if number != self._round:
            return
        self._take(self.parcel_of(model))
        for name in NAMES:
            self._tell(name)
        first = model.outcomes[0].id if model.outcomes else ""
        if first:
            await self._short(number, "middle", REFINED, "estimate", "", {}, 0)
            await self._short(number, "chances", 1, "chances", QUICK, True)
        else:
            self._end("middle", "")
        await self._long(number, "rests", REFINED, "resting_places")
        if first:
            await self._long(number, "chances", 2, "chances", QUICK)
        else:
            self._end("chances", "The model names no outcome, so there are no chances. The tab Model can add outcomes.")
        await self._long(number, "claims", 2, "claims", QUICK, QUICK_CLAIMS)
        if first:
            await self._long(number, "chances", REFINED, "chances", FULL)
            await self._long(number, "hinges", REFINED, "turning", first, HINGE_DRAWS, 3)
        else:
            self._end("hinges", "")
        if first and model.readings:
            await self._long(number, "crux", REFINED, "crux")
        else:
            self._end("crux", "")
        await self._long(number, "claims", REFINED, "claims", FULL, FULL_CLAIMS)

    def _take(self, parcel: Parcel) -> None:
        """Begin with a model. Answers about the one before stay until there are new ones; those about the same one
        are not asked for again."""
        for name, stage in self.stages.items():
            if self.parcel is None or self.parcel.key != parcel.key:
                self.stages[name] = Stage(answer=stage.answer, is_old=stage.answer is not None)
            elif stage.status != "done":
                self.stages[name] = replace(stage, status="waiting", job=None)
        self.parcel = parcel

    async def _short(self, number: int, name: str, rank: int, task: str, *args: Any) -> None:
        stage = self.stages[name]
        if number != self._round or stage.rank >= rank:
            return
        stage.status = "running"
        self._tell(name)
        try:
            stage.told(await self.desk.ask(task, self.parcel, *args), rank)
        except Superseded:
            return
        except DetenteError as error:
            stage.fail(str(error))
        self._tell(name)

    async def _long(self, number: int, name: str, rank: int, task: str, *args: Any) -> None:
        """A long question; where a quicker answer failed, a better one is not asked for."""
        stage = self.stages[name]
        if number != self._round or stage.status == "failed" or stage.rank >= rank:
            return
        try:
            job = self.desk.start(task, self.parcel, *args, background=True)
        except DetenteError as error:
            self._end(name, str(error))
            return
        stage.status, stage.job = "running", job
        self._tell(name)
        await job.wait()
        if number != self._round:
            return
        stage.job = None
        if job.stopped and stage.rank:
            stage.status, stage.error = "cancelled", ""  # what was known is whole; a part of something better is not
        elif job.status == "done":
            stage.told(job.answer, rank - job.stopped)
        else:
            stage.status, stage.error = ("cancelled", "") if job.status == "cancelled" else ("failed", job.error)
        self._tell(name)

    def _end(self, name: str, reason: str) -> None:
        self.stages[name].fail(reason)
        self._tell(name)

    def _tell(self, name: str) -> None:
        for listener in tuple(self._listeners):
            listener(name)


_ASKED: dict[int, Inquiry] = {}


def inquiry(document: Document, desk: Desk) -> Inquiry:
    """The inquiry of a document, the same for all tabs."""
    found = _ASKED.get(id(document))
    if found is None or found.document is not document or found.desk is not desk:
        found = _ASKED[id(document)] = Inquiry(document, desk)
    return found
