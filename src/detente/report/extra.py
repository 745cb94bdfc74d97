"""Whether everything is installed that a report needs."""

from __future__ import annotations

from importlib import import_module

from ..errors import MissingExtra

NEEDED = ("altair", "networkx", "vl_convert")


def need() -> None:
    """Raise :class:`MissingExtra`, with the install line, if a library of the extra ``report`` is not there."""
    for name in NEEDED:
        try:
            import_module(name)
        except ImportError as error:
            raise MissingExtra(f'a report needs {name}: pip install "detente[report]"') from error
