"""Why each actor stays in a state, or does not: under which concepts it is stable, what tempts it most, which wants
hold it.

The *temptation* of an actor is its best improvement that nothing punishes under seq, else its best improvement, else
its best move. The difference in worth between staying and that move, want by want
(w_k [c_k holds at s] - w_k [c_k holds at t], soft rules likewise), says what holds it (positive) and what pulls
(negative).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..answer.moves import change
from ..model import Assignment, Condition, Model, Wants, conditions
from ..space import ORDINAL_TOTAL, Game
from ..space.draws import centroid
from ..space.walks import moves_from
from ..stability import Settings, Verdicts
from ..stability.settings import CONCEPTS
from ..stability.why import explain

Pull = tuple[str, float]
"""The path of a want or soft rule, and how much more staying is worth because of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One actor in one state. ``concepts``: those under which it is stable. ``tempted_to``: the move it would like
    best, -1 if it cannot move; ``punished``: whether that move would be answered under seq. ``by_worth``: worth of
    staying less worth of that move, None where some preference is only an order; ``pulls``: what that is made of,
    the strongest first."""

    actor: str
    concepts: tuple[str, ...]
    can_move: bool
    tempted_to: int
    improves: bool
    punished: bool
    by_worth: float | None
    pulls: tuple[Pull, ...]

    @property
    def stays(self) -> bool:
        """Whether it is stable under seq."""
        return "seq" in self.concepts

    def as_dict(self, game: Game, state: int) -> dict[str, Any]:
        space, moving = game.space, self.tempted_to >= 0
        return {
            "actor": self.actor,
            "stable_under": list(self.concepts),
            "can_move": self.can_move,
            "tempted_to": space.name(self.tempted_to) if moving else None,
            "by": change(space, state, self.tempted_to) if moving else {},
            "improves": self.improves,
            "punished": self.punished,
            "staying_is_worth": self.by_worth,
            "because_of": dict(self.pulls),
        }


def standings(
    model: Model, scenario: Assignment, game: Game, found: Verdicts, state: int, settings: Settings
) -> tuple[Standing, ...]:
    """Every actor in one state."""
    return tuple(_standing(model, scenario, game, found, state, actor, settings) for actor in range(len(game.actors)))


def _standing(
    model: Model, scenario: Assignment, game: Game, found: Verdicts, state: int, actor: int, settings: Settings
) -> Standing:
    concepts = tuple(each for each in CONCEPTS if found.defined(each) and found.stable(each)[actor, state])
    moves = moves_from(game, actor, state)
    name = game.actors[actor]
    if not len(moves):
        return Standing(name, concepts, False, -1, False, False, None, ())
    reason = explain(game, state, actor, "seq", settings)
    best = int(moves[np.argmax(game.ranks[actor, moves])])
    first = reason.replies[0].improvement if reason.replies else best
    improves = bool(game.ranks[actor, first] > game.ranks[actor, state])
    punished = bool(reason.replies) and reason.replies[0].punished
    if game.worths is None:
        return Standing(name, concepts, True, first, improves, punished, None, ())
    gap = float(game.worths[actor, state] - game.worths[actor, first])
    return Standing(
        name, concepts, True, first, improves, punished, gap, pulls(model, scenario, game, name, state, first)
    )


def pulls(model: Model, scenario: Assignment, game: Game, actor: str, stay: int, go: int) -> tuple[Pull, ...]:
    """What the difference in worth between two states is made of; they sum to it. Empty without wants."""
    found = []
    for path, condition, weight in weighed(model, actor):
        inside = game.space.where(conditions.assume(condition, dict(scenario)))
        pull = weight * (float(inside[stay]) - float(inside[go]))
        if pull:
            found.append((path, pull))
    return tuple(sorted(found, key=lambda each: -abs(each[1])))


def weighed(model: Model, actor: str) -> Iterator[tuple[str, Condition, float]]:
    """An actor's wants and the soft rules it pays for, each with its signed middle worth while the condition holds."""
    preference = model.preference(actor)
    if isinstance(preference, Wants):
        shares = centroid(len(preference.wants)) * ORDINAL_TOTAL
        for share, want in zip(shares, preference.wants, strict=True):
            worth = float(share) if want.worth is None else want.worth.middle
            yield f"preferences.{actor}.{want.id}", want.condition, -worth if want.avoids else worth
    for soft in model.soft_rules:
        if actor in soft.payers:
            yield f"rules.{soft.id}", soft.condition, soft.cost.middle
