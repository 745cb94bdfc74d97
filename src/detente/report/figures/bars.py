"""Bars for shares: what carries a difference, what a chance hinges on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..elements import Element
from ..words import carried
from .palette import INK, SERIES, SOFT
from .vega import altair, drawn

LENGTH = 30
"""Characters of a name that are shown."""


def bars(rows: Sequence[tuple[str, float]], axis: str) -> Element:
    """A bar for each (name, share), in the order given; shares below 0 go to the left, in another colour."""
    alt = altair()
    values = [
        {"name": _cut(name), "place": place, "share": round(share, 6), "said": carried(share)}
        for place, (name, share) in enumerate(rows)
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        y=alt.Y("place:O", axis=None),
        x=alt.X("share:Q", title=axis, axis=alt.Axis(format="%", tickCount=5), scale=alt.Scale(nice=True)),
    )
    shade = alt.condition("datum.share < 0", alt.value(SERIES[1]), alt.value(SERIES[0]))
    marks = base.mark_bar(height=13).encode(color=shade)
    words = [_figures(base, below) for below in (False, True)]
    names = alt.Chart(alt.Data(values=values)).mark_text(align="right", fontSize=11, color=INK)
    left = names.encode(y=alt.Y("place:O", axis=None), text="name:N").properties(width=1)
    return drawn(alt.hconcat(left, alt.layer(marks, *words).properties(width=180), spacing=6).resolve_scale(y="shared"))


def _figures(base: Any, below: bool) -> Any:
    """The share as a number at the end of each bar."""
    text = base.mark_text(align="right" if below else "left", dx=-4 if below else 4, fontSize=10.5, color=SOFT)
    return text.encode(text="said:N").transform_filter("datum.share < 0" if below else "datum.share >= 0")


def _cut(name: str) -> str:
    return name if len(name) <= LENGTH else name[: LENGTH - 1] + "…"
