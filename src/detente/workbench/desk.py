"""Worker processes: arithmetic never runs in the process that serves pages.

Two kinds of work. *Short* work (:meth:`Desk.ask`) goes to one process that stays warm; a request with a ``slot`` takes
the place of one that waits in the same slot. *Long* work (:meth:`Desk.start`) gives a :class:`Job` with progress, which
can be cancelled: the worker is interrupted, so that a partial answer comes back where the task can give one.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Literal

from ..errors import DetenteError

Status = Literal["waiting", "running", "done", "failed", "cancelled"]
Call = tuple[str, tuple[Any, ...]]
Tell = Callable[[int, int], None]
"""How a task says how far it is: steps done, of so many (0: nobody knows)."""


class Superseded(Exception):
    """A newer request took the place of this one."""


class Stopped(DetenteError):
    """The work was cancelled before it gave anything."""


class Refused(DetenteError):
    """The question has no answer; the sentence says why."""


class Broken(DetenteError):
    """The worker ended without an answer."""


def work(pipe: Connection) -> None:
    """The life of a worker: calls come in; ``("progress", done, whole)`` and ``("done", answer)``,
    ``("stopped", sentence)`` or ``("failed", sentence)`` go out. An interrupt while nothing is asked is ignored."""
    from .tasks import TASKS

    while True:
        try:
            call = pipe.recv()
        except KeyboardInterrupt:
            continue
        except (EOFError, OSError):
            return
        try:
            answer = TASKS[call[0]](lambda done, whole: pipe.send(("progress", done, whole)), *call[1])
            pipe.send(("done", answer))
        except KeyboardInterrupt:
            pipe.send(("stopped", "stopped before there was anything to show"))
        except DetenteError as error:
            pipe.send(("failed", str(error)))
        except Exception as error:  # noqa: BLE001  whatever it was, whoever asked must hear of it
            pipe.send(("failed", f"{type(error).__name__}: {error}; this is a fault of detente, please report it"))


@dataclass
class Worker:
    """One process, one call at a time; started again after it was ended."""

    _process: Any = None
    _pipe: Connection | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def call(self, call: Call, tell: Tell) -> Any:
        """Send a call and wait for its answer (in the thread that asks). Raises what the task raised, or Broken."""
        with self._lock:
            pipe = self._started()
            try:
                pipe.send(call)
                while True:
                    kind, *rest = pipe.recv()
                    if kind == "progress":
                        tell(*rest)
                    elif kind == "done":
                        return rest[0]
                    else:
                        raise {"stopped": Stopped, "failed": Refused}[kind](rest[0])
            except (EOFError, BrokenPipeError, ConnectionResetError) as error:
                self.end()
                raise Broken("the work ended without an answer; ask again") from error

    def interrupt(self) -> None:
        """Ask the process to stop what it does and give what it has."""
        if self._process is not None and self._process.pid:
            if hasattr(signal, "SIGINT") and os.name != "nt":
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self._process.pid, signal.SIGINT)
            else:
                self.end()

    def end(self) -> None:
        """End the process at once."""
        if self._process is not None:
            self._process.terminate()
            self._process.join(2)
            self._process, self._pipe = None, None

    def _started(self) -> Connection:
        if self._pipe is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=work, args=(theirs,), daemon=True, name="detente worker")
            self._process.start()
            theirs.close()
        return self._pipe


@dataclass
class Job:
    """Long work. ``done`` of ``whole`` steps; ``answer`` once it is ``done``, ``error`` once it ``failed``."""

    id: str
    task: str
    status: Status = "waiting"
    done: int = 0
    whole: int = 0
    answer: Any = None
    error: str = ""
    _worker: Worker = field(default_factory=Worker)
    _finished: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self) -> Job:
        """Wait until it ended, however it did."""
        await self._finished.wait()
        return self

    def tell(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole

    def cancel(self) -> None:
        """Stop it; a partial answer may still come."""
        if self.status == "waiting":
            self.status = "cancelled"
            self._finished.set()
        elif self.status == "running":
            self._worker.interrupt()


@dataclass
class Desk:
    """All workers of one server."""

    jobs: dict[str, Job] = field(default_factory=dict)
    _short: Worker = field(default_factory=Worker)
    _long: Worker = field(default_factory=Worker)
    _short_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _long_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _slots: dict[str, int] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def ask(self, task: str, *args: Any, slot: str = "") -> Any:
        """Short work; raises :class:`Superseded` where a newer request in the same ``slot`` came while this waited."""
        number = next(self._numbers)
        self._slots[slot] = number
        async with self._short_turn:
            if slot and self._slots[slot] != number:
                raise Superseded
            return await asyncio.to_thread(self._short.call, (task, args), _silent)

    def start(self, task: str, *args: Any) -> Job:
        """Begin long work. Jobs run one after the other."""
        job = Job(f"j{next(self._numbers)}", task, _worker=self._long)
        self.jobs[job.id] = job
        job_task = asyncio.get_running_loop().create_task(self._run(job, (task, args)))
        job_task.add_done_callback(lambda _: None)
        return job

    async def _run(self, job: Job, call: Call) -> None:
        async with self._long_turn:
            if job.status == "cancelled":
                return
            job.status = "running"
            try:
                job.answer = await asyncio.to_thread(self._long.call, call, job.tell)
                job.status = "done"
            except Stopped as error:
                job.status, job.error = "cancelled", str(error)
            except DetenteError as error:
                job.status, job.error = "failed", str(error)
            finally:
                job._finished.set()

    def close(self) -> None:
        """End all workers."""
        self._short.end()
        self._long.end()


def _silent(_done: int, _whole: int) -> None:
    return None
