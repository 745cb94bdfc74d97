"""How play gets from today to where it can rest: the status-quo table, and the states along a road."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...answer.evolve import Evolution
from ...answer.moves import change_words
from ...evolution import Path
from ...model import Model
from ..shown import Shown
from ..words import letter, state_words
from .table import Cell, Column, Table, table

NAMED = 6
"""At most this many states are named in a cell; beyond that they are counted."""

INTEREST = {"improvement": "gains", "indifferent": "indifferent", "against": "against its interest"}


def reach_table(model: Model, found: Evolution, seen: Shown) -> Table | None:
    """Which states are first reached at each step, by the actor who moves last; None where nothing can be reached."""
    rows = found.improvements.rows()
    if not rows:
        return None
    labels = [model.actor(actor).label for actor in found.game.actors]
    columns = (Column("step", "right"), *(Column(label) for label in labels))
    body = [(str(step), *(_named(cell.tolist(), seen) for cell in row)) for step, row in enumerate(rows, 1)]
    caption = "Status-quo analysis: states first reached by improvements, by number of moves and last mover"
    return table("reach", caption, columns, body)


def _named(states: list[int], seen: Shown) -> str:
    if len(states) > NAMED:
        return f"{len(states):,} states"
    return ", ".join(seen.label(state) for state in states)


def roads_table(model: Model, found: Evolution, seen: Shown) -> Table:
    """One line per step of each road."""
    columns = (
        Column("to"),
        Column("step", "right"),
        Column("mover"),
        Column("takes up", wide=True),
        Column("arriving at", wide=True),
        Column("its interest"),
    )
    rows = [line for path in found.paths for line in _road(model, found, path, seen)]
    return table("roads", "Shortest roads from today to the equilibria (SEQ)", columns, rows, _left(found))


def _road(model: Model, found: Evolution, path: Path, seen: Shown) -> list[Sequence[str | Cell]]:
    space = found.game.space
    if not path.moves:
        return [(seen.label(path.goal), "0", "", "today rests", state_words(space.name(path.goal)), "")]
    return [
        (
            seen.label(path.goal) if step == 1 else "",
            str(step),
            model.actor(found.game.actors[move.mover]).label,
            change_words(space, move.source, move.target),
            f"{seen.label(move.target)} {state_words(space.name(move.target))}",
            INTEREST[move.interest],
        )
        for step, move in enumerate(path.moves, 1)
    ]


def _left(found: Evolution) -> str:
    said = []
    if found.unreachable:
        said.append(f"{len(found.unreachable)} of {found.goals} cannot be reached from today.")
    if found.unlisted:
        said.append(f"{found.unlisted} more were not worked out.")
    return " ".join(said)


def evolution_table(model: Model, found: Evolution, path: Path, seen: Shown) -> Table:
    """Option by option, the states along one road; an arrow stands where an option changes."""
    space = found.game.space
    states = [path.start, *(move.target for move in path.moves)]
    names = ["today", *(model.actor(found.game.actors[move.mover]).label for move in path.moves)]
    columns = (
        Column("option"),
        *(Column(f"{seen.label(s)} ({who})", "centre") for s, who in zip(states, names, strict=True)),
    )
    rows = []
    for option in space.options:
        values = [letter(option, int(space.column(option.id)[state])) for state in states]
        marked = [f"→ {now}" if before != now else now for before, now in pairwise(values)]
        rows.append((option.id, values[0], *marked))
    caption = f"Evolution from today to {seen.label(path.goal)} {state_words(space.name(path.goal))}"
    note = "Y: taken, N: not taken; an arrow marks what the mover in the head changes."
    return table(f"evolution-{seen.label(path.goal)}", caption, columns, rows, note)
