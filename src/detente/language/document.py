"""A text with its tree, and the texts that come into question when one place of it is edited."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..errors import ModelError
from . import edit_block as block
from . import edit_flow as brackets
from .load import load
from .nodes import Mapping, Node, Scalar, Sequence, is_null, shown
from .parts import block_parts, children, column_of, end_of, is_block, is_literal, line_end, style_of
from .piece import Block, Piece, Style, mapping_lines, piece
from .plain import Path, Value, data, refused, same
from .report import Report

BOM = "\ufeff"


@lru_cache(maxsize=4)
def _loaded(text: str) -> Mapping:
    if all(row.strip() in ("", "---") or row.lstrip().startswith("#") for row in text.split("\n")):
        return Mapping()
    report = Report()
    document = load(text, report)
    if document is None or report.has_errors:
        raise ModelError(report.problems())
    return document


@dataclass(frozen=True)
class Document:
    """A text without its byte order mark (``lead``), and its tree. ``literal``: whether new texts of several lines are
    written as such."""

    lead: str
    text: str
    root: Mapping
    literal: bool = True

    @classmethod
    def of(cls, text: str) -> Document:
        body = text.removeprefix(BOM)
        return cls(text[: len(text) - len(body)], body, _loaded(body))

    @property
    def data(self) -> Value:
        return data(self.root)

    @property
    def style(self) -> Style:
        return replace(style_of(self.text, self.root), literal=self.literal)

    def reach(self, path: Path) -> tuple[tuple[str | int, ...], tuple[str | int, ...]]:
        """The part of a path that is there, and the rest."""
        node: Node = self.root
        for number, step in enumerate(path):
            found = _step(node, step)
            if found is None:
                return tuple(path[:number]), tuple(path[number:])
            node = found
        return tuple(path), ()

    def at(self, path: Path) -> Node:
        """The node at a path that is there."""
        known, rest = self.reach(path)
        node: Node = self.root
        for step in known:
            node = _step(node, step) or node
        if rest:
            raise self._nowhere(node, known, rest)
        return node

    def _nowhere(self, node: Node, known: Path, rest: Path) -> ModelError:
        names = list(node.entries) if isinstance(node, Mapping) else []
        close = difflib.get_close_matches(str(rest[0]), names, n=1)
        hint = f"did you mean {close[0]}?" if close else ""
        place = node if node.line else None
        found = f"no `{shown(str(rest[0]))}` there"
        return refused("a path leads to what is there", found, hint, (*known, rest[0]), place)

    def parent(self, path: Path) -> tuple[Node, int]:
        """What holds the last step of a path, and the place of that step in it."""
        self.at(path)
        parent = self.at(path[:-1])
        last = path[-1]
        return parent, last if isinstance(last, int) else list(_entries(parent)).index(last)

    def tried(self, edit: Callable[[Document], Iterable[str]]) -> Iterator[str]:
        """The texts that an edit gives; then those that it gives with new texts on one line (comments or blank lines
        below may seem a part of a literal block), and after a literal block that ends the text without a line break
        has been told to keep none, so that something may follow it."""
        yield from edit(self)
        yield from edit(replace(self, literal=False))
        last: Node = self.root
        while children(last):
            last = max((value for _, value in children(last)), key=end_of)
        if is_literal(last) and not self.text.endswith("\n"):
            capped = self.text[: last.start + 1] + "-" + self.text[last.start + 1 :]
            yield from edit(Document(self.lead, capped, _loaded(capped)))

    def in_flow(self, path: Path) -> bool:
        """Whether what is at a path stands inside brackets."""
        return any(not is_block(self.at(path[:number])) for number in range(len(path)))

    def anchor(self, path: Path) -> int | None:
        """The offset behind the colon or dash at a path; None for the whole document."""
        return block.anchor_of(self.text, *self.parent(path)) if path else None

    def appended(self, path: Path, key: str | None, value: Value) -> Iterator[str]:
        """A new entry or item in the collection at a path, behind the last one."""
        node = self.at(path)
        if is_block(node):
            yield from block.appended(self.text, node, key, value, self.style)
        else:
            yield from brackets.appended(self.text, node, key, value)

    def moved(self, path: Path, old: int, new: int) -> Iterator[str]:
        """An entry of the collection at a path at another place."""
        node = self.at(path)
        yield from (block if is_block(node) else brackets).moved(self.text, node, old, new)

    def created(self, known: Path, rest: tuple[str | int, ...], value: Value) -> Iterator[str]:
        """A new key in the mapping at ``known``, and in it the mappings that the rest of the path names."""
        node = self.at(known)
        if any(isinstance(step, int) for step in rest) or not (isinstance(node, Mapping) or is_null(node)):
            raise self._nowhere(node, known, rest)
        key = str(rest[0])
        for step in reversed(rest[1:]):
            value = Block({str(step): value})
        if isinstance(node, Mapping) and (children(node) or self.in_flow(known)):
            yield from self.appended(known, key, value)
        elif self.in_flow(known):
            yield from self.replaced(known, {key: value})
        elif known:
            many = len(known) == 1 or is_null(node) or isinstance(value, dict | list)
            yield from self.replaced(known, Block({key: value}) if many else {key: value})
        else:
            yield from self._begun(key, value)

    def _begun(self, key: str, value: Value) -> Iterator[str]:
        """The first key of a document."""
        lines = mapping_lines({key: value}, 0, self.style, "block" if isinstance(value, dict) else "either")
        if self.root.flow:
            yield from block.opened(self.text, self.root, lines)
            yield from brackets.appended(self.text, self.root, key, value)
        else:
            yield from block.inserted(self.text, len(self.text), lines, 0)

    def replaced(self, path: Path, value: Value) -> Iterator[str]:
        """Another value in the place of the one at a path."""
        parent, place = self.parent(path)
        key, node = children(parent)[place]
        if self.in_flow(path):
            yield from brackets.replaced(self.text, node, end_of(key) if key is not None else 0, value)
            return
        anchor = block.anchor_of(self.text, parent, place) or 0
        indent = column_of(self.text, block_parts(self.text, parent)[place].mark)
        neighbours: list[Node] = [inner for _, inner in children(parent)] if isinstance(node, Scalar) else [node]
        form = block.form_of(neighbours, value)
        made = piece(value, column_of(self.text, anchor) + 1, self.style, form, below=2 if key is None else None)
        end = end_of(node)
        if key is None and not made.head and "#" not in self.text[end : line_end(self.text, end)]:
            made = Piece(made.below[0].lstrip(" "), made.below[1:])
        yield from block.replaced(self.text, node, anchor, made, indent)

    def settled(self, edits: Iterable[str], expected: Value, path: Path) -> str:
        """The first of the texts that says what is expected."""
        said = "something else would change with it"
        for made in edits:
            try:
                if same(data(_loaded(made)), expected):
                    return self.lead + made
            except ModelError as error:
                said = f"a text that is no model file any more: {error.problems[0].sentence()}"
        raise refused("an edit changes what it is asked to, and nothing else", said, "edit the text itself", path)


def _entries(node: Node) -> dict[str, tuple[Scalar, Node]]:
    return node.entries if isinstance(node, Mapping) else {}


def _step(node: Node, step: str | int) -> Node | None:
    """What a key or place of a node holds."""
    if isinstance(node, Mapping) and isinstance(step, str):
        found = node.entries.get(step)
        return found[1] if found is not None else None
    if isinstance(node, Sequence) and isinstance(step, int) and not isinstance(step, bool):
        return node.items[step] if 0 <= step < len(node.items) else None
    return None
