"""A document as plain data (texts, numbers, lists, dicts), and changes of one place in it.

Texts stay texts, ``yes`` and ``no`` too; what YAML 1.2 takes for a number is one, and null is None. A number whose
digits Python would not give back (``1e5``, ``007``), and a plain true or false, is a :class:`Plain` text. Written as a
value, True is ``yes`` and False is ``no``, as the language has it. Order counts: two dicts are the same if their
keys come in the same order.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from ..errors import ModelError, Problem
from .emit import Plain
from .fields import OTHER
from .nodes import Mapping, Node, is_null, shown
from .nodes import Sequence as List

Value: TypeAlias = "str | bool | int | float | list[Value] | dict[str, Value] | None"
Path: TypeAlias = Sequence["str | int"]

_INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}")


def data(node: Node) -> Value:
    """What a node holds."""
    if isinstance(node, Mapping):
        return {key: data(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, List):
        return [data(item) for item in node.items]
    if is_null(node):
        return None
    if not (node.plain and OTHER.fullmatch(node.text)):
        return node.text
    if _INTEGER.fullmatch(node.text):
        return int(node.text)
    return float(node.text) if _DECIMAL.fullmatch(node.text) else Plain(node.text)


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same to the reader of a file."""
    return _canonical(one) == _canonical(other)


def _canonical(value: Value) -> object:
    if isinstance(value, dict):
        return {"mapping": [(key, _canonical(inner)) for key, inner in value.items()]}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Plain | int | float) and (not isinstance(value, Plain) or OTHER.fullmatch(value)):
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return ("plain", str(value))
    return value if value is None else str(value)


def refused(rule: str, found: str, hint: str = "", path: Path = (), node: Node | None = None) -> ModelError:
    """Why an edit cannot be made, to be raised."""
    line, column = (node.line, node.column) if node is not None else (0, 0)
    return ModelError((Problem(line, column, spelled(path), rule, found, hint),))


def spelled(path: Path) -> str:
    """A path as it is shown."""
    return ".".join(str(part) for part in path)


def checked(value: Value, path: Path = ()) -> Value:
    """A value that a file can hold, copied. Raises :class:`ModelError` where it is none."""
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise refused("a key is a text", f"`{shown(repr(key))}`", path=path)
        return type(value)((key, checked(inner, (*path, key))) for key, inner in value.items())
    if isinstance(value, list | tuple):
        made = [checked(item, (*path, place)) for place, item in enumerate(value)]
        return type(value)(made) if isinstance(value, list) else made
    if isinstance(value, float) and not math.isfinite(value):
        raise refused("numbers are finite", f"`{value}`", path=path)
    if value is None or isinstance(value, str | bool | int | float):
        return value
    raise refused("a value is a text, a number, yes or no, a list or a mapping", f"`{shown(repr(value))}`", path=path)


def changed(whole: Value, path: Path, change: Callable[[Value, str | int], Value]) -> Value:
    """``whole`` with the collection above the last step of ``path`` replaced by ``change(collection, last step)``."""
    if len(path) == 1:
        return change(whole, path[0])
    first, rest = path[0], path[1:]
    if isinstance(whole, dict) and isinstance(first, str):
        return {key: changed(inner, rest, change) if key == first else inner for key, inner in whole.items()}
    if isinstance(whole, list):
        return [changed(inner, rest, change) if place == first else inner for place, inner in enumerate(whole)]
    return whole


def with_value(whole: Value, path: Path, value: Value) -> Value:
    """The data with one place set; keys that are missing come last."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(whole, list):
        return [with_value(inner, rest, value) if place == first else inner for place, inner in enumerate(whole)]
    inside = dict(whole) if isinstance(whole, dict) else {}
    return inside | {str(first): with_value(inside.get(str(first)), rest, value)}


def renamed(whole: Value, path: Path, key: str) -> Value:
    """The data with one key called otherwise."""

    def change(inside: Value, last: str | int) -> Value:
        return {key if k == last else k: v for k, v in inside.items()} if isinstance(inside, dict) else inside

    return changed(whole, path, change)


def without(whole: Value, path: Path) -> Value:
    """The data without one key or item."""

    def change(inside: Value, last: str | int) -> Value:
        if isinstance(inside, dict):
            return {key: value for key, value in inside.items() if key != last}
        return [item for place, item in enumerate(inside) if place != last] if isinstance(inside, list) else inside

    return changed(whole, path, change)


def moved(whole: Value, path: Path, place: int) -> Value:
    """The data with one key or item at another place among its siblings."""

    def change(inside: Value, last: str | int) -> Value:
        if isinstance(inside, dict):
            keys = [key for key in inside if key != last]
            keys.insert(place, str(last))
            return {key: inside[key] for key in keys}
        if isinstance(inside, list) and isinstance(last, int):
            items = [item for number, item in enumerate(inside) if number != last]
            items.insert(place, inside[last])
            return list(items)
        return inside

    return changed(whole, path, change)
