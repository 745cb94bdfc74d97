"""How does play get from today to where it can rest?

For every goal (the equilibria under one concept, or the states in which a condition holds): a shortest legal path from
the status quo by improvements alone, and where there is none, by any moves, with each step that is against its mover's
interest marked. Stability is thus always shown next to reachability (Li, Kilgour & Hipel 2005).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Unanswerable
from ..evolution import Path, Reach, reach, road_to
from ..model import Assignment, Condition, Model, conditions
from ..space import Game
from ..stability import Settings, verdicts
from .moves import step_record
from .record import Stamp, stamp, verdict_settings
from .worlds import game_in, world

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Evolution:
    """``improvements``, ``moves``: what can be reached from today. ``paths``: one to each goal that can be reached, by
    improvements where possible. ``unreachable``: goals that cannot; ``unlisted``: reachable goals beyond these."""

    stamp: Stamp
    scenario: Assignment
    game: Game
    improvements: Reach
    moves: Reach
    goals: int
    paths: tuple[Path, ...]
    unreachable: tuple[int, ...]
    unlisted: int

    def table(self) -> pd.DataFrame:
        """One row per step of each path (a pandas DataFrame)."""
        import pandas as pd

        rows = [
            {"goal": self.game.space.name(path.goal), "by": path.by, "step": number, **self._step(move)}
            for path in self.paths
            for number, move in enumerate(path.moves, 1)
        ]
        return pd.DataFrame(rows)

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def _step(self, move: Any) -> dict[str, Any]:
        return {**step_record(self.game.space, self.game.actors, move), "interest": move.interest}

    def as_dict(self) -> dict[str, Any]:
        name = self.game.space.name
        return {
            **self.stamp.as_dict(),
            "scenario": dict(self.scenario),
            "status_quo": name(self.game.status_quo),
            "feasible": self.game.size,
            "reached_by_improvements": _names(self.game, self.improvements),
            "reached_by_moves": int(self.moves.reached.sum()),
            "status_quo_table": {
                by: [
                    {actor: [name(int(s)) for s in cell] for actor, cell in zip(self.game.actors, row, strict=True)}
                    for row in found.rows()
                ]
                for by, found in (("improvements", self.improvements),)
            },
            "goals": self.goals,
            "paths": [
                {
                    "goal": name(path.goal),
                    "by": path.by,
                    "against_interest": path.against,
                    "steps": [self._step(move) for move in path.moves],
                }
                for path in self.paths
            ],
            "unreachable": [name(state) for state in self.unreachable],
            "unlisted": self.unlisted,
        }


def evolve(
    model: Model,
    given: Mapping[str, str] | None = None,
    to: Condition | None = None,
    concept: str = "seq",
    settings: Settings | None = None,
) -> Evolution:
    """Paths from the status quo to the states where ``to`` holds, or (None) to the equilibria under ``concept``.

    Raises Unanswerable where the model has no status quo.
    """
    scenario = world(model, given)
    game = game_in(model, scenario)
    if game.status_quo < 0:
        raise Unanswerable("the model gives no status quo; add `status_quo:` to ask how play moves from today")
    chosen = settings or Settings()
    if to is None:
        goals = verdicts(game, chosen, concepts=(concept,)).equilibria(concept)
    else:
        goals = game.space.where(conditions.assume(to, dict(scenario)))
    easy = road_to(game, goals, "improvements")
    hard = road_to(game, _mask(game, easy.unreachable), "moves")
    recorded = stamp(model, {**verdict_settings(chosen), "concept": concept})
    return Evolution(
        recorded,
        scenario,
        game,
        reach(game, game.status_quo, "improvements"),
        reach(game, game.status_quo, "moves"),
        int(goals.sum()),
        (*easy.paths, *hard.paths),
        hard.unreachable,
        easy.unlisted + hard.unlisted,
    )


def _mask(game: Game, states: tuple[int, ...]) -> Any:
    mask = np.zeros(game.size, bool)
    mask[list(states)] = True
    return mask


def _names(game: Game, found: Reach) -> list[str]:
    return game.space.names(np.flatnonzero(found.reached))
