"""The JSON interface under ``/api/v1``: models read and changed, questions asked, long work followed.

Answers are the records that the commands print with ``--json``; what goes wrong is
``{"error": sentence, "problems": [...]}``.
"""

from __future__ import annotations

from fastapi import FastAPI

from ..desk import Desk
from ..shelf import Shelf
from .failures import Failure, put_failures
from .jobs import jobs
from .models import models
from .questions import questions

ROOT = "/api/v1"


def api(app: FastAPI, shelf: Shelf, desk: Desk) -> None:
    """Make the interface part of an application."""
    put_failures(app)
    for router in (models(shelf), questions(shelf, desk), jobs(desk)):
        app.include_router(router, prefix=ROOT)

    @app.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    async def nothing(rest: str) -> None:
        raise Failure(404, f"there is nothing at /api/{rest[:100]}; /api/v1/openapi.json says what there is")
