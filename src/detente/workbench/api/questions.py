"""Questions about a model, by the names of the commands. Short ones are waited for; the others give a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from fastapi.responses import JSONResponse, Response

from ..desk import Desk
from ..document import Document
from ..shelf import Shelf
from . import parameters
from .failures import Failure
from .jobs import answer_of

NameOf = Annotated[str, Path(description="A file of the folder, or a built-in case.", max_length=100)]
Wait = Annotated[float, Query(ge=0, le=60, description="Seconds to wait for the answer before a job is given.")]

SHORT: dict[str, tuple[type[parameters.Asked], str]] = {
    "check": (parameters.Check, "Say everything that is wrong or doubtful in a model"),
    "states": (parameters.States, "List the feasible states"),
    "stability": (parameters.Stability, "Say where the parties can rest, and why"),
    "evolve": (parameters.Evolve, "Show how play gets from today to where it can rest"),
}
"""Questions that are answered in turn with those of the pages."""

LONG: dict[str, tuple[type[parameters.Asked], str]] = {
    "forecast": (parameters.Forecast, "Say how likely each outcome is by each date"),
    "compare": (parameters.Compare, "Put rival readings side by side, and find the crux"),
    "hinges": (parameters.Hinges, "Say what an answer hinges on"),
    "induce": (parameters.Induce, "Find what would bring an outcome about"),
    "claims": (parameters.Claims, "Test every claim"),
    "run": (parameters.Run, "Everything about a model"),
}
"""Questions that may take long."""

PATIENCE = 30.0
"""Seconds that a short question is waited for."""

RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The record that the command prints with --json", "content": {"application/json": {}}},
    202: {"description": "A job; ask for it under /jobs"},
    422: {"description": "The model or the question has problems"},
    429: {"description": "Too many jobs wait"},
}


def questions(shelf: Shelf, desk: Desk) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["questions"])
    for is_short, verbs in ((True, SHORT), (False, LONG)):
        for verb, (kind, summary) in verbs.items():
            router.add_api_route(
                f"/models/{{name}}/{verb}",
                _asking(shelf, desk, verb, kind, is_short),
                methods=["POST"],
                summary=summary,
                name=verb,
                responses=RESPONSES,
                response_class=JSONResponse,
            )
    return router


def _asking(shelf: Shelf, desk: Desk, verb: str, kind: Any, is_short: bool) -> Callable[..., Any]:
    default = Body(default=None) if not any(each.is_required() for each in kind.model_fields.values()) else Body()
    patience = PATIENCE if is_short else 0.0

    async def ask(name: NameOf, asked: Any = default, wait: Wait = patience) -> Response:
        document = await shelf.document(name).settled()
        question = (asked if asked is not None else kind()).model_dump()
        task, given = _task(shelf, document, verb, question)
        job = await desk.start(task, *given, short=is_short).wait(wait)
        if job.status == "done":
            return Response(job.answer, media_type="application/json")
        if not job.is_over:
            return Response(answer_of(job), 202, media_type="application/json")
        raise Failure(409 if job.stopped else 503 if job.is_broken else 422, job.error)

    ask.__annotations__["asked"] = kind | None
    return ask


def _task(shelf: Shelf, document: Document, verb: str, question: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """The task of a worker that answers, and what it is given. Raises Failure where the text is no model."""
    if verb == "check":
        if question["sources"] and shelf.sources is None:
            raise Failure(422, "the workbench was started without --sources")
        return "check_record", (document.text, document.name, shelf.sources if question["sources"] else None)
    if not document.reads:
        errors = tuple(each for each in document.problems if each.severity == "error")
        raise Failure(422, "the text is no model; `problems` says why", errors)
    return "record", (verb, document.model, question)
