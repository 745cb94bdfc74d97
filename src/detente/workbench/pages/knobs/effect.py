"""What the turned knobs change: a headline, and before and after for each outcome and reading.

A quick estimate comes first (everything else at its middle), refined ones over draws follow while nobody turns.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from nicegui import ui

from ....errors import DetenteError
from ....model import Model
from ....report.elements import Element, e, render
from ....report.words import percent, points, sentence
from ...inquiry import Inquiry
from ...quick import Estimate
from ...sheet import Sheet
from ..answer.opening import until
from ..tags import tag

Pair = tuple[Estimate, Estimate]

BREATH = 0.15
"""Seconds without a turn after which the other readings are asked; while a slider is dragged they wait."""

REST = 0.5
"""Seconds without a turn after which the estimate is refined."""

SAME = 0.0005
"""Chances that differ by less are one number."""

REFINED = (8, 32)
"""Draws of the refined estimates, one after the other."""


@dataclass
class Effect:
    """``found``: by reading, the turn that it belongs to, and the estimates as written and with what is held."""

    sheet: Sheet
    asked: Inquiry
    found: dict[str, tuple[int, Pair]] = field(default_factory=dict)
    _number: int = 0
    _model: Model | None = None

    def build(self) -> None:
        """Make the place where it is shown."""
        with ui.column().classes("dt-effect w-full gap-2").props('role="status" aria-live="polite"'):
            self.headline = tag(ui.label("Working out the chances…").classes("dt-say dt-headline"), "knobs-headline")
            self.basis = tag(ui.label("").classes("aside"), "knobs-basis")

    def build_table(self) -> None:
        """Make the place for before and after."""
        self.table = tag(ui.html("", sanitize=False).classes("w-full"), "knobs-table")

    async def refresh(self) -> None:
        """Ask again after a change: this reading first, then the others, then more draws."""
        self._number += 1
        number, model = self._number, self.sheet.document.model
        if model is None:
            self.headline.set_text("The text is no model yet; the tab Model says why.")
            return
        if not model.outcomes:
            self.headline.set_text(
                "The model names no outcome, so no knob changes a chance. The tab Model can add outcomes."
            )
            return
        self.asked.look()
        if model is not self._model:
            self._model, self.found = model, {}
        settings = dict(self.sheet.document.settings)
        for reading in self._readings(model):
            if not await self._quick(number, reading, settings):
                return
            if reading == self._first:
                await asyncio.sleep(BREATH)
                if number != self._number:
                    return
        await asyncio.sleep(REST)
        for draws in REFINED:
            for reading in self._readings(model):
                if not await self._refine(number, reading, settings, draws):
                    return

    def _readings(self, model: Model) -> list[str]:
        """The one that is looked at first."""
        names = ["", *(each.id for each in model.readings)]
        first = self.sheet.reading if self.sheet.reading in names else ""
        return sorted(names, key=lambda name: name != first)

    async def _quick(self, number: int, reading: str, settings: Mapping[str, float]) -> bool:
        """Show a quick estimate; whether nothing was turned in the meantime. One that comes late for the reading looked
        at is shown all the same: while a slider is dragged, that is how it moves."""
        parcel = self.asked.parcel_of(self._model) if self._model else None
        pair = await self.sheet.ask("estimate", parcel, reading, settings, 0, slot=f"knobs-{id(self)}")
        if pair is not None and (number == self._number or reading == self._first):
            self._show(number, reading, pair)
        return number == self._number

    async def _refine(self, number: int, reading: str, settings: Mapping[str, float], draws: int) -> bool:
        if number != self._number or self._model is None:
            return False
        try:
            job = self.sheet.desk.start("estimate", self.asked.parcel_of(self._model), reading, settings, draws)
        except DetenteError as error:
            self._stays_quick(str(error))
            return False
        while not job.is_over:
            await job.wait(0.05)
            if number != self._number:
                job.cancel()
                return False
        if number != self._number:
            return False
        if job.status == "done":
            self._show(number, reading, job.answer)
        else:
            self._stays_quick(job.error)
        return job.status == "done"

    def _stays_quick(self, reason: str) -> None:
        self.basis.set_text(f"{self.basis.text} No more draws: {reason.removesuffix('.')}.")

    @property
    def _first(self) -> str:
        return self._readings(self._model)[0] if self._model else ""

    def _show(self, number: int, reading: str, pair: Pair) -> None:
        model = self._model
        if model is None:
            return
        self.found[reading] = number, pair
        if reading == self._first:
            before, after = pair
            self.headline.props(f"data-turn={number}").set_text(headline(model, before, after))
            self.basis.set_text(basis(after))
        self.table.set_content(render(self._rows(model)))

    def _rows(self, model: Model) -> Element:
        labels = {"": "base model" if model.readings else "chance"}
        labels |= {each.id: each.name or each.id for each in model.readings}
        names = [name for name in labels if name in self.found]
        heads = [
            e("th", labels[name], e("br"), e("span", short_basis(self.found[name][1][1]), class_="soft"), scope="col")
            for name in names
        ]
        newest = max(number for number, _ in self.found.values())
        rows = [
            e(
                "tr",
                e("th", outcome.text or outcome.id, scope="row", class_="wide"),
                [_cell(*self.found[name][1], outcome.id, self.found[name][0] < newest) for name in names],
            )
            for outcome in model.outcomes
        ]
        said = f"Chance that each comes about {until(model)}: as written, and with the knobs as they are"
        head = e("thead", e("tr", e("th", "outcome", scope="col"), heads))
        table = e("table", head, e("tbody", rows), class_="plain", aria_label=said)
        return e("div", e("p", said), e("div", table, class_="scroll", tabindex="0"))


def _cell(before: Estimate, after: Estimate, outcome: str, is_old: bool) -> Element:
    return e("td", change(before[outcome].mean[-1], after[outcome].mean[-1]), class_="quiet" if is_old else None)


def change(before: float, after: float) -> str:
    """``31 % → 38 % (+7)``; one number where nothing changes."""
    if abs(after - before) < SAME:
        return percent(after)
    return f"{percent(before)} → {percent(after)} ({points(after - before)})"


def headline(model: Model, before: Estimate, after: Estimate) -> str:
    """The first outcome, as written and with what is held."""
    first = model.outcomes[0]
    one, other = before[first.id].mean[-1], after[first.id].mean[-1]
    said = f"“{sentence(first.text or first.id).rstrip('.')}” {until(model)}:"
    floor = f"if all moved at random {percent(after[first.id].floor[-1])}"
    if abs(other - one) < SAME:
        return f"{said} {percent(other)}; {floor}."
    more = points(other - one)
    noun = "point" if more in ("+1", "−1") else "points"
    both = f"{percent(one)} as written, {percent(other)} with the knobs as they are ({more} {noun})"
    return f"{said} {both}; {floor}."


def basis(found: Estimate) -> str:
    """From what the headline comes."""
    if not found.draws:
        return (
            "Quick estimate: a probability with everything that is not turned at its middle; means over draws follow."
        )
    return (
        f"Probability: mean over {found.draws} draws of everything that is not turned, the same draws before and after."
    )


def short_basis(found: Estimate) -> str:
    return f"{found.draws} draws" if found.draws else "quick"
