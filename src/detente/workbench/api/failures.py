"""What goes wrong, as JSON: one sentence, and all problems where a model has some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from ...errors import CaseNotFound, DetenteError, ModelError, Problem
from ..desk import Busy
from ..document import ReadOnly
from ..worker import Broken

STATUS: tuple[tuple[type[DetenteError], int], ...] = (
    (CaseNotFound, 404),
    (ReadOnly, 403),
    (Busy, 429),
    (Broken, 503),
    (DetenteError, 422),
)
"""The first one that fits."""


class Failure(DetenteError):
    """Something that a request cannot have, with its status. ``more``: what else the answer says."""

    def __init__(self, status: int, said: str, problems: tuple[Problem, ...] = (), **more: Any) -> None:
        self.status, self.problems, self.more = status, problems, more
        super().__init__(said)


def failure(
    status: int, said: str, problems: tuple[Problem, ...] = (), more: Mapping[str, Any] | None = None
) -> JSONResponse:
    """The answer to a request that cannot be met."""
    return JSONResponse({"error": said, "problems": [asdict(each) for each in problems], **(more or {})}, status)


def put_failures(app: FastAPI) -> None:
    """Let an application answer so."""

    @app.exception_handler(DetenteError)
    async def refused(_: Request, error: DetenteError) -> JSONResponse:
        if isinstance(error, Failure):
            return failure(error.status, str(error), error.problems, error.more)
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        return failure(status, str(error), error.problems if isinstance(error, ModelError) else ())

    @app.exception_handler(OSError)
    async def on_disk(_: Request, error: OSError) -> JSONResponse:
        return failure(500, f"the disk refuses: {(error.strerror or str(error)).lower()}")

    @app.exception_handler(RequestValidationError)
    async def not_understood(_: Request, error: RequestValidationError) -> JSONResponse:
        wrong = error.errors()
        problems = tuple(Problem(path=_path(each["loc"]), rule=_rule(each["msg"])) for each in wrong[:50])
        said = "; ".join(each.sentence() for each in problems[:5])
        return failure(422, f"the request was not understood: {said}", problems)

    @app.exception_handler(HTTPException)
    async def no_such(_: Request, error: HTTPException) -> JSONResponse:
        return failure(error.status_code, str(error.detail).lower())


def _path(place: tuple[Any, ...]) -> str:
    return ".".join(str(each)[:100] for each in place if each not in ("body", "query", "path", "header"))


def _rule(said: str) -> str:
    words = said.removeprefix("Value error, ")
    return words[:1].lower() + words[1:]
