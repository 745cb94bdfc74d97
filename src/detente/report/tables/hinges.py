"""What a chance hinges on: each uncertain number's share in its spread, and where the answer turns."""

from __future__ import annotations

from collections.abc import Sequence

from ...forecast.hinges import Hinge, Hinges
from ...forecast.record import Spread
from ...model import Model
from ..words import DASH, number, passages
from .table import Cell, Column, Table, share, table

SMALL = 0.005
"""Variables with a smaller share are not listed."""

FEW = 15
"""Numbers that are shown."""


def hinges_table(model: Model, found: Hinges) -> Table:
    """The numbers with the largest shares."""
    columns = (
        Column("assumption"),
        Column("what it says", wide=True),
        Column("total", "right"),
        Column("alone", "right"),
        Column("range", "right"),
        Column("turns at", "right"),
        Column("passages"),
    )
    rows: list[Sequence[str | Cell]] = [
        (
            each.path.partition(".")[2],
            each.text,
            share(each.total),
            share(each.first),
            f"{number(each.low)} to {number(each.high)}",
            _turn(each),
            passages(model, each.because),
        )
        for each in found.hinges[:FEW]
    ]
    outcome = next((each.text or each.id for each in model.outcomes if each.id == found.figure), found.figure)
    note = (
        "Total: share of the spread that stays while all other numbers are known (total-order Sobol index). Alone: "
        "share that knowing this number removes. Turns at: the value at which the figure crosses its threshold "
        f"({found.threshold}), all others at their middles; –: not within the range; blank: not looked at."
    )
    return table("hinges", f"What the chance of “{outcome}” hinges on", columns, rows, note)


def _turn(each: Hinge) -> str:
    if each.turns is None:
        return ""
    return number(each.flip) if each.turns and each.flip is not None else DASH


def spread_table(spread: Spread) -> Table:
    """How much of the spread knowing the scenario, or one variable of it, would remove."""
    rows: list[Sequence[str | Cell]] = [("the scenario as a whole", share(spread.scenario))]
    rows += [
        (f"{name} alone", share(part))
        for name, part in sorted(spread.variables, key=lambda pair: -pair[1])
        if part >= SMALL
    ]
    rows.append(("the drawn numbers (worths, tempos and so on)", share(spread.numbers)))
    note = "Shares of single variables overlap where variables depend on each other."
    return table(
        "spread",
        "Where the spread of the chance comes from",
        (Column("known", wide=True), Column("removes", "right")),
        rows,
        note,
    )
