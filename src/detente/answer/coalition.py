"""Where a coalition would rest, and which equilibria it can leave together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import Unanswerable
from ..model import Assignment, Model
from ..space import Game, build
from ..stability import Settings, Verdicts, verdicts
from ..stability.coalition import (
    COALITION_CONCEPTS,
    CoalitionVerdicts,
    Jumps,
    coalition_improvements,
    coalition_verdicts,
)
from .moves import step_record
from .record import Stamp, stamp, verdict_settings
from .worlds import world

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Together:
    """``verdicts``: the coalition's own; ``individual``: everybody's; ``jumps``: its improvements, from every state."""

    stamp: Stamp
    scenario: Assignment
    game: Game
    members: tuple[str, ...]
    verdicts: CoalitionVerdicts
    individual: Verdicts
    jumps: Jumps

    def left(self, concept: str = "seq") -> tuple[str, ...]:
        """The equilibria of single actors that the coalition can improve on together."""
        left = self.individual.equilibria(concept) & ~self.verdicts.stable("nash")
        return tuple(self.game.space.names(np.flatnonzero(left)))

    def table(self) -> pd.DataFrame:
        """One row per coalition improvement (a pandas DataFrame)."""
        import pandas as pd

        name = self.game.space.name
        return pd.DataFrame([{"from": name(each.source), "to": name(each.target)} for each in self.jumps.jumps])

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def as_dict(self) -> dict[str, Any]:
        name = self.game.space.name
        return {
            **self.stamp.as_dict(),
            "scenario": dict(self.scenario),
            "coalition": list(self.members),
            "stable": {
                concept: [name(int(state)) for state in np.flatnonzero(self.verdicts.stable(concept))]
                for concept in COALITION_CONCEPTS
            },
            "improvements": [
                {
                    "from": name(each.source),
                    "to": name(each.target),
                    "path": [step_record(self.game.space, self.game.actors, step) for step in each.path],
                }
                for each in self.jumps.jumps
            ],
            "unlisted": self.jumps.unlisted,
            "equilibria_left": {concept: list(self.left(concept)) for concept in ("nash", "seq")},
        }


def together(
    model: Model,
    members: Sequence[str],
    given: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> Together:
    """Verdicts of a coalition of actors (ids), and the table of its improvements.

    Raises Unanswerable for an unknown actor or an empty coalition, TooLarge for very large games.
    """
    scenario = world(model, given)
    game = build(model, scenario)
    chosen = settings or Settings()
    unknown = [member for member in members if member not in game.actors]
    if unknown or not members:
        said = f"there is no actor {unknown[0]}" if unknown else "a coalition needs at least one actor"
        raise Unanswerable(f"{said}; there are {', '.join(game.actors)}")
    group = tuple(sorted({game.actors.index(member) for member in members}))
    return Together(
        stamp(model, verdict_settings(chosen)),
        scenario,
        game,
        tuple(game.actors[member] for member in group),
        coalition_verdicts(game, group, chosen),
        verdicts(game, chosen, concepts=("nash", "seq")),
        coalition_improvements(game, group),
    )
