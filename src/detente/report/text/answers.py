"""The answers in plain sentences: how likely, and what became of the leading questions."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...forecast.judgement import Judgement
from ...forecast.record import Forecast
from ...model import Model
from ..overview import FEW_HINGES, Overview
from .claims import figure, passages_behind
from .compare import crux_parts
from .forecast import band, when
from .tables import heading, percent, sentence, simple

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
        details.append(f"this contradicts {_source(model, each.contradicts)}")
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
        return f"{counts[0]} draws"
    return f"{counts[0]} draws (base), {counts[1]} (readings)"


def _turns(found: Overview) -> Iterator[RenderableType]:
    """What the first outcome hinges on, and what divides the readings about it."""
    if found.hinges is not None:
        leading = [each for each in found.hinges.hinges[:FEW_HINGES] if each.total > 0]
        said = "; ".join(f"{each.text} ({percent(each.total)})" for each in leading)
        rough = f", from an emulator that explains {percent(max(found.hinges.r2 or 0.0, 0.0))} of unseen draws"
        yield sentence(f"In the base model the chance of {found.hinges.figure} hinges most on: {said} (shares of its "
                       f"spread{rough}; see `detente hinges`).")  # fmt: skip
    if found.crux is not None:
        yield from crux_parts(found.model, found.crux)


def _chances(found: Overview) -> Iterator[RenderableType]:
    base: Forecast = found.forecasts[0][1]
    yield heading(f"How likely by {when(base, len(base.dates) - 1)} (probabilities, from the process of moves)")
    names = [reading or "base" for reading, _ in found.forecasts]
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
    right = tuple(range(len(names) + 1, len(names) + 4))
    yield simple(
        "",
        ("reached", *names, "noise", "holding", "base rate"),
        rows,
        right=right,
        whole=tuple(range(len(names) + 1)),
    )
    yield sentence(
        f"Mean of {_draws(found)} and all scenarios, in brackets the middle 80 % of the draws. Noise: if everybody "
        "moved at random; a chance that is not well above it says little. Holding: at that date, base model."
    )
    unsettled = max(forecast.diagnostics.unsettled for _, forecast in found.forecasts)
    if unsettled:
        yield sentence(f"{percent(unsettled)} of the games did not converge; see `detente forecast`.")
