"""The front of all packages: effect against cost, as a picture and as a list; a click takes a package up."""

from __future__ import annotations

from typing import Any

from nicegui import ui
from nicegui.events import EChartPointClickEventArguments

from ....report.words import listed, number, points
from ...bargains import Bid, Fronted
from ..looks import heading
from ..working import long_work
from .deal import Deal
from .effect import DRAWS

FEW = 20
"""Packages of the front that are listed."""

PAPER = "var(--paper)"

GROUPS = (
    ("no other beats it, all payers gain", "circle", "var(--series-2)"),
    ("no other beats it, some payer loses", "rect", "var(--series-1)"),
    ("beaten by another", "circle", PAPER),
)


class Front:
    """Worked out when asked, since it solves the game anew for every package."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        self.found: Fronted | None = None
        self.seen: object = None
        self.asked = 1
        said = "Every package is tried; listed are those that no other one beats in effect and in every payer's cost."
        heading("The front of all packages", said)
        with ui.row().classes("items-center gap-3"):
            sizes = {1: "single options", 2: "up to 2 options", 3: "up to 3 options"}
            self.size = ui.select(sizes, value=1, label="Packages of").props("dense outlined options-dense")
            self.size.classes("min-w-40").props('data-testid="offers-size"')
            go = ui.button("Work it out", on_click=self.work).props("outline no-caps dense")
            go.props('data-testid="offers-front"')
        self.place = ui.column().classes("w-full gap-3").props('data-testid="offers-front-place"')
        deal.on_paint(self.paint)

    def paint(self) -> None:
        """What was worked out for another question is no answer to this one."""
        if self.deal.seen != self.seen and self.found is not None:
            self.found = None
            self.place.clear()

    async def work(self) -> None:
        self.asked = int(self.size.value or 1)
        await self._ask("trying packages", 0)

    async def _spread(self) -> None:
        await self._ask(f"solving {DRAWS} draws with and without each package of the front", DRAWS)

    async def _ask(self, said: str, draws: int) -> None:
        deal = self.deal
        if deal.asked is None:
            return
        self.seen = deal.seen
        found = await long_work(deal.sheet, self.place, said, "front", deal.model, deal.asked, self.asked, draws)
        if found is None or deal.seen != self.seen:
            return
        self.found = found
        with self.place:
            self._show(found)

    def _show(self, found: Fronted) -> None:
        if found.partial:
            ui.label("Stopped: these are the packages that were done.").classes("no")
        for said in found.sentences:
            ui.label(said).classes("said")
        if not found.front:
            return
        if not found.partial and all(each.band is None for each in found.listed):
            check = ui.button(f"Bands over {DRAWS} draws", on_click=self._spread).props("outline no-caps dense")
            check.props('data-testid="offers-front-spread"').tooltip(
                "Everything uncertain is drawn; how far does the effect of each package on the front vary?"
            )
        with ui.element("div").classes("two"):
            chart = ui.echart(picture(found), on_point_click=self._click, renderer="svg")
            chart.classes("w-full h-80").props('data-testid="offers-picture"')
            with ui.column().classes("w-full gap-0").props('data-testid="offers-list"'):
                for place, bid in enumerate(found.listed[:FEW], 1):
                    self._line(place, bid)
                if len(found.front) > FEW:
                    ui.label(f"and {len(found.front) - FEW} more on the front").classes("soft")

    async def _click(self, event: EChartPointClickEventArguments) -> None:
        if self.found is not None:
            value: Any = event.value
            await self.deal.load(self.found.bids[int(value[2])])

    def _line(self, place: int, bid: Bid) -> None:
        button = ui.button(on_click=lambda: self.deal.load(bid)).props("flat no-caps dense")
        with button.classes("linkish").props('data-testid="offers-row"'):
            ui.label(str(place)).classes("chip")
            ui.label(bid.words)
            ui.label(f"{points(bid.effect)} points").classes("font-semibold")
            if bid.band is not None:
                low, high = map(points, bid.band)
                draws = "the draws that were done" if bid.partial else f"{bid.draws} draws"
                ui.label(f"{low} to {high} in the middle 80% of {draws}").classes("aside")
            ui.label(f"{bid.hold}; {cost_words(bid)}").classes("aside")


def cost_words(bid: Bid) -> str:
    """Who loses how much; that everybody gains."""
    losing = [f"{each.label} {number(round(-each.gain, 3))}" for each in bid.payers if not each.goes_along]
    return f"costs {listed(losing)}" if losing else "every payer goes along"


def picture(found: Fronted) -> dict[str, Any]:
    """Cost to the payer who pays most against the change in points. Nothing in it is read as markup."""
    front = {index: place for place, index in enumerate(found.front, 1)}
    rows: tuple[list[dict[str, Any]], ...] = ([], [], [])
    for index, bid in enumerate(found.bids):
        group = 2 if index not in front else 0 if bid.agreed else 1
        rows[group].append({
            "value": [round(bid.cost, 4), round(100 * bid.effect, 2), index],
            "name": f"{bid.words}, {bid.hold}",
            "label": {"show": front.get(index, FEW + 1) <= FEW, "formatter": str(front.get(index, ""))},
        })  # fmt: skip
    plain = {"color": "var(--soft)"}
    line = {"lineStyle": {"color": "var(--rule)"}}
    axis = {"type": "value", "nameLocation": "middle", "nameTextStyle": plain, "axisLabel": plain, "axisLine": line}
    return {
        "animation": False,
        "textStyle": {"fontFamily": "inherit", "color": "var(--ink)"},
        "grid": {"left": 60, "right": 20, "top": 64, "bottom": 50},
        "legend": {"top": 0, "left": 0, "orient": "vertical", "itemHeight": 9, "itemWidth": 11, "textStyle": plain,
                   "selectedMode": False, "itemStyle": {"borderWidth": 1}},
        "tooltip": {"renderMode": "richText", "formatter": "{b}", "confine": True},
        "xAxis": {**axis, "name": "cost to the payer who pays most (its own worth)", "nameGap": 30,
                  "splitLine": {"show": False}},
        "yAxis": {**axis, "name": "change of the chance, in points", "nameGap": 40, "splitLine": line},
        "series": [_series(4 - k, *group, data) for k, (group, data) in enumerate(zip(GROUPS, rows, strict=True))],
    }  # fmt: skip


def _series(depth: int, name: str, symbol: str, colour: str, data: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "symbol": symbol,
        "symbolSize": 11,
        "data": data,
        "z": depth,
        "itemStyle": {"color": colour, "borderColor": "var(--soft)" if colour == PAPER else colour},
        "emphasis": {"disabled": True},
        "label": {"position": "top", "color": "var(--ink)", "fontSize": 11},
    }
