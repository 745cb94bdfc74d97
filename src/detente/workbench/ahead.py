"""What is worked out before there is a server to ask for it.

Loading NiceGUI takes about as long as the first estimate. So while one process loads it, the reader reads the model
that is shown first, and the process of short work loads its libraries and makes one run at the middle of everything
uncertain. Pages ask as ever; workers have the answers to these two questions at hand then.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from ..errors import DetenteError
from .desk import Desk, aside
from .quick import pack

if TYPE_CHECKING:
    from .shelf import Shelf


class EarlyDesk(Desk):
    """A desk whose workers begin before it opens."""

    def start_up(self) -> None:
        """Start the processes that the first page of a model needs. Returns at once."""
        self.warm("ready_for_one")

    def begin(self, shelf: Shelf) -> None:
        """Read the model that a shelf shows first, and estimate its chances. Returns at once; whatever is wrong with
        the model is said by its page."""
        with contextlib.suppress(DetenteError, OSError):
            aside(self._first, *shelf.text(shelf.first))

    def _first(self, text: str, file: str) -> None:
        said = self._reader.ahead(("check", (text, file)))
        model = said and said[0]
        if model is not None and model.outcomes:
            self._short.ahead(("estimate", (pack(model), "", {}, 0)))
