"""The desk: who works on what. Arithmetic never runs in the process that serves pages.

Three processes. The *reader* turns texts into models. *Short* work (:meth:`Desk.ask`) goes to a process that stays
warm; a request with a ``slot`` takes the place of one that waits in the same slot. *Long* work (:meth:`Desk.start`)
gives a :class:`Job` with progress, which can be cancelled: the worker is interrupted, so that a partial answer comes
back where the task can give one, and ended if it does not stop within ``PATIENCE`` seconds. Work in the *background*,
which nobody asked for, makes way for work that somebody did, and begins again afterwards. Queues are bounded.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ..errors import DetenteError, Problem
from ..model import Model
from .turn import Turn
from .worker import Broken, Call, Refused, Stopped, Tell, Worker

__all__ = ["Broken", "Busy", "Desk", "Job", "Refused", "Stopped", "Superseded", "Tell"]

Status = Literal["waiting", "running", "done", "failed", "cancelled"]

PATIENCE = 5.0
"""Seconds that a cancelled job has to give what it has."""

MOST_WAITING = 16
"""Jobs that may wait or run at once, and short requests that may wait at once."""

MOST_KEPT = 32
"""Finished jobs whose answers are kept."""


class Superseded(Exception):
    """A newer request took the place of this one."""


class Busy(DetenteError):
    """Too much is waiting already."""


@dataclass
class Lane:
    """A worker and the order of those who wait for it."""

    worker: Worker = field(default_factory=Worker)
    turn: Turn = field(default_factory=Turn)
    waiting: int = 0

    async def call(self, call: Call, tell: Tell) -> Any:
        """What the worker answers. Raises Stopped, Refused, Broken."""
        return await asyncio.to_thread(self.worker.call, call, tell)

    def ahead(self, call: Call) -> Any:
        """What the worker answers to what nobody has asked yet; None where there is no answer."""
        with contextlib.suppress(DetenteError):
            return self.worker.call(call, _silent)
        return None


@dataclass
class Job:
    """Long work. ``done`` of ``whole`` steps of ``stage``; ``answer`` once it is ``done``, ``error`` once ``failed``.
    ``stopped``: it was cancelled; an answer is then partial. ``is_broken``: its process ended. ``background``: it makes
    way for other work."""

    id: str
    task: str
    status: Status = "waiting"
    done: int = 0
    whole: int = 0
    stage: str = ""
    answer: Any = None
    error: str = ""
    stopped: bool = False
    is_broken: bool = False
    background: bool = False
    _lane: Lane = field(default_factory=Lane)
    _finished: asyncio.Event = field(default_factory=asyncio.Event)
    _makes_way: bool = False

    @property
    def is_over(self) -> bool:
        return self.status in ("done", "failed", "cancelled")

    async def wait(self, seconds: float | None = None) -> Job:
        """Wait until it ended, however it did, or until the seconds have passed."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._finished.wait(), seconds)
        return self

    def tell(self, done: int, whole: int, stage: str = "") -> None:
        self.done, self.whole, self.stage = done, whole, stage

    def cancel(self) -> None:
        """Stop it; a partial answer may still come."""
        if self.is_over:
            return
        self.stopped = True
        if self.status == "waiting":
            self._end("cancelled", error="stopped before it began")
        else:
            self._interrupt()

    def make_way(self) -> None:
        """Stop for now, if it runs, and begin again when others are done."""
        if self.status == "running" and not self.stopped and not self._makes_way:
            self._makes_way = True
            self._interrupt()

    def _interrupt(self) -> None:
        self._lane.worker.interrupt()
        asyncio.get_running_loop().call_later(PATIENCE, self._kill)

    def _kill(self) -> None:
        if self.status == "running" and (self.stopped or self._makes_way):
            self._lane.worker.kill()

    def _end(self, status: Status, answer: Any = None, error: str = "") -> None:
        self.status, self.answer, self.error = status, answer, error
        self._finished.set()

    async def run(self, call: Call) -> None:
        """Work it off, when its turn has come."""
        while not self.is_over:
            async with self._lane.turn.take(int(self.background)):
                if not self.is_over:
                    self.status = "running"
                    await self._work(call)

    async def _work(self, call: Call) -> None:
        status, answer, said = await self._called(call)
        if self._makes_way and not self.stopped:
            self._makes_way, self.status, self.done, self.whole = False, "waiting", 0, 0
        else:
            self._end(status, answer, said)

    async def _called(self, call: Call) -> tuple[Status, Any, str]:
        """How it ended, with what answer, and why there is none."""
        try:
            return "done", await self._lane.call(call, self.tell), ""
        except (Stopped, Broken) as error:
            self.is_broken = isinstance(error, Broken)
            if self.stopped:
                return "cancelled", None, "stopped before there was anything to show"
            return "failed", None, str(error)
        except DetenteError as error:
            return "failed", None, str(error)


