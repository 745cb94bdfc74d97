"""Plain data as a piece of YAML that fits where it is put.

A piece is a *head*, which stands on the line of its key or dash, and the lines *below* it, without the indentation of
that key. Texts are quoted only where YAML 1.2 needs it; a text of several lines becomes a literal block (``|``).
A list or mapping is written in brackets (flow) where it fits on the line, unless it is to be a block.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal

from .emit import Plain
from .emit import scalar as quoted
from .fields import OTHER
from .nodes import NULLS
from .numbers import written
from .plain import Value

WIDTH = 120
"""Columns of a line that is written anew."""

Form = Literal["flow", "block", "either"]

_BAD_START = re.compile(r"[\[\]{},#&*!|>'\"%@`\s]|[-?:](?=$|\s)|---|\.\.\.|(?:<<|=)$")
_BAD_INSIDE = re.compile(r":(?=$|\s)|\s#|\s$|[^\S ]|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_BAD_IN_FLOW = re.compile(r"[\[\]{},]|^[-?:]|:(?=[\"'])")
_BAD_IN_LITERAL = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class Block(dict[str, Value]):
    """A mapping that is always written line by line."""


class BlockList(list[Value]):
    """A list that is always written line by line."""


@dataclass(frozen=True, slots=True)
class Style:
    """A file's own indentation: ``step`` of a mapping, ``dash`` of a list below its key (0 or more). ``literal``:
    whether a text of several lines is written as such."""

    step: int = 2
    dash: int = 2
    literal: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """``head`` may be empty; then there is something ``below``."""

    head: str
    below: tuple[str, ...] = ()


def text(value: str, *, flow: bool = False) -> str:
    """A text as a scalar on one line. Raises :class:`ModelError` where no model file can hold it."""
    if not isinstance(value, Plain) and _plain(value, flow):
        return value
    return quoted(value, flow=True) if isinstance(value, Plain) else _quoted(value)


def _plain(value: str, flow: bool) -> bool:
    if not value or value in NULLS or OTHER.fullmatch(value) or _BAD_START.match(value) or _BAD_INSIDE.search(value):
        return False
    cut = value.count("(") > value.count(")")  # the reader takes it for a text cut at a comma
    return not (flow and (_BAD_IN_FLOW.search(value) or cut))


def _quoted(value: str) -> str:
    said = quoted(value)
    if said.startswith('"') and said.endswith('"'):
        return said
    return json.dumps(value, ensure_ascii=False)


def leaf(value: Value, *, flow: bool = False) -> str:
    """A value that is no list or mapping, on one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return written(value) if abs(value) < 1e15 else repr(value)
    return text(str(value) if not isinstance(value, Plain) else value, flow=flow)


def flow(value: Value) -> str:
    """A value on one line, in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key_text(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return leaf(value, flow=True)


def key_text(key: str) -> str:
    """A key, in a block or in brackets."""
    return text(key, flow=True)


def piece(value: Value, column: int, style: Style, form: Form = "either", *, below: int | None = None) -> Piece:
    """A value as it is put in a block. ``column``: where its head would stand. ``below``: how many blanks stand before
    the lines of a mapping (default: the style's step) as seen from its key or dash."""
    if isinstance(value, str) and style.literal and _literal(value):
        return _literal_piece(value, style.step if below is None else below)
    if not isinstance(value, list | dict):
        return Piece(leaf(value))
    line = flow(value)
    if not value or (not _must_block(value) and form != "block" and column + len(line) <= WIDTH and _shallow(value)):
        return Piece(line)
    if isinstance(value, dict):
        pad = " " * (style.step if below is None else below)
        return Piece("", tuple(pad + line if line else "" for line in mapping_lines(value, column, style)))
    pad = " " * (style.dash if below is None else below)
    return Piece("", tuple(pad + line if line else "" for line in list_lines(value, column, style)))


def mapping_lines(value: dict[str, Value], column: int, style: Style, form: Form = "either") -> list[str]:
    """The lines of a mapping in block style, from column 0."""
    lines = []
    for key, inner in value.items():
        name = key_text(key)
        made = piece(inner, column + len(name) + 2, style, form)
        lines += [f"{name}: {made.head}" if made.head else f"{name}:", *made.below]
    return lines


def list_lines(value: list[Value], column: int, style: Style, form: Form = "either") -> list[str]:
    """The lines of a list in block style, from column 0; a mapping begins on the line of its dash."""
    lines = []
    for item in value:
        made = piece(item, column + 2, style, form, below=2)
        if made.head:
            lines += [f"- {made.head}", *made.below]
        else:
            lines += ["- " + made.below[0][2:], *made.below[1:]]
    return lines


def _must_block(value: Value) -> bool:
    return isinstance(value, Block | BlockList) or (isinstance(value, dict) and any(map(_must_block, value.values())))


def _shallow(value: Value, depth: int = 0) -> bool:
    """Whether a list or mapping reads well in brackets: texts of one line, nested at most twice."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return depth < 3 and all(_shallow(each, depth + 1) for each in inner)
    return not (isinstance(value, str) and "\n" in value)


def _literal(value: str) -> bool:
    """Whether a text is written as a literal block: several lines, none of which would be read otherwise."""
    rows = value.split("\n")
    odd = _BAD_IN_LITERAL.search(value) or any(row != row.rstrip() for row in rows)
    return len(rows) > 1 and not odd and bool(rows[0]) and not rows[0].startswith(" ") and bool(value.strip())


def _literal_piece(value: str, pad: int) -> Piece:
    kept = value.rstrip("\n")
    ends = len(value) - len(kept)
    head = "|-" if ends == 0 else "|" if ends == 1 else "|+"
    rows = [" " * pad + row if row else "" for row in kept.split("\n")]
    return Piece(head, (*rows, *[""] * (ends - 1)))
