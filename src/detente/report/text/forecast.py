"""Chances by date, with band, noise floor and baselines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from rich.console import RenderableType

from ...forecast.record import Curve, Forecast, OutcomeForecast, Path
from ..words import count
from .chances import lead
from .states import scenario_words
from .tables import banded, heading, percent, sentence, simple, state

COLUMNS = 5
"""Dates that a table shows."""

RARE = 0.05
"""A path that makes up less than this share of play is not shown."""

FAINT = 0.1
"""Below this effective precision, choices hardly differ from random ones."""


def forecast_parts(found: Forecast) -> Iterator[RenderableType]:
    """Every outcome at the horizon; then, one by one, over time, by scenario, and the likeliest path."""
    if found.stamp.partial:
        yield sentence(f"PARTIAL: stopped after {found.draws} of {found.stamp.settings['draws']} draws.")
    yield heading(f"How likely {by(found)} (probabilities, from the process of moves)")
    yield from leads(found)
    yield heading("In figures")
    yield summary(found)
    rate = " Base rate: as stated." if any(each.base_rate is not None for each in found.outcomes) else ""
    yield sentence(
        "Mean over scenarios and draws; in brackets the middle 80 % of the draws. Noise: the chance of getting there "
        f"if everybody moved at random. Holding: at that date. In place: share of the whole time.{rate}"
    )
    for outcome in found.outcomes:
        yield from _outcome(found, outcome)
    yield from _trust(found)


def leads(found: Forecast) -> Iterator[RenderableType]:
    """A sentence on each outcome: how likely, and whether that is more than random moves would bring."""
    for outcome in found.outcomes:
        yield sentence(lead(outcome, by(found), then(found)), 2)


def summary(found: Forecast) -> RenderableType:
    rows = [
        (
            outcome.id,
            band(outcome.reached),
            percent(outcome.reached.floor[-1]),
            percent(outcome.holding.last),
            percent(outcome.in_place.last),
            "" if outcome.base_rate is None else percent(outcome.base_rate),
            "holds" if outcome.today else "",
        )
        for outcome in found.outcomes
    ]
    heads = ("outcome", "reached", "noise", "holding", "in place", "base rate", "today")
    return simple("", heads, rows, right=(2, 3, 4, 5), whole=(1,), spare=(5, 6))


def band(curve: Curve, place: int = -1) -> str:
    """The mean and the band of a curve at one date."""
    return "-" if isnan(curve.mean[place]) else banded(curve.mean[place], curve.low[place], curve.high[place])


def when(found: Forecast, place: int) -> str:
    """The date of a column: a day where the model is dated, else months from today."""
    return found.days[place] if found.days else f"{found.dates[place] * 12:.0f} months"


def by(found: Forecast) -> str:
    """``by 2027-01-20``, ``within 24 months``."""
    last = len(found.dates) - 1
    return f"by {found.days[last]}" if found.days else f"within {when(found, last)}"


def then(found: Forecast) -> str:
    """``on 2027-01-20``, ``after 24 months``."""
    last = len(found.dates) - 1
    return f"on {found.days[last]}" if found.days else f"after {when(found, last)}"


def _outcome(found: Forecast, outcome: OutcomeForecast) -> Iterator[RenderableType]:
    yield heading(f"{outcome.id}" + (f": {outcome.text}" if outcome.text else ""))
    places = _places(len(found.dates))
    curves = [("reached by", outcome.reached), ("holding at", outcome.holding), ("in place by", outcome.in_place)]
    rows = [(name, *(percent(curve.mean[place]) for place in places)) for name, curve in curves]
    rows.append(("noise (reached)", *(percent(outcome.reached.floor[place]) for place in places)))
    right = tuple(range(1, len(places) + 1))
    yield simple("", ("", *(when(found, place) for place in places)), rows, right=right)
    if len(outcome.parts) > 1:
        yield _scenarios(outcome)
        yield from _spread(outcome)
    if outcome.path and outcome.path.steps:
        yield from _path(outcome.path)


def _places(count: int) -> list[int]:
    """A few places of a grid, the last among them."""
    return sorted({round((count - 1) * share / COLUMNS) for share in range(1, COLUMNS + 1)})


def _scenarios(outcome: OutcomeForecast) -> RenderableType:
    varying = [
        name for name, _ in outcome.parts[0].world if len({dict(part.world)[name] for part in outcome.parts}) > 1
    ]
    parts = sorted(outcome.parts, key=lambda part: -part.probability)
    rows = [
        (
            ", ".join(dict(part.world)[name] for name in varying),
            percent(part.probability),
            percent(part.curves["reached"].last),
            percent(part.curves["reached"].floor[-1]),
            percent(part.curves["holding"].last),
        )
        for part in parts
    ]
    heads = (", ".join(varying), "its chance", "reached", "noise", "holding")
    return simple("", heads, rows, right=(1, 2, 3, 4))


def _spread(outcome: OutcomeForecast) -> Iterator[RenderableType]:
    if outcome.spread.variance <= 0:
        return
    shares = sorted(outcome.spread.variables, key=lambda pair: -pair[1])
    named = [f"{name} {percent(share)}" for name, share in shares if share >= 0.005]
    overlap = "; these may overlap" if len(named) > 1 else ""
    by_name = f" ({', '.join(named)}{overlap})" if named else ""
    yield sentence(
        f"Of the spread {percent(outcome.spread.scenario)} is due to the scenario{by_name}, "
        f"{percent(outcome.spread.numbers)} to the uncertain numbers."
    )


def _path(path: Path) -> Iterator[RenderableType]:
    where = f" when {scenario_words(path.world)}" if path.world else ""
    if path.probability < RARE:
        yield sentence(f"There are many ways there{where}: no single one makes up {percent(RARE)} of all play.")
        return
    moves = "first move is this one" if len(path.steps) == 1 else f"first {len(path.steps)} moves are these"
    yield sentence(f"The path most taken{where}. Of all play from today, in {percent(path.probability)} the {moves}:")
    rows = [(step.actor, _change(step.before, step.after), percent(step.chance)) for step in path.steps]
    yield simple("", ("mover", "change", "chance of this move"), rows, right=(2,))


def _change(before: str, after: str) -> str:
    old, new = (set(name.split("+")) - {"nothing"} for name in (before, after))
    gained = [part for part in after.split("+") if part in new - old]
    lost = [f"not {part}" for part in before.split("+") if part in old - new and "=" not in part]
    return state("+".join([*gained, *lost])) or "nothing"


def _trust(found: Forecast) -> Iterator[RenderableType]:
    diagnostics = found.diagnostics
    solved = "all of them converged"
    if diagnostics.unsettled:
        solved = f"{percent(diagnostics.unsettled)} did NOT converge (worst residual {diagnostics.residual:.1e})"
    several = "none had a second equilibrium"
    if diagnostics.several:
        several = f"{diagnostics.several} had more than one equilibrium (largest difference {diagnostics.apart:.2f})"
    yield heading("How far to trust the arithmetic")
    yield sentence(
        f"{count(found.draws, 'draw')}, seed {found.stamp.seed}, {count(diagnostics.games, 'game')} solved: {solved}; "
        f"of {diagnostics.checked} looked at from several starts {several}."
    )
    if all(value < FAINT for _, value in diagnostics.precision):
        yield sentence(
            "Everybody's effective precision is so low that play is close to random: raise `precision`, or shorten "
            "`foresight`, if the actors know what they do."
        )
    precision = ", ".join(f"{actor} {value:.2f}" for actor, value in diagnostics.precision)
    yield sentence(f"Effective precision per unit of worth: {precision}. Model {found.stamp.fingerprint}.")
