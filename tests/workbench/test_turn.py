"""One at a time, by rank and then by order."""

from __future__ import annotations

import asyncio

from detente.workbench.turn import Turn


def order(ranks: list[int], leave: int = -1) -> list[int]:
    """In which order those of some ranks have their turn; ``leave``: one who goes away while waiting."""

    async def run() -> list[int]:
        turn, had, gate = Turn(), [], asyncio.Event()

        async def wait(number: int) -> None:
            async with turn.take(ranks[number]):
                await gate.wait()
                had.append(number)
                assert turn.locked()

        waiting = [asyncio.ensure_future(wait(number)) for number in range(len(ranks))]
        await asyncio.sleep(0)
        if leave >= 0:
            waiting[leave].cancel()
        gate.set()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert not turn.locked()
        return had

    return asyncio.run(run())


def test_first_come_first_served():
    assert order([0, 0, 0, 0]) == [0, 1, 2, 3]


def test_a_lower_rank_goes_first():
    assert order([1, 1, 0, 1, 0]) == [0, 2, 4, 1, 3]


def test_whoever_goes_away_is_passed_over():
    assert order([0, 0, 0], leave=1) == [0, 2]
    assert order([0, 0, 0], leave=0) == [1, 2]


def test_whoever_goes_away_when_called_passes_the_turn_on():
    async def run() -> bool:
        turn = Turn()
        async with turn.take():
            first = asyncio.ensure_future(_hold(turn))
            second = asyncio.ensure_future(_hold(turn))
            await asyncio.sleep(0)
        first.cancel()
        return await asyncio.wait_for(second, 5)

    assert asyncio.run(run())


async def _hold(turn: Turn) -> bool:
    async with turn.take():
        return True
