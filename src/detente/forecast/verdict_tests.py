"""The tests of claims that need only verdicts: what depends on no preference is looked up once for each world, the rest
in every draw of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..errors import Unanswerable
from ..evolution import reach
from ..model import Model, claims, conditions
from ..model.circumstances import settle
from ..model.scenario import Assignment
from ..space import Game
from ..stability import Verdicts

Judged = Callable[[Game, str], Verdicts]
"""The verdicts of a game under a concept."""

Check = Callable[[Game, Judged], bool]
"""Whether a claim holds in a game: the one that it was made for, whatever the actors want there."""

Verdict = Callable[[Model, Assignment, Game, Any], Check]


def rests(_model: Model, world: Assignment, game: Game, test: claims.Rests) -> Check:
    """Some (or each) state with the condition is stable, for one actor or for all."""
    inside = game.space.where(conditions.assume(test.condition, dict(world)))

    def check(valued: Game, judged: Judged) -> bool:
        found = judged(valued, test.concept)
        if not found.defined(test.concept):
            raise Unanswerable(f"{test.concept} is not defined for this model")
        if not inside.any():
            return not test.expected
        if test.actor is None:
            stable = found.equilibria(test.concept)
        else:
            stable = found.stable(test.concept)[game.actors.index(test.actor)]
        holds = bool(stable[inside].all() if test.every else stable[inside].any())
        return holds == test.expected

    return check


def reaches(_model: Model, world: Assignment, game: Game, test: claims.Reaches) -> Check:
    """Play from today can (or cannot) get to a state with the condition."""
    if game.status_quo < 0:
        raise Unanswerable("the model has no status quo, so nothing can be asked from today")
    inside = game.space.where(conditions.assume(test.condition, dict(world)))

    def check(valued: Game, _judged: Judged) -> bool:
        return bool(np.any(reach(valued, valued.status_quo, test.by).reached & inside)) == test.expected

    return check


def prefers(model: Model, world: Assignment, game: Game, test: claims.Prefers) -> Check:
    """The actor strictly prefers today changed one way to today changed another way."""
    actor = game.actors.index(test.actor)
    better, worse = (_changed(model, world, game, change) for change in (test.better, test.worse))

    def check(valued: Game, _judged: Judged) -> bool:
        return bool(valued.ranks[actor, better] > valued.ranks[actor, worse])

    return check


def _changed(model: Model, world: Assignment, game: Game, change: claims.Values) -> int:
    if model.status_quo is None:
        raise Unanswerable("the model has no status quo, so nothing can be asked from today")
    values = settle({**dict(model.status_quo), **dict(change)}, model.consequences, dict(world))
    inside = np.flatnonzero(game.space.where(conditions.And(tuple(conditions.Is(*each) for each in values.items()))))
    if len(inside) == 0:
        said = ", ".join(f"{name} = {value}" for name, value in change)
        raise Unanswerable(f"today changed by {said} is not feasible; name what it needs as well")
    return int(inside[0])


VERDICT_TESTS: dict[type, Verdict] = {claims.Rests: rests, claims.Reaches: reaches, claims.Prefers: prefers}
