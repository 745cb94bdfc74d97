"""What a form writes: only what was changed, so that the rest of the text stays as its author wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from ....language import forms
from ....language.edit import get, put, remove, tree
from ....language.elements import Element, spots
from ....language.plain import Path, Value

Given = Mapping[str, Value]
"""The keys that a form changes, with their new values; None for a key that goes."""


def element_at(text: str, path: Path) -> Element | None:
    """The element of the base model that stands at a path of the document."""
    found = spots(tree(text))
    return next((each for each, spot in found.items() if spot.path == tuple(path) and each[0] != "reading"), None)


def changed(text: str, element: Element, given: Given) -> str:
    """The text with an element changed. A new id is put wherever the text speaks of it."""
    rest = dict(given)
    name = rest.pop("id", None)
    if isinstance(name, str) and name != element[-1]:
        text, element = forms.rename(text, element, name), (*element[:-1], name)
    return forms.change(text, element, rest) if rest else text


def changed_at(text: str, path: Path, given: Given) -> str:
    """The text with the element at a path changed."""
    element = element_at(text, path)
    return written(text, path, given) if element is None else forms.change(text, element, given)


def removed_at(text: str, path: Path) -> str:
    """The text without the element at a path."""
    element = element_at(text, path)
    return remove(text, path) if element is None else forms.remove(text, element)


def written(text: str, path: Path, given: Given) -> str:
    """The text with some keys of a mapping set, or taken out."""
    held = holds(text, path)
    if isinstance(held, dict):
        return reduce(lambda now, key: _one(now, [*path, key], given[key], key in held), given, text)
    return put(text, path, stated(given))


def stated(given: Given) -> dict[str, Value]:
    """What is said: the keys that have a value."""
    return {key: value for key, value in given.items() if value is not None}


def holds(text: str, path: Path) -> Value:
    """What stands at a path; None where nothing does."""
    found: Value = get(text)
    for step in path:
        if isinstance(found, dict) and isinstance(step, str):
            found = found.get(step)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return None
    return found


def _one(text: str, path: Path, value: Value, was_there: bool) -> str:
    if value is not None:
        return put(text, path, value)
    return remove(text, path) if was_there else text
