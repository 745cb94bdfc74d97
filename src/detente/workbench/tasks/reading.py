"""Texts to models, and what a list says of them."""

from __future__ import annotations

from pathlib import Path

from ... import language
from ...cases.load import check as examine
from ...errors import ModelError, Problem
from ...model import Model
from ..summary import Summary
from ..worker import Tell


def check(_: Tell, text: str, file: str) -> tuple[Model | None, tuple[Problem, ...]]:
    """:func:`detente.language.check`."""
    return language.check(text, file)


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
