"""What is asked of a document by itself: in which order, and what is known meanwhile."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from detente.errors import Unanswerable
from detente.language import read
from detente.workbench.inquiry import NAMES, Inquiry, inquiry

from .small import TRIBUTE


class Work:
    """A job that ends when it is told to."""

    def __init__(self, task, args):
        self.task, self.args = task, args
        self.status, self.answer, self.error, self.stopped = "running", None, "", False
        self.done, self.whole = 0, 0

    @property
    def is_over(self):
        return self.status != "running"

    def end(self, answer):
        self.status, self.answer = "done", answer

    def cancel(self):
        self.stopped = True
        self.status = "cancelled"

    async def wait(self):
        while not self.is_over:
            await asyncio.sleep(0)
        return self


class Hands:
    """A desk on which a test does the work."""

    def __init__(self, refuse=()):
        self.jobs, self.asked, self.refuse = {}, [], refuse

    async def ask(self, task, *args, slot=""):
        self.asked.append(task)
        if task in self.refuse:
            raise Unanswerable("there is no answer")
        return f"quick {task}"

    def start(self, task, *args, background=False):
        assert background, "nobody asked for it, so it makes way for what somebody did"
        self.asked.append(task)
        job = self.jobs[str(len(self.jobs))] = Work(task, args)
        return job


async def turns(count=60):
    for _ in range(count):
        await asyncio.sleep(0)


def begin(text=TRIBUTE, **options):
    desk = Hands(**options)
    document = SimpleNamespace(model=read(text))
    found = Inquiry(document, desk)
    found.look(0)
    return found, desk, document


async def worked_off(found, desk):
    """End whatever runs until nothing more is asked."""
    for _ in range(20):
        await turns()
        for job in desk.jobs.values():
            if not job.is_over:
                job.end(f"{job.task} {len(desk.asked)}")


def test_quick_answers_come_before_refined_ones():
    async def play():
        found, desk, _ = begin()
        await turns()
        assert found.stages["chances"].answer == "quick chances"
        assert not found.stages["chances"].refined
        await worked_off(found, desk)
        return found, desk

    found, desk = asyncio.run(play())
    assert desk.asked == [
        "estimate",
        "chances",
        "resting_places",
        "chances",
        "claims",
        "chances",
        "turning",
        "crux",
        "claims",
    ]
    assert all(found.stages[name].status == "done" for name in NAMES)
    assert found.stages["chances"].refined
    assert found.stages["claims"].refined


def test_another_model_is_asked_anew_and_answers_stay_meanwhile():
    async def play():
        found, desk, document = begin()
        await worked_off(found, desk)
        answer, asked = found.stages["claims"].answer, len(desk.asked)
        document.model = read(TRIBUTE.replace("horizon: 18 months", "horizon: 6 months"))
        found.look(0)
        await turns()
        assert len(desk.asked) > asked
        assert found.stages["claims"].answer == answer
        assert found.stages["claims"].is_old
        assert not found.stages["claims"].refined
        assert not found.stages["middle"].is_old
        found.look(0)
        await worked_off(found, desk)
        return found, desk, asked

    found, desk, asked = asyncio.run(play())
    assert len(desk.asked) == 2 * asked
    assert found.stages["claims"].refined
    assert not any(stage.is_old for stage in found.stages.values())


def test_what_is_stopped_keeps_what_was_known():
    async def play():
        found, desk, _ = begin()
        for _ in range(3):
            await turns()
            job = list(desk.jobs.values())[-1]
            if job.task == "claims":
                break
            job.end(job.task)
        found.cancel("claims")
        await turns()
        return found

    stage = asyncio.run(play()).stages["claims"]
    assert stage.status == "cancelled"


def test_a_question_without_an_answer_says_why():
    async def play():
        found, desk, _ = begin(refuse=("chances",))
        await worked_off(found, desk)
        return found, desk

    found, desk = asyncio.run(play())
    assert found.stages["chances"].error == "there is no answer"
    assert desk.asked.count("chances") == 1
    assert found.stages["claims"].status == "done"


def test_a_document_has_one_inquiry():
    desk, document = Hands(), SimpleNamespace(model=None)
    assert inquiry(document, desk) is inquiry(document, desk)
    assert inquiry(SimpleNamespace(model=None), desk) is not inquiry(document, desk)


def test_work_stops_when_nobody_looks_and_begins_again_when_somebody_does():
    async def work():
        found, desk, _ = begin()
        stops = [found.listen(lambda _: None) for _ in range(2)]
        await turns()
        (job,) = desk.jobs.values()
        stops[0]()
        still = job.is_over
        stops[1]()
        await turns()
        quiet = len(desk.jobs)
        found.listen(lambda _: None)
        found.look(0)
        await turns()
        return still, job.stopped, quiet, len(desk.jobs)

    assert asyncio.run(work()) == (False, True, 1, 2)


def test_what_is_answered_is_not_asked_again_when_nobody_looks():
    async def work():
        found, desk, _ = begin()
        stop = found.listen(lambda _: None)
        await worked_off(found, desk)
        asked = len(desk.asked)
        stop()
        found.look(0)
        await turns()
        return asked, len(desk.asked)

    before, after = asyncio.run(work())
    assert before == after


def test_work_that_stopped_goes_on_where_it_was():
    async def work():
        found, desk, _ = begin()
        stop = found.listen(lambda _: None)
        for _ in range(4):  # resting places, quick chances, quick claims, refined chances
            await turns()
            job = list(desk.jobs.values())[-1]
            job.end(f"{job.task} {len(desk.asked)}")
        await turns()
        stop()
        before, asked = found.stages["chances"].answer, len(desk.asked)
        found.listen(lambda _: None)
        found.look(0)
        await worked_off(found, desk)
        return desk.asked[asked - 1 :], before, found

    asked, before, found = asyncio.run(work())
    assert asked == ["turning", "turning", "crux", "claims"]
    assert before == found.stages["chances"].answer
    assert all(found.stages[name].refined for name in NAMES)


def test_a_text_that_gives_the_same_model_is_not_asked_again():
    async def play():
        found, desk, document = begin()
        await worked_off(found, desk)
        asked = len(desk.asked)
        document.model = read(TRIBUTE + "# a remark\n")
        found.look(0)
        await worked_off(found, desk)
        return asked, len(desk.asked)

    before, after = asyncio.run(play())
    assert before == after


def test_a_part_of_a_better_answer_does_not_replace_a_whole_one():
    async def play():
        found, desk, _ = begin()
        for _ in range(3):  # resting places, quick chances, quick claims
            await turns()
            list(desk.jobs.values())[-1].end("quick and whole")
        await turns()
        job = list(desk.jobs.values())[-1]
        assert job.task == "chances"
        job.stopped = True
        job.end("a part")
        await turns()
        return found.stages["chances"]

    stage = asyncio.run(play())
    assert (stage.answer, stage.status, stage.refined) == ("quick and whole", "cancelled", False)


def test_a_part_is_kept_where_nothing_else_is_known():
    async def play():
        found, desk, _ = begin()
        await turns()
        job = list(desk.jobs.values())[-1]
        job.stopped = True
        job.end("a part")
        await turns()
        return found.stages["rests"]

    stage = asyncio.run(play())
    assert (stage.answer, stage.status, stage.refined) == ("a part", "done", False)
