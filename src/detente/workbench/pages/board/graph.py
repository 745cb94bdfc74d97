"""The graph of moves around a state: it stands in the middle, its neighbours around it, in order of who moves.

Actors are told apart by colour and dash, as in the graph of the report. An arrow head stands where the mover can go:
filled where it gains by that, open where it does not.
"""

from __future__ import annotations

import math

from ....report.elements import Element, e
from ....report.figures.palette import dash
from ...boards import Interest, Look, Neighbour, Place

WIDTH, HEIGHT, RADIUS = 720, 430, 20

SAID: dict[Interest, str] = {"improvement": "better", "indifferent": "the same", "against": "worse"}


def said_of(each: Neighbour) -> str:
    """What going there and coming back is to the mover."""
    there = f"{SAID[each.there]} for it" if each.there else "cannot go there"
    back = "" if each.back else ", no way back" if each.there else ", but can come from there"
    marks = (", today" if each.today else "") + (", rests under SEQ" if each.rests else "")
    return there + back + marks


def places(look: Look) -> list[Place]:
    """The states around, each once, in the order of their numbers."""
    return list(dict.fromkeys(each.place for each in look.neighbours))


def graph(look: Look, labels: list[str]) -> Element:
    """The state in the middle, its neighbours around it, mover by mover."""
    found = places(look)
    spots = {place: _spot(number, len(found)) for number, place in enumerate(found)}
    middle = WIDTH / 2, HEIGHT / 2
    first = {each.place: each for each in reversed(look.neighbours)}
    parts = [_link(each, middle, spots[each.place]) for each in look.neighbours]
    nodes = [
        _node(spots[place], str(number), first[place], labels[first[place].mover])
        for number, place in enumerate(found, 1)
    ]
    movers = sorted({each.mover for each in look.neighbours})
    height = HEIGHT + 24 * math.ceil(len(movers) / 3) + 30
    words = f"{len(found)} neighbours of the state in the middle; the list beside it says the same."
    return e(
        "svg",
        parts,
        _middle(middle, look),
        nodes,
        _key(movers, labels),
        viewBox=f"0 0 {WIDTH} {height}",
        class_="graph",
        role="group",
        aria_label=words,
    )


def _spot(number: int, size: int) -> tuple[float, float]:
    """Around an ellipse, from the top; two rings where there are many."""
    angle = 2 * math.pi * number / size - math.pi / 2
    out = 1.0 if size <= 10 or number % 2 else 0.72
    return WIDTH / 2 + out * (WIDTH / 2 - 60) * math.cos(angle), HEIGHT / 2 + out * (HEIGHT / 2 - 28) * math.sin(angle)


def _link(each: Neighbour, middle: tuple[float, float], spot: tuple[float, float]) -> Element:
    shade = f"var(--series-{each.mover % 8})"
    (x1, y1), (x2, y2) = _short(middle, spot, RADIUS + 9), _short(spot, middle, RADIUS + 4)
    gains = "improvement" in (each.there, each.back)
    line = e(
        "line",
        x1=round(x1, 1),
        y1=round(y1, 1),
        x2=round(x2, 1),
        y2=round(y2, 1),
        stroke=shade,
        stroke_width=2.4 if gains else 1.3,
        stroke_dasharray=dash(each.mover) or None,
    )
    heads = [
        _head((x2, y2), middle, shade, each.there == "improvement") if each.there else None,
        _head((x1, y1), spot, shade, each.back == "improvement") if each.back else None,
    ]
    return e("g", line, heads)


def _short(point: tuple[float, float], towards: tuple[float, float], gap: float) -> tuple[float, float]:
    length = max(math.dist(point, towards), 1.0)
    return tuple(p + (t - p) * gap / length for p, t in zip(point, towards, strict=True))  # type: ignore[return-value]


def _head(tip: tuple[float, float], start: tuple[float, float], shade: str, gains: bool) -> Element:
    """An arrow head at ``tip``, coming from ``start``."""
    length = max(math.dist(tip, start), 1.0)
    dx, dy = (tip[0] - start[0]) / length, (tip[1] - start[1]) / length
    base = tip[0] - 11 * dx, tip[1] - 11 * dy
    corners = [tip, (base[0] - 5 * dy, base[1] + 5 * dx), (base[0] + 5 * dy, base[1] - 5 * dx)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return e("polygon", points=points, fill=shade if gains else "var(--paper)", stroke=shade, stroke_width=1.3)


def _middle(point: tuple[float, float], look: Look) -> Element:
    rests = "seq" in look.rests
    ring = e("circle", cx=point[0], cy=point[1], r=RADIUS + 9, fill="none", stroke="var(--ink)") if rests else None
    disc = e("circle", cx=point[0], cy=point[1], r=RADIUS + 4, fill="var(--ink)")
    word = _word(point, "today" if look.today else "here", "var(--paper)")
    return e("g", ring, disc, word)


def _node(point: tuple[float, float], number: str, each: Neighbour, label: str) -> Element:
    x, y = round(point[0], 1), round(point[1], 1)
    fill, ink = ("var(--ink)", "var(--paper)") if each.today else ("var(--wash)", "var(--ink)")
    told = f"{number}: {label} takes up {each.words}; {said_of(each)}"
    return e(
        "g",
        e("title", told),
        e("circle", cx=x, cy=y, r=RADIUS + 4, fill="none", stroke="var(--ink)") if each.rests else None,
        e("circle", cx=x, cy=y, r=RADIUS, fill=fill, stroke="var(--ink)", stroke_width=1.2),
        _word((x, y), number, ink),
        role="button",
        tabindex="0",
        aria_label=told,
        data_place=int(number) - 1,
    )


def _word(point: tuple[float, float], text: str, ink: str) -> Element:
    return e("text", text, x=point[0], y=point[1] + 4, text_anchor="middle", font_size=15, font_weight="bold", fill=ink)


def _key(movers: list[int], labels: list[str]) -> list[Element]:
    """Which colour and dash is whose, and what a ring means."""
    parts = []
    for place, mover in enumerate(movers):
        x, y = 10 + 236 * (place % 3), HEIGHT + 20 + 24 * (place // 3)
        stroke = f"var(--series-{mover % 8})"
        parts += [
            e(
                "line",
                x1=x,
                y1=y,
                x2=x + 34,
                y2=y,
                stroke=stroke,
                stroke_width=2.4,
                stroke_dasharray=dash(mover) or None,
            ),
            e("text", labels[mover][:22], x=x + 42, y=y + 4, font_size=16, fill="var(--ink)"),
        ]
    y = HEIGHT + 22 + 24 * math.ceil(len(movers) / 3)
    parts += [
        e("circle", cx=20, cy=y, r=8, fill="none", stroke="var(--ink)"),
        e("circle", cx=20, cy=y, r=5, fill="var(--wash)", stroke="var(--ink)"),
        e("text", "rests under SEQ", x=36, y=y + 4, font_size=16, fill="var(--soft)"),
    ]
    return parts
