"""Edits of what is written line by line: whole lines are put in, taken out or exchanged.

Every function gives the new texts that come into question, the best first; the caller takes the first one that says
what it should.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .nodes import Mapping, Node, Scalar
from .parts import (
    Part,
    after_key,
    block_parts,
    bottom_of,
    children,
    column_of,
    end_of,
    is_block,
    is_literal,
    line_end,
    line_start,
)
from .piece import Form, Piece, Style, key_text, list_lines, piece
from .plain import Value


def line_break(text: str) -> str:
    """The file's own line break."""
    return "\r\n" if "\r\n" in text else "\n"


def inserted(text: str, at: int, lines: list[str], pad: int) -> Iterator[str]:
    """The text with lines put in at the start of a line, or behind a last line that has no line break."""
    end = line_break(text)
    rows = [" " * pad + line if line else "" for line in lines]
    if text[:at].endswith("\n") or at == 0:
        yield text[:at] + "".join(row + end for row in rows) + text[at:]
    else:
        yield text[:at] + end + end.join(rows)
        yield text[:at] + end + "".join(row + end for row in rows)


def appended(text: str, node: Node, key: str | None, value: Value, style: Style) -> Iterator[str]:
    """A new entry or item behind the last one."""
    parts = block_parts(text, node)
    last = parts[-1]
    pad = column_of(text, last.mark)
    lines = entry_lines(key, value, pad, style, form_of([part.value for part in parts], value))
    if len(parts) > 1 and _blank_between(text, parts[-2], last):
        lines = ["", *lines]
    yield from inserted(text, last.bottom, lines, pad)


def entry_lines(key: str | None, value: Value, column: int, style: Style, form: Form) -> list[str]:
    """The lines of a new entry or item, from column 0."""
    if key is None:
        return list_lines([value], column, style, form)
    name = key_text(key)
    made = piece(value, column + len(name) + 2, style, form)
    return [f"{name}: {made.head}" if made.head else f"{name}:", *made.below]


def form_of(neighbours: list[Node], value: Value) -> Form:
    """As most neighbours of the same kind are written."""
    kind = "Mapping" if isinstance(value, dict) else "Sequence"
    alike = [is_block(node) for node in neighbours if type(node).__name__ == kind and children(node)]
    return "block" if 2 * sum(alike) > len(alike) else "either"


def _blank_between(text: str, one: Part, other: Part) -> bool:
    return any(not row.strip() for row in text[one.bottom : other.top].split("\n")[:-1])


def removed(text: str, node: Node, place: int, anchor: int | None) -> Iterator[str]:
    """Without one entry or item, its own lines, and the blank lines above it where others follow.

    ``anchor``: behind the colon or dash below which the list or mapping stands; None for the whole document."""
    parts = block_parts(text, node)
    part = parts[place]
    if len(parts) == 1:
        yield from _emptied(text, node, part, anchor)
    elif part.inline:
        follower = parts[place + 1]
        if text[part.bottom : line_start(text, follower.mark)].strip():
            yield text[: part.mark].rstrip(" ") + line_break(text) + text[part.bottom :]
        yield text[: part.mark] + text[follower.mark :]
    else:
        begin, end = _cut(text, parts, place)
        kept = text[:begin] + text[end:]
        if part.bottom == len(text) and not text.endswith("\n"):
            yield kept.removesuffix("\n").removesuffix("\r")
        yield kept


def _cut(text: str, parts: list[Part], place: int) -> tuple[int, int]:
    """The own lines of an entry, with the blank lines above it if it is the last one or others follow it."""
    part = parts[place]
    top = part.top
    if place == len(parts) - 1 or not text[part.bottom : line_end(text, part.bottom)].strip():
        while top > 0 and not text[line_start(text, top - 1) : top].strip():
            top = line_start(text, top - 1)
    return top, part.bottom


def _emptied(text: str, node: Node, part: Part, anchor: int | None) -> Iterator[str]:
    """``{}`` or ``[]`` in the place of a last entry."""
    empty = "{}" if isinstance(node, Mapping) else "[]"
    end = line_break(text) if text[: part.bottom].endswith("\n") else ""
    if anchor is None or part.inline:
        at = part.mark if part.inline else part.top
        yield text[:at] + empty + end + text[part.bottom :]
        return
    kept = text[: part.top] + text[part.bottom :]
    if not end:
        yield text[:anchor] + f" {empty}" + kept[anchor:].removesuffix("\n").removesuffix("\r")
    yield text[:anchor] + f" {empty}" + kept[anchor:]


