"""What a form writes: only the keys that were changed, so that the rest of an entry stays as its author wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from ....language.edit import get, put, remove, rename
from ....language.plain import Path, Value

Given = Mapping[str, Value]
"""The keys that a form changes, with their new values; None for a key that goes."""


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


def written(text: str, path: Path, given: Given, short: str = "") -> str:
    """The text with some keys of an entry changed. ``short``: the key that the entry's short form stands for
    (``usa: United States`` is short for ``usa: {name: United States}``); an entry with nothing else stays short."""
    held = holds(text, path)
    if isinstance(held, dict):
        return reduce(lambda now, key: _one(now, [*path, key], given[key], key in held), given, text)
    before: dict[str, Value] = {short: held} if short and held is not None else {}
    after: dict[str, Value] = {key: value for key, value in (before | dict(given)).items() if value is not None}
    if short and set(after) <= {short}:
        return put(text, path, after.get(short))
    return put(text, path, after)


def renamed(text: str, path: Path, old: str, new: str) -> str:
    """The text with a key of an entry called otherwise, if it is there."""
    held = holds(text, path)
    return rename(text, [*path, old], new) if old != new and isinstance(held, dict) and old in held else text


def _one(text: str, path: Path, value: Value, was_there: bool) -> str:
    if value is not None:
        return put(text, path, value)
    return remove(text, path) if was_there else text
