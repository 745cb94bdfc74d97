"""A progress bar on stderr for work that takes more than two seconds, with the time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 2.0
"""Seconds after which a bar appears."""


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A callback ``tell(done, whole)``; the bar shows itself only on a terminal, and only if the work is long."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    begun = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    task = bar.add_task(label, total=None)

    def tell(done: int, whole: int) -> None:
        if time.monotonic() - begun > PATIENCE and not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=whole)

    try:
        yield tell
    finally:
        bar.stop()
