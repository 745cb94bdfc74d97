"""Lists of states, and the ways to one: equilibria, the states in which a condition holds, paths from today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import ModelError, Unanswerable
from ...model import Model, conditions
from ...model.model import Values
from ..boards import Row, States, Step, Way, Ways
from ..worker import Tell
from .board import Given, place_of, state_of
from .held import Held, held

if TYPE_CHECKING:
    from ...evolution import Path


def ways(_: Tell, model: Model, given: Given, values: Values) -> Ways:
    """The shortest ways from today to a state. Raises Unanswerable without a status quo or for a state that is not
    feasible."""
    from ...evolution.roads import path

    here = held(model, given)
    state, start = state_of(here, values), here.game.status_quo
    if start < 0:
        raise Unanswerable("the model gives no status quo; add `status_quo:` to ask for ways from today")
    if state < 0:
        raise Unanswerable("this state is not feasible; no way leads there")
    easy, hard = (path(here.game, start, state, by) for by in ("improvements", "moves"))
    return Ways(_way(here, easy), _way(here, hard))


def resting(_: Tell, model: Model, given: Given, start: int, size: int) -> States:
    """A page of the equilibria, those under most concepts first."""
    import numpy as np

    here = held(model, given)
    found = here.verdicts
    concepts = found.concepts
    marks = np.array([found.equilibria(concept) for concept in concepts])
    count = marks.sum(axis=0)
    some = np.flatnonzero(count)
    order = some[np.argsort(-count[some], kind="stable")]
    rows = tuple(
        _row(here, state, tuple(concept for concept, mark in zip(concepts, marks[:, state], strict=True) if mark))
        for state in order[start : start + size].tolist()
    )
    return States(rows, len(order), here.game.size)


def find_states(_: Tell, model: Model, given: Given, text: str, start: int, size: int) -> States:
    """A page of the states in which a condition, as it is written in a model, holds."""
    import numpy as np

    from ...language import parse_condition

    here = held(model, given)
    try:
        condition = parse_condition(text, model)
    except ModelError as error:
        first = error.problems[0]
        said = first.rule + (f"; found {first.found}" if first.found else "")
        return States((), 0, here.game.size, said + (f" ({first.hint})" if first.hint else ""), first.column)
    found = np.flatnonzero(here.game.space.where(conditions.assume(condition, dict(here.scenario))))
    rows = tuple(_row(here, state, here.rests(state) or ()) for state in found[start : start + size].tolist())
    return States(rows, len(found), here.game.size)


def _row(here: Held, state: int, concepts: tuple[str, ...]) -> Row:
    return Row(place_of(here, state), concepts, state == here.game.status_quo)


def _way(here: Held, path: Path | None) -> Way | None:
    from ...answer.moves import change_words

    if path is None:
        return None
    game, labels = here.game, [here.model.actor(each).label for each in here.game.actors]
    steps = tuple(
        Step(
            game.actors[move.mover],
            labels[move.mover],
            change_words(game.space, move.source, move.target),
            move.interest,
            place_of(here, move.target),
        )
        for move in path.moves
    )
    return Way(steps, path.against)
