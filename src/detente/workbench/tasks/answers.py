"""What the tabs Answer and Knobs ask: chances, verdicts, claims and hinges, each as sentences and plain numbers.

Sentences are those of the report. What comes back needs no library of arithmetic to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..quick import Estimate, Line, Parcel, bench, unpack
from ..told import Chances, ClaimTold, Hinge, Told
from ..worker import Tell

if TYPE_CHECKING:
    from ...forecast.judgement import Judgement
    from ...forecast.record import Forecast
    from ...model import Model
    from ...report.gather import Findings

Pair = tuple[Estimate, Estimate]

POLITE = 10
"""How nice a process is that does long work."""


def step_back() -> None:
    """Let short work of other processes go first (where the system knows of that)."""
    import os

    if hasattr(os, "nice"):
        os.nice(max(0, POLITE - os.nice(0)))


def estimate(_: Tell, parcel: Parcel, reading: str, numbers: Mapping[str, float], draws: int) -> Pair:
    """The chances in one reading as it is written, and with ``numbers`` held: see :mod:`detente.workbench.quick`."""
    if draws:
        step_back()
    found = bench(parcel, reading)
    return found.estimate({}, draws), found.estimate(numbers, draws)


def chances(tell: Tell, parcel: Parcel, draws: int, base_alone: bool = False) -> Chances:
    """The chances in every reading, from at most so many draws and at most as many as ``detente run`` takes."""
    from ...forecast.predict import predict
    from ...report.overview import most
    from ...report.page.opening import answers
    from ...report.tables.chances import chances_table, worlds_table
    from ...report.words import horizon

    model = unpack(parcel)
    variants, found = tuple(model.variants())[: 1 if base_alone else None], []
    for place, (reading, variant) in enumerate(variants):

        def part(done: int, whole: int, place: int = place) -> None:
            tell(round(100 * (place + done / max(whole, 1))), 100 * len(variants))

        found.append((reading, predict(variant, draws=min(draws, most(reading)), progress=part)))
        if found[-1][1].stamp.partial:
            break
    said = _findings(model, forecasts=tuple(found))
    lines = [(said.label(reading), forecast) for reading, forecast in found]
    first = model.outcomes[0].id
    return Chances(
        next(iter(answers(said))),
        tuple((reading, said.label(reading), _plain(forecast)) for reading, forecast in found),
        chances_table(lines, horizon(model)),
        worlds_table(lines, first) if len(lines[0][1][first].parts) > 1 else None,
        any(forecast.stamp.partial for _, forecast in found) or len(found) < len(variants),
    )


def resting_places(_: Tell, parcel: Parcel) -> Told:
    """Where the parties can rest, in every reading: verdicts, no probabilities."""
    from ...answer.outlook import outlook
    from ...report.page.opening import answers
    from ...report.tables.rests import rests_table

    model = unpack(parcel)
    found = tuple((reading, outlook(variant)) for reading, variant in model.variants())
    said = _findings(model, outlooks=found)
    lines = [(said.label(reading), each) for reading, each in found]
    return Told(tuple(answers(said))[1:2], rests_table(model, lines) if model.outcomes else None)


def claims(tell: Tell, parcel: Parcel, draws: int, process_draws: int) -> tuple[ClaimTold, ...]:
    """What became of each claim."""
    from ...forecast.judge import judge

    step_back()
    model = unpack(parcel)
    found = judge(model, draws, process_draws=process_draws, progress=tell)
    return tuple(_claim(model, each) for each in found.judgements)


def turning(tell: Tell, parcel: Parcel, target: str, draws: int, turns: int) -> tuple[tuple[Hinge, ...], str]:
    """What an outcome's chance, or a claim, hinges on, and how far to trust it."""
    from ...forecast.hinges import hinges
    from ...report.text.hinges import method_words

    step_back()
    model = unpack(parcel)
    found = hinges(model, target, draws=draws, turns=turns, progress=tell)
    listed = (
        Hinge(
            each.path,
            _said(model, each.path, each.text),
            each.because,
            each.total,
            each.low,
            each.high,
            each.turns,
            each.flip,
        )
        for each in found.hinges
        if each.total > 0
    )
    return tuple(listed), method_words(found)


def _said(model: Model, path: str, text: str) -> str:
    """What an assumption says; the numbers behind an order have no words of their own."""
    head, _, gap = path.rpartition(".gap-")
    if not head:
        return text
    return f"{model.actor(head.partition('.')[2]).label}: how far apart places {int(gap) + 1} and {int(gap) + 2} are"


def crux(tell: Tell, parcel: Parcel) -> Told:
    """What divides the first two readings about the first outcome."""
    from ...forecast.compare import compare
    from ...report.page.crux import crux_sentence
    from ...report.tables.crux import crux_table

    step_back()
    model = unpack(parcel)
    found = compare(model, model.outcomes[0].id, draws=1, progress=tell).cruxes[0]
    said = _findings(model)
    table = crux_table(model, found, (said.label(found.one), said.label(found.other))) if found.swaps else None
    return Told((crux_sentence(said, found),), table)


def _findings(model: Model, **known: Any) -> Findings:
    """A report's findings of which most are missing, so that its sentences can be used."""
    from dataclasses import fields

    from ...answer.coverage import coverage
    from ...answer.record import stamp
    from ...forecast.judgement import Judgements
    from ...report.gather import Findings, Missing

    about, missing = stamp(model), Missing("not asked yet")
    plain: dict[str, Any] = {
        "stamp": about,
        "model": model,
        "draws": 0,
        "judgements": Judgements(about, ()),
        "coverage": coverage(model),
        "counts": (),
        "shown": None,
    }
    rest = {each.name: missing for each in fields(Findings) if each.name not in plain}
    return Findings(**{**plain, **rest, **known})


def _plain(found: Forecast) -> Estimate:
    """A forecast as plain numbers."""
    lines = (
        Line(
            each.id,
            each.reached.mean,
            each.reached.low,
            each.reached.high,
            each.reached.floor,
            each.holding.last,
            each.holding.floor[-1],
            each.in_place.last,
        )
        for each in found.outcomes
    )
    return Estimate(found.draws, found.dates, found.days, tuple(lines), found.diagnostics.unsettled)


def _claim(model: Model, each: Judgement) -> ClaimTold:
    from ...report.elements import text_of
    from ...report.page.claims import ASKED, MARKS, details
    from ...report.tables.claims import of_draws, result
    from ...report.tests_said import test_words
    from ...report.words import passages, reading_words

    claim = each.claim
    pairs = [("test", test_words(model.reading(claim.circumstances.reading), claim.test))]
    pairs += [(term, text_of(said)) for term, said in details(model, each) if term not in ("claim", "rests on")]
    share = of_draws(each) if each.share is not None and each.draws > 1 else ""
    by = next((one.author or one.id for one in model.sources if one.id == claim.claimed_by), claim.claimed_by)
    where = reading_words(model, claim.circumstances.reading)
    behind = passages(model, claim.because)
    said = result(each)
    mark, kind = MARKS.get(said, ASKED)
    about = claim.id, claim.says, by, claim.answers, said, mark, kind, claim.needs_process
    return ClaimTold(*about, share, each.draws, where, behind, tuple(pairs), claim.because)
