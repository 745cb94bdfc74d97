"""Texts to models, and what a list says of them."""

from __future__ import annotations

from pathlib import Path

from ... import language
from ...cases.load import check as examine
from ...errors import ModelError, Problem
from ...model import Model
from ..quick import Few
from ..summary import Summary
from ..worker import Tell

Said = tuple[Model | None, tuple[Problem, ...]]

SAID: Few[Said] = Few(2)
"""What the last texts said, by text and name of the file."""


def check(_: Tell, text: str, file: str) -> Said:
    """:func:`detente.language.check`; one that was asked lately is at hand."""
    return SAID.get((text, file)) or SAID.put((text, file), language.check(text, file))


def summary(_: Tell, path: Path) -> Summary:
    """A model file in a few words."""
    try:
        model, problems = examine(path)
    except ModelError as error:
        model, problems = None, error.problems
    errors = [each for each in problems if each.severity == "error"]
    if model is None or errors:
        return Summary(errors=len(errors), first=errors[0].rule if errors else "")
    sizes = (len(model.actors), len(model.options), len(model.claims), len(model.readings))
    return Summary(model.title, model.question, *sizes)
