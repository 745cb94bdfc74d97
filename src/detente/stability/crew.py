"""Work on half-open ranges, on all cores: kernels that hold no lock, driven by a pool of threads.

A kernel takes ``(low, high, ...)``, works on the items low..high-1 alone and returns a count. Small work is done at
once in the calling thread, so that a small model never waits for a pool.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

SMALL = 1 << 14
"""States below which one thread does the work."""

PARTS = 4
"""Ranges per thread: enough that an uneven range does not leave the others waiting."""

Cuts = Sequence[tuple[int, int]]
Starts = npt.NDArray[np.int64]
Item = TypeVar("Item")
Result = TypeVar("Result")


class Crew:
    """A pool of threads for one question. Use it as a context."""

    def __init__(self, threads: int | None = None) -> None:
        self.threads = threads or cores()
        self._pool = ThreadPoolExecutor(self.threads)

    def __enter__(self) -> Crew:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def over(self, kernel: Callable[..., int], cuts: Cuts, *given: Any) -> int:
        """The sum of what ``kernel`` returns over the ranges."""
        if len(cuts) == 1 or self.threads == 1:
            return sum(int(kernel(low, high, *given)) for low, high in cuts)
        return sum(self._pool.map(lambda cut: int(kernel(*cut, *given)), cuts))

    def each(self, task: Callable[[Item], Result], items: Sequence[Item], size: int) -> list[Result]:
        """``task`` of every item, in order; at the same time where ``size`` (states) is worth it."""
        if size < SMALL or self.threads == 1:
            return [task(item) for item in items]
        return list(self._pool.map(task, items))


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cut(starts: Starts, threads: int) -> Cuts:
    """Ranges of groups, about equal in states. ``starts``: int64 [G + 1], the first member of each group."""
    groups, size = len(starts) - 1, int(starts[-1])
    if size < SMALL or threads == 1:
        return ((0, groups),)
    marks = np.searchsorted(starts, np.linspace(0, size, threads * PARTS + 1)).tolist()
    return tuple((low, high) for low, high in itertools.pairwise(marks) if low < high)


def cut_by_work(items: npt.NDArray[np.float64], work: npt.NDArray[np.float64], threads: int) -> Cuts:
    """Ranges of items, about equal in work. ``work[k]``, in any unit: what the first ``items[k]`` items take; both
    float64, ascending from 0."""
    size = int(items[-1])
    if size < SMALL or threads == 1:
        return ((0, size),)
    marks = np.interp(np.linspace(0, work[-1], threads * PARTS + 1), work, items).astype(np.int64).tolist()
    return tuple((low, high) for low, high in itertools.pairwise(marks) if low < high)