def moved(text: str, node: Node, old: int, new: int) -> Iterator[str]:
    """An entry or item at another place. Where blank lines or comments part the others into groups, it joins the group
    that it comes to: upwards, that of the entry before which it comes to stand, downwards, that of the one behind
    which. Otherwise what stands between the entries stays where it is."""
    parts = block_parts(text, node)
    between = {text[one.bottom : other.top] for one, other in pairwise(parts)}
    if len(between) > 1 and not parts[0].inline and text.endswith("\n"):
        body = text[parts[old].top : parts[old].bottom]
        begin, end = _cut(text, parts, old)
        at = parts[new].top if new < old else parts[new].bottom
        if new < old:
            yield text[:at] + body + text[at:begin] + text[end:]
        else:
            yield text[:begin] + text[end:at] + body + text[at:]
    order = list(range(len(parts)))
    order.insert(new, order.pop(old))
    yield from _exchanged(text, parts, order)


def _exchanged(text: str, parts: list[Part], order: list[int]) -> Iterator[str]:
    """The entries or items in another order; what stands between their own lines stays where it is."""
    spans = []
    for part in parts:
        begin = part.top + len(text[part.top :]) - len(text[part.top :].lstrip(" "))
        spans.append((begin, part.bottom - len(_break_before(text, part.bottom))))
    bodies = [text[begin:end] for begin, end in spans]
    pad = " " * column_of(text, parts[0].mark)
    made = text[: spans[0][0]]
    for place, number in enumerate(order):
        body = bodies[number]
        if place == 0 and parts[0].inline and body.startswith("#"):
            made, body = made.rstrip(" "), line_break(text) + pad + body
        made += body + text[spans[place][1] : spans[place + 1][0] if place + 1 < len(spans) else len(text)]
    yield made
    if not text.endswith("\n"):
        yield made + line_break(text)


def _break_before(text: str, at: int) -> str:
    return "\r\n" if text[:at].endswith("\r\n") else "\n" if text[:at].endswith("\n") else ""


def replaced(text: str, node: Node, anchor: int, made: Piece, indent: int) -> Iterator[str]:
    """Another value behind a colon or dash. ``anchor``: the offset behind it. ``indent``: what stands before the
    lines below. A comment behind the key, or behind a value of one line, stays."""
    end, row_end = end_of(node), line_end(text, anchor)
    below_at = line_end(text, end)
    head = f" {made.head}" if made.head else ""
    apart = node.start >= row_end  # the value begins below its key
    if is_block(node) and children(node):
        before, rest = text[:anchor] + head, text[anchor:row_end].rstrip("\r\n") if apart else ""
    else:
        rest = _header_comment(node) + text[end:below_at].rstrip("\r\n")
        before = text[:anchor] + (text[anchor : node.start] or " ") + made.head if head else text[:anchor]
        rest = text[anchor:row_end].rstrip("\r\n") + rest if apart and not head else rest
    end_mark = line_break(text)
    rows = "".join(end_mark + (" " * indent + line if line else "") for line in made.below)
    if made.below and not made.head:
        first = indent + len(made.below[0]) - len(made.below[0].lstrip(" "))
        deeper = bottom_of(text, end, first)  # comments that would seem to be those of the last new line
        rest, below_at = rest + text[below_at - len(_break_before(text, below_at)) : deeper].rstrip("\r\n"), deeper
    closing = end_mark if text[:below_at].endswith("\n") else ""
    yield before + rest + rows + closing + text[below_at:]
    if not closing:
        yield before + rest + rows + end_mark


def _header_comment(node: Node) -> str:
    """The comment behind the ``|`` of a literal block."""
    if not is_literal(node) or not isinstance(node, Scalar):
        return ""
    row = node.raw.partition("\n")[0].rstrip("\r")
    at = row.find(" #")
    return row[at:] if at >= 0 else ""


def opened(text: str, node: Node, lines: list[str]) -> Iterator[str]:
    """A document that is only ``{}``, with lines in its place."""
    end = end_of(node)
    yield text[: node.start] + line_break(text).join(lines) + text[end:]
    yield text[: node.start] + line_break(text).join([*lines, ""]) + text[end:]


def anchor_of(text: str, parent: Node | None, place: int) -> int | None:
    """The offset behind the colon or dash of an entry; None for the whole document."""
    if parent is None:
        return None
    key, _ = children(parent)[place]
    return after_key(text, key) if key is not None else block_parts(text, parent)[place].mark + 1
