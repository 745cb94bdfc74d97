"""The road to an outcome: its steps, where everybody stands, and what happens if one side cannot withdraw."""

from __future__ import annotations

from collections.abc import Sequence

from ...answer.moves import change_words
from ...inducement.locks import Lock
from ...inducement.road import Road
from ...inducement.standing import Standing
from ...model import Model
from ..words import DASH, HEADS, number, points, state_words
from .evolution import INTEREST
from .table import Cell, Column, Table, share, table

FEW = 3
"""Wants that are named as holding an actor."""


def steps_table(model: Model, found: Road) -> Table | None:
    """Step by step; None where there is no road or nothing to do."""
    if found.path is None or not found.path.moves:
        return None
    space = found.game.space
    columns = (Column("step", "right"), Column("who"), Column("takes up", wide=True), Column("its interest"))
    rows = [
        (
            str(step),
            model.actor(found.game.actors[move.mover]).label,
            change_words(space, move.source, move.target),
            INTEREST[move.interest],
        )
        for step, move in enumerate(found.path.moves, 1)
    ]
    return table("road", f"The shortest road to {state_words(space.name(found.goal))}", columns, rows)


def standing_table(model: Model, found: Road) -> Table:
    """Where each actor stands at the goal: under which concepts it stays, what tempts it, what holds it."""
    columns = (
        Column("actor"),
        Column("stays today under"),
        Column("stays there under"),
        Column("tempted there by", wide=True),
        Column("what holds it there", wide=True),
    )
    rows = [
        (model.actor(then.actor).label, _concepts(now), _concepts(then), _tempted(found, then), _held(then))
        for now, then in zip(found.today, found.there, strict=True)
    ]
    return table("standing", "Where each party stands, today and at the end of the road", columns, rows)


def _concepts(each: Standing) -> str:
    if not each.can_move:
        return "all (has no move)"
    return ", ".join(HEADS[concept] for concept in each.concepts) or "none"


def _tempted(found: Road, each: Standing) -> str:
    if each.tempted_to < 0 or not each.improves:
        return DASH
    said = change_words(found.game.space, found.goal, each.tempted_to)
    return f"{said} (would be answered)" if each.punished else said


def _held(each: Standing) -> str:
    holding = [(path, worth) for path, worth in each.pulls if worth > 0][:FEW]
    return ", ".join(f"{path.rpartition('.')[2]} {number(worth)}" for path, worth in holding) or DASH


def locks_table(model: Model, locks: Sequence[Lock]) -> Table:
    """What the chances are if one side, or every side, can no longer take back its part."""
    columns = (
        Column("who cannot withdraw", wide=True),
        Column("what", wide=True),
        Column("reached", "right"),
        Column("change", "right"),
        Column("holding", "right"),
        Column("change", "right"),
    )
    rows: list[Sequence[str | Cell]] = []
    for each in locks:
        labels = ", ".join(model.actor(owner).label for owner in each.owners)
        cells = [
            made
            for measure in ("reached", "holding")
            for made in (share(each.chances[measure]), Cell(points(each.change[measure]), each.change[measure]))
        ]
        rows.append((labels, ", ".join(each.options), *cells))
    note = "Change: in percentage points against the model as it is."
    return table("locks", "If one side could no longer take back its part", columns, rows, note)
