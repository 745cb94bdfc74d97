"""Whose turn it is: one at a time, those who are waited for before those who are not, else first come, first served."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
from collections.abc import AsyncIterator


class Turn:
    """A lock with ranks; a lower rank goes first."""

    def __init__(self) -> None:
        self._held = False
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()

    def locked(self) -> bool:
        return self._held

    @contextlib.asynccontextmanager
    async def take(self, rank: int = 0) -> AsyncIterator[None]:
        """Wait for the turn, and hold it."""
        if self._held:
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (rank, next(self._numbers), mine))
            try:
                await mine
            except asyncio.CancelledError:
                if mine.done() and not mine.cancelled():
                    self._pass_on()
                raise
        self._held = True
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        """Give the turn to whoever is next; it stays held, so that nobody slips in between."""
        while self._waiting:
            _, _, other = heapq.heappop(self._waiting)
            if not other.done():
                other.set_result(None)
                return
        self._held = False
