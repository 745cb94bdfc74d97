"""Sensitivity: where the spread of the chance comes from, and which numbers it hinges on."""

from __future__ import annotations

from collections.abc import Iterator

from ...forecast.hinges import Hinges
from ..figures import Figure
from ..figures.bars import bars
from ..gather import Findings, Missing
from ..tables.hinges import hinges_table, spread_table
from ..words import percent
from .section import Part, Section, Side, absent, say, section

FEW = 10
"""Numbers in the figure."""

TRUSTED = 0.5
"""Shares are shown where the stand-in explains at least this much of draws that it has not seen."""


def sensitivity_section(found: Findings) -> Section:
    title = "What it hinges on"
    return section("sensitivity", title, list(_spread(found)), list(_hinges(found)), short="Sensitivity")


def _spread(found: Findings) -> Iterator[Part]:
    if isinstance(found.forecasts, Missing):
        yield absent(f"No chances to vary: {found.forecasts.reason}")
        return
    first = found.forecasts[0][1].outcomes[0]
    if first.spread.variables:
        yield say(
            f"Of the spread of the chance of “{first.text or first.id}” over scenarios and draws, knowing the "
            f"scenario would remove {percent(first.spread.scenario)}."
        )
        yield spread_table(first.spread)


def _hinges(found: Findings) -> Iterator[Part]:
    answer = found.hinges
    if isinstance(answer, Missing):
        if not isinstance(found.forecasts, Missing):
            yield absent(f"No hinges: {answer.reason}")
        return
    yield say(_trust(answer))
    if answer.r2 is not None and answer.r2 < TRUSTED:
        return
    yield Side((_figure(answer),))
    yield hinges_table(found.model, answer)


def _trust(answer: Hinges) -> str:
    if answer.r2 is None:
        return "Shares come from runs of the model itself."
    said = (
        f"Shares of single numbers come from a polynomial fitted to {answer.draws} draws; it explains "
        f"{percent(max(answer.r2, 0.0))} "
        "of the spread of draws that it has not seen."
    )
    if answer.r2 < TRUSTED:
        return f"{said} That is too little to tell them apart: ask for more draws, or use detente hinges."
    return said


def _figure(answer: Hinges) -> Figure:
    rows = [(each.path.partition(".")[2], each.total) for each in answer.hinges[:FEW]]
    said = "; ".join(f"{name} {percent(share)}" for name, share in rows)
    return Figure(
        "hinges",
        "Share of the spread that hinges on each number (total-order Sobol index).",
        f"Shares of the spread: {said}.",
        bars(rows, "share"),
        True,
    )
