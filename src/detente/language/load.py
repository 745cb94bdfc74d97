"""Text to tree: the YAML 1.2 that model files may use, and nothing of what YAML could hide in them.

Anchors, aliases, tags, directives, several documents and repeated keys are refused, and so is what no analyst writes:
more than ``MAX_BYTES``, ``MAX_NODES`` or ``MAX_DEPTH``. The parser's events are read one by one, so that a hostile file
is given up at the first limit that it passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from .nodes import Mapping, Node, Scalar, Sequence, is_null, kind, shown
from .report import Report

MAX_BYTES = 1_000_000
MAX_NODES = 25_000
MAX_DEPTH = 32

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")

_COLON = re.compile(r"[^\S\n]*:")


class _GiveUp(Exception):
    """The file cannot be read any further; the reason is in the report."""


def load(text: str, report: Report) -> Mapping | None:
    """The document of a model file; None where it cannot be read at all."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        report.add(None, f"a model file has at most {MAX_BYTES:,} bytes", f"{len(text):,} characters")
        return None
    if _refuse_control(text, report):
        return None
    try:
        root = _Composer(text, report).document()
    except _GiveUp:
        return None
    except (YAMLError, ValueError, OverflowError) as error:
        _say_syntax(error, text, report)
        return None
    if isinstance(root, Mapping):
        return root
    found = "an empty file" if root is None or (isinstance(root, Scalar) and root.is_null) else _root_kind(root)
    report.add(root, "a model file is a mapping of sections", found, "begin with `title: ...`")
    return None


def _root_kind(root: Node) -> str:
    return "a list" if isinstance(root, Sequence) else "a text"


def _refuse_control(text: str, report: Report) -> bool:
    found = _WRITTEN.search(text)
    if found is None:
        return False
    before = text[: found.start()]
    line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
    place = Scalar("", line, column)
    report.add(place, "a model file holds no control characters", f"U+{ord(found[0]):04X}", "delete that character")
    return True


