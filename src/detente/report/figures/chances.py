"""The chance of an outcome over time, one line and band per reading, beside the noise floor and the base rate."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from ...forecast.record import Forecast, OutcomeForecast
from ..words import band, listed, percent
from .figure import Figure
from .palette import SOFT, colour, dash
from .vega import altair, drawn

FLOOR = "all moves at random"
RATE = "stated base rate"
WIDTH, HEIGHT = 290, 170

Lines = Sequence[tuple[str, Forecast]]
MEASURES = {"reached": "reached by then", "holding": "holding on that date"}


def chance_figure(outcome: str, lines: Lines, measure: str = "reached") -> Figure:
    """``lines``: a forecast per reading, by the reading's label. ``measure``: ``reached`` or ``holding``."""
    told = [(label, forecast[outcome]) for label, forecast in lines]
    first = told[0][1]
    caption = f"Chance of “{first.text or outcome}”, {MEASURES[measure]}, with the middle 80 % of the draws."
    rows = list(_rows(lines, outcome, measure))
    return Figure(
        f"chance-{measure}-{_safe(outcome)}", caption, _words(told, measure), drawn(_chart(rows, lines, first)), True
    )


def _rows(lines: Lines, outcome: str, measure: str) -> Iterator[dict[str, Any]]:
    for label, forecast in lines:
        curve = forecast[outcome].curves[measure]
        for year, mean, low, high in zip(forecast.dates, curve.mean, curve.low, curve.high, strict=True):
            yield _point(label, year, mean) | {"low": round(low, 6), "high": round(high, 6)}
    forecast = lines[0][1]
    for year, mean in zip(forecast.dates, forecast[outcome].curves[measure].floor, strict=True):
        yield _point(FLOOR, year, mean)
    rate = forecast[outcome].base_rate
    if rate is not None:
        yield _point(RATE, 0.0, rate)
        yield _point(RATE, forecast.dates[-1], rate)


def _point(label: str, year: float, chance: float) -> dict[str, Any]:
    return {"line": label, "month": round(12 * year, 3), "chance": None if math.isnan(chance) else round(chance, 6)}


def _chart(rows: list[dict[str, Any]], lines: Lines, outcome: OutcomeForecast) -> Any:
    alt = altair()

    labels = [label for label, _ in lines]
    extra = [FLOOR, *([RATE] if outcome.base_rate is not None else [])]
    shades = [colour(place) for place in range(len(labels))] + [SOFT] * len(extra)
    strokes = [[*map(int, dash(place).split())] or [1, 0] for place in range(len(labels))] + [[1, 2], [6, 2, 1, 2]][
        : len(extra)
    ]
    months = 12 * lines[0][1].dates[-1]
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X(
            "month:Q",
            title=_axis(lines[0][1]),
            scale=alt.Scale(domain=[0, months], nice=False),
            axis=alt.Axis(grid=False, tickCount=6),
        )
    )
    shade = alt.Color(
        "line:N", scale=alt.Scale(domain=labels + extra, range=shades), legend=alt.Legend(title=None, columns=2)
    )
    stroke = alt.StrokeDash("line:N", scale=alt.Scale(domain=labels + extra, range=strokes))
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format="%", tickCount=5, title=None)
    bands = base.mark_area(opacity=0.13).encode(y=alt.Y("low:Q", scale=scale, axis=axis), y2="high:Q", color=shade)
    curves = base.mark_line(strokeWidth=1.8).encode(
        y=alt.Y("chance:Q", scale=scale, axis=axis), color=shade, strokeDash=stroke
    )
    return (bands.transform_filter("isValid(datum.low)") + curves).properties(width=WIDTH, height=HEIGHT)


def _axis(forecast: Forecast) -> str:
    return f"months from {forecast.days[0]}" if forecast.days else "months from today"


def _words(told: Sequence[tuple[str, OutcomeForecast]], measure: str) -> str:
    curves = [(label, each.curves[measure]) for label, each in told]
    said = [f"{label}: {percent(each.last)} (80% band {band(each.low[-1], each.high[-1])})" for label, each in curves]
    floor = percent(told[0][1].curves[measure].floor[-1])
    rate = told[0][1].base_rate
    return f"At the horizon {listed(said)}; all moves at random give {floor}" + (
        f"; the stated base rate is {percent(rate)}." if rate is not None else "."
    )


def _safe(name: str) -> str:
    """An id as part of a file's name."""
    return "".join(each if each.isascii() and each.isalnum() else "-" for each in name)[:60]
