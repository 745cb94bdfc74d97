"""HTML and SVG as a tree of frozen records: what is text stays text, whatever is in it.

An :class:`Element` has a tag, attributes and children; a child is an element or a plain string. Strings are escaped
when the tree is written, attributes too, so nothing that a model says can become markup. Addresses may only point
inside the document (``#id``): a report fetches nothing and links nowhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta"})
"""HTML elements that have no end tag."""

_BLOCKS = (
    "article aside body caption dd details div dl dt figcaption figure footer g h1 h2 h3 h4 head header html li "
    "main meta nav ol p pre section style summary svg table tbody thead title tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin on a line of their own (white space around them means nothing)."""

ADDRESSES = frozenset({"href", "src", "xlink:href", "action", "srcset", "data"})

ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Characters that no document may hold, and those that turn the direction of the text around them."""


@dataclass(frozen=True, slots=True)
class Element:
    """``attributes``: in the order in which they are written."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Child, ...] = ()


Child = Element | str
Content = Child | None | Iterable["Content"]


def e(tag: str, *children: Content, **attributes: str | int | float | bool | None) -> Element:
    """An element. ``class_`` stands for ``class``, ``_`` inside a name for ``-``; attributes that are None or False are
    left out, True stands alone. Children may be nested in lists; None is left out.

    Raises ValueError for an address that points out of the document, or for an event handler.
    """
    named = tuple(
        _attribute(name, value) for name, value in attributes.items() if value is not None and value is not False
    )
    return Element(tag, named, tuple(_flat(children)))


def clean(text: str) -> str:
    """The text with odd characters (control, direction, halves of pairs) shown as U+FFFD."""
    return ODD.sub("\ufffd", text)


def render(element: Child) -> str:
    """The tree as text."""
    return "".join(_pieces(element, in_line=False))


def text_of(content: Content) -> str:
    """The text alone, without elements."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    parts: Iterable[Content] = content.children if isinstance(content, Element) else content
    return "".join(text_of(part) for part in parts)


def _attribute(name: str, value: str | int | float | bool) -> tuple[str, str]:
    said = name.rstrip("_").replace("_", "-")
    written = "" if value is True else f"{value:g}" if isinstance(value, float) else str(value)
    check(said, written)
    return said, written


def check(name: str, value: str) -> None:
    """Raise ValueError for an attribute that could fetch or run something."""
    if name.lower().startswith("on"):
        raise ValueError(f"a report runs no script; found the attribute {name}")
    if name.lower() in ADDRESSES and not value.startswith("#"):
        raise ValueError(f"a report links only inside itself; found {name}={value!r}")


def _flat(children: Iterable[Content]) -> Iterator[Child]:
    for child in children:
        if isinstance(child, str | Element):
            yield child
        elif child is not None:
            yield from _flat(child)


def _pieces(child: Child, in_line: bool) -> Iterator[str]:
    if isinstance(child, str):
        yield html.escape(clean(child), quote=False)
        return
    break_before = "\n" if child.tag in BLOCKS and not in_line else ""
    named = "".join(
        f' {name}="{html.escape(clean(value))}"' if value else f" {name}" for name, value in child.attributes
    )
    yield f"{break_before}<{child.tag}{named}>"
    if child.tag in VOID:
        return
    if child.tag == "style":
        yield _raw(child)
    else:
        inside = in_line or child.tag in ("text", "pre")
        for each in child.children:
            yield from _pieces(each, inside)
    yield f"</{child.tag}>"


def _raw(style: Element) -> str:
    """A style sheet is not escaped, so it must hold nothing that could end it."""
    written = text_of(style)
    if "<" in written:
        raise ValueError("a style sheet may not hold `<`")
    return written