class _Composer:
    """Builds the tree from the parser's events."""

    def __init__(self, text: str, report: Report) -> None:
        self.text = text
        self.report = report
        self.nodes = 0
        self.events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self.events:
            name = type(event).__name__
            if name == "DocumentStartEvent":
                documents += 1
                self._refuse_directives(event)
                if documents > 1:
                    self.refuse(event, "a file holds one model", "a second document", "remove the line `---`")
            elif name not in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                root = self.node(event, "", 0)
        return root

    def _refuse_directives(self, event: Any) -> None:
        if event.version not in (None, (1, 2)) or event.tags:
            self.refuse(event, "model files are YAML 1.2 without directives", "a directive", "remove the `%` line")

    def node(self, event: Any, path: str, depth: int) -> Node:
        name = type(event).__name__
        self.nodes += 1
        self._limits(event, name, depth)
        if name == "ScalarEvent":
            return self.scalar(event, path)
        if name == "SequenceStartEvent":
            return self.sequence(event, path, depth)
        return self.mapping(event, path, depth)

    def _limits(self, event: Any, name: str, depth: int) -> None:
        if name == "AliasEvent" or event.anchor is not None:
            what = "an alias" if name == "AliasEvent" else "an anchor"
            self.refuse(event, "model files have no anchors or aliases", what, "write the thing out; quote `&` and `*`")
        if event.ctag is not None and str(event.ctag) not in ("None", ""):
            self.refuse(event, "model files have no tags", f"`{shown(str(event.ctag))}`", "quote a text with `!`")
        if depth > MAX_DEPTH:
            self.refuse(event, f"nesting is at most {MAX_DEPTH} levels deep", "more", "model files are flat")
        if self.nodes > MAX_NODES:
            self.refuse(event, f"at most {MAX_NODES:,} keys and values", "more", "split the model")

    def scalar(self, event: Any, path: str) -> Scalar:
        line, column, text = event.start_mark.line + 1, event.start_mark.column + 1, str(event.value)
        raw = self.text[event.start_mark.index : event.end_mark.index]
        node = Scalar(text, line, column, path, event.style is None or event.style == "", raw, event.start_mark.index)
        hidden = CONTROL.search(text)
        if hidden:
            self.report.add(node, "texts hold no control characters", f"U+{ord(hidden[0]):04X}")
        return node

    def sequence(self, event: Any, path: str, depth: int) -> Sequence:
        items: list[Node] = []
        end = event.end_mark
        for inner in self.events:
            end = inner.end_mark
            if type(inner).__name__ == "SequenceEndEvent":
                break
            node = self.node(inner, f"{path}.{len(items)}" if path else str(len(items)), depth + 1)
            if items and _open(items[-1], event):
                items[-1] = _joined(items[-1], node)
            else:
                items.append(node)
                self._split(node, event)
        mark = event.start_mark
        flow = bool(event.flow_style)
        return Sequence(tuple(items), mark.line + 1, mark.column + 1, path, mark.index, end.index, flow)

    def mapping(self, event: Any, path: str, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        last: Scalar | None = None
        end = event.end_mark
        for inner in self.events:
            end = inner.end_mark
            if type(inner).__name__ == "MappingEndEvent":
                break
            key, value = self._entry(inner, path, depth)
            if last is not None and is_null(value) and _open(entries[last.text][1], event):
                entries[last.text] = (last, _joined(entries[last.text][1], key))
            elif key.text in entries:
                first = entries[key.text][0].line
                self.report.add(
                    key, "no key stands twice in a mapping", f"`{shown(key.text)}` again", f"first on line {first}"
                )
            else:
                entries[key.text], last = (key, value), key
                self._split(value, event)
        mark = event.start_mark
        return Mapping(entries, mark.line + 1, mark.column + 1, path, mark.index, end.index, bool(event.flow_style))

    def _entry(self, event: Any, path: str, depth: int) -> tuple[Scalar, Node]:
        key = self.node(event, path, depth + 1)
        if not isinstance(key, Scalar):
            self.refuse(event, "a key is a single word", "a mapping or list as key", "quote a text with `{` or `[`")
        below = f"{path}.{shown(key.text)}" if path else shown(key.text)
        value = self.node(next(self.events), below, depth + 1)
        if isinstance(value, Scalar) and not value.raw:  # the parser's mark is that of the next thing
            value = replace(value, start=self._behind(key))
        return replace(key, path=below), value

    def _behind(self, key: Scalar) -> int:
        """The offset behind a key and its colon."""
        end = key.start + len(key.raw)
        found = _COLON.match(self.text, end)
        return found.end() if found else end

    def _split(self, node: Node, parent: Any) -> None:
        """In ``{...}`` and ``[...]`` a comma ends a text, even inside parentheses."""
        if _open(node, parent):
            rule, found = "inside { } and [ ] a text with a comma is quoted", f"{kind(node)}, cut at a comma"
            self.report.add(node, rule, found, 'write "..." around the whole text')

    def refuse(self, event: Any, rule: str, found: str, hint: str) -> NoReturn:
        """Say why, and stop reading."""
        mark = event.start_mark
        self.report.add(Scalar("", mark.line + 1, mark.column + 1), rule, found, hint)
        raise _GiveUp


def _open(node: Node, parent: Any) -> bool:
    """Whether a text in ``{...}`` or ``[...]`` has a parenthesis that it does not close."""
    plain = parent.flow_style and isinstance(node, Scalar) and node.plain
    return bool(plain and isinstance(node, Scalar) and node.text.count("(") > node.text.count(")"))


def _joined(node: Node, rest: Node) -> Node:
    """A text that was cut at a comma, whole again, so that one mistake makes one problem."""
    if isinstance(node, Scalar) and isinstance(rest, Scalar):
        return replace(node, text=f"{node.text}, {rest.text}")
    return node


_HINTS = (
    ("\\t", "indent with blanks, not tabs"),
    ("mapping values are not allowed", 'a text that contains ": " is quoted; keys of one mapping align'),
    ("cannot start any token", 'a text that begins with this character is quoted: "..."'),
    ("unexpected end of stream", "a quotation mark or a bracket `[` or `{` is not closed"),
    ("but found '<stream end>'", "a bracket `[` or `{` is not closed"),
    ("expected <block end>", "lines of one mapping or list align"),
    ("could not find expected ':'", "every key is followed by `: `"),
    ("expected ',' or", "a bracket `[` or `{` is not closed, or a comma is missing"),
)


def _say_syntax(error: Exception, text: str, report: Report) -> None:
    """The parser's complaint as one problem."""
    place, said = Scalar("", 1, 1), str(error)
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            place = Scalar("", mark.line + 1, mark.column + 1)
        said = str(error.problem or error.context or "not YAML").removeprefix("found ")
    lines = text.split("\n")
    row = lines[place.line - 1] if place.line <= len(lines) else ""
    hint = next((hint for sign, hint in _HINTS if sign in said), "")
    if "\t" in row[: place.column]:
        hint = _HINTS[0][1]
    report.add(place, "the file is YAML 1.2", shown(said, 100), hint)