@dataclass
class Desk:
    """All workers of one server."""

    jobs: dict[str, Job] = field(default_factory=dict)
    _short: Lane = field(default_factory=Lane)
    _long: Lane = field(default_factory=Lane)
    _reader: Lane = field(default_factory=Lane)
    _slots: dict[str, int] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    def warm(self, task: str = "ready") -> None:
        """Start the processes that the first page needs, the one for short work with this task. Returns at once."""
        aside(self._reader.ahead, ("check", ("", "")))
        aside(self._short.ahead, (task, ()))

    async def ask(self, task: str, *args: Any, slot: str = "") -> Any:
        """Short work. Raises :class:`Superseded` where a newer request in the same ``slot`` came while this waited,
        Busy where too many wait, Refused where there is no answer, Broken where the process ended."""
        return await self._ask(self._short, task, args, slot)

    async def read(self, text: str, file: str, slot: str = "") -> tuple[Model | None, tuple[Problem, ...]]:
        """What a text says: :func:`detente.language.check` in the reader's process. Raises as :meth:`ask`."""
        found: tuple[Model | None, tuple[Problem, ...]] = await self._ask(self._reader, "check", (text, file), slot)
        return found

    async def look_up(self, task: str, *args: Any, slot: str = "") -> Any:
        """Light work on texts, in the reader's process: it never waits behind arithmetic. Raises as :meth:`ask`."""
        return await self._ask(self._reader, task, args, slot)

    async def summary(self, path: Path) -> Any:
        """What a list says of a model file, from the reader's process. Raises as :meth:`ask`."""
        return await self._ask(self._reader, "summary", (path,), "")

    async def _ask(self, lane: Lane, task: str, args: tuple[Any, ...], slot: str) -> Any:
        number = next(self._numbers)
        if lane.waiting >= MOST_WAITING and not slot:
            raise Busy(f"{lane.waiting} questions are waiting already; ask again when some are answered")
        if slot:
            self._slots[slot] = number
        lane.waiting += 1
        try:
            async with lane.turn.take():
                if slot and self._slots.get(slot) != number:
                    raise Superseded
                return await lane.call((task, args), _silent)
        finally:
            lane.waiting -= 1
            if self._slots.get(slot) == number:
                del self._slots[slot]

    def start(self, task: str, *args: Any, short: bool = False, background: bool = False) -> Job:
        """Begin long work; jobs run one after the other. ``short``: in turn with short work; ``background``: it makes
        way for work that is not. Raises Busy where too many are waiting."""
        open_jobs = sum(not each.is_over for each in self.jobs.values())
        if open_jobs >= MOST_WAITING:
            raise Busy(f"{open_jobs} jobs are waiting already; wait for one to end, or cancel it")
        over = [each.id for each in self.jobs.values() if each.is_over]
        for old in over[: max(0, len(over) - MOST_KEPT + 1)]:
            del self.jobs[old]
        lane = self._short if short else self._long
        job = Job(secrets.token_hex(8), task, background=background, _lane=lane)
        for other in self.jobs.values():
            if other.background and not background and other._lane is lane:
                other.make_way()
        self.jobs[job.id] = job
        running = asyncio.get_running_loop().create_task(job.run((task, args)))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return job

    def close(self) -> None:
        """End all workers; those who wait are told."""
        for job in self.jobs.values():
            job.stopped = job.stopped or not job.is_over
        for lane in (self._short, self._long, self._reader):
            lane.worker.close()


def _silent(done: int, whole: int, stage: str = "") -> None:  # noqa: ARG001  nobody listens
    return None


def aside(do: Callable[..., Any], *args: Any) -> None:
    """Do something in a thread of its own; nobody waits for it."""
    threading.Thread(target=do, args=args, daemon=True).start()
