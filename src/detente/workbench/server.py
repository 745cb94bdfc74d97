"""The server: NiceGUI's pages and the JSON interface in one application, behind the guard, on loopback only."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator

import uvicorn
from fastapi import FastAPI
from nicegui import ui
from starlette.types import ASGIApp

from ..errors import DetenteError, Problem
from ..model import Model
from .address import Address
from .api import ROOT, api
from .desk import Desk, Superseded
from .document import Reader
from .dress import ICON
from .guard import Guard
from .inquiry import inquiry
from .printing import report_route
from .shelf import Shelf
from .shell import pages

BETWEEN = 1.0
"""Seconds between two looks at the disk, and between two texts that are kept as drafts."""


def application(shelf: Shelf, desk: Desk, address: Address) -> ASGIApp:
    """Everything that answers, guarded."""

    @contextlib.asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_care(shelf)), asyncio.create_task(_begin(shelf, desk))]
        yield
        for task in tasks:
            task.cancel()
        _keep(shelf)
        desk.close()

    shelf.reader = _reader(desk)
    app = FastAPI(title="detente", docs_url=None, redoc_url=None, openapi_url=f"{ROOT}/openapi.json", lifespan=life)
    api(app, shelf, desk)
    report_route(app, desk)
    pages(shelf, desk)
    ui.run_with(
        app,
        title="detente",
        favicon=ICON,
        language="en-GB",
        dark=None,
        show_welcome_message=False,
        reconnect_timeout=10,
    )
    return Guard(app, address.token, address.port)


def run(shelf: Shelf, desk: Desk, bound: socket.socket, address: Address) -> None:
    """Serve until stopped; then end the workers."""
    app = application(shelf, desk, address)
    config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=1, server_header=False)
    try:
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        desk.close()


def _reader(desk: Desk) -> Reader:
    async def read(text: str, file: str, which: str) -> tuple[Model | None, tuple[Problem, ...]] | None:
        try:
            return await desk.read(text, file, slot=which)
        except Superseded:
            return None

    return read


async def _begin(shelf: Shelf, desk: Desk) -> None:
    """Read the model that is shown first, and begin to answer it, while the browser is still getting ready. Whatever is
    wrong with it is said by its page."""
    if not shelf.first:
        return
    with contextlib.suppress(DetenteError, OSError):
        inquiry(await shelf.document(shelf.first).settled(), desk).look(0)


async def _care(shelf: Shelf) -> None:
    """Keep drafts of what is not saved, and notice files that somebody else changed."""
    while True:
        await asyncio.sleep(BETWEEN)
        _keep(shelf)
        for document in shelf.opened():
            document.look_at_disk()


def _keep(shelf: Shelf) -> None:
    for document in shelf.opened():
        try:
            document.keep()
        except OSError as error:
            logging.getLogger("detente").warning("the draft of %s could not be kept: %s", document.name, error)
