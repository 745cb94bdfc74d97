"""Many independent pieces of work, on this machine's cores or on a cluster, in an order that never matters.

Results come back by number, so that whoever adds them up does so in one fixed order. Threads are enough here: the
kernels run without the interpreter's lock. An interrupt keeps what is finished.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import Any, TypeVar

from ..errors import MissingExtra

Item = TypeVar("Item")
Result = TypeVar("Result")
Progress = Callable[[int, int], None]
Workers = int | str | None
"""A number of threads, the address of a Dask scheduler (``tcp://...``), or None: a thread for every core."""


def run_all(
    work: Callable[[Item], Result], items: Sequence[Item], workers: Workers = None, progress: Progress | None = None
) -> tuple[dict[int, Result], bool]:
    """The result of ``work`` for every item, by the item's number; and whether an interrupt left some out.

    ``progress`` is told (items done, items in all). An interrupt before the first result is passed on.
    """
    if isinstance(workers, str):
        return _on_cluster(work, items, workers, progress)
    count = min(workers or cores(), len(items))
    return _here(work, items, progress) if count <= 1 else _in_threads(work, items, count, progress)


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def beside(work: Callable[[], Result]) -> Iterator[Future[Result]]:
    """Do ``work`` in a thread of its own while the caller goes on: what one does in the interpreter goes with what the
    other does in kernels. Its end is waited for."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work)


def _here(
    work: Callable[[Item], Result], items: Sequence[Item], progress: Progress | None
) -> tuple[dict[int, Result], bool]:
    found: dict[int, Result] = {}
    try:
        for number, item in enumerate(items):
            found[number] = work(item)
            _tell(progress, len(found), len(items))
    except KeyboardInterrupt:
        return _kept(found)
    return found, False


def _in_threads(
    work: Callable[[Item], Result], items: Sequence[Item], count: int, progress: Progress | None
) -> tuple[dict[int, Result], bool]:
    found: dict[int, Result] = {}
    pool = ThreadPoolExecutor(count)
    futures = {pool.submit(work, item): number for number, item in enumerate(items)}
    try:
        for future in as_completed(futures):
            found[futures[future]] = future.result()
            _tell(progress, len(found), len(items))
    except KeyboardInterrupt:
        return _kept(found)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return found, False


def _on_cluster(
    work: Callable[[Item], Result], items: Sequence[Item], address: str, progress: Progress | None
) -> tuple[dict[int, Result], bool]:
    found: dict[int, Result] = {}
    with client(address) as connection:
        shared = connection.scatter(work, broadcast=True, hash=False)
        futures = connection.map(_apply, items, function=shared, pure=False)
        numbers = {future.key: number for number, future in enumerate(futures)}
        try:
            for future, result in _completed(connection, futures):
                found[numbers[future.key]] = result
                _tell(progress, len(found), len(items))
        except KeyboardInterrupt:
            connection.cancel(futures)
            return _kept(found)
    return found, False


def client(address: str) -> Any:
    """A connection to a Dask scheduler. Raises :class:`MissingExtra` where Dask is not installed."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtra("a cluster needs Dask: pip install 'detente[cluster]'") from error
    connect: Any = Client
    return connect(address, set_as_default=False)


def _completed(connection: Any, futures: Sequence[Any]) -> Any:
    import distributed

    completed: Any = distributed.as_completed
    return completed(futures, loop=connection.loop, with_results=True)


def _apply(item: Any, function: Callable[[Any], Any]) -> Any:
    return function(item)


def _kept(found: dict[int, Result]) -> tuple[dict[int, Result], bool]:
    if not found:
        raise KeyboardInterrupt
    return found, True


def _tell(progress: Progress | None, done: int, whole: int) -> None:
    if progress:
        progress(done, whole)
