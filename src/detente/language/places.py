"""Where a part of the model stands in the text: the place at which its problems would be reported."""

from __future__ import annotations

from ..errors import ModelError, Problem
from .load import load
from .nodes import Mapping
from .report import Report
from .resolve import resolve


def place_of(text: str, path: str) -> tuple[int, int]:
    """Line and column, from 1, of a path of the machine form (``preferences.dprk.jobs``, ``claims.talks``): in the base
    model, or else in the first reading that has it, or else of the nearest part around it. Raises ModelError for a text
    that is no YAML of a model file."""
    report = Report()
    document = load(text, report)
    if document is None:
        raise ModelError(report.problems())
    _, contexts = resolve(document, report)
    for context in contexts.values():
        if path in context.places:
            node = context.places[path]
            return node.line, node.column
    section, _, name = path.partition(".")
    held = document.get(section)
    if isinstance(held, Mapping) and name in held.entries:
        key = held.entries[name][0]
        return key.line, key.column
    found = contexts[""].locate(Problem(path=path))
    return found.line, found.column
