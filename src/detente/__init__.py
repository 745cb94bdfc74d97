"""detente makes a strategic argument executable.

>>> import detente as dt
>>> model = dt.load("prisoners")
>>> dt.solve(model).equilibria("nash")
('nothing',)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answer.coverage import coverage
    from .answer.listing import states
    from .answer.outlook import outlook
    from .answer.solve import solve
    from .cases import describe as cases
    from .cases.load import check, load
    from .errors import (
        CaseNotFound,
        DetenteError,
        MissingExtra,
        ModelError,
        Problem,
        TooLarge,
        Unanswerable,
    )
    from .forecast.judge import judge
    from .language import parse_condition, read, schema, write
    from .language.gmcr import read_gmcr
    from .model import Model
    from .report.overview import overview
    from .stability import Settings

_HOMES = {
    "CaseNotFound": "errors",
    "DetenteError": "errors",
    "MissingExtra": "errors",
    "Model": "model",
    "ModelError": "errors",
    "Problem": "errors",
    "Settings": "stability",
    "TooLarge": "errors",
    "Unanswerable": "errors",
    "check": "cases.load",
    "coverage": "answer.coverage",
    "judge": "forecast.judge",
    "load": "cases.load",
    "outlook": "answer.outlook",
    "overview": "report.overview",
    "parse_condition": "language",
    "read": "language",
    "read_gmcr": "language.gmcr",
    "schema": "language",
    "solve": "answer.solve",
    "states": "answer.listing",
    "write": "language",
}

__all__ = [*_HOMES, "cases"]


def __getattr__(name: str) -> Any:
    """Load a verb when it is first asked for, so that ``import detente`` costs next to nothing."""
    if name == "cases":
        return import_module(".cases", __name__).describe
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
