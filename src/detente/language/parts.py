"""Where the entries of a mapping and the items of a list stand in the text, with the lines that are their own.

In a block, an entry's own lines are: the comment lines directly above it, at its indentation; its key or dash to the
end of its value, with the comment behind it; and the comment lines below it that are indented deeper than it. Comments
at the top of the file speak of the whole, and those that begin a group (nothing or a blank line above them, and below
the entry at once another without comments) speak of the group. What stands between the own lines of two entries
(blank lines, such comments) belongs to neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .nodes import Mapping, Node, Scalar, Sequence, kind
from .piece import Style
from .plain import refused

_SPACE = re.compile(r"(?:[^\S\n]|\n|#[^\n]*)*")


@dataclass(frozen=True, slots=True)
class Part:
    """One entry or item. ``mark``: its key or dash. ``top``: its first own line. ``end``: the end of its value.
    ``bottom``: the start of the line after its last own line. ``inline``: it begins on the line of a dash above it
    (``- a: 1``); then ``top`` is ``mark``."""

    key: Scalar | None
    value: Node
    mark: int
    end: int
    top: int
    bottom: int
    inline: bool


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The start of the next line."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def column_of(text: str, at: int) -> int:
    """Characters before ``at`` on its line."""
    return at - line_start(text, at)


def children(node: Node) -> list[tuple[Scalar | None, Node]]:
    """Keys and values, or items without a key."""
    if isinstance(node, Mapping):
        return [(key, value) for key, value in node.entries.values()]
    return [(None, item) for item in node.items] if isinstance(node, Sequence) else []


def end_of(node: Node) -> int:
    """The offset behind the last character of a node, comments left out."""
    if isinstance(node, Scalar):
        return node.start + len(_content(node))
    if node.flow and node.end > node.start:
        return node.end
    return max((max(end_of(value), end_of(key) if key else 0) for key, value in children(node)), default=node.start)


def _content(node: Scalar) -> str:
    """A scalar as written, without the line breaks that follow a literal or folded block (unless it keeps them)."""
    if not is_literal(node):
        return node.raw
    if "+" in node.raw.partition("\n")[0].partition("#")[0]:
        return node.raw.removesuffix("\n").removesuffix("\r")
    return node.raw.rstrip()


def is_literal(node: Node) -> bool:
    """Whether a text is a literal or folded block (``|``, ``>``)."""
    return isinstance(node, Scalar) and not node.plain and node.raw[:1] in ("|", ">")


def is_block(node: Node) -> bool:
    """Whether a list or mapping is written line by line."""
    return not isinstance(node, Scalar) and not node.flow


def after_key(text: str, key: Scalar) -> int:
    """The offset behind the colon of a key."""
    at = _skip(text, end_of(key))
    if text[at : at + 1] != ":":
        raise refused("a key that is edited has a colon", f"`{key.raw}`", "write `key: value`", node=key)
    return at + 1


def block_parts(text: str, node: Node) -> list[Part]:
    """The entries or items of a list or mapping in block style."""
    found: list[Part] = []
    before = node.start
    for key, value in children(node):
        mark = _mark(text, key, value, before)
        found.append(_part(text, key, value, mark, found[-1].bottom if found else -1))
        before = found[-1].end
    followers: list[Part | None] = [*found[1:], None]
    return [
        replace(part, top=line_start(text, part.mark)) if _heads_group(text, part, follower, place) else part
        for place, (part, follower) in enumerate(zip(found, followers, strict=True))
    ]


def _heads_group(text: str, part: Part, follower: Part | None, place: int) -> bool:
    """Whether the comments above an entry speak of those that follow it, too."""
    above = text[line_start(text, part.top - 1) : part.top] if part.top else ""
    commented = not part.inline and part.top < line_start(text, part.mark)
    together = follower is not None and line_start(text, follower.mark) == part.bottom
    return commented and together and (place == 0 or not above.strip())


def _mark(text: str, key: Scalar | None, value: Node, before: int) -> int:
    """Where an entry begins; lists are searched for the next dash."""
    at = _skip(text, before)
    if key is None and text[at : at + 1] == "-":
        return at
    if key is not None and (at == key.start or text[at : at + 1] == "?"):
        return at
    place = key or value
    raise refused("a list or mapping that is edited has one `- ` or `key: ` for every entry", kind(place), node=place)


def _skip(text: str, at: int) -> int:
    """The next offset with something other than white space and comments."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _part(text: str, key: Scalar | None, value: Node, mark: int, above: int) -> Part:
    start = line_start(text, mark)
    inline = bool(text[start:mark].strip())
    end = max(end_of(value), end_of(key) if key is not None else mark + 1)
    top = mark if inline else start
    while not inline and top > max(above, 0) and _comment_at(text, line_start(text, top - 1), mark - start):
        top = line_start(text, top - 1)
    if top == 0:
        top = start  # comments at the top of the file speak of the whole
    return Part(key, value, mark, end, top, bottom_of(text, end, mark - start), inline)


def _comment_at(text: str, at: int, column: int) -> bool:
    """Whether the line at an offset is a comment at a column."""
    line = text[at : line_end(text, at)]
    return line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) == column


def bottom_of(text: str, end: int, column: int) -> int:
    """The start of the line after the last own line of an entry that begins at a column."""
    bottom = at = line_end(text, end)
    while at < len(text):
        line = text[at : line_end(text, at)]
        row = line.lstrip(" ")
        deeper = row.startswith("#") and len(line) - len(row) > column
        if row.strip() and not deeper:
            break
        at += len(line)
        bottom = at if deeper else bottom
    return bottom


def style_of(text: str, root: Node) -> Style:
    """A file's own indentation: that of the first mapping below a key, and of the first list below a key."""
    step = dash = -1
    waiting = [root]
    while waiting and min(step, dash) < 0:
        node = waiting.pop(0)
        for key, value in children(node):
            if is_block(value) and key is not None and line_start(text, key.start) != line_start(text, value.start):
                depth = column_of(text, value.start) - column_of(text, key.start)
                if isinstance(value, Mapping) and step < 0:
                    step = depth
                elif isinstance(value, Sequence) and dash < 0:
                    dash = depth
            waiting.append(value)
    step = step if step > 0 else 2
    return Style(step, dash if dash >= 0 else step)
