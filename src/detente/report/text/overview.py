"""One model on one or two screens of a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...answer.outlook import Outlook, Resting
from ...model import Model
from ..overview import Overview
from ..words import count
from .answers import answer_parts
from .claims import board_parts
from .coverage import coverage_parts
from .stability import HEADS
from .states import scenario_words
from .tables import heading, sentence, simple, state


def overview_parts(found: Overview) -> Iterator[RenderableType]:
    """Question, today, where it can rest under each reading, claims, and what rests on nothing."""
    model = found.model
    yield heading(model.title)
    if model.question:
        yield sentence(model.question)
    yield sentence(_frame(model, found))
    if found.stamp.partial:
        yield sentence("PARTIAL: stopped early; what is missing below was not worked out.")
    if not model.outcomes:
        yield from _named(found.outlooks[0][1])
    yield from answer_parts(found)
    yield from _today(model, found.outlooks[0][1])
    yield from _rests(model, found)
    yield from _readings(model)
    if found.judgements.judgements:
        yield from board_parts(model, found.judgements)
    yield from coverage_parts(model, found.coverage)


def _frame(model: Model, found: Overview) -> str:
    months = round(model.horizon * 12)
    date = f"as of {model.as_of}, looking {months} months ahead; " if model.as_of else ""
    size = f"{len(model.actors)} actors, {len(model.options)} options"
    return f"({date}{size}; model {found.stamp.fingerprint}, detente {found.stamp.detente})"


def _today(model: Model, base: Outlook) -> Iterator[RenderableType]:
    yield heading("Today")
    if model.status_quo is None:
        yield sentence("The model gives no status quo.")
        return
    first = {option.id: option.choices[0] for option in model.options}
    taken = [(name, value) for name, value in model.status_quo if value != first.get(name)]
    said = [name if value == "yes" else f"{name} = {value}" for name, value in taken]
    yield sentence(", ".join(said) or "nothing is taken up")
    rests, whole = sum("seq" in world.today_rests for world in base.worlds), len(base.worlds)
    where = "" if whole == 1 else f" in {rests} of {whole} scenarios" if rests else f" in any of the {whole} scenarios"
    yield sentence(f"Today is {'' if rests else 'not '}an equilibrium (SEQ){where}.")


def _named(base: Outlook) -> Iterator[RenderableType]:
    """Where the parties can rest, by name: the answer of a model that names no outcome."""
    world = base.worlds[0]
    where = f" when {scenario_words(world.scenario)}, the likeliest scenario" if len(base.worlds) > 1 else ""
    whole = dict(world.equilibria)["seq"]
    if not whole:
        yield heading(f"The parties can rest nowhere (SEQ){where}")
        return
    yield heading(f"The parties can rest in {count(whole, 'state')} of {world.states:,} (SEQ){where}")
    for name in world.resting:
        yield sentence(state(name), 2)
    if whole > len(world.resting):
        yield sentence(f"... and {whole - len(world.resting):,} more; `detente stability` lists them", 2)


def _rests(model: Model, found: Overview) -> Iterator[RenderableType]:
    yield heading("Where the parties can rest (verdicts, not probabilities)")
    if not model.outcomes:
        counts = [(HEADS[concept], str(count)) for concept, count in found.outlooks[0][1].worlds[0].equilibria]
        yield simple("", ("concept", "equilibria"), counts, right=(1,))
        if len(found.outlooks[0][1].worlds) > 1:
            yield sentence("In the likeliest scenario; `detente stability --given` asks others.")
        return
    readings = [reading or "base" for reading, _ in found.outlooks] if len(found.outlooks) > 1 else ["verdict"]
    rows: list[tuple[str, ...]] = [
        (outcome.id, *(_cell(_all(each, outcome.id)) for _, each in found.outlooks)) for outcome in model.outcomes
    ]
    yield simple("", ("outcome", *readings), rows)
    if len(found.outlooks[0][1].worlds) > 1:
        yield sentence(
            "In how many scenarios some state with the outcome is an equilibrium (SEQ); in brackets, in how many of "
            "them today leads to one by improvements alone. Elsewhere somebody must first move against its interest."
        )


def _all(found: Outlook, outcome: str) -> list[Resting]:
    """What is said of one outcome in each scenario."""
    return [row for world in found.worlds for row in world.outcomes if row.outcome == outcome]


def _cell(rows: list[Resting]) -> str:
    resting = [row for row in rows if "seq" in row.concepts]
    leads = [row for row in resting if row.access in ("today", "improvements")]
    if len(rows) == 1:
        return _single(rows[0])
    return f"{len(resting)} of {len(rows)} ({len(leads)})"


def _single(row: Resting) -> str:
    ways = {
        "today": "rests, and holds today",
        "improvements": "rests; today leads there by improvements",
        "moves": "rests; today leads there only by moves against somebody's interest",
        "no": "rests; cannot be got to from today",
        "unknown": "rests",
    }
    if "seq" in row.concepts:
        return ways[row.access]
    weaker = ", ".join(HEADS[concept] for concept in row.concepts)
    return "does not rest under SEQ" + (f"; only under {weaker}" if weaker else "")


def _readings(model: Model) -> Iterator[RenderableType]:
    if not model.readings:
        return
    yield heading("Readings")
    rows = [(each.name or each.id, each.says, str(len(each.changes))) for each in model.readings]
    yield simple("", ("reading", "says", "assumptions changed"), rows, right=(2,), spare=(1,))
