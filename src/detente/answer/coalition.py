"""Where a coalition would rest, and which equilibria it can leave together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import TooLarge, Unanswerable
from ..model import Assignment, Model
from ..space import Game
from ..space.states import Mask
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
from .worlds import game_in, world

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Group:
    """A coalition that the model names, beside the verdicts on single actors. ``verdicts``: None where they could not
    be given; ``absent`` then says why."""

    members: tuple[str, ...]
    verdicts: CoalitionVerdicts | None
    absent: str = ""

    def as_dict(self, game: Game, individual: Verdicts, states: bool = True) -> dict[str, Any]:
        """``stable`` under each concept (left out without ``states``), and the equilibria of single actors that the
        coalition leaves."""
        record: dict[str, Any] = {"members": list(self.members), "not_given": self.absent or None}
        if self.verdicts is None:
            return {**record, **({"stable": None} if states else {}), "equilibria_left": None}
        stable = {concept: self.verdicts.stable(concept) for concept in COALITION_CONCEPTS}
        left = {
            concept: individual.equilibria(concept) & ~mask
            for concept, mask in stable.items()
            if individual.defined(concept)
        }
        listed = {"stable": _names(game, stable)} if states else {}
        return {**record, **listed, "equilibria_left": _names(game, left)}


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
            "stable": _names(self.game, {concept: self.verdicts.stable(concept) for concept in COALITION_CONCEPTS}),
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


def groups(model: Model, game: Game, settings: Settings) -> tuple[Group, ...]:
    """The coalitions that ``model`` names, each with its own verdicts on the states of ``game``."""
    return tuple(_group(game, members, settings) for members in model.coalitions)


def _group(game: Game, members: tuple[str, ...], settings: Settings) -> Group:
    try:
        found = coalition_verdicts(game, [game.actors.index(member) for member in members], settings)
    except (TooLarge, Unanswerable) as error:
        return Group(members, None, str(error))
    return Group(members, found)


def _names(game: Game, masks: Mapping[str, Mask]) -> dict[str, list[str]]:
    """The states in each mask (bool [S]) by name."""
    return {concept: game.space.names(np.flatnonzero(mask)) for concept, mask in masks.items()}


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
    game = game_in(model, scenario)
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
