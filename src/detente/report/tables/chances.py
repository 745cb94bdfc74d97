"""How likely each outcome is, by reading and by scenario."""

from __future__ import annotations

from collections.abc import Sequence

from ...forecast.record import Forecast
from ..words import DASH, band, percent
from .table import Cell, Column, Row, Table, group, share, table

Lines = Sequence[tuple[str, Forecast]]


def chances_table(lines: Lines, horizon: str) -> Table:
    """At the horizon, for each outcome and reading: the four measures, each with its noise floor."""
    columns = (
        Column("outcome and reading", wide=True),
        Column("reached", "right"),
        Column("80% band", "right"),
        Column("if at random", "right"),
        Column("holding", "right"),
        Column("if at random", "right"),
        Column("in place", "right"),
        Column("if at random", "right"),
        Column("lasting", "right"),
    )
    rows: list[Row | Sequence[str | Cell]] = []
    for first in lines[0][1].outcomes:
        rate = "" if first.base_rate is None else f"; stated base rate {percent(first.base_rate)}"
        today = "; holds today" if first.today else ""
        rows.append(group(len(columns), f"{first.text or first.id}{rate}{today}"))
        rows += [_row(label, forecast, first.id) for label, forecast in lines]
    notes = (
        "Reached: entered by then, were it for a day. Holding: holds on that date. In place: share of the time "
        "until then. Lasting: share of the time after it was first reached. If at random: the same if everybody "
        "moved at random."
    )
    return table("chances", f"Chance of each outcome within {horizon}", columns, rows, notes)


def _row(label: str, forecast: Forecast, outcome: str) -> Sequence[str | Cell]:
    curves = forecast[outcome].curves
    reached, holding, place = curves["reached"], curves["holding"], curves["in_place"]
    return (
        label,
        share(reached.last),
        band(reached.low[-1], reached.high[-1]),
        share(reached.floor[-1]),
        share(holding.last),
        share(holding.floor[-1]),
        share(place.last),
        share(place.floor[-1]),
        share(curves["lasting"].last),
    )


def dates_table(lines: Lines, outcome: str) -> Table:
    """The curve of one outcome in numbers: mean and band at a few dates."""
    forecast = lines[0][1]
    places = _few(len(forecast.dates))
    columns = (Column("by"), *(Column(label, "right") for label, _ in lines), Column("at random", "right"))
    rows: list[Sequence[str | Cell]] = []
    for place in places:
        when = forecast.days[place] if forecast.days else f"{12 * forecast.dates[place]:.0f} months"
        cells = [_said(each, outcome, place) for _, each in lines]
        rows.append((when, *cells, share(forecast[outcome].reached.floor[place])))
    text = forecast[outcome].text or outcome
    return table(
        f"dates-{_plain(outcome)}",
        f"Chance that “{text}” is reached, by date",
        columns,
        rows,
        "In brackets: middle 80% of the draws.",
    )


def _said(forecast: Forecast, outcome: str, place: int) -> Cell:
    curve = forecast[outcome].reached
    return Cell(f"{percent(curve.mean[place])} ({band(curve.low[place], curve.high[place])})", curve.mean[place])


def _few(size: int) -> list[int]:
    step = max(round((size - 1) / 6), 1)
    return sorted({*range(step, size - 1, step), size - 1})


def worlds_table(lines: Lines, outcome: str) -> Table:
    """One outcome by scenario: the chance that it is reached, under each reading."""
    parts = [{part.world: part for part in forecast[outcome].parts} for _, forecast in lines]
    columns = (
        Column("scenario", wide=True),
        Column("probability", "right"),
        *(Column(label, "right") for label, _ in lines),
    )
    rows: list[Sequence[str | Cell]] = []
    for world, part in sorted(parts[0].items(), key=lambda item: -item[1].probability):
        chances = [share(each[world].curves["reached"].last) if world in each else DASH for each in parts]
        rows.append((_varying(world, [*parts[0]]), Cell(f"{100 * part.probability:.1f} %", part.probability), *chances))
    text = lines[0][1][outcome].text or outcome
    return table(f"worlds-{_plain(outcome)}", f"Chance that “{text}” is reached, by scenario", columns, rows)


def _varying(world: tuple[tuple[str, str], ...], worlds: Sequence[tuple[tuple[str, str], ...]]) -> str:
    """The values of the variables that differ between the scenarios."""
    said = [
        f"{name}: {value}" for place, (name, value) in enumerate(world) if len({each[place] for each in worlds}) > 1
    ]
    return ", ".join(said) or "the only scenario"


def _plain(name: str) -> str:
    return "".join(each if each.isascii() and each.isalnum() else "-" for each in name)[:60]
