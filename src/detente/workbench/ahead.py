"""What is worked out before there is a server to ask for it.

Loading NiceGUI takes about as long as the first estimate. So while one process loads it, the reader reads the model
that is shown first, and the process of short work loads its libraries and makes one run at the middle of everything
uncertain. Pages ask as ever; workers have the answers to these two questions at hand then.
"""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Any

from ..errors import DetenteError
from .desk import Desk
from .quick import pack
from .worker import Call, Worker

if TYPE_CHECKING:
    from .shelf import Shelf


class EarlyDesk(Desk):
    """A desk whose workers begin before it opens."""

    def start_up(self) -> None:
        """Start the processes that the first page of a model needs. Returns at once."""
        _aside(_call, self._reader.worker, ("check", ("", "")))
        _aside(_call, self._short.worker, ("ready_for_one", ()))

    def begin(self, shelf: Shelf) -> None:
        """Read the model that a shelf shows first, and estimate its chances. Returns at once; whatever is wrong with
        the model is said by its page."""
        with contextlib.suppress(DetenteError, OSError):
            _aside(self._first, *shelf.text(shelf.first))

    def _first(self, text: str, file: str) -> None:
        said = _call(self._reader.worker, ("check", (text, file)))
        model = said and said[0]
        if model is not None and model.outcomes:
            _call(self._short.worker, ("estimate", (pack(model), "", {}, 0)))


def _aside(do: Any, *args: Any) -> None:
    threading.Thread(target=do, args=args, daemon=True).start()


def _call(worker: Worker, call: Call) -> Any:
    """What a worker answers; None where there is no answer."""
    with contextlib.suppress(DetenteError):
        return worker.call(call, lambda *_: None)
    return None
