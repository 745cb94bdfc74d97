"""Where can the parties rest, in every scenario, and does today lead there?

For each combination of scenario values: how many states are feasible, how many are equilibria under each concept,
whether today is one, and for each named outcome under which concepts some equilibrium has it and whether play from
today can get to such an equilibrium by improvements alone, or only by moves against somebody's interest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from ..evolution import reach
from ..model import Assignment, Model, conditions
from ..space import Game
from ..stability import Settings, Verdicts, verdicts
from ..stability.settings import CONCEPTS
from .record import Stamp, stamp, verdict_settings
from .worlds import game_in, worlds

Access = Literal["today", "improvements", "moves", "no", "unknown"]
"""How an equilibrium with an outcome can be got to from today; unknown where the model has no status quo."""


NAMED = 12
"""Equilibria of a scenario that are named."""


@dataclass(frozen=True, slots=True)
class Resting:
    """One outcome in one scenario: ``concepts`` under which some equilibrium has it, and the easiest access to one
    of those that rest under ``seq``."""

    outcome: str
    states: int
    concepts: tuple[str, ...]
    access: Access

    def as_dict(self) -> dict[str, Any]:
        return {"feasible": self.states, "rests_under": list(self.concepts), "access": self.access}


@dataclass(frozen=True, slots=True)
class World:
    """One scenario. ``chance``: the probability that the model gives it (after the last dated change). ``resting``: the
    first ``NAMED`` states that are an equilibrium under ``seq``, by name."""

    scenario: Assignment
    chance: float
    states: int
    equilibria: tuple[tuple[str, int], ...]
    today_rests: tuple[str, ...]
    outcomes: tuple[Resting, ...]
    resting: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "scenario": dict(self.scenario),
            "scenario_probability": self.chance,
            "feasible": self.states,
            "equilibrium_counts": dict(self.equilibria),
            "today_rests_under": list(self.today_rests),
            "first_equilibria": list(self.resting),
            "outcomes": {each.outcome: each.as_dict() for each in self.outcomes},
        }


@dataclass(frozen=True, slots=True)
class Outlook:
    """All scenarios of one model or reading."""

    stamp: Stamp
    worlds: tuple[World, ...]

    def as_dict(self) -> dict[str, Any]:
        return {**self.stamp.as_dict(), "scenarios": [world.as_dict() for world in self.worlds]}


def outlook(model: Model, given: Mapping[str, str] | None = None, settings: Settings | None = None) -> Outlook:
    """Where the parties can rest in every scenario that agrees with ``given``."""
    chosen = settings or Settings()
    found = tuple(_world(model, scenario, chance, chosen) for scenario, chance in worlds(model, given))
    return Outlook(stamp(model, verdict_settings(chosen)), found)


def _world(model: Model, scenario: Assignment, chance: float, settings: Settings) -> World:
    game = game_in(model, scenario)
    found = verdicts(game, settings)
    concepts = tuple(concept for concept in CONCEPTS if found.defined(concept))
    counts = tuple((concept, int(found.equilibria(concept).sum())) for concept in concepts)
    today = game.status_quo
    rests = tuple(concept for concept in concepts if today >= 0 and found.equilibria(concept)[today])
    outcomes = _outcomes(model, scenario, game, found, concepts)
    resting = tuple(game.space.names(np.flatnonzero(found.equilibria("seq"))[:NAMED]))
    return World(scenario, chance, game.size, counts, rests, outcomes, resting)


def _outcomes(
    model: Model, scenario: Assignment, game: Game, found: Verdicts, concepts: tuple[str, ...]
) -> tuple[Resting, ...]:
    ways: tuple[tuple[Access, Any], ...] = ()
    if game.status_quo >= 0:
        today = np.zeros(game.size, bool)
        today[game.status_quo] = True
        by_improvements = reach(game, game.status_quo, "improvements").reached
        by_moves = reach(game, game.status_quo, "moves").reached
        ways = (("today", today), ("improvements", by_improvements), ("moves", by_moves))
    rows = []
    for outcome in model.outcomes:
        inside = game.space.where(conditions.assume(outcome.condition, dict(scenario)))
        under = tuple(concept for concept in concepts if (found.equilibria(concept) & inside).any())
        goal = found.equilibria("seq") & inside
        access: Access = next((way for way, mask in ways if (mask & goal).any()), "no" if ways else "unknown")
        rows.append(Resting(outcome.id, int(inside.sum()), under, access))
    return tuple(rows)
