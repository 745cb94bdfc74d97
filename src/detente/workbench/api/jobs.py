"""Long work: how far it is, its answer, and how to stop it."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from ..desk import Desk, Job
from .failures import Failure

TASKS = ("record", "check_record")
"""What was asked through this interface; pages ask for other things."""

JobOf = Annotated[str, Path(description="The id of a job.", max_length=64)]


def summary_of(job: Job) -> dict[str, Any]:
    """A job without its answer."""
    names = ("id", "status", "done", "whole", "stage", "stopped", "error")
    return {name: getattr(job, name) for name in names}


def answer_of(job: Job) -> str:
    """A job as JSON; ``answer``: the record that was asked for, null until it is done."""
    head = json.dumps(summary_of(job), ensure_ascii=False)[:-1]
    return f'{head}, "answer": {job.answer if job.status == "done" else "null"}}}'


def jobs(desk: Desk) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["jobs"])

    def find(job: str) -> Job:
        found = desk.jobs.get(job)
        if found is None or found.task not in TASKS:
            raise Failure(404, "there is no such job (any more)")
        return found

    @router.get("/jobs", summary="List the jobs that are kept")
    async def list_jobs() -> dict[str, Any]:
        return {"jobs": [summary_of(each) for each in desk.jobs.values() if each.task in TASKS]}

    @router.get("/jobs/{job}", summary="How far a job is, and its answer")
    async def read_job(job: JobOf, wait: Annotated[float, Query(ge=0, le=60)] = 0.0) -> Response:
        return Response(answer_of(await find(job).wait(wait)), media_type="application/json")

    @router.delete("/jobs/{job}", summary="Stop a job; what it has by then is its answer")
    async def stop_job(job: JobOf) -> Response:
        found = find(job)
        found.cancel()
        return Response(answer_of(found), 202, media_type="application/json")

    return router
