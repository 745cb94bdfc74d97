"""One game from a model: the states, the moves where they must be listed, and how each actor ranks the states."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..model import Draw, Model, conditions
from ..model.model import STATE
from ..model.scenario import Assignment
from .diagram import constraints
from .enumerate import enumerate_states
from .forced import forced_arcs
from .game import Arcs, Game, Ranks, Worths
from .listed import listed_arcs
from .ranks import CHUNK, Valuation, dense, value_states
from .states import Mask, Space


def build(model: Model, scenario: Assignment = (), draw: Draw | None = None, space: Space | None = None) -> Game:
    """The game of a model under one scenario (a value for every variable it depends on) and one draw.

    ``space``: states enumerated over several scenarios; ``shut`` then marks those that this scenario forbids.
    Raises :class:`ModelError`, :class:`TooLarge` and :class:`Unanswerable` as :func:`enumerate_states` and
    :func:`value_states` do.
    """
    if space is None:
        space, shut = enumerate_states(model, (scenario,)), None
    else:
        shut = _shut(model, scenario, space)
    actors = tuple(actor.id for actor in model.actors)
    values = [value_states(model, actor, space, scenario, draw, shut) for actor in actors]
    return Game(
        actors=actors,
        space=space,
        ranks=np.stack([each.ranks for each in values]),
        worths=_worths(values),
        levels=_levels(values),
        arcs=_arcs(model, scenario, space, shut),
        status_quo=status_quo(model, space),
        shut=shut,
    )


def frame(model: Model, scenario: Assignment, space: Space) -> Game:
    """A game without preferences: who can move where in a space of several scenarios, everybody indifferent."""
    shut = _shut(model, scenario, space)
    nothing = np.zeros((len(model.actors), space.size), dtype=np.int32)
    return Game(
        actors=tuple(actor.id for actor in model.actors),
        space=space,
        ranks=nothing,
        arcs=_arcs(model, scenario, space, shut),
        status_quo=status_quo(model, space),
        shut=shut,
    )


def revalued(game: Game, model: Model, scenario: Assignment = (), draw: Draw | None = None) -> Game:
    """The same states and moves under another draw. ``game`` must come from :func:`build` with the same rules,
    consequences and scenario; only what the actors think of the states is worked out again."""
    values = [value_states(model, actor, game.space, scenario, draw, game.shut) for actor in game.actors]
    ranks = np.stack([each.ranks for each in values])
    return replace(game, ranks=ranks, worths=_worths(values), levels=_levels(values))


def game_from_ranks(
    space: Space,
    actors: tuple[str, ...],
    ranks: npt.ArrayLike,
    worths: Worths | None = None,
    levels: Ranks | None = None,
    arcs: tuple[Arcs, ...] | None = None,
    status_quo: int = -1,
) -> Game:
    """A game from numbers at hand: ``ranks`` [A, S], any integers, higher is better. Raises :class:`Unanswerable` on a
    shape that does not fit."""
    given = np.asarray(ranks)
    if given.shape != (len(actors), space.size):
        raise Unanswerable(f"ranks must have shape ({len(actors)}, {space.size}); found {given.shape}")
    rows = np.empty(given.shape, dtype=np.int32)
    for row, into in zip(given, rows, strict=True):
        if not _shifted(row, into):
            into[:] = dense(np.subtract(row, row.min(), dtype=np.int64))[1]
    return Game(tuple(actors), space, rows, worths, levels, arcs, status_quo)


def _shifted(row: npt.NDArray[np.int64], into: Ranks) -> bool:
    """Writes the ranks counted from 0, if every number between the lowest and the highest occurs."""
    low, high = int(row.min()), int(row.max())
    if row.dtype.kind not in "iu" or high - low >= len(row):
        return False
    np.subtract(row, low, out=into, casting="unsafe")
    present = np.zeros(high - low + 1, dtype=np.bool_)
    present[into] = True
    return bool(present.all())


def status_quo(model: Model, space: Space) -> int:
    """The state that holds today, or -1 if the model has none in this space."""
    if model.status_quo is None:
        return -1
    today = dict(model.status_quo)
    if space.listed:
        return space.listed.index(today[STATE]) if today.get(STATE) in space.listed else -1
    places = zip(space.options, space.shifts, strict=True)
    return space.index(sum(option.choices.index(today[option.id]) << shift for option, shift in places))


def _shut(model: Model, scenario: Assignment, space: Space) -> Mask | None:
    required = conditions.conjunction(tuple(condition for _, condition in constraints(model, scenario)))
    open_states = np.empty(space.size, dtype=np.bool_)
    for start in range(0, space.size, CHUNK):
        part = replace(space, codes=space.codes[start : start + CHUNK])
        open_states[start : start + CHUNK] = part.where(required)
    return None if open_states.all() else ~open_states


def _arcs(model: Model, scenario: Assignment, space: Space, shut: Mask | None) -> tuple[Arcs, ...] | None:
    if model.graph is not None:
        return listed_arcs(model, model.graph, space, shut)
    if model.consequences:
        return forced_arcs(model, scenario, space, shut)
    return None


def _worths(values: list[Valuation]) -> Worths | None:
    known = [each.worths for each in values if each.worths is not None]
    return np.stack(known) if len(known) == len(values) else None


def _levels(values: list[Valuation]) -> Ranks | None:
    if all(each.levels is None for each in values):
        return None
    return np.stack([np.zeros_like(each.ranks) if each.levels is None else each.levels for each in values])
