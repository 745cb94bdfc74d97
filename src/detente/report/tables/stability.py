"""Where it rests: verdicts by scenario and reading, by state, actor and concept."""

from __future__ import annotations

from collections.abc import Sequence

from ...answer.outlook import Outlook, Resting
from ...answer.solve import Rest
from ...model import Model
from ..shown import Shown
from ..words import DASH, HEADS, listed, state_words
from .table import Cell, Column, Row, Table, group, table

ACCESS = {
    "today": "holds today",
    "improvements": "today leads there by improvements",
    "moves": "only against somebody's interest",
    "no": "cannot be got to from today",
    "unknown": DASH,
}


def stability_table(model: Model, rest: Rest, seen: Shown) -> Table:
    """One block per state: whether all rest there, then each actor, concept by concept."""
    concepts = rest.concepts
    columns = [
        Column("state and actor", wide=True),
        *(Column(HEADS[concept], "centre") for concept in concepts),
        Column("note"),
    ]
    rows: list[Row | Sequence[str | Cell]] = []
    for state in seen.states:
        marks = [_mark(bool(rest.verdicts.equilibria(concept)[state]), "E", DASH) for concept in concepts]
        today = "today" if state == rest.game.status_quo else ""
        rows.append(
            group(len(columns), f"{seen.label(state)} {state_words(rest.game.space.name(state))}", *marks, today)
        )
        rows += [_actor(model, rest, state, actor) for actor in range(len(rest.game.actors))]
    note = "E: equilibrium, stable for every actor. ✓: stable for this actor. –: not."
    absent = "; ".join(f"{HEADS[concept]}: {why}" for concept, why in rest.verdicts.absent)
    return table(
        "stability",
        "Stability by state, actor and solution concept",
        columns,
        rows,
        note,
        seen.said(),
        absent and f"{absent}.",
    )


def _actor(model: Model, rest: Rest, state: int, actor: int) -> Sequence[str]:
    found = rest.verdicts
    marks = [_mark(bool(found.stable(concept)[actor, state]), "✓", DASH) for concept in rest.concepts]
    stuck = "has no move" if found.cannot_move[actor, state] else ""
    calm = "" if found.improves[actor, state] else "no improvement"
    return model.actor(rest.game.actors[actor]).label, *marks, stuck or calm


def _mark(holds: bool, yes: str, no: str) -> str:
    return yes if holds else no


def outlook_table(model: Model, outlooks: Sequence[tuple[str, Outlook]]) -> Table:
    """``outlooks``: by the reading's label. In how many scenarios an outcome rests, and in how many today leads
    there."""
    several = any(len(found.worlds) > 1 for _, found in outlooks)
    columns = [Column("outcome", wide=True), *(Column(label, wide=not several) for label, _ in outlooks)]
    rows: list[Sequence[str]] = [
        (outcome.text or outcome.id, *(_cell(found, outcome.id) for _, found in outlooks)) for outcome in model.outcomes
    ]
    rows.append(("today is an equilibrium (SEQ)", *(_today(found) for _, found in outlooks)))
    note = (
        "In how many scenarios some state with the outcome is an equilibrium (SEQ); in brackets, in how many of "
        "them today leads to one by improvements alone. A verdict is not a probability."
    )
    return table("outlook", "Where the parties can rest", columns, rows, note if several else "")


def _cell(found: Outlook, outcome: str) -> str:
    rows = [row for each in found.worlds for row in each.outcomes if row.outcome == outcome]
    if len(rows) == 1:
        return _single(rows[0])
    resting = [row for row in rows if "seq" in row.concepts]
    leads = sum(row.access in ("today", "improvements") for row in resting)
    return f"{len(resting)} of {len(rows)} ({leads})"


def _single(row: Resting) -> str:
    if "seq" in row.concepts:
        said = ACCESS[row.access]
        return f"rests; {said}" if said != DASH else "rests"
    weaker = listed([HEADS[concept] for concept in row.concepts])
    return "does not rest under SEQ" + (f", only under {weaker}" if weaker else "")


def _today(found: Outlook) -> str:
    rests = sum("seq" in each.today_rests for each in found.worlds)
    if len(found.worlds) == 1:
        return "yes" if rests else "no"
    return f"{rests} of {len(found.worlds)}"


def scenarios_table(found: Outlook) -> Table:
    """Every scenario with its probability, its states and its equilibria under each concept."""
    concepts = [concept for concept, _ in found.worlds[0].equilibria]
    columns = (
        Column("scenario", wide=True),
        Column("probability", "right"),
        Column("states", "right"),
        *(Column(HEADS[concept], "right") for concept in concepts),
    )
    rows: list[Sequence[str | Cell]] = [
        (
            ", ".join(value if value not in ("yes", "no") else f"{name}: {value}" for name, value in each.scenario),
            Cell(f"{100 * each.chance:.1f} %", each.chance),
            Cell(f"{each.states:,}", float(each.states)),
            *(Cell(f"{count:,}", float(count)) for _, count in each.equilibria),
        )
        for each in found.worlds
    ]
    return table("scenarios", "Scenarios, with the number of equilibria under each concept", columns, rows)
