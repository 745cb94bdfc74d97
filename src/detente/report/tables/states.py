"""Feasible states: options down, states across, as papers print them; or a list where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ...answer.solve import Rest
from ...model import Model
from ...space import Space
from ..shown import Shown
from ..words import letter, scenario_brief, state_text, state_words
from .table import Cell, Column, Row, Table, group, table

ACROSS = 12
"""At most this many states stand side by side."""

LISTED = 100_000
"""At most this many states go into the file of all states."""


def states_table(model: Model, rest: Rest, seen: Shown) -> Table:
    """The states that the report names."""
    where = f" when {scenario_brief(model, rest.scenario)}" if rest.scenario else ""
    caption = f"Feasible states: {rest.game.size:,} in all{where}"
    space = rest.game.space
    plain = not space.listed and len(seen.states) <= ACROSS and all(option.is_yes_no for option in space.options)
    made = _across(model, seen, caption) if plain else _down(model, seen, caption)
    return made.noted(seen.said())


def _across(model: Model, seen: Shown, caption: str) -> Table:
    space = seen.game.space
    columns = [Column("option"), *(Column(seen.label(state), "centre") for state in seen.states)]
    rows: list[Row | Sequence[str | Cell]] = []
    for actor in model.actors:
        rows.append(group(len(columns), actor.label))
        rows += [_option(space, place, seen) for place, each in enumerate(space.options) if each.owner == actor.id]
    today = seen.game.status_quo
    note = f"Y: taken, N: not taken. Today is {seen.label(today)}." if today >= 0 else "Y: taken, N: not taken."
    return table("states", caption, columns, rows, note)


def _option(space: Space, place: int, seen: Shown) -> Sequence[str]:
    option = space.options[place]
    column = space.column(option.id)
    return (option.text or option.name, *(letter(option, int(column[state])) for state in seen.states))


def _down(model: Model, seen: Shown, caption: str) -> Table:
    space = seen.game.space
    texts = any(state_text(model, space, state) for state in seen.states)
    head = "what it means" if texts else "what is taken up"
    rows = []
    for state in seen.states:
        name = space.name(state)
        said = (state_text(model, space, state) or name) if texts else state_words(name)
        label = seen.label(state) if not space.listed else name
        rows.append((label, said, "today" if state == seen.game.status_quo else "", _rests(seen, state)))
    note = (
        "A state is named by the options taken up in it, or with another than their first choice." if not texts else ""
    )
    columns = (Column("state"), Column(head, wide=True), Column(""), Column("SEQ"))
    return table("states", caption, columns, rows, note)


def _rests(seen: Shown, state: int) -> str:
    return "equilibrium" if state in seen.resting else ""


def all_states_table(rest: Rest) -> Table:
    """Every state with a column per option and per concept, for a file; at most :data:`LISTED` of them."""
    game = rest.game
    chosen = np.arange(min(game.size, LISTED), dtype=np.int64)
    heads = [option.id for option in game.space.options]
    columns = [
        Column("state"),
        Column("name"),
        *map(Column, heads),
        *(Column(f"equilibrium_{each}") for each in rest.concepts),
    ]
    return table("states-all", "All feasible states", columns, _every(rest, chosen, game.space.names(chosen)))


def _every(rest: Rest, chosen: np.ndarray, names: Sequence[str]) -> Iterator[Sequence[str]]:
    space = rest.game.space
    values = [[option.choices[k] for k in space.column(option.id)[chosen].tolist()] for option in space.options]
    marks = [rest.verdicts.equilibria(concept)[chosen].tolist() for concept in rest.concepts]
    for place, name in enumerate(names):
        yield (
            f"s{place + 1}",
            name,
            *(column[place] for column in values),
            *("yes" if column[place] else "no" for column in marks),
        )
