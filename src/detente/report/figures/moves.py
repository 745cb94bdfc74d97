"""The integrated graph of moves: states as circles, each actor's moves in its own colour and dash.

An arrow head stands where its mover can go: filled where the mover gains by it, open where it does not. Large games
are cut to today, the equilibria and the paths between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Model
from ...space import Game
from ...space.moves import targets
from ..elements import Element, e
from .figure import FONT, Figure
from .layout import Points, positions
from .palette import INK, PAPER, SOFT, WASH, colour, dash

WIDTH = 720
RADIUS = 15
LINE = 20
"""Height of a line of the legend."""


@dataclass(frozen=True, slots=True)
class Link:
    """Actor ``mover`` can go from ``source`` to ``target`` (``there``), back, or both; ``gains``: it likes going
    better."""

    mover: int
    source: int
    target: int
    there: bool
    back: bool
    there_gains: bool
    back_gains: bool


def links(game: Game, states: Sequence[int]) -> tuple[Link, ...]:
    """Every move among the given states, both ways in one record."""
    chosen, found = set(states), []
    for mover in range(len(game.actors)):
        goes = {state: chosen & set(targets(game, mover, state).tolist()) for state in states}
        for source in states:
            for target in sorted(goes[source] | {other for other in states if source in goes[other]}):
                if source < target:
                    gain = int(game.ranks[mover, target]) - int(game.ranks[mover, source])
                    there, back = target in goes[source], source in goes[target]
                    found.append(Link(mover, source, target, there, back, gain > 0, gain < 0))
    return tuple(found)


def moves_figure(
    model: Model, game: Game, states: Sequence[int], resting: frozenset[int], labels: dict[int, str], said: str
) -> Figure:
    """``states``: the ones shown; ``resting``: the equilibria among them; ``labels``: short names; ``said``: what is
    shown."""
    found = links(game, states)
    names = [model.actor(actor).label for actor in game.actors]
    rows = math.ceil(len(names) / 3) + 1
    top = LINE * rows + 12
    height = max(300, min(620, 170 + 26 * len(states)))
    points = positions(states, [(each.source, each.target) for each in found], WIDTH, height, 46)
    body = e(
        "g",
        [_link(each, points, _bend(found, each)) for each in found],
        [_node(points[state], labels[state], state == game.status_quo, state in resting) for state in states],
        transform=f"translate(0,{top})",
    )
    whole = top + height
    drawing = e(
        "svg", list(_legend(names)), body, width=WIDTH, height=whole, viewBox=f"0 0 {WIDTH} {whole}", font_family=FONT
    )
    return Figure("moves", f"Integrated graph of moves. {said}", _words(names, found, labels, game, resting), drawing)


def _bend(found: Sequence[Link], link: Link) -> float:
    """How far a link is bowed, so that two actors' links between the same states stand apart."""
    same = [each for each in found if (each.source, each.target) == (link.source, link.target)]
    return 22.0 * (same.index(link) - (len(same) - 1) / 2)


def _link(link: Link, points: Points, bend: float) -> Element:
    (x1, y1), (x2, y2) = points[link.source], points[link.target]
    length = max(math.hypot(x2 - x1, y2 - y1), 1.0)
    nx, ny = -(y2 - y1) / length, (x2 - x1) / length
    middle = ((x1 + x2) / 2 + 2 * bend * nx, (y1 + y2) / 2 + 2 * bend * ny)
    start, end = _short((x1, y1), middle, link.back), _short((x2, y2), middle, link.there)
    shade = colour(link.mover)
    line = e(
        "path",
        d=f"M{_pair(start)}Q{_pair(middle)} {_pair(end)}",
        fill="none",
        stroke=shade,
        stroke_width="1.6",
        stroke_dasharray=dash(link.mover) or None,
    )
    heads = [
        _head(end, middle, (x2, y2), shade, link.there_gains) if link.there else None,
        _head(start, middle, (x1, y1), shade, link.back_gains) if link.back else None,
    ]
    return e("g", line, heads)


