"""A model file as a tree in which every piece of text remembers where it stands.

A document is made of scalars, mappings and sequences, as in YAML 1.2, but scalars stay text: whether ``no`` is a
value, a name or a word is decided by whoever reads it. Lines and columns count from 1; ``start`` and ``end`` are
offsets in the text, from 0 (what a byte order mark adds is left out).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """``text`` is the value; ``raw`` the same as written in the file, quotes and line breaks included."""

    text: str
    line: int = 0
    column: int = 0
    path: str = ""
    plain: bool = True
    raw: str = ""
    start: int = 0

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in NULLS

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of the character ``offset`` of ``text``."""
        lead = 0 if self.plain else 1
        if self.raw[lead : len(self.raw) - lead] == self.text and "\n" not in self.text:
            return self.line, self.column + lead + offset
        return self._walk(lead, offset)

    def _walk(self, lead: int, offset: int) -> tuple[int, int]:
        """The place in ``raw`` with as many visible characters before it as ``text[:offset]`` has (folded and
        literal blocks, several lines, quotes inside quotes)."""
        before = sum(not character.isspace() for character in self.text[:offset])
        start = self.raw.find("\n") + 1 if self.raw[:1] in "|>" else lead
        line, column = self.line, self.column + start
        if self.raw[:1] in "|>":
            line, column = self.line + 1, 1
        for character in self.raw[start:]:
            if not character.isspace():
                if before == 0:
                    break
                before -= 1
            line, column = (line + 1, 1) if character == "\n" else (line, column + 1)
        return line, column


@dataclass(frozen=True, slots=True)
class Sequence:
    """``flow``: written in brackets, from ``start`` to ``end`` (without brackets ``end`` means nothing)."""

    items: tuple[Node, ...] = ()
    line: int = 0
    column: int = 0
    path: str = ""
    start: int = 0
    end: int = 0
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """``entries``: by key, in file order: where the key stands, and what it holds. ``flow``: as in a sequence."""

    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    line: int = 0
    column: int = 0
    path: str = ""
    start: int = 0
    end: int = 0
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """What a key holds; None where it is absent or null."""
        found = self.entries.get(key)
        return None if found is None or is_null(found[1]) else found[1]

    def having(self, **texts: str) -> Mapping:
        """The same mapping with some keys set to texts, placed where the mapping stands."""
        added = {
            key: (Scalar(key, self.line, self.column, self.path), Scalar(text, self.line, self.column, self.path))
            for key, text in texts.items()
        }
        return replace(self, entries=self.entries | added)


Node: TypeAlias = Scalar | Sequence | Mapping


def is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def kind(node: Node) -> str:
    """What a node is, in words."""
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return "nothing" if node.is_null else f"`{shown(node.text)}`"


def shown(text: str, limit: int = 60) -> str:
    """A text as it is quoted in a sentence: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 3] + "..."
