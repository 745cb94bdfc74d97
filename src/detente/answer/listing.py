"""Which states could hold, and who can move from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..model import Assignment, Condition, Model, conditions
from ..space import Game
from .record import Stamp, stamp
from .solve import state_values
from .worlds import game_in, world

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class States:
    """The feasible states of one scenario, or those of them in which a condition holds (``chosen``: int64 indices)."""

    stamp: Stamp
    scenario: Assignment
    game: Game
    chosen: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the chosen states."""
        return tuple(self.game.space.names(np.array(self.chosen, np.int64)))

    def table(self) -> pd.DataFrame:
        """One row per state, one column per option (a pandas DataFrame)."""
        import pandas as pd

        values = state_values(self.game)
        heads = [option.id for option in self.game.space.options]
        return pd.DataFrame([values[state] for state in self.chosen], columns=heads, index=list(self.names))

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def as_dict(self) -> dict[str, Any]:
        values = state_values(self.game)
        today = self.game.status_quo
        return {
            **self.stamp.as_dict(),
            "scenario": dict(self.scenario),
            "options": [option.id for option in self.game.space.options],
            "feasible": self.game.size,
            "status_quo": self.game.space.name(today) if today >= 0 else None,
            "states": {name: values[state] for name, state in zip(self.names, self.chosen, strict=True)},
        }


def states(model: Model, given: Mapping[str, str] | None = None, where: Condition | None = None) -> States:
    """The feasible states under the scenario values ``given`` in which ``where`` holds (None: all of them)."""
    scenario = world(model, given)
    game = game_in(model, scenario)
    mask = np.full(game.size, True)
    if where is not None:
        mask = game.space.where(conditions.assume(where, dict(scenario)))
    return States(stamp(model), scenario, game, tuple(map(int, np.flatnonzero(mask))))
