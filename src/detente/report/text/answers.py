"""The answers in plain sentences: how likely, and what became of the leading questions."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...forecast.hinges import Hinges
from ...forecast.judgement import Judgement
from ...forecast.record import Forecast
from ...model import Model
from ..overview import FEW_HINGES, Overview
from ..words import count
from .claims import figure, passages_behind
from .compare import crux_parts
from .forecast import band, by, leads
from .tables import heading, percent, sentence, simple

TELLING = 0.3
"""An emulator that explains less than this of unseen draws tells nothing about what matters."""

SAYS = {"holds": "HOLDS", "fails": "FAILS", "undecided": "UNDECIDED"}


def answer_parts(found: Overview) -> Iterator[RenderableType]:
    """The leading questions with the claims that settle them, then the chances under each reading."""
    for question, judgements in found.questions.items():
        yield heading(question)
        for each in judgements:
            yield from _answer(found.model, each)
    if found.forecasts:
        yield from _chances(found)
        yield from _turns(found)
    elif found.model.outcomes:
        yield sentence(f"No chances: {found.unforeseen}.")


def _answer(model: Model, each: Judgement) -> Iterator[RenderableType]:
    reading = each.claim.circumstances.reading
    under = f"in {_reading(model, reading)}'s reading" if reading else "between the readings" if model.readings else ""
    verdict = SAYS.get(each.outcome, each.outcome)
    yield sentence(f"{verdict} {under}: {each.claim.says}".replace(" :", ":"), 2)
    details = [figure(each.value)] if each.value else []
    if each.share is not None and each.draws > 1:
        kind = "draws" if each.claim.needs_process else "preferences considered"
        details.append(f"in {percent(each.share)} of the {kind}")
    if each.contradicts:
        details.append(f"against {_source(model, each.contradicts)}, who asserts it")
    if each.vacuous:
        details.append("vacuous: it holds without what it speaks about")
    behind = passages_behind(model, each.claim.because)
    yield sentence("; ".join([*details, behind]) + ".", 4)


def _reading(model: Model, reading: str) -> str:
    return next((each.name or each.id for each in model.readings if each.id == reading), reading)


def _source(model: Model, source: str) -> str:
    return next((each.author or each.id for each in model.sources if each.id == source), source)


def _draws(found: Overview) -> str:
    counts = [forecast.draws for _, forecast in found.forecasts]
    if len(set(counts)) == 1:
        return count(counts[0], "draw")
    return f"{count(counts[0], 'draw')} (base), {counts[1]} (readings)"


def _turns(found: Overview) -> Iterator[RenderableType]:
    """What the first outcome hinges on, and what divides the readings about it."""
    if found.hinges is not None:
        yield sentence(_hinges(found.hinges))
    if found.crux is not None:
        yield from crux_parts(found.model, found.crux)


def _hinges(found: Hinges) -> str:
    known = max(found.r2 or 0.0, 0.0)
    if known < TELLING:
        return (
            f"{found.draws} draws are too few to say what the chance of {found.figure} hinges on; "
            f"`detente hinges MODEL {found.figure}` takes more."
        )
    leading = [each for each in found.hinges[:FEW_HINGES] if each.total > 0]
    said = "; ".join(f"{each.text} ({percent(each.total)})" for each in leading)
    return (
        f"In the base model the chance of {found.figure} hinges most on: {said} (shares of its spread, from an "
        f"emulator that explains {percent(known)} of unseen draws; see `detente hinges`)."
    )


def _chances(found: Overview) -> Iterator[RenderableType]:
    base: Forecast = found.forecasts[0][1]
    yield heading(f"How likely {by(base)} (probabilities, from the process of moves)")
    yield from leads(base)
    names = [reading or "base" for reading, _ in found.forecasts] if len(found.forecasts) > 1 else ["chance"]
    rows: list[tuple[str, ...]] = [
        (
            each.id,
            *(band(forecast[each.id].reached) for _, forecast in found.forecasts),
            percent(each.reached.floor[-1]),
            percent(each.holding.last),
            "" if each.base_rate is None else percent(each.base_rate),
        )
        for each in base.outcomes
    ]
    last = len(names) + 3
    heads = ("reached", *names, "noise", "holding", "base rate")
    yield simple("Reached, in each reading" if len(names) > 1 else "In figures", heads, rows,
                 right=(last - 2, last - 1, last), whole=range(len(names) + 1), spare=(last,))  # fmt: skip
    yield sentence(
        f"Mean of {_draws(found)} and all scenarios, in brackets the middle 80 % of the draws. Noise: if everybody "
        "moved at random. Holding: at that date, base model."
    )
    unsettled = max(forecast.diagnostics.unsettled for _, forecast in found.forecasts)
    if unsettled:
        yield sentence(f"{percent(unsettled)} of the games did not converge; see `detente forecast`.")