def _short(point: tuple[float, float], towards: tuple[float, float], headed: bool) -> tuple[float, float]:
    """The point moved off its circle, further where an arrow head follows."""
    gap = RADIUS + (10 if headed else 2)
    length = max(math.hypot(towards[0] - point[0], towards[1] - point[1]), 1.0)
    return point[0] + (towards[0] - point[0]) * gap / length, point[1] + (towards[1] - point[1]) * gap / length


def _head(
    base: tuple[float, float], start: tuple[float, float], node: tuple[float, float], shade: str, gains: bool
) -> Element:
    length = max(math.hypot(node[0] - start[0], node[1] - start[1]), 1.0)
    dx, dy = (node[0] - start[0]) / length, (node[1] - start[1]) / length
    tip = base[0] + dx * 9, base[1] + dy * 9
    left = base[0] - dy * 4.2, base[1] + dx * 4.2
    right = base[0] + dy * 4.2, base[1] - dx * 4.2
    return e(
        "path",
        d=f"M{_pair(tip)}L{_pair(left)}L{_pair(right)}Z",
        fill=shade if gains else PAPER,
        stroke=shade,
        stroke_width="1.2",
        stroke_linejoin="round",
    )


def _node(point: tuple[int, int], label: str, today: bool, rests: bool) -> Element:
    x, y = point
    ring = e("circle", cx=x, cy=y, r=RADIUS + 4, fill="none", stroke=INK, stroke_width="1.4") if rests else None
    disc = e("circle", cx=x, cy=y, r=RADIUS, fill=INK if today else WASH, stroke=INK, stroke_width="1.2")
    word = e(
        "text",
        label,
        x=x,
        y=y + 4,
        text_anchor="middle",
        font_size="11",
        font_weight="bold",
        fill=PAPER if today else INK,
    )
    return e("g", ring, disc, word)


def _legend(names: Sequence[str]) -> Iterator[Element]:
    column = WIDTH // 3
    for place, name in enumerate(names):
        x, y = 8 + column * (place % 3), 14 + LINE * (place // 3)
        yield e(
            "path",
            d=f"M{x},{y}h34",
            stroke=colour(place),
            stroke_width="2",
            stroke_dasharray=dash(place) or None,
            fill="none",
        )
        yield e("text", _cut(name), x=x + 42, y=y + 4, font_size="12", fill=INK)
    y = 14 + LINE * math.ceil(len(names) / 3)
    for place, (mark, said) in enumerate(_marks(y)):
        shift = (0, 110, 290, 470)[place]
        yield e(
            "g", mark, e("text", said, x=26, y=y + 4, font_size="12", fill=SOFT), transform=f"translate({8 + shift},0)"
        )


def _marks(y: int) -> Iterator[tuple[list[Element], str]]:
    yield [e("circle", cx=10, cy=y, r=7, fill=INK)], "today"
    ring = e("circle", cx=10, cy=y, r=8, fill="none", stroke=INK, stroke_width="1.2")
    yield [ring, e("circle", cx=10, cy=y, r=5, fill=WASH, stroke=INK)], "equilibrium (SEQ)"
    yield [e("path", d=f"M18,{y}L6,{y - 5}L6,{y + 5}Z", fill=SOFT, stroke=SOFT)], "the mover gains"
    yield [e("path", d=f"M18,{y}L6,{y - 5}L6,{y + 5}Z", fill=PAPER, stroke=SOFT)], "the mover does not gain"


def _cut(name: str) -> str:
    return name if len(name) <= 30 else name[:29] + "…"


def _pair(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _words(
    names: Sequence[str], found: Sequence[Link], labels: dict[int, str], game: Game, resting: frozenset[int]
) -> str:
    """What the graph shows, for whoever does not see it."""
    moves = [sum(each.there + each.back for each in found if each.mover == mover) for mover in range(len(names))]
    gains = [
        sum(
            (each.there and each.there_gains) + (each.back and each.back_gains) for each in found if each.mover == mover
        )
        for mover in range(len(names))
    ]
    said = "; ".join(
        f"{name}: {count} moves, {gain} of them improvements"
        for name, count, gain in zip(names, moves, gains, strict=True)
    )
    rest = ", ".join(labels[state] for state in sorted(resting)) or "none"
    today = labels.get(game.status_quo, "not shown")
    return f"{len(labels)} states. {said}. Today: {today}. Equilibria under SEQ: {rest}."
