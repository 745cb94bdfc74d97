"""Where the parties can rest: in how many scenarios each outcome is part of an equilibrium. Verdicts, not chances."""

from __future__ import annotations

from collections.abc import Sequence

from ...answer.outlook import Outlook, Resting
from ...model import Model
from ..words import HEADS
from .table import Column, Table, table

ACCESS = {
    "today": "holds today",
    "improvements": "today leads there by improvements",
    "moves": "today leads there only by moves against somebody's interest",
    "no": "cannot be got to from today",
    "unknown": "",
}

SEVERAL = (
    "In how many scenarios some state with the outcome is an equilibrium (SEQ); in brackets, in how many of them today "
    "leads to one by improvements alone."
)
ONE = "Whether some state with the outcome is an equilibrium (SEQ), and how it can be got to from today."


def rests_table(model: Model, lines: Sequence[tuple[str, Outlook]]) -> Table:
    """A row for each outcome, a column for each reading by its label."""
    columns = (Column("outcome", wide=True), *(Column(label, wide=True) for label, _ in lines))
    rows = [
        (outcome.text or outcome.id, *(_cell(_found(each, outcome.id)) for _, each in lines))
        for outcome in model.outcomes
    ]
    several = any(len(each.worlds) > 1 for _, each in lines)
    note = f"{SEVERAL if several else ONE} A verdict, not a probability."
    return table("rests", "Where the parties can rest", columns, rows, note)


def _found(found: Outlook, outcome: str) -> list[Resting]:
    return [row for world in found.worlds for row in world.outcomes if row.outcome == outcome]


def _cell(rows: Sequence[Resting]) -> str:
    resting = [row for row in rows if "seq" in row.concepts]
    if len(rows) > 1:
        leads = sum(row.access in ("today", "improvements") for row in resting)
        return f"{len(resting)} of {len(rows)} ({leads})"
    if resting:
        return "; ".join(part for part in ("rests", ACCESS[resting[0].access]) if part)
    weaker = ", ".join(HEADS[concept] for row in rows for concept in row.concepts)
    return "does not rest" + (f"; only under {weaker}" if weaker else "")
