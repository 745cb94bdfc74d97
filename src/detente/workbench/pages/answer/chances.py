"""How likely, and by when: one line and band for each reading beside the noise floor, then the numbers."""

from __future__ import annotations

import math
from typing import Any

from nicegui import ui

from ....model import Model
from ....report.figures.palette import SOFT, colour
from ....report.words import band, percent
from ...inquiry import Inquiry
from ...quick import Estimate, Line
from ...sheet import Sheet
from ...told import Chances
from ..looks import heading, tabled
from .opening import draws_words
from .parts import waiting

LEAD = (
    "Each party gets to reconsider at random moments and picks the better move the likelier, the better it is. A "
    "chance counts for something where it lies well above that of random moves, and lasts."
)

STROKES = ("solid", "dashed", "dotted", [9, 3, 2, 3], [12, 4], [4, 2, 1, 2])


def show(sheet: Sheet, asked: Inquiry) -> None:
    """The figure of one outcome at a time, and the table of all."""
    model, stage = sheet.document.model, asked.stages["chances"]
    if model is None:
        return
    heading("How likely, and by when", LEAD)
    if not waiting(stage, "Working out the chances…"):
        return
    told: Chances = stage.answer
    names = {line.outcome: _text(model, line.outcome) for line in told.readings[0][2].lines}
    first = next(iter(names))

    def draw(outcome: str) -> None:
        figure.clear()
        with figure:
            _figure(told, outcome, names[outcome])

    if len(names) > 1:
        ui.select(names, value=first, label="Outcome", on_change=lambda event: draw(event.value)).classes(
            "w-full max-w-md"
        ).props("outlined dense").mark("outcome")
    figure = ui.column().classes("w-full gap-1")
    draw(first)
    ui.label(draws_words(told, stage.refined)).classes("aside")
    tabled(told.table).mark("chances-table")
    if told.worlds is not None:
        with ui.expansion("By scenario").classes("w-full"):
            tabled(told.worlds, 2)


def _text(model: Model, outcome: str) -> str:
    return next((each.text or each.id for each in model.outcomes if each.id == outcome), outcome)


def _figure(told: Chances, outcome: str, name: str) -> None:
    lines = [(label, each, each[outcome]) for _, label, each in told.readings]
    said = "; ".join(
        f"{label} {percent(line.mean[-1])} (80% band {band(line.low[-1], line.high[-1])})" for label, _, line in lines
    )
    ui.label(f"Chance that “{name}” comes about, by date").classes("dt-caption")
    chart = ui.echart(chart_options(lines)).classes("dt-chart").mark("chart")
    chart.props["role"], chart.props["aria-label"] = "img", f"At the horizon: {said}"
    ui.label("Shaded: the middle 80% of the draws. Dotted grey: all moves at random.").classes("aside")


def chart_options(lines: list[tuple[str, Estimate, Line]]) -> dict[str, Any]:
    """What ECharts is to draw. Names of a model are drawn on a canvas, never read as HTML."""
    estimate = lines[0][1]
    xs: list[Any] = list(estimate.days) or [round(12 * each, 2) for each in estimate.dates]
    series: list[dict[str, Any]] = []
    for place, (label, _, line) in enumerate(lines):
        series += _band(label, xs, line, colour(place))
        series.append(_curve(label, xs, line.mean, colour(place), STROKES[place % len(STROKES)], 2.2))
    series.append(_curve("all moves at random", xs, lines[0][2].floor, SOFT, "dotted", 1.6))
    names = [label for label, _, _ in lines] + ["all moves at random"]
    quiet = {"color": "#7a828e"}
    return {
        "animation": False,
        "textStyle": {"fontFamily": "inherit"},
        "grid": {"left": 46, "right": 16, "top": 48, "bottom": 44},
        "legend": {"data": names, "top": 0, "left": 0, "textStyle": quiet, "type": "scroll", "itemWidth": 34},
        "tooltip": {
            "trigger": "axis",
            "renderMode": "richText",
            ":valueFormatter": "value => (100 * value).toFixed(0) + ' %'",
        },
        "xAxis": {
            "type": "time" if estimate.days else "value",
            "name": "" if estimate.days else "months from today",
            "nameLocation": "middle",
            "nameGap": 28,
            "max": xs[-1],
            "axisLabel": {**quiet, "hideOverlap": True},
            "splitLine": {"show": False},
        },
        "yAxis": {
            "min": 0,
            "max": 1,
            "axisLabel": {**quiet, ":formatter": "value => 100 * value + ' %'"},
            "splitLine": {"lineStyle": {"color": "#8884", "width": 1}},
        },
        "series": series,
    }


def _curve(name: str, xs: list[Any], ys: tuple[float, ...], shade: str, stroke: Any, width: float) -> dict[str, Any]:
    return {
        "name": name,
        "type": "line",
        "showSymbol": False,
        "data": [[x, None if math.isnan(y) else round(y, 5)] for x, y in zip(xs, ys, strict=True)],
        "lineStyle": {"color": shade, "type": stroke, "width": width},
        "itemStyle": {"color": shade},
    }


def _band(name: str, xs: list[Any], line: Line, shade: str) -> list[dict[str, Any]]:
    """The band as two stacked lines: an invisible one, and what lies above it, shaded."""
    stack = f"band of {name}"
    plain = {"type": "line", "stack": stack, "showSymbol": False, "silent": True, "lineStyle": {"opacity": 0}}
    pairs = list(zip(xs, line.low, line.high, strict=True))
    return [
        {**plain, "data": [[x, round(low, 5)] for x, low, _ in pairs], "tooltip": {"show": False}},
        {
            **plain,
            "data": [[x, round(high - low, 5)] for x, low, high in pairs],
            "areaStyle": {"color": shade, "opacity": 0.13},
            "tooltip": {"show": False},
        },
    ]
