"""What a package does to the chance, what it costs its payers, who would go along, and what would still be needed."""

from __future__ import annotations

from nicegui import ui

from ....report.elements import Content, Element, e
from ....report.words import MEASURES, listed, number, percent, points, value_words
from ...bargains import Bid, Menu, Need, Payer
from ..looks import drawn, heading, plain_table
from ..working import long_work
from .deal import Deal

DRAWS = 16
"""Draws of everything uncertain behind a band."""

UNBROKEN = "\u2011"
"""A hyphen at which no line ends."""

COST = "In units of the actor's own worth, as a steady loss or gain; those of different actors cannot be added."


class Effect:
    """The package that is ticked."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        heading("What it does")
        self.place = ui.column().classes("w-full gap-3").props('data-testid="offers-effect"')
        self.more = ui.column().classes("w-full gap-2")
        self.shown: object = None
        deal.on_paint(self.paint)

    def paint(self) -> None:
        deal = self.deal
        waiting = not deal.trouble and (deal.menu is None or (bool(deal.named) and deal.priced is None))
        if waiting and self.shown is not None:
            self.place.classes("quiet")
            return
        self.place.classes(remove="quiet")
        now = deal.menu, deal.priced, deal.trouble, deal.written, deal.asked
        if now == self.shown:
            return
        self.shown = now
        self.place.clear()
        self.more.clear()
        with self.place:
            if deal.menu is None:
                ui.label("" if deal.trouble else "working…").classes("soft")
                return
            self._chance(deal.menu, deal.bid)
            if deal.priced is not None and deal.priced.bid is None:
                ui.label(deal.priced.trouble).classes("no").props('data-testid="offers-refused"')
            if deal.bid is not None:
                drawn(payers_table(deal.bid), "offers-payers")
                ui.label(COST).classes("soft")
                ui.label(going_along(deal.bid)).props('data-testid="offers-agreed"')
            self._asking(deal.bid)

    def _chance(self, menu: Menu, bid: Bid | None) -> None:
        model, asked = self.deal.model, self.deal.asked
        if model is None or asked is None:
            return
        outcome = model.outcome(asked.outcome)
        said = (
            f"Chance of “{outcome.text or outcome.id}” {MEASURES[asked.measure]}, {menu.until.replace('-', UNBROKEN)}"
        )
        ui.label(said).classes("soft")
        now = percent(menu.chance)
        drawn(figures(now, bid), "offers-chance")
        floor = f"Noise floor: {percent(menu.floor)}, if every move were made at random."
        ui.label(f"At the middle of everything uncertain. {floor}").classes("soft").props('data-testid="offers-floor"')
        if self.deal.written is not None:
            held = bool(self.deal.sheet.document.settings)
            what = "With the numbers that knobs hold" if held else "With the changes that are not saved yet"
            said = f"{what}; as the model is saved, it is {percent(self.deal.written)} without any commitment."
            ui.label(said).props('data-testid="offers-written"')
        if bid is not None and bid.needed:
            ui.label(f"The rules demand besides: {value_words(bid.needed)}.").props('data-testid="offers-needed"')
        if bid is not None and bid.unsettled:
            ui.label(f"{bid.unsettled} of the games behind this did not settle; take it as rough.").classes("no")

    def _asking(self, bid: Bid | None) -> None:
        with ui.row().classes("items-center gap-3"):
            if bid is not None:
                check = ui.button(f"Check over {DRAWS} draws", on_click=self._spread).props("outline no-caps dense")
                check.props('data-testid="offers-spread"').tooltip(
                    "Everything uncertain is drawn; how far does the effect vary?"
                )
            ask = ui.button("What would the target still need?", on_click=self._need).props("outline no-caps dense")
            ask.props('data-testid="offers-need"').tooltip(
                "How much more worth while the outcome holds, for the chance to get there"
            )
            self.threshold = ui.number("for a chance of", value=50, min=1, max=99, suffix="%")
            self.threshold.props("dense outlined").classes("w-32").props('data-testid="offers-threshold"')

    async def _spread(self) -> None:
        deal, before = self.deal, self.shown
        said = f"solving {DRAWS} draws with and without"
        found = await long_work(
            deal.sheet, self.more, said, "spread", deal.model, deal.asked, deal.named, deal.hold, DRAWS
        )
        if found is not None and found.bid is not None and self.shown == before:
            with self.more:
                for line in spread_words(found.bid):
                    ui.label(line).props('data-testid="offers-band"')

    async def _need(self) -> None:
        deal, before = self.deal, self.shown
        threshold = min(max(float(self.threshold.value or 50) / 100, 0.01), 0.99)
        found = await long_work(
            deal.sheet, self.more, "looking for the least", "need", deal.model, deal.asked, deal.named, deal.hold,
            threshold,
        )  # fmt: skip
        if found is not None and self.shown == before:
            with self.more:
                ui.label(need_words(found, bool(deal.named))).props('data-testid="offers-needed-worth"')


def figures(now: str, bid: Bid | None) -> Element:
    """``21 % -> 32 %, +11 points``, large."""
    if bid is None:
        return e("p", e("b", now), e("span", " without any commitment", class_="aside"), class_="big")
    change = f" {points(bid.effect)} points"
    return e("p", now, " → ", e("b", percent(bid.chance)), e("span", change, class_="aside"), class_="big")


def payers_table(bid: Bid) -> Element:
    """What each actor loses or gains; payers first."""
    heads: list[Content] = ["", "its prospects", "would it go along?"]
    rows: list[list[Content]] = [
        [each.label, _gain(each), "yes" if each.goes_along else e("b", "no")] for each in bid.payers
    ]
    rows += [[each.label, _gain(each), e("span", "is not asked", class_="aside")] for each in bid.others]
    return plain_table(heads, rows, "What the package costs or gains each actor")


def _gain(each: Payer) -> str:
    said = number(round(each.gain, 3))
    return f"+{said}" if each.gain > 0 and said != "0" else said


def going_along(bid: Bid) -> str:
    """Who would go along, in a sentence."""
    refusing = [each.label for each in bid.payers if not each.goes_along]
    if not refusing:
        return "Every payer is at least as well off with it, and would go along."
    return f"{listed(refusing)} would lose by it, and would not go along unasked."


def spread_words(bid: Bid) -> list[str]:
    """The band of the effect, and in how many draws each payer goes along."""
    if bid.band is None:
        return ["stopped before there was anything to show"]
    cut = " (stopped early)" if bid.partial else ""
    low, high = bid.band
    said = (
        f"Over {bid.draws} draws of everything uncertain{cut} the change lies between {points(low)} and "
        f"{points(high)} points in the middle 80%."
    )
    shares = [f"{each.label} in {percent(each.share)}" for each in bid.payers if each.share is not None]
    return [said, f"Going along: {listed(shares)} of the preferences considered."]


def need_words(found: Need, with_package: bool) -> str:
    """What the target would need, in a sentence."""
    given = "With this package" if with_package else "Without any package"
    goal = f"for a chance of {percent(found.threshold)}"
    if found.extra is None:
        return f"{given} no extra worth for {found.target} is enough {goal}: something else stands in the way."
    if found.extra == 0:
        return f"{given} {found.target} needs nothing more {goal}."
    return (
        f"{given} {found.target} would need {number(found.extra)} units of worth more, while the outcome holds, {goal}."
    )
