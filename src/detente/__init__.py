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
    from .answer.coalition import together
    from .answer.coverage import coverage
    from .answer.evolve import evolve
    from .answer.listing import states
    from .answer.outlook import outlook
    from .answer.solve import solve
    from .answer.why import why
    from .cases import describe as list_cases
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
    from .forecast.compare import compare
    from .forecast.hinges import hinges
    from .forecast.judge import judge
    from .forecast.predict import predict
    from .inducement.induce import induce
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
    "compare": "forecast.compare",
    "coverage": "answer.coverage",
    "evolve": "answer.evolve",
    "hinges": "forecast.hinges",
    "induce": "inducement.induce",
    "judge": "forecast.judge",
    "list_cases": "cases:describe",
    "load": "cases.load",
    "outlook": "answer.outlook",
    "overview": "report.overview",
    "parse_condition": "language",
    "predict": "forecast.predict",
    "read": "language",
    "read_gmcr": "language.gmcr",
    "schema": "language",
    "solve": "answer.solve",
    "states": "answer.listing",
    "together": "answer.coalition",
    "why": "answer.why",
    "write": "language",
}
"""Where each public name lives: ``module``, or ``module:name`` where it has another name there."""

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    """Load a verb when it is first asked for, so that ``import detente`` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, inside = _HOMES[name].partition(":")
    return getattr(import_module(f".{module}", __name__), inside or name)


def __dir__() -> list[str]:
    return sorted(__all__)
