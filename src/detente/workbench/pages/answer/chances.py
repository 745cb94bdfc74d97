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
from ...told import Chances as Told
from ..looks import heading, tabled
from ..tags import tag
from .opening import draws_words
from .parts import waiting

LEAD = (
    "Each party gets to reconsider at random moments and picks the better move the likelier, the better it is. A "
    "chance counts for something where it lies well above that of random moves, and lasts."
)

STROKES = ("solid", "dashed", "dotted", [9, 3, 2, 3], [12, 4], [4, 2, 1, 2])


class Chances:
    """The figure of one outcome at a time, and the table of all. The figure is drawn once and then changed, so that it
    does not flicker when better answers come."""

    def __init__(self, sheet: Sheet, asked: Inquiry) -> None:
        self.sheet, self.asked = sheet, asked
        self.head = ui.column().classes("w-full gap-3")
        with self.head:
            heading("How likely, and by when", LEAD)
        self.wait = ui.column()
        self.figure = ui.column().classes("w-full gap-1")
        self.numbers = ui.column().classes("w-full gap-2")
        self.chart: ui.echart | None = None
        self.by_scenario: ui.expansion | None = None
        self.outcome = ""
        self.names: dict[str, str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Show what is known by now."""
        stage, model = self.asked.stages["chances"], self.sheet.document.model
        self.wait.clear()
        can_be = model is not None and bool(model.outcomes)
        self.head.set_visibility(can_be)
        with self.wait:
            known = can_be and waiting(stage, "Working out the chances…")
        self.figure.set_visibility(known)
        self.numbers.clear()
        if model is None or not known:
            return
        told: Told = stage.answer
        self.names = {line.outcome: _text(model, line.outcome) for line in told.readings[0][2].lines}
        if self.outcome not in self.names:
            self.outcome = next(iter(self.names))
        self._draw(told)
        with self.numbers:
            ui.label(draws_words(stage)).classes("aside")
            tag(tabled(told.table), "chances-table")
            if told.worlds is not None:
                opened = self.by_scenario is not None and bool(self.by_scenario.value)
                self.by_scenario = ui.expansion("By scenario", value=opened).classes("w-full")
                with tag(self.by_scenario, "by-scenario"):
                    tabled(told.worlds)

    def _draw(self, told: Told) -> None:
        lines = [(label, each, each[self.outcome]) for _, label, each in told.readings]
        if self.chart is None:
            with self.figure:
                self.choose = ui.select({}, label="Outcome", on_change=lambda event: self._look_at(event.value))
                tag(self.choose.classes("w-full max-w-md").props("outlined dense"), "outcome")
                self.caption = ui.label().classes("dt-caption")
                self.chart = tag(ui.echart(chart_options(lines)).classes("dt-chart"), "chart")
                ui.label("Shaded: the middle 80% of the draws. Dotted grey: all moves at random.").classes("aside")
        else:
            self.chart.options.clear()
            self.chart.options.update(chart_options(lines))
        self.choose.set_options(self.names, value=self.outcome)
        self.choose.set_visibility(len(self.names) > 1)
        self.caption.set_text(f"Chance that “{self.names[self.outcome]}” comes about, by date")
        self.chart.props["role"], self.chart.props["aria-label"] = "img", f"At the horizon: {_said(lines)}"
        self.chart.update()

    def _look_at(self, outcome: str | None) -> None:
        told: Told | None = self.asked.stages["chances"].answer
        if outcome and outcome != self.outcome and told is not None:
            self.outcome = outcome
            self._draw(told)


def _text(model: Model, outcome: str) -> str:
    return next((each.text or each.id for each in model.outcomes if each.id == outcome), outcome)


def _said(lines: list[tuple[str, Estimate, Line]]) -> str:
    return "; ".join(
        f"{label} {percent(line.mean[-1])} (80% band {band(line.low[-1], line.high[-1])})" for label, _, line in lines
    )


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
