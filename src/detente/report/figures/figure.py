"""A figure: its drawing, its caption, and the same in words for whoever does not see it.

The drawing is a tree of SVG elements in fixed light colours. In the page the colours become variables of the style
sheet and all ids get the figure's name in front, so that several drawings can stand in one document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..elements import Child, Element, e, render
from .palette import VARIABLES
from .pdf import settled

REFERENCE = re.compile(r"url\(#([\w-]+)\)")
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Figure:
    """``id``: the name of its files. ``alt``: what it shows, in a sentence or two. ``small``: it may stand beside
    others."""

    id: str
    caption: str
    alt: str
    drawing: Element
    small: bool = False


def as_html(figure: Figure, number: int) -> Element:
    """The figure with its number in the caption."""
    name = f"figure-{figure.id}"
    drawing = _inside(figure.drawing, name)
    kept = tuple(each for each in drawing.attributes if each[0] not in ("role", "aria-label", "height"))
    size = dict(figure.drawing.attributes).get("width", "0")
    named = (
        *kept,
        ("role", "img"),
        ("aria-label", figure.alt),
        ("style", f"min-width:min({size}px,{22 if figure.small else 40}rem)"),
    )
    frame = e(
        "div",
        replace(drawing, attributes=named),
        class_="scroll",
        tabindex="0",
        role="group",
        aria_label=figure.caption,
    )
    return e(
        "figure",
        frame,
        e("figcaption", e("b", f"Figure {number}. "), figure.caption),
        id=name,
        class_="small" if figure.small else None,
    )


def as_svg(figure: Figure) -> str:
    """The figure as a file of its own, on white, with its words inside."""
    drawing = figure.drawing
    named = (("xmlns", "http://www.w3.org/2000/svg"), *drawing.attributes, ("role", "img"))
    told = (e("title", figure.caption), e("desc", figure.alt))
    paper = e("rect", width="100%", height="100%", fill="#ffffff")
    return render(Element("svg", named, (*told, paper, *drawing.children))).lstrip("\n") + "\n"


def as_pdf(figure: Figure) -> bytes:
    """The figure as a PDF page of its size; the same figure gives the same bytes."""
    import vl_convert

    written: bytes = vl_convert.svg_to_pdf(as_svg(figure))
    return settled(written)


def _inside(child: Element, name: str) -> Element:
    attributes = tuple((key, _value(key, value, name)) for key, value in child.attributes)
    children: tuple[Child, ...] = tuple(
        each if isinstance(each, str) else _inside(each, name) for each in child.children
    )
    return Element(child.tag, attributes, children)


def _value(key: str, value: str, name: str) -> str:
    if key == "id":
        return f"{name}-{value}"
    if key in ("fill", "stroke", "stop-color") and value in VARIABLES:
        return f"var({VARIABLES[value]})"
    return REFERENCE.sub(rf"url(#{name}-\1)", value)
