"""Loading the server in less time.

NiceGUI's socket library can also be a client of other servers, and for that loads two libraries if it finds them. The
workbench is no client: while the server loads, they are not to be found. Garbage is not looked for meanwhile either:
what is being loaded stays.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Iterator

CLIENTS = ("aiohttp", "requests")
"""Optional in ``engineio``: half of the time that it takes to load."""


@contextlib.contextmanager
def lightly() -> Iterator[None]:
    """Load modules in here."""
    hidden = [name for name in CLIENTS if name not in sys.modules]
    collects = gc.isenabled()
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # Python finds no module of that name
    gc.disable()
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
        gc.freeze()
        if collects:
            gc.enable()
