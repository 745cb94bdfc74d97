"""Tasks of the evidence: the register, the text of a source, and where a part of the model stands in its text."""

from __future__ import annotations

from ...model import Model
from ..desk import Tell
from ..register import Register, register, text_of


def evidence(_: Tell, model: Model, folder: str) -> Register:
    """How each passage stands, and what rests on it."""
    return register(model, folder)


def source_text(_: Tell, model: Model, source_id: str, folder: str) -> tuple[tuple[str, ...], str]:
    """The paragraphs of a source, and why there are none."""
    return text_of(model, source_id, folder)


def place(_: Tell, text: str, path: str) -> tuple[int, int]:
    """Line and column, from 1, of the part of the model with a path (``preferences.dprk.jobs``)."""
    from ...language.places import place_of

    return place_of(text, path)
