"""The fields of an element, whether it is written as a text or as a mapping."""

from __future__ import annotations

from collections.abc import Mapping as Fields

from . import edit
from .document import BOM
from .elements import Spot, Steps
from .form_rules import at_place
from .nodes import Mapping, Scalar, Sequence, is_null, kind
from .plain import Value, data, refused, with_value

SHORT = {"actor": "name", "option": "text", "outcome": "when", "priority": "when", "rule": "rule"}
"""The field that stands for an element written as a text."""

ONE_OF = {
    "want": ("wants", "avoids"),
    "rule": ("rule", "never", "always", "when"),
    "option": ("reversible", "direction"),
}
"""Fields that take each other's place."""


def short_or_long(what: str, fields: dict[str, Value]) -> Value:
    """The value of a new element: a text where that says it all."""
    short = SHORT.get(what, "")
    said = fields.get(short)
    return said if set(fields) == {short} and isinstance(said, str) and said else fields


def set_fields(text: str, what: str, spot: Spot, fields: Fields[str, Value]) -> str:
    """The text with fields of an element set, or, where None, taken out."""
    if not isinstance(spot.value, Mapping):
        return _from_short(text, what, spot, fields)
    known = set(spot.value.entries)
    for key, value in fields.items():
        path = (*spot.path, key)
        if value is None:
            text = edit.remove(text, path) if key in known else text
            known.discard(key)
            continue
        rivals = [other for other in ONE_OF.get(what, ()) if other in known and other != key]
        if key in ONE_OF.get(what, ()) and rivals and key not in known:
            text = edit.rename(text, (*spot.path, rivals[0]), key)
            known = known - {rivals[0]} | {key}
        text = edit.put(text, path, value)
        known.add(key)
    return text


def _from_short(text: str, what: str, spot: Spot, fields: Fields[str, Value]) -> str:
    """An element written as a text (or as nothing): still a text where that says it all, or else a mapping."""
    short = SHORT.get(what)
    if short is None or not isinstance(spot.value, Scalar):
        rule = "an element with fields is a mapping"
        raise refused(rule, kind(spot.value), "write {key: value}", spot.path, spot.place)
    given: dict[str, Value] = {key: value for key, value in fields.items() if value is not None}
    before: dict[str, Value] = {} if is_null(spot.value) or short in fields else {short: spot.value.text}
    if any(key in given for key in ONE_OF.get(what, ()) if key != short and short in ONE_OF[what]):
        before = {}
    first = {key: value for key, value in given.items() if key == short}
    return edit.put(text, spot.path, short_or_long(what, before | first | given))


def spelled_out_actors(text: str, path: Steps) -> str:
    """The text with a list of actors made a mapping; its comments and lines stay."""
    body, found = text.removeprefix(BOM), at_place(text, path)
    if not isinstance(found, Sequence):
        return text
    names = [item for item in found.items if isinstance(item, Scalar)]
    patches = []
    for item in names:
        end = item.start + len(item.raw)
        dash = item.start if found.flow else body.rfind("-", 0, item.start)
        patches.append((dash, end, f"{item.raw}: {{}}"))
    if found.flow:
        patches += [(found.start, found.start + 1, "{"), (found.end - 1, found.end, "}")]
    whole = data(edit.tree(text))
    return edit.spliced(text, patches, with_value(whole, path, {item.text: {} for item in names}))
