"""Worker processes: answers, crashes, progress, stopping, and queues that end."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import pytest

from detente.cases.load import load
from detente.workbench import desk as desks
from detente.workbench.api.parameters import Claims, Forecast, Stability
from detente.workbench.desk import Broken, Busy, Desk, Refused, Superseded
from detente.workbench.worker import Worker

ENDLESS = ("record", "forecast", "prisoners", {**Forecast().model_dump(), "draws": 16384})


def on_a_desk(work: Callable[[Desk], Awaitable[object]]):
    """Run something with a desk of its own."""

    async def run():
        desk = Desk()
        try:
            return await work(desk)
        finally:
            desk.close()

    return asyncio.run(run())


def question(verb: str, case: str, asked: dict) -> tuple:
    return "record", verb, load(case), asked


def endless() -> tuple:
    task, verb, case, asked = ENDLESS
    return task, verb, load(case), asked


async def until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.02)


def test_questions_are_answered_and_refused_in_another_process():
    async def work(desk):
        found = json.loads(await desk.ask(*question("stability", "prisoners", Stability().model_dump())))
        model, problems = await desk.read("title: x\nactors: [a]\n", "x.yaml")
        with pytest.raises(Refused, match="no reading nobody"):
            await desk.ask(*question("stability", "prisoners", {**Stability().model_dump(), "reading": "nobody"}))
        with pytest.raises(Refused, match="fault of detente"):
            await desk.ask("no such task")
        return found, model, problems, desk._short.worker.pid

    found, model, problems, pid = on_a_desk(work)
    assert found["equilibria"]["nash"] == ["nothing"]
    assert model is None or not model.options
    assert isinstance(problems, tuple)
    assert pid not in (None, os.getpid())


def test_a_worker_that_dies_is_said_and_the_next_question_is_answered():
    async def work(desk):
        await desk.ask("check", "", "x")
        first = desk._short.worker.pid
        os.kill(first, signal.SIGSTOP)
        asked = asyncio.ensure_future(desk.ask("check", "", "x"))
        await until(lambda: desk._short.turn.locked())
        await asyncio.sleep(0.1)
        os.kill(first, signal.SIGKILL)
        with pytest.raises(Broken, match="ask again"):
            await asked
        _, problems = await desk.ask("check", "title: [", "x")
        return first, desk._short.worker.pid, problems

    first, second, problems = on_a_desk(work)
    assert first != second
    assert problems


def test_a_newer_question_takes_the_place_of_one_that_waits():
    async def work(desk):
        await desk.ask("check", "", "x")
        asked = [asyncio.ensure_future(desk.ask("check", "", str(n), slot="knob")) for n in range(5)]
        other = asyncio.ensure_future(desk.ask("check", "", "other", slot="another"))
        return await asyncio.gather(*asked, other, return_exceptions=True)

    found = on_a_desk(work)
    assert [isinstance(each, Superseded) for each in found] == [False, True, True, True, False, False]


def test_too_many_questions_are_refused_not_queued():
    async def work(desk):
        asked = [asyncio.ensure_future(desk.ask("check", "", "x")) for _ in range(desks.MOST_WAITING + 5)]
        return await asyncio.gather(*asked, return_exceptions=True)

    found = on_a_desk(work)
    assert sum(isinstance(each, Busy) for each in found) == 5
    assert not any(isinstance(each, BaseException) for each in found[: desks.MOST_WAITING])


def test_too_many_jobs_are_refused_and_old_ones_dropped(monkeypatch):
    monkeypatch.setattr(desks, "MOST_KEPT", 3)

    async def work(desk):
        done = [await desk.start("check", "", str(n)).wait() for n in range(5)]
        kept = list(desk.jobs)
        first = desk.start(*endless())
        waiting = [desk.start("check", "", "x") for _ in range(desks.MOST_WAITING - 1)]
        with pytest.raises(Busy, match="wait for one to end"):
            desk.start("check", "", "x")
        for each in (*waiting, first):
            each.cancel()
        await asyncio.gather(*(each.wait() for each in (*waiting, first)))
        return [each.id for each in done], kept, {each.status for each in waiting}

    done, kept, statuses = on_a_desk(work)
    assert kept == done[-3:]
    assert statuses == {"cancelled"}


def test_a_job_tells_how_far_it_is_and_gives_what_it_has_when_stopped():
    async def work(desk):
        job = desk.start(*endless())
        await until(lambda: job.done > 1)
        job.cancel()
        await job.wait()
        after = await desk.start("check", "", "x").wait()
        return job, after

    job, after = on_a_desk(work)
    assert (job.status, job.stopped) == ("done", True)
    record = json.loads(job.answer)
    assert record["partial"] is True
    assert job.whole > 1
    assert after.status == "done"


def test_a_job_that_does_not_stop_is_ended(monkeypatch):
    monkeypatch.setattr(desks, "PATIENCE", 0.3)

    async def work(desk):
        job = desk.start(*endless())
        await until(lambda: job.done > 0)
        os.kill(desk._long.worker.pid, signal.SIGSTOP)
        job.cancel()
        await job.wait()
        return job, await desk.start("check", "", "x").wait()

    job, after = on_a_desk(work)
    assert (job.status, job.stopped, job.answer) == ("cancelled", True, None)
    assert after.status == "done"


def test_background_work_makes_way_and_begins_again():
    async def work(desk):
        behind = desk.start(*endless(), background=True)
        later = desk.start("check", "", "later", background=True)
        await until(lambda: behind.done > 0)
        asked = desk.start("check", "", "asked")
        await asked.wait()
        while_asked = behind.status, later.status
        await until(lambda: behind.status == "running" and behind.done > 0)
        behind.cancel()
        await asyncio.gather(behind.wait(), later.wait())
        return asked, while_asked, behind, later

    asked, while_asked, behind, later = on_a_desk(work)
    assert asked.status == later.status == "done"
    assert while_asked == ("waiting", "waiting")
    assert (behind.status, behind.stopped) == ("done", True)


def test_stopping_what_waits_or_is_over_does_nothing_else():
    async def work(desk):
        running = desk.start(*question("claims", "prisoners", Claims().model_dump()))
        waiting = desk.start("check", "", "x")
        waiting.cancel()
        await running.wait()
        running.cancel()
        return running, waiting

    running, waiting = on_a_desk(work)
    assert (running.status, running.stopped) == ("done", False)
    assert (waiting.status, waiting.error) == ("cancelled", "stopped before it began")


def test_the_loop_stays_free_while_work_is_done():
    async def work(desk):
        job = desk.start(*endless())
        await until(lambda: job.done > 0)
        ticks = 0
        end = time.monotonic() + 1
        while time.monotonic() < end:
            await asyncio.sleep(0.01)
            ticks += 1
        job.cancel()
        await job.wait()
        return ticks

    assert on_a_desk(work) > 10


def test_interrupts_between_questions_are_ignored():
    async def work(desk):
        await desk.ask("check", "", "x")
        pid = desk._short.worker.pid
        for _ in range(20):
            os.kill(pid, signal.SIGINT)
            await desk.ask("ready")
        return pid, desk._short.worker.pid

    first, second = on_a_desk(work)
    assert first == second


@pytest.mark.parametrize("seconds", [0.0, 0.4, 0.8])
def test_an_interrupt_while_the_process_starts_spoils_nothing(monkeypatch, seconds):
    """Whatever it was importing when the interrupt came, the next question finds whole modules."""
    monkeypatch.setattr(desks, "PATIENCE", 60.0)

    async def work(desk):
        job = desk.start(*endless())
        await until(lambda: desk._long.worker.pid)
        await asyncio.sleep(seconds)
        job.cancel()
        await job.wait()
        few = {**Forecast().model_dump(), "draws": 2}
        return job, await desk.start(*question("forecast", "prisoners", few)).wait()

    job, after = on_a_desk(work)
    assert job.stopped
    assert not job.is_broken
    assert (after.status, after.error) == ("done", "")


SILENT = """
import multiprocessing, os, signal, threading, time
from detente.workbench.worker import _Mouth

def asleep(tell):
    time.sleep(20)

ours, theirs = multiprocessing.Pipe()
mouth = _Mouth(theirs)
signal.signal(signal.SIGINT, mouth.interrupted)
signal.signal(signal.SIGALRM, mouth.overdue)
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
mouth.reply(("asleep", ()), {"asleep": asleep})
print(ours.recv(), mouth.forced)
"""


def test_a_task_that_is_silent_is_interrupted_and_its_process_ends():
    said = subprocess.run([sys.executable, "-c", SILENT], capture_output=True, text=True, check=True)
    assert said.stdout.split("'")[1] == "stopped"
    assert said.stdout.endswith("True) True\n")


def test_a_process_that_gave_its_last_answer_is_replaced():
    ours, theirs = multiprocessing.Pipe()
    worker = Worker()
    worker._pipe, worker._process = ours, multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
    worker._process.start()
    theirs.send(("done", 1, True))
    assert worker.call(("ready", ()), lambda *_: None) == 1
    assert worker.pid is None


def test_a_closed_desk_leaves_no_process():
    async def work(desk):
        await desk.ask("check", "", "x")
        desk.warm()
        pid = desk._short.worker.pid
        desk.close()
        return pid

    pid = on_a_desk(work)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
