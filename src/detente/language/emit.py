"""A plain tree of dicts, lists and texts as YAML 1.2, such that every text reads back as itself.

A text is written without quotes only where nobody could take it for anything else; otherwise as a double-quoted string
with JSON's escapes, which YAML shares.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ..errors import ModelError, Problem
from .fields import OTHER
from .load import CONTROL
from .nodes import NULLS, shown

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
"""None is YAML's null."""


class Plain(str):
    """A number, a date or a quantity: never quoted."""

    __slots__ = ()


WIDTH = 100
"""A list of texts stands on one line if it fits."""

_SAFE = re.compile(r"[^\W_](?:[\w .+=()'/;%-]|,(?= ))*")
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")


def emit(tree: dict[str, Tree]) -> str:
    """The tree as a YAML document."""
    return "\n".join(_block(tree, 0)) + "\n"


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a YAML scalar; ``flow``: inside brackets, where a comma ends it. Raises :class:`ModelError` where no
    model file can hold the text."""
    if isinstance(text, Plain):
        return f'"{text}"' if flow and "," in text else str(text)
    if CONTROL.search(text):
        raise ModelError((Problem(rule="texts hold no control characters", found=f"`{shown(ascii(text))}`"),))
    simple = _SAFE.fullmatch(text) and not text.endswith(" ") and text not in NULLS and not OTHER.fullmatch(text)
    if simple and not (flow and ("," in text or "(" in text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04X}", quoted)


def _block(tree: dict[str, Tree], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in tree.items():
        head = f"{pad}{scalar(key)}:"
        short = _short(value, len(head))
        if short is not None:
            yield f"{head} {short}"
        elif isinstance(value, dict):
            yield head
            yield from _block(value, depth + 1)
        elif isinstance(value, list):
            yield head
            yield from _list(value, depth + 1)


def _list(items: Sequence[Tree], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for item in items:
        short = _short(item, len(pad))
        if short is not None:
            yield f"{pad}- {short}"
        elif isinstance(item, dict):
            first, *rest = _block(item, depth + 1)
            yield f"{pad}- {first.lstrip()}"
            yield from rest
        elif isinstance(item, list):
            yield f"{pad}-"
            yield from _list(item, depth + 1)


def _short(value: Tree, used: int) -> str | None:
    """A value on the rest of the line, or None where it needs lines of its own."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return scalar(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        line = "[" + ", ".join(scalar(item, flow=True) for item in value if isinstance(item, str)) + "]"
        return line if used + len(line) <= WIDTH or len(value) == 1 else None
    return None
