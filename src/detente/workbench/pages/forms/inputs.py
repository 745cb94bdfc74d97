"""The controls of forms: one for each field, with what a model has to offer for it."""

from __future__ import annotations

from typing import Any

from nicegui import ui

from ....errors import ModelError
from ....language import parse_condition
from ....language.plain import Value
from ....model import Model
from ..problem import sentence
from .fields import Field, names, typed


def control(each: Field, value: Value, model: Model | None) -> Any:
    """The control of a field with its value now."""
    label = each.label + (" *" if each.needed else "")
    if each.form == "words":
        return ui.textarea(label, value=typed(value)).props("autogrow")
    if each.form == "flag":
        return _Flag(label, value=typed(value) == "yes")
    if each.form == "evidence":
        known = {one.id: f"{one.id}: {one.says or one.quote}" for one in model.evidence} if model else {}
        chosen = names(value)
        every = {**known, **{name: name for name in chosen if name not in known}}
        return ui.select(every, label=label, value=chosen, multiple=True).props("use-chips")
    choices = each.choices or _known(each.key.rpartition(".")[2], model)
    if each.form == "choice" or choices:
        words = {"": "–", **{word: word for word in choices}}
        if typed(value) not in words:
            words[typed(value)] = typed(value)
        return ui.select(words, label=label, value=typed(value))
    if each.form == "condition":
        return ui.input(label, value=typed(value), validation=lambda said: _checked(said, model)).classes("fm-code")
    return ui.input(label, value=typed(value))


class _Flag(ui.checkbox):
    """A box with the ``error`` that other fields have."""

    error: str | None = None


def _checked(said: str, model: Model | None) -> str | None:
    """Why a condition cannot be read; None while it can, or while there is no model to read it in."""
    if model is None or not said.strip():
        return None
    try:
        parse_condition(" ".join(said.split()), model)
    except ModelError as error:
        return sentence(error.problems[0])
    return None


def _known(key: str, model: Model | None) -> tuple[str, ...]:
    """The ids that a key can name."""
    if model is None:
        return ()
    if key in ("actor", "prefers"):
        return tuple(each.id for each in model.actors)
    if key == "by":
        return tuple(each.id for each in model.sources)
    return tuple(each.id for each in model.readings) if key == "reading" else ()
