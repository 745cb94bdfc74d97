"""The first page: the question, and the answer in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator

from ...answer.outlook import Outlook
from ...forecast.judgement import Judgement
from ...forecast.record import Forecast
from ...model import Model
from ..elements import Element, e
from ..gather import Findings, Missing
from ..tables.claims import of_draws, result
from ..words import band, count, horizon, listed, percent, reading_words, sentence, today_words
from .crux import crux_sentence
from .offers import offer_sentence


def opening(found: Findings) -> Element:
    """Title, question, answer."""
    model = found.model
    answer = [_questions(found), [e("p", said) for said in answers(found)]]
    return e(
        "header",
        e("p", "Conflict analysis", class_="kicker"),
        e("h1", model.title),
        e("p", model.question, class_="question") if model.question else None,
        e("div", answer, class_="answer", role="group", aria_label="The answer"),
        e("p", _frame(found), class_="frameline"),
    )


def _questions(found: Findings) -> list[Element]:
    """Each leading question with the claims that settle it."""
    judged = [each for each in found.judgements.judgements if each.claim.answers]
    return [
        e(
            "div",
            e("p", question, class_="leading"),
            e("ul", [_settled(found.model, each) for each in judged if each.claim.answers == question]),
        )
        for question in dict.fromkeys(each.claim.answers for each in judged)
    ]


def _settled(model: Model, each: Judgement) -> Element:
    """``Fails: They bring Kim back to the table (in the reading of Seung-Whan Choi, in none of 8 draws).``"""
    said = SAYS.get(result(each), result(each))
    share = f"in {of_draws(each)}" if each.share is not None and each.draws > 1 else ""
    where = reading_words(model, each.claim.circumstances.reading)
    details = ", ".join(part for part in (where, share) if part)
    verdict = e("a", said, href=f"#claim-{each.claim.id}", class_="verdict")
    return e("li", verdict, f": {each.claim.says.rstrip('.')}" + (f" ({details})." if details else "."))


def answers(found: Findings) -> Iterator[str]:
    """The answer, from the likeliest outcome to what the claims came to."""
    if isinstance(found.forecasts, Missing):
        yield sentence(f"No chances are given: {found.forecasts.reason}")
    else:
        yield " ".join(_chances(found, found.forecasts))
    if not isinstance(found.crux, Missing):
        yield crux_sentence(found, found.crux)
    if not isinstance(found.offers, Missing) and found.offers.front:
        yield offer_sentence(found.model, found.offers)
    yield " ".join(_rests(found))
    if found.judgements.judgements:
        yield _claims(found)


def _chances(found: Findings, forecasts: tuple[tuple[str, Forecast], ...]) -> Iterator[str]:
    """The chance of the first outcome under each reading, against the floor and the base rate."""
    model = found.model
    first = model.outcomes[0]
    name = first.text or first.id
    told = [(found.label(reading), each[first.id]) for reading, each in forecasts]
    head, rest = told[0], told[1:]
    reached = head[1].reached
    spread = f" (80% band {band(reached.low[-1], reached.high[-1])})" if forecasts[0][1].draws > 1 else ""
    yield (
        f"“{sentence(name).rstrip('.')}”: the chance that this comes about within {horizon(model)} is "
        f"{percent(reached.last)}{spread}"
        + (f" in the {head[0]}" if rest else "")
        + "".join(f", {percent(each.reached.last)} in the reading of {label}" for label, each in rest)
        + "."
    )
    holding, floor = head[1].holding, reached.floor[-1]
    yield f"The chance that it holds on the last day is {percent(holding.last)}."
    rate = f"; the stated base rate is {percent(first.base_rate)}" if first.base_rate is not None else ""
    today = "it holds today" if head[1].today else "it does not hold today"
    yield (
        f"For comparison: {today}; if everybody moved at random, the chance would be {percent(floor)} that it comes "
        f"about, and {percent(holding.floor[-1])} that it holds on the last day{rate}."
    )
    if reached.last < floor + NOISE:
        yield "That it comes about at some time therefore says little by itself."


def _rests(found: Findings) -> Iterator[str]:
    if isinstance(found.outlooks, Missing):
        yield sentence(found.outlooks.reason)
        return
    base = found.outlooks[0][1]
    if found.model.status_quo is not None:
        yield _today(found.model, base)
    if not isinstance(found.rest, Missing):
        resting = int(found.rest.verdicts.equilibria("seq").sum())
        where = " in the likeliest scenario" if len(base.worlds) > 1 else ""
        yield f"The parties can rest (SEQ) in {resting:,} of {found.rest.game.size:,} feasible states{where}."


def _today(model: Model, base: Outlook) -> str:
    words = today_words(model)
    rests, worlds = sum("seq" in world.today_rests for world in base.worlds), len(base.worlds)
    often = (
        ""
        if worlds == 1
        else f" in all {worlds} scenarios"
        if rests == worlds
        else f" in {rests} of {worlds} scenarios"
    )
    verdict = f"a resting point{often}" if rests else "not a resting point"
    return f"Today, with {words}, is {verdict}." if words else f"Today is {verdict}."


def _claims(found: Findings) -> str:
    results = [result(each) for each in found.judgements.judgements]
    counts = {each: results.count(each) for each in WORDS if each in results}
    said = [f"{many} {WORDS[each][many > 1]}" for each, many in counts.items()]
    return f"Of {count(len(results), 'claim')}, {listed(said)}."


NOISE = 0.05
"""A chance that is not this much above that of random moves says little."""

SAYS = {"holds": "Holds", "vacuous": "Holds vacuously", "fails": "Fails", "undecided": "Undecided"}

WORDS = {
    "holds": ("holds", "hold"),
    "vacuous": ("holds vacuously", "hold vacuously"),
    "fails": ("fails", "fail"),
    "undecided": ("is undecided", "are undecided"),
    "cannot be asked": ("cannot be asked", "cannot be asked"),
    "needs the process of moves": ("needs the process of moves", "need the process of moves"),
}
"""What is said of one claim, and of several."""


def _frame(found: Findings) -> str:
    model = found.model
    date = f"As of {model.as_of}, looking {horizon(model)} ahead" if model.as_of else f"Looking {horizon(model)} ahead"
    size = f"{count(len(model.actors), 'actor')}, {count(len(model.options), 'option')}"
    if model.graph is not None:
        size = f"{count(len(model.actors), 'actor')}, {count(len(model.graph.states), 'listed state')}"
    return f"{date}; {size}. Model {found.stamp.fingerprint}, detente {found.stamp.detente}, seed {found.stamp.seed}."
