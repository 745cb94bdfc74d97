"""What divides two readings: each assumption that they see differently, and how much of the difference it carries."""

from __future__ import annotations

from collections.abc import Sequence

from ...forecast.compare import Crux, Swap
from ...model import Model, assumptions
from ..words import carried, percent
from .table import Cell, Column, Table, share, table


def crux_table(model: Model, found: Crux, labels: tuple[str, str]) -> Table:
    """One line per assumption, from the one that carries most; then the best pair."""
    one, other = labels
    columns = (
        Column("assumption"),
        Column("what it says", wide=True),
        Column(one, wide=True),
        Column(other, wide=True),
        Column(f"{one} then", "right"),
        Column(f"{other} then", "right"),
        Column("carries", "right"),
    )
    rows = [_row(model, found, each) for each in (*found.swaps, *([found.pair] if found.pair else []))]
    outcome = next((each.text or each.id for each in model.outcomes if each.id == found.outcome), found.outcome)
    first, second = (percent(chance) for chance in found.chances)
    note = (
        f"{one} as it is: {first}; {other}: {second}, with everything uncertain at its middle. Then: the chance in "
        "that reading with the other's version of this one assumption. Carries: the share of the difference that "
        "it makes, from either side; below 0 it works the other way. The last line exchanges two at once."
    )
    return table(f"crux-{found.outcome}", f"What divides {one} and {other} about “{outcome}”", columns, rows, note)


def _row(model: Model, found: Crux, swap: Swap) -> Sequence[str | Cell]:
    """Where both say the same words, their numbers stand side by side; elsewhere their words."""
    alone = len(swap.paths) == 1
    what, one, other = held(model, found, swap) if alone else ("", "", "")
    chances = share(swap.into_one), share(swap.into_other)
    return swap_words(swap), what, one, other, *chances, Cell(carried(swap.carried), swap.carried)


def held(model: Model, found: Crux, swap: Swap) -> tuple[str, str, str]:
    """What an assumption says, and what each of the two readings puts there."""
    one, other = (_number(model, reading, swap) for reading in (found.one, found.other))
    first, second = swap.first.removesuffix(f": {one}"), swap.second.removesuffix(f": {other}")
    return (first, one, other) if first == second and one and other else ("", swap.first, swap.second)


def swap_words(swap: Swap) -> str:
    """``dprk.rapport and dprk.used-up``."""
    return " and ".join(path.partition(".")[2] for path in swap.paths)


def _number(model: Model, reading: str, swap: Swap) -> str:
    """The number of a reading behind an assumption; empty where it has none."""
    found = [each.quantity for each in assumptions(model.reading(reading)) if each.path == swap.paths[0]]
    return found[0].text() if found and found[0] else ""
