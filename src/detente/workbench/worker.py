"""One worker process: calls go in, one at a time; progress, then an answer, come out.

The process ignores interrupts unless a task is running; one that comes while it is starting waits for its first task.
One that comes in a task is kept until the task says how far it is: there it does no harm, while inside compiled code it
would become an error of that code. A task that says nothing for :data:`GRACE` seconds is interrupted wherever it is:
in the middle of an import, say, which leaves half a module behind. So that answer is the last one of its process.
The process ends by itself when the one that serves pages is gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, Protocol

from ..errors import DetenteError

Call = tuple[str, tuple[Any, ...]]
"""The name of a task and what it is asked with."""

BETWEEN = 0.05
"""Seconds between two reports of progress, at least."""


NOTHING_YET = "stopped before there was anything to show"

GRACE = 1.0
"""Seconds that an interrupt waits for a task to say how far it is."""


class Tell(Protocol):
    """How a task says how far it is: steps done, of so many (0: nobody knows), of which part of the work."""

    def __call__(self, done: int, whole: int, stage: str = "") -> None: ...


class Stopped(DetenteError):
    """The work was cancelled before it gave anything."""


class Refused(DetenteError):
    """The question has no answer; the sentence says why."""


class Broken(DetenteError):
    """The worker ended without an answer."""


@dataclass
class _Mouth:
    """What a worker says, and when an interrupt may take effect: while ``open``, in a task that is not speaking.
    Threads that a task has left behind are not heard once it is no longer ``busy``. ``forced``: an interrupt struck
    anywhere, so that nothing in this process can be relied on."""

    pipe: Connection
    open: bool = False
    kept: bool = False
    busy: bool = False
    forced: bool = False
    said: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def interrupted(self, _signal: int, _frame: Any) -> None:
        if self.open and not hasattr(signal, "setitimer"):
            raise KeyboardInterrupt
        self.kept = True
        if self.open:
            signal.setitimer(signal.ITIMER_REAL, GRACE)

    def overdue(self, _signal: int, _frame: Any) -> None:
        """Nothing was said since an interrupt."""
        if self.open and self.kept:
            self.forced = True
            self._give_in()

    def _give_in(self) -> None:
        self.kept = False
        raise KeyboardInterrupt

    def tell(self, done: int, whole: int, stage: str = "") -> None:
        now = time.monotonic()
        if self.kept and self.open and threading.current_thread() is threading.main_thread():
            self._give_in()
        if not self.busy or (now - self.said < BETWEEN and done < whole):
            return
        self.said, main = now, threading.current_thread() is threading.main_thread()
        before, self.open = self.open, self.open and not main
        with self._lock:
            if self.busy:
                self.pipe.send(("progress", done, whole, stage))
        if main:
            self.open = before
            if self.kept:
                self._give_in()

    def reply(self, call: Call, tasks: Any) -> None:
        """Run a task and say what came of it."""
        self.busy = True
        said = self._answer(call, tasks)
        with self._lock:
            self.busy = False
            self.pipe.send((*said, self.forced))

    def _answer(self, call: Call, tasks: Any) -> tuple[str, Any]:
        try:
            self.kept, self.open = False, True
            _let_interrupts_in()
            return "done", tasks[call[0]](self.tell, *call[1])
        except KeyboardInterrupt:
            return "stopped", NOTHING_YET
        except DetenteError as error:
            return "failed", str(error)
        except MemoryError:
            return "failed", "this needs more memory than there is"
        except Exception as error:  # noqa: BLE001  whatever it was, whoever asked must hear of it
            if isinstance(error.__cause__, KeyboardInterrupt):
                return "stopped", NOTHING_YET
            return "failed", f"{type(error).__name__}: {error}; this is a fault of detente, please report it"
        finally:
            self.open = False


def work(pipe: Connection) -> None:
    """The life of a worker."""
    mouth = _Mouth(pipe)
    signal.signal(signal.SIGINT, mouth.interrupted)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, mouth.overdue)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from .tasks import TASKS

    while not mouth.forced:
        try:
            mouth.reply(pipe.recv(), TASKS)
        except (EOFError, OSError):
            return
        except Exception as error:  # noqa: BLE001  an answer that cannot be sent
            said = f"{type(error).__name__}: {error}; this is a fault of detente, please report it"
            pipe.send(("failed", said, mouth.forced))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process that is started in here has interrupts wait until it can take them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # its first start lets interrupts in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _let_interrupts_in() -> None:
    """In a worker's first task: one that came while the process was starting is meant for that task."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@dataclass
class Worker:
    """One process, started when it is first needed and again after it was ended."""

    _process: Any = None
    _pipe: Connection | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def call(self, call: Call, tell: Tell) -> Any:
        """Send a call and wait for its answer (in the thread that asks). Raises Stopped, Refused, or Broken."""
        with self._lock:
            try:
                pipe = self._started()
                pipe.send(call)
                kind, *rest = pipe.recv()
                while kind == "progress":
                    tell(*rest)
                    kind, *rest = pipe.recv()
                if rest[1]:
                    self._reap()
            except (EOFError, OSError) as error:
                self._reap()
                raise Broken("the work ended without an answer (its process is gone); ask again") from error
        if kind == "done":
            return rest[0]
        raise (Stopped if kind == "stopped" else Refused)(rest[0])

    @property
    def pid(self) -> int | None:
        """The process, where there is one."""
        return None if self._process is None else self._process.pid

    def interrupt(self) -> None:
        """Ask the process to stop what it does and give what it has."""
        process = self._process
        if process is None or process.pid is None:
            return
        if os.name == "nt":  # no signal reaches one process alone
            process.kill()
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGINT)

    def kill(self) -> None:
        """End the process at once; whoever waits for it is told."""
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):
                process.kill()

    def close(self) -> None:
        """End the process for good, and wait until it is gone."""
        self._closed = True
        self.kill()
        if self._lock.acquire(timeout=2):
            self._reap()
            self._lock.release()

    def _reap(self) -> None:
        process, self._process, self._pipe = self._process, None, None
        if process is not None:
            process.kill()
            process.join(2)

    def _started(self) -> Connection:
        if self._closed:
            raise OSError("closed")
        if self._pipe is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            process = context.Process(target=work, args=(theirs,), daemon=True, name="detente worker")
            with _interrupts_held():
                process.start()
            self._process = process
            theirs.close()
        return self._pipe
