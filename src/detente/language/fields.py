"""The small readers that all sections share: texts, ids, lists, yes or no, reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from .context import Context
from .nodes import Mapping, Node, Scalar, Sequence, is_null, kind, shown
from .report import Report
from .vocabulary import KEYS, KEYWORDS

T = TypeVar("T")

MAX_ID = 64
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DASHED = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PART_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

OTHER = re.compile(
    r"[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?|0o[0-7]+|0x[0-9a-f]+|[-+]?\.inf|\.nan|true|false", re.IGNORECASE
)
"""What YAML 1.2 takes for a number, or for true or false."""


def mapping(node: Node | None, report: Report, what: str, keys: dict[str, str] | None = None) -> Mapping:
    """A mapping; an empty one (and a problem) where there is something else. Keys outside ``keys`` are reported."""
    if node is None or is_null(node):
        return Mapping()
    if not isinstance(node, Mapping):
        report.add(node, f"{what} is a mapping `key: value`", kind(node))
        return Mapping()
    if keys is not None:
        for key, (place, _) in node.entries.items():
            if key not in keys:
                hint = report.meant(key, keys) or "known keys: " + ", ".join(f"`{each}`" for each in keys)
                report.add(place, f"{what} has no such key", f"`{shown(key)}`", hint)
    return node


def known(node: Node | None, report: Report, what: str, section: str) -> Mapping:
    """A mapping whose keys are those of a section of the vocabulary."""
    return mapping(node, report, what, KEYS[section])


def entries(node: Mapping) -> Iterator[tuple[str, Scalar, Node]]:
    """Key, where it stands, value."""
    for key, (place, value) in node.entries.items():
        yield key, place, value


def items(node: Node | None, report: Report, what: str) -> tuple[Node, ...]:
    """The items of a list; none (and a problem) where there is something else."""
    if node is None or is_null(node):
        return ()
    if isinstance(node, Sequence):
        return node.items
    report.add(node, f"{what} is a list", kind(node), "write `[...]`, or one `- ` a line")
    return ()


def one_or_more(node: Node | None, report: Report, what: str) -> tuple[Node, ...]:
    """A list, or one thing standing for a list of one."""
    return (node,) if isinstance(node, Scalar) and not node.is_null else items(node, report, what)


def text(node: Node | None, report: Report, what: str) -> str:
    """A text; empty where there is none."""
    if node is None or is_null(node):
        return ""
    if isinstance(node, Scalar):
        if node.plain and OTHER.fullmatch(node.text):
            report.add(node, f"{what} is a text", f"{kind(node)}, which YAML takes for another kind", "quote it")
        return node.text
    report.add(node, f"{what} is a text", kind(node), 'a text with ": ", brackets or braces is quoted')
    return ""


def texts(node: Node | None, report: Report, what: str) -> tuple[str, ...]:
    return tuple(text(item, report, what) for item in one_or_more(node, report, what))


def identifier(node: Node, report: Report, what: str, *, dashed: bool = False) -> str:
    """An id. A bad one is reported, and returned all the same."""
    word = node.text if isinstance(node, Scalar) else ""
    if isinstance(node, Scalar):
        problem = bad_id(word, dashed=dashed)
        if problem:
            report.add(node, f"{what} is an id: {problem}", f"`{shown(word)}`")
    else:
        report.add(node, f"{what} is an id", kind(node))
    return word


def bad_id(word: str, *, dashed: bool = False) -> str:
    """Which rule an id breaks; empty if none."""
    if not (_DASHED if dashed else _PLAIN).fullmatch(word):
        return "letters, digits, `_`" + (" and `-`" if dashed else "") + ", not beginning with a digit"
    if len(word) > MAX_ID:
        return f"at most {MAX_ID} characters"
    return "a word of the condition language is none" if word in KEYWORDS else ""


def yes_no(node: Node | None, report: Report, what: str, default: bool) -> bool:
    if node is None or is_null(node):
        return default
    if isinstance(node, Scalar) and node.text in ("yes", "no"):
        return node.text == "yes"
    report.add(node, f"{what} is yes or no", kind(node))
    return default


def word_of(node: Node | None, report: Report, what: str, words: tuple[str, ...], default: str) -> str:
    """One of a few words."""
    if node is None or is_null(node):
        return default
    if isinstance(node, Scalar) and node.text in words:
        return node.text
    hint = report.meant(node.text, words) if isinstance(node, Scalar) else ""
    said = ", ".join(words[:-1]) + f" or {words[-1]}"
    report.add(node, f"{what} is {said}", kind(node), hint)
    return default


def day(node: Node | None, report: Report, what: str) -> str:
    """A date ``YYYY-MM-DD``; empty where there is none."""
    if node is None or is_null(node):
        return ""
    word = node.text if isinstance(node, Scalar) else ""
    if is_date(word):
        return word
    report.add(node, f"{what} is a date YYYY-MM-DD", kind(node), _date_hint(word))
    return ""


def _date_hint(word: str) -> str:
    return "there is no such day" if _DATE.fullmatch(word) else "for example 2025-02-01"


def is_date(word: str, *, partial: bool = False) -> bool:
    """Whether a text is a day that exists; with ``partial`` a month or a year will do."""
    if not (_PART_DATE if partial else _DATE).fullmatch(word):
        return False
    try:
        date.fromisoformat(word + "-01-01"[len(word) - 4 :] if len(word) < 10 else word)
    except ValueError:
        return False
    return True


def because(node: Mapping, context: Context, path: str) -> tuple[str, ...]:
    """The reasons given in a mapping. That they exist is checked once the whole model is known."""
    found = node.get("because")
    if found is not None:
        context.place(f"{path}.because", found)
        for item in one_or_more(found, context.report, "`because`"):
            if isinstance(item, Scalar):
                context.place(f"{path}.because.{item.text}", item)
    return texts(found, context.report, "`because`")


def each(node: Node | None, report: Report, what: str, read: Callable[[str, Scalar, Node], T]) -> tuple[T, ...]:
    """Every entry of a mapping of things by id."""
    return tuple(read(key, place, value) for key, place, value in entries(mapping(node, report, what)))
