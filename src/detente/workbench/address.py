"""Where the workbench is found: a port on loopback, the token that opens it, and what a model is called in an address.
Standard library only."""

from __future__ import annotations

import re
import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import Unanswerable

HOST = "127.0.0.1"

NAME = re.compile(r"\w[\w .-]{0,99}")
"""What a model may be called in an address."""

SUFFIXES = (".yaml", ".yml", ".gmcr")


def is_name(name: str) -> bool:
    """Whether a file of this name can be a model of a folder."""
    return NAME.fullmatch(name) is not None and Path(name).suffix.lower() in SUFFIXES


@dataclass(frozen=True)
class Address:
    """``port``: the one that is listened on; ``token``: what the first address carries, made anew at each start."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def url(self, path: str = "/") -> str:
        """The address of a page with the token in it."""
        return f"http://{HOST}:{self.port}{path}?token={self.token}"


def listen(port: int = 0) -> socket.socket:
    """A socket that takes connections on loopback; port 0 takes a free one. Raises Unanswerable where that is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        said = (error.strerror or str(error)).lower()
        raise Unanswerable(f"port {port} cannot be listened on: {said}; choose another, or 0 for a free one") from None
    return bound
