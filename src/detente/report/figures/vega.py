"""Charts by Altair, brought into the tree of elements: every tag known, ids renumbered, colours as given.

Vega-Lite draws without a browser (vl-convert). Its SVG is read back as data: a tag that is not a plain shape is
refused, the labels that it adds for each mark are dropped (the figure has one text alternative), and ids count from
1 in each figure, so the same chart gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from xml.etree import ElementTree as ET

from ..elements import Child, Element
from .figure import FONT
from .palette import INK, RULE, SERIES, SOFT

SHAPES = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath"})
_KEPT = (
    "d x y x1 x2 y1 y2 cx cy r width height viewBox transform fill stroke opacity id clip-path text-anchor font-family "
    "font-size font-weight font-style fill-opacity stroke-opacity stroke-width stroke-dasharray stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dashoffset"
)
KEPT = frozenset(_KEPT.split())
REFERENCE = re.compile(r"url\(#([^)]+)\)")

CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "gridColor": RULE,
        "domainColor": SOFT,
        "tickColor": SOFT,
        "labelLimit": 320,
        "titleLimit": 320,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": SOFT,
        "titleFontWeight": "normal",
        "labelFontSize": 11,
        "titleFontSize": 11,
        "orient": "top",
        "symbolSize": 220,
        "symbolStrokeWidth": 2,
        "symbolType": "stroke",
        "symbolOpacity": 1,
        "rowPadding": 3,
        "columnPadding": 14,
        "labelLimit": 130,
    },
    "title": {"color": INK, "fontSize": 12, "fontWeight": "bold", "anchor": "start", "limit": 330},
    "range": {"category": list(SERIES)},
}


def altair() -> Any:
    """The library, which has few types to check."""
    return import_module("altair")


def drawn(chart: Any) -> Element:
    """An Altair chart as a drawing."""
    import vl_convert

    said = chart.configure(**CONFIG).to_dict()
    svg: str = vl_convert.vegalite_to_svg(json.dumps(said))
    return _taken(ET.fromstring(svg), {})  # noqa: S314  (our own chart, not somebody's file)


def _taken(node: ET.Element, names: dict[str, str]) -> Element:
    tag = node.tag.rpartition("}")[2]
    if tag not in SHAPES:
        raise ValueError(f"a chart is made of plain shapes; found {tag}")
    return Element(tag, tuple(_attributes(node, names)), tuple(_children(node, names)))


def _attributes(node: ET.Element, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in node.attrib.items():
        if key == "id":
            yield key, names.setdefault(value, f"part-{len(names) + 1}")
        elif key in KEPT and value != "":
            yield (
                key,
                REFERENCE.sub(lambda found: f"url(#{names.setdefault(found[1], f'part-{len(names) + 1}')})", value),
            )


def _children(node: ET.Element, names: dict[str, str]) -> Iterator[Child]:
    if node.text and node.text.strip():
        yield node.text
    for inner in node:
        taken = _taken(inner, names)
        if _shows(taken):
            yield taken
        if inner.tail and inner.tail.strip():
            yield inner.tail


def _shows(element: Element) -> bool:
    """Whether there is anything to see: empty groups and paths without a line are left out."""
    named = dict(element.attributes)
    if element.tag in ("g", "text"):
        return bool(element.children)
    if element.tag == "path":
        return named.get("d", "M0,0h0v0h0Z") != "M0,0h0v0h0Z" and ("stroke" in named or named.get("fill", "") != "")
    return True
