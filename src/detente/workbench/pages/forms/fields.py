"""The fields of forms: which key of the language each stands for, and how its value is typed.

What a key means is said by the language's own vocabulary, so that a form and the reference never differ.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ....language.plain import Value
from ....language.vocabulary import KEYS, TESTS

Form = Literal["line", "words", "number", "condition", "names", "values", "evidence", "choice", "flag"]
"""How a value is typed: a line, several words, a number or quantity, a condition, names with commas between, pairs
``name: value`` with commas between, ids of evidence, one of some words, yes or nothing."""

FORMS: Mapping[str, Form] = {
    "because": "evidence",
    "text": "words",
    "says": "words",
    "question": "words",
    "answers": "words",
    "aliases": "names",
    "choices": "names",
    "without": "names",
    "when": "condition",
    "wants": "condition",
    "rests": "condition",
    "does_not_rest": "condition",
    "reaches": "condition",
    "cannot_reach": "condition",
    "outcome": "condition",
    "raises": "condition",
    "lowers": "condition",
    "no_effect": "condition",
    "needs": "condition",
    "given": "values",
    "hold": "values",
    "commit": "values",
    "under": "values",
    "better": "values",
    "worse": "values",
    "suffices": "values",
    "not_enough": "values",
    "less_while": "values",
    "more_while": "values",
    "than_while": "values",
    "than": "values",
    "base_rate": "number",
    "worth": "number",
    "tempo": "number",
    "precision": "number",
    "foresight": "number",
    "move_cost": "number",
    "margin": "number",
    "at_most": "number",
    "at_least": "number",
    "every": "flag",
}
"""The form of each key; a line for all others."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "reversible": ("yes", "no"),
    "direction": ("both", "forward", "backward", "fixed"),
    "concept": ("nash", "gmr", "smr", "seq", "sseq", "sim"),
    "through": ("improvements", "moves"),
    "measure": ("reached", "holding", "in_place"),
}

_INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}")


@dataclass(frozen=True, slots=True)
class Field:
    """``key``: in the file; ``help``: what it means; ``choices``: the words that can be chosen."""

    key: str
    label: str
    form: Form
    help: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False


def field(kind: str, key: str, label: str = "", needed: bool = False) -> Field:
    """The field of a key in a mapping of some kind (see the language's vocabulary)."""
    return _field(key, KEYS[kind][key], label, needed)


def fields_of_test(kind: str) -> tuple[Field, ...]:
    """The fields of a claim's test; the key that tells the kind comes first."""
    keys = TESTS[kind]
    first = kind if kind in keys else "outcome"
    ordered = [first, *(key for key in keys if key != first)]
    found = [_field(key, keys[key], "", key == first) for key in ordered]
    scenario = kind == "rather"
    return tuple(replace(each, form="values") if scenario and each.key == "rather" else each for each in found)


def _field(key: str, said: str, label: str, needed: bool) -> Field:
    form: Form = "choice" if key in CHOICES else FORMS.get(key, "line")
    said += "; pairs `name: value` with commas between" if form == "values" else ""
    said += "; commas between" if form == "names" else ""
    shown = label or key.replace("_", " ").capitalize()
    return Field(key, shown, form, said[:1].upper() + said[1:] + ".", CHOICES.get(key, ()), needed)


def typed(value: Value) -> str:
    """A value as it stands in a field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {typed(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(typed(inner) for inner in value)
    return str(value)


def names(value: Value) -> list[str]:
    """A name or a list of names as a list."""
    if value is None:
        return []
    return [typed(each) for each in value] if isinstance(value, list) else [typed(value)]


def meant(said: str | Sequence[str] | bool | None, form: Form) -> Value:
    """What stands in a field, as a value for the file; None where it is empty. Raises ValueError with a sentence."""
    if isinstance(said, bool):
        return True if said else None
    if said is None or not said:
        return None
    if not isinstance(said, str):
        listed = [str(each) for each in said]
        return listed[0] if len(listed) == 1 else [*listed]
    words = " ".join(said.split())
    if not words:
        return None
    if form == "names":
        return [part.strip() for part in words.split(",") if part.strip()]
    if form == "values":
        return dict(_pair(part) for part in words.split(",") if part.strip())
    return number(words) if form in ("number", "line") else words


def number(words: str) -> Value:
    """A number where the words are one, or else the words."""
    if _INTEGER.fullmatch(words):
        return int(words)
    return float(words) if _DECIMAL.fullmatch(words) else words


def _pair(part: str) -> tuple[str, Value]:
    name, colon, value = part.partition(":")
    if not colon or not name.strip() or not value.strip():
        raise ValueError(f"Write `name: value`, with commas between; found `{part.strip()}`.")
    return name.strip(), {"yes": True, "no": False}.get(value.strip(), value.strip())
