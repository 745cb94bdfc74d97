"""Where can the parties rest? Verdicts for every state and actor of one game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..model import Assignment, Draw, Model, Option
from ..space import Game, Space
from ..stability import Settings, Verdicts, verdicts
from ..stability.settings import CONCEPTS
from .record import Stamp, stamp, verdict_settings
from .worlds import game_in, world

if TYPE_CHECKING:
    import pandas as pd

    from .coalition import Group


@dataclass(frozen=True)
class Rest:
    """Verdicts on every state. ``scenario``: the values under which they were asked. ``coalitions``: those that the
    model names, with their own verdicts.

    A verdict says whether a state is stable under a solution concept; it is never a probability.
    """

    stamp: Stamp
    scenario: Assignment
    game: Game
    verdicts: Verdicts
    coalitions: tuple[Group, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the S states."""
        return tuple(self.game.space.names())

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that are defined for this game, in the order of their definition."""
        return tuple(concept for concept in CONCEPTS if self.verdicts.defined(concept))

    def equilibria(self, concept: str = "seq") -> tuple[str, ...]:
        """The states that are stable for every actor."""
        return self._named(self.verdicts.equilibria(concept))

    def stable(self, concept: str, actor: str) -> tuple[str, ...]:
        """The states that are stable for one actor."""
        return self._named(self.verdicts.stable(concept)[self.game.actors.index(actor)])

    def _named(self, mask: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        if "names" in self.__dict__:
            return tuple(map(self.names.__getitem__, np.flatnonzero(mask).tolist()))
        return tuple(self.game.space.names(np.flatnonzero(mask)))

    def table(self) -> pd.DataFrame:
        """One row per state: its options, then for each concept whether it is an equilibrium."""
        import pandas as pd

        space = self.game.space
        frame = pd.DataFrame({option.id: _column(space, option) for option in space.options}, index=list(self.names))
        for concept in self.concepts:
            frame[concept] = self.verdicts.equilibria(concept)
        frame.index.name = "state"
        return frame

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def as_dict(self, states: bool = True) -> dict[str, Any]:
        """The record that ``detente stability --json`` prints. Without ``states`` it has the equilibria, but neither
        the list of all states nor who is stable where."""
        today = self.game.status_quo
        return {
            **self.stamp.as_dict(),
            "scenario": dict(self.scenario),
            "actors": list(self.game.actors),
            "options": [option.id for option in self.game.space.options],
            "feasible": self.game.size,
            **({"states": dict(zip(self.names, state_values(self.game), strict=True))} if states else {}),
            "status_quo": self.game.space.name(today) if today >= 0 else None,
            "equilibria": {concept: list(self.equilibria(concept)) for concept in self.concepts},
            **(self._by_actor() if states else {}),
            "coalitions": [each.as_dict(self.game, self.verdicts, states) for each in self.coalitions],
        }

    def _by_actor(self) -> dict[str, Any]:
        """Who is stable where, and who cannot move."""
        actors = self.game.actors
        return {
            "stable": {
                concept: {actor: list(self.stable(concept, actor)) for actor in actors} for concept in self.concepts
            },
            "cannot_move": {actor: list(self._named(self.verdicts.cannot_move[k])) for k, actor in enumerate(actors)},
        }


def solve(
    model: Model,
    given: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    draw: Draw | None = None,
    concepts: Sequence[str] = CONCEPTS,
) -> Rest:
    """Verdicts of ``model`` under the scenario values ``given`` (the rest: the likeliest; see :func:`world`).

    ``draw`` replaces the middles of uncertain numbers; ``concepts``: only these. Raises ModelError, TooLarge,
    Unanswerable.
    """
    scenario = world(model, given)
    game = game_in(model, scenario, draw)
    chosen = settings or Settings()
    found = verdicts(game, chosen, concepts)
    recorded = {
        **verdict_settings(chosen),
        "ties": "equal worths are indifferent (1e-9)",
    }
    return Rest(stamp(model, recorded), scenario, game, found, _coalitions(model, game, chosen))


def _coalitions(model: Model, game: Game, settings: Settings) -> tuple[Group, ...]:
    if not model.coalitions:
        return ()
    from .coalition import groups

    return groups(model, game, settings)


def state_values(game: Game) -> list[list[bool | str]]:
    """Per state, a value per option: true/false for a yes/no option, else the choice."""
    options = game.space.options
    if all(option.is_yes_no for option in options):
        taken = np.empty((game.size, len(options)), np.bool_)
        for place, option in enumerate(options):
            taken[:, place] = game.space.column(option.id)
        rows: list[list[bool | str]] = taken.tolist()
        return rows
    columns = [_column(game.space, option) for option in options]
    return list(map(list, zip(*columns, strict=True)))


def _column(space: Space, option: Option) -> list[bool | str]:
    said: tuple[bool | str, ...] = (False, True) if option.is_yes_no else option.choices
    return list(map(said.__getitem__, space.column(option.id).tolist()))
