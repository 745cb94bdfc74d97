"""Offers on paper: what each adds to the chance, against what it costs the payer who pays most."""

from __future__ import annotations

from typing import Any

from ...inducement.offers import Front, Offer
from ..tables.offers import FEW, package_words
from ..words import number, points
from .figure import Figure
from .palette import INK, PAPER, RULE, SERIES
from .vega import altair, drawn

GROUPS = ("on the front, all payers gain", "on the front, some payer loses", "beaten by another offer")


def offers_figure(found: Front) -> Figure:
    """Every package that was worked out; those on the front have the numbers of the table."""
    front = {id(each): place for place, each in enumerate(found.front, 1)}
    rows = [
        {
            "cost": round(_cost(each), 6),
            "effect": round(each.effect(found.measure), 6),
            "group": _group(each, id(each) in front),
            "number": str(front[id(each)]) if front.get(id(each), FEW + 1) <= FEW else "",
        }
        for each in found.offers
    ]
    caption = "Offers: change of the chance, and the cost to the payer who pays most. Numbers as in the table."
    return Figure("offers", caption, _words(found), drawn(_chart(rows)), True)


def _cost(offer: Offer) -> float:
    return max((offer.cost(actor) for actor in offer.payers), default=0.0)


def _group(offer: Offer, on_front: bool) -> str:
    return GROUPS[0] if on_front and offer.agreed else GROUPS[1] if on_front else GROUPS[2]


def _chart(rows: list[dict[str, object]]) -> Any:
    alt = altair()
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X(
            "cost:Q", title="cost to the payer who pays most (its own worth)", axis=alt.Axis(grid=False, tickCount=6)
        ),
        y=alt.Y("effect:Q", title="change of the chance", axis=alt.Axis(format="+%", tickCount=5)),
    )
    legend = alt.Legend(title=None, columns=1)
    domain = list(GROUPS)
    dots = base.mark_point(filled=True, size=75, strokeWidth=1.6, opacity=1).encode(
        fill=alt.Fill("group:N", scale=alt.Scale(domain=domain, range=[SERIES[2], PAPER, RULE]), legend=legend),
        stroke=alt.Stroke("group:N", scale=alt.Scale(domain=domain, range=[SERIES[2], SERIES[1], RULE]), legend=legend),
        shape=alt.Shape("group:N", scale=alt.Scale(domain=domain, range=["circle", "square", "circle"]), legend=legend),
    )
    marks = alt.layer(dots, *(_numbers(base, odd) for odd in (True, False)))
    return marks.properties(width=300, height=230)


def _numbers(base: Any, odd: bool) -> Any:
    """The numbers of the table; odd ones stand above their mark, even ones below, so that neighbours stay apart."""
    text = base.mark_text(dx=7, dy=-8 if odd else 9, fontSize=11, align="left", color=INK)
    return text.encode(text="number:N").transform_filter(f"datum.number != '' && datum.number % 2 == {int(odd)}")


def _words(found: Front) -> str:
    said = [
        f"{place}, {package_words(each.package)}: {points(each.effect(found.measure))} points at a cost of "
        f"{number(_cost(each))}"
        for place, each in enumerate(found.front[:FEW], 1)
    ]
    return f"{len(found.offers)} offers, {len(found.front)} on the front. " + "; ".join(said) + "."
