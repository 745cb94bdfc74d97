"""Tasks of the evidence: the register, the text of a source, coverage, and where a part of the model stands."""

from __future__ import annotations

from ...model import Model
from ..register import Covered, Register, Use, register, text_of
from ..worker import Tell


def evidence(_: Tell, model: Model, folder: str) -> Register:
    """How each passage stands, and what rests on it."""
    return register(model, folder)


def covered(_: Tell, model: Model) -> Covered:
    """:func:`detente.answer.coverage.coverage`, as the page shows it."""
    from ...answer.coverage import coverage
    from ...report.tables.evidence import coverage_words

    found = coverage(model)
    bare = tuple(Use(each.path, each.kind, each.text) for each in found.bare)
    return Covered(coverage_words(model, found), found.share, bare, tuple(each.id for each in found.uncited))


def source_text(_: Tell, model: Model, source_id: str, folder: str) -> tuple[tuple[str, ...], str]:
    """The paragraphs of a source, and why there are none."""
    return text_of(model, source_id, folder)


def place(_: Tell, text: str, path: str) -> tuple[int, int]:
    """Line and column, from 1, of the part of the model with a path (``preferences.dprk.jobs``)."""
    from ...language.places import place_of

    return place_of(text, path)
