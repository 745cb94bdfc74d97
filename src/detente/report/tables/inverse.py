"""What would have to change in the preferences for an outcome to rest."""

from __future__ import annotations

from collections.abc import Sequence

from ...inducement.inverse import Inverse
from ..words import DASH, HEADS, state_words
from .table import Cell, Column, Table, share, table


def inverse_table(found: Inverse, outcome: str) -> Table:
    """Actor by actor, the others as they are."""
    columns = (
        Column("actor"),
        Column("now"),
        Column("tempted by", wide=True),
        Column("must come to regard as no better", wide=True),
        Column("rises past", "right"),
        Column("share of orders", "right"),
    )
    rows: list[Sequence[str | Cell]] = []
    name = found.game.space.name
    for each, label in zip(found.changes, found.labels, strict=True):
        tempted = "; ".join(state_words(name(state)) for state in each.tempted[:3])
        more = f"; and {len(each.tempted) - 3} more" if len(each.tempted) > 3 else ""
        wanted = "; ".join(state_words(name(state)) for state in sorted(each.fewest)) or DASH
        odds = share(float(each.share)) if each.share is not None else DASH
        rows.append(
            (label, "stable" if each.stable else "not stable", tempted + more or DASH, wanted, str(each.past), odds)
        )
    caption = (
        f"What it would take for “{outcome}” to rest under {HEADS[found.concept]}: {state_words(name(found.state))}"
    )
    notes = (
        "Rises past: how many states the target must overtake in this actor's order. Share of orders: of all strict "
        "orders of its preferences, those under which the target is stable for it. Both count preferences, not chances."
    )
    return table("inverse", caption, columns, rows, notes)
