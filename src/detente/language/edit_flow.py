"""Edits of what is written in brackets: ``{a: 1, b: [x, y]}``. Line breaks and comments between the entries stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .edit_block import line_break
from .nodes import Node
from .parts import children, column_of, end_of, line_end, line_start
from .piece import WIDTH, flow, key_text
from .plain import Value, refused

_COMMA = re.compile(r"\s*,")
_OWN = re.compile(r"[^\S\n]*(#[^\n]*)?")


def _spans(text: str, node: Node) -> list[tuple[int, int]]:
    """From where to where every entry or item stands."""
    if text[node.start : node.start + 1] not in ("{", "["):
        raise refused(
            "a mapping that is edited is a block or stands in braces", "one without", "write {key: value}", node=node
        )
    return [
        (key.start if key is not None else value.start, max(end_of(value), end_of(key) if key is not None else 0))
        for key, value in children(node)
    ]


def entry(key: str | None, value: Value) -> str:
    """An entry or item as it stands in brackets."""
    return flow(value) if key is None else f"{key_text(key)}: {flow(value)}"


def appended(text: str, node: Node, key: str | None, value: Value) -> Iterator[str]:
    """A new entry or item behind the last one, on a new line where the line would grow too long."""
    made, spans = entry(key, value), _spans(text, node)
    if not spans:
        at = node.start + 1
        inside = text[at : end_of(node) - 1]
        yield text[:at] + made + (text[at:] if inside.strip() else text[end_of(node) - 1 :])
        return
    at = spans[-1][1]
    row = len(text[line_start(text, at) : line_end(text, at)].rstrip()) + len(made) + 2
    pad = line_break(text) + " " * (column_of(text, node.start) + 1)
    if row > WIDTH and column_of(text, node.start) + len(made) < WIDTH:
        yield text[:at] + "," + pad + made + text[at:]
    yield text[:at] + ", " + made + text[at:]
    yield text[:at] + " , " + made + text[at:]


def removed(text: str, node: Node, place: int) -> Iterator[str]:
    """Without one entry or item, its comma, and the comment behind it on its line."""
    spans = _spans(text, node)
    begin, end = spans[place]
    last = place == len(spans) - 1
    comma = _COMMA.match(text, end)
    behind = comma.end() if comma else end
    if len(spans) == 1:
        yield text[:begin].rstrip(" ") + text[behind:].lstrip(" ")
    elif last and "#" not in text[spans[place - 1][1] : begin]:
        yield text[: spans[place - 1][1]] + text[end:]
    elif last:
        yield text[:begin] + text[behind:].lstrip(" ")
    else:
        yield from _not_last(text, begin, behind, spans[place + 1][0], first=place == 0)


def _not_last(text: str, begin: int, behind: int, follower: int, *, first: bool) -> Iterator[str]:
    """Without an entry that others follow. ``behind``: the offset behind its comma."""
    own = _OWN.match(text, behind)
    rest = own.end() if own else behind
    gap = text[rest:follower]
    if "\n" not in gap or (first and "#" not in gap):
        yield text[:begin] + text[follower:]
    elif not text[line_start(text, begin) : begin].strip():
        yield text[: line_start(text, begin)] + text[line_end(text, rest) :]
    else:
        yield text[:begin].rstrip(" ") + text[rest:]
    yield text[:begin] + text[follower:]


def moved(text: str, node: Node, old: int, new: int) -> Iterator[str]:
    """An entry or item at another place; commas, line breaks and comments stay where they are."""
    spans = _spans(text, node)
    order = list(range(len(spans)))
    order.insert(new, order.pop(old))
    made = text[: spans[0][0]]
    for place, number in enumerate(order):
        follower = spans[place + 1][0] if place + 1 < len(spans) else len(text)
        made += text[slice(*spans[number])] + text[spans[place][1] : follower]
    yield made


def replaced(text: str, node: Node, key_end: int, value: Value) -> Iterator[str]:
    """Another value in the place of a node inside brackets. ``key_end``: the end of its key, 0 for an item."""
    made, begin, end = flow(value), node.start, end_of(node)
    lead = ""
    if begin == end:
        lead = ": " if begin == key_end else " "
    yield text[:begin] + lead + made + text[end:]
