"""The server: NiceGUI's pages and the JSON interface in one application, behind the guard, on loopback only."""

from __future__ import annotations

import secrets
import socket
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI
from nicegui import ui
from starlette.types import ASGIApp

from .desk import Desk
from .guard import Guard
from .sheet import Sheet
from .shelf import Shelf
from .shell import frame

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Address:
    """Where the workbench is, and the token that opens it."""

    port: int
    token: str

    def url(self, path: str = "/") -> str:
        return f"http://{HOST}:{self.port}{path}?token={self.token}"


def listen(port: int = 0) -> socket.socket:
    """A socket on loopback; port 0 takes a free one."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound


def application(shelf: Shelf, desk: Desk, address: Address) -> ASGIApp:
    """Everything that answers, guarded."""
    app = FastAPI(title="detente", docs_url=None, redoc_url=None, openapi_url=None)

    @ui.page("/m/{name}")
    def model_page(name: str) -> None:
        frame(Sheet(shelf.document(name), desk, shelf))

    ui.run_with(app, title="detente", dark=None, show_welcome_message=False, storage_secret=secrets.token_urlsafe(32))
    return Guard(app, address.token, address.port)


def run(shelf: Shelf, bound: socket.socket, address: Address) -> None:
    """Serve until stopped."""
    desk = Desk()
    config = uvicorn.Config(application(shelf, desk, address), log_level="warning", lifespan="on")
    try:
        uvicorn.Server(config).run(sockets=[bound])
    finally:
        desk.close()
