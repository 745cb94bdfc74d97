"""The road to an outcome: what makes it hold, what makes today hold or fail, who moves first, what would break it.

Verdicts and paths are asked of one scenario. The *goal* is the equilibrium of the outcome (under a concept) that fewest
moves from today lead to, or, if the outcome holds in no equilibrium, the state in it that fewest actors would leave,
among equals the nearest. The way there is a shortest legal one by improvements, and where there is none by any
moves, with each step against its mover's interest marked; whoever makes its first step moves first. With the process
of moves at hand the likeliest path of play is given as well, under the choices after the last dated change, and what
the chances would be if one side could not take back its part (:mod:`.locks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..answer.moves import change, change_words, step_record
from ..answer.record import Stamp, stamp, verdict_settings
from ..answer.worlds import world
from ..dynamics import Route, likeliest_path
from ..errors import Unanswerable
from ..evolution import Path, reach, road_to
from ..model import Assignment, Condition, Model
from ..space import Game, build
from ..space.states import Mask
from ..stability import Settings, Verdicts, verdicts
from .inverse import goal
from .locks import Lock, locks
from .play import Stage, certain
from .standing import Standing, standings
from .targets import condition_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Road:
    """``today``, ``there``: every actor's standing at the status quo and at the goal. ``rests``: the goal is an
    equilibrium under ``concept``. ``path``: None where no moves lead there. ``play``: the likeliest path to the
    outcome, None without the process; ``locks``: see :mod:`.locks`."""

    stamp: Stamp
    scenario: Assignment
    game: Game
    labels: Mapping[str, str]
    concept: str
    goal: int
    rests: bool
    today: tuple[Standing, ...]
    there: tuple[Standing, ...]
    path: Path | None
    play: Route | None = None
    locks: tuple[Lock, ...] = ()

    @property
    def first(self) -> str | None:
        """Who moves first on the way."""
        return self.game.actors[self.path.moves[0].mover] if self.path and self.path.moves else None

    def sentences(self) -> tuple[str, ...]:
        """The road in words."""
        return (*self._about_today(), *self._about_there(), *self._about_way())

    def _about_today(self) -> list[str]:
        leaving = [each for each in self.today if not each.stays]
        if not leaving:
            return ["Today holds: nobody has an unpunished improvement."]
        start = self.game.status_quo
        return [
            f"Today does not hold: {change_words(self.game.space, start, each.tempted_to)} would be a gain for "
            f"{self.labels[each.actor]}, and nobody would take it away."
            for each in leaving
        ]

    def _about_there(self) -> list[str]:
        said = []
        for each in self.there:
            label, by = self.labels[each.actor], ""
            if each.tempted_to >= 0:
                by = change_words(self.game.space, self.goal, each.tempted_to)
            if not each.can_move:
                said.append(f"{label}: no way to leave alone.")
            elif "nash" in each.concepts:
                because = f", because of {each.pulls[0][0].split('.', 1)[1]}" if each.pulls else ""
                said.append(f"{label}: no move is better{because}.")
            elif each.stays:
                said.append(f"{label}: tempted by {by}, but others would answer.")
            else:
                said.append(f"{label}: would leave, by {by}, and nobody would answer.")
        return said

    def _about_way(self) -> list[str]:
        if self.path is None:
            return ["No moves lead from today to the outcome."]
        if not self.path.moves:
            return ["The outcome holds today."]
        alone = len(self.path.moves) == 1
        steps = "one step" if alone else f"{len(self.path.moves)} steps"
        of = "" if alone else f"{self.path.against} of them "
        against = f", {of}against the mover's interest" if self.path.against else ""
        return [f"First to move: {self.labels[str(self.first)]}. The way has {steps}{against}."]

    def table(self) -> pd.DataFrame:
        """One row per actor: today and at the goal (a pandas DataFrame)."""
        import pandas as pd

        rows = [
            {"actor": now.actor, "stable today under": now.concepts, "stable there under": then.concepts}
            for now, then in zip(self.today, self.there, strict=True)
        ]
        return pd.DataFrame(rows).set_index("actor")

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def as_dict(self) -> dict[str, Any]:
        space, start = self.game.space, self.game.status_quo
        return {
            **self.stamp.as_dict(),
            "scenario": dict(self.scenario),
            "concept": self.concept,
            "status_quo": space.name(start),
            "goal": space.name(self.goal),
            "rests": self.rests,
            "today": [each.as_dict(self.game, start) for each in self.today],
            "there": [each.as_dict(self.game, self.goal) for each in self.there],
            "first": self.first,
            "by": self.path.by if self.path else None,
            "path": [
                {**step_record(space, self.game.actors, move), "interest": move.interest}
                for move in (self.path.moves if self.path else ())
            ],
            "likeliest_path": self._likeliest(),
            "cannot_be_withdrawn": [each.as_dict() for each in self.locks],
            "says": list(self.sentences()),
        }

    def _likeliest(self) -> dict[str, Any] | None:
        if self.play is None or not self.play.states:
            return None
        names = [self.game.actors[mover] for mover in self.play.movers]
        states = [self.game.space.name(state) for state in self.play.states]
        return {"probability": self.play.probability, "states": states, "movers": names}


def road(
    model: Model,
    outcome: str | Condition,
    stage: Stage | None = None,
    given: Mapping[str, str] | None = None,
    concept: str = "seq",
    settings: Settings | None = None,
) -> Road:
    """What makes an outcome hold, and the way there from today.

    ``given``: scenario values (the rest: the likeliest). ``stage``: makes a model ready for the process of moves;
    without it only verdicts and legal paths are given. Raises Unanswerable without a status quo or where no state
    has the outcome.
    """
    scenario = world(model, given)
    game, chosen = build(model, scenario), settings or Settings()
    if game.status_quo < 0:
        raise Unanswerable("the model gives no status quo; add `status_quo:` to ask for the road from today")
    inside, found = goal(model, game, scenario, outcome), verdicts(game, chosen)
    state = _nearest(game, inside, found, concept)
    route: Route | None = None
    tested: tuple[Lock, ...] = ()
    if stage is not None and game.worths is not None:
        route = _likeliest(model, game, scenario, inside, stage)
        parts = {} if game.space.listed else change(game.space, game.status_quo, state)
        tested = locks(certain(model, given), condition_of(model, outcome), stage, parts)
    return Road(
        stamp(model, {**verdict_settings(chosen), "concept": concept}),
        scenario,
        game,
        {actor.id: actor.label for actor in model.actors},
        concept,
        state,
        bool(found.equilibria(concept)[state]),
        standings(model, scenario, game, found, game.status_quo, chosen),
        standings(model, scenario, game, found, state, chosen),
        _path(game, state),
        route,
        tested,
    )


def _nearest(game: Game, inside: Mask, found: Verdicts, concept: str) -> int:
    """The state of the outcome that fewest actors would leave, among equals the one fewest moves from today."""
    leaving = (~found.stable(concept)).sum(axis=0)
    far = reach(game, game.status_quo, "moves").distance.astype(np.int64)
    easy = reach(game, game.status_quo, "improvements").reached
    far[far < 0] = game.size
    states = np.flatnonzero(inside)
    return int(min(states, key=lambda s: (leaving[s], not easy[s], far[s], s)))


def _path(game: Game, state: int) -> Path | None:
    mask = np.arange(game.size) == state
    easy = road_to(game, mask, "improvements")
    return next(iter(easy.paths or road_to(game, mask, "moves").paths), None)


def _likeliest(model: Model, game: Game, scenario: Assignment, inside: Mask, stage: Stage) -> Route | None:
    """The likeliest path in a scenario, by states of its game; None where some state on it is not feasible there."""
    staged = stage(model)
    last = staged.timeline.spans[-1].worlds
    if scenario not in last or game.space.listed:
        return None
    space, course = staged.space, staged.plan().courses[-1][last.index(scenario)]
    target = np.zeros(space.size, dtype=np.bool_)
    places = np.searchsorted(space.codes, game.space.codes)
    target[places] = inside
    route = likeliest_path(course, staged.start, target)
    states = tuple(game.space.index(int(space.codes[each])) for each in route.states)
    return None if -1 in states else Route(states, route.movers, route.chances)
