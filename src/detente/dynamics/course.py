"""How everybody chooses, from now on or until a date: what a response or a plan hands to the chain."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..errors import Unanswerable
from ..space.game import Game
from .blocks import Blocks, Floats
from .habits import Habits
from .kernels import Equation, Policy, Rates, choose
from .unroll import Track

Annuities = Callable[[float], Floats]
"""Annuities rho * V, float64 [A, S], at a time in years since a course began."""


@dataclass(frozen=True)
class Course:
    """The choices of one phase under one scenario.

    ``length``: years, infinite for the last phase. ``track``: the annuities by the time that is left, where choices
    change with time.
    """

    blocks: Blocks
    rates: Rates
    annuities: Annuities
    length: float = math.inf
    track: Track | None = None

    @property
    def steady(self) -> bool:
        return self.track is None

    @property
    def size(self) -> int:
        return len(self.blocks.open)

    @property
    def tempo(self) -> float:
        """How often anybody moves, per year."""
        return float(self.rates.tempo.sum())

    def policy(self, time: float = 0.0) -> Policy:
        """The choices at a time (years since the course began)."""
        return policy(self.blocks, self.rates, self.annuities(time))

    def noise(self) -> Course:
        """The same moves taken at random: each actor picks among staying and its moves, all equally likely."""
        actors = len(self.rates.tempo)
        random = self.rates._replace(precision=np.zeros(actors), cost=np.zeros(actors))
        nothing = np.zeros((actors, self.size))
        return Course(self.blocks, random, lambda _: nothing, self.length)


def policy(blocks: Blocks, rates: Rates, annuities: Floats) -> Policy:
    """The logit choice on annuities [A, S]."""
    chosen = blank(blocks)
    choose(blocks, rates, np.ascontiguousarray(annuities), chosen)
    return chosen


def blank(blocks: Blocks) -> Policy:
    """Room for a policy."""
    shape = blocks.block.shape
    counts = len(blocks.starts) - 1, len(blocks.onward)
    return Policy(np.ones(shape), np.ones(shape), np.zeros(shape), np.ones(counts[0]), np.empty(counts[1]))


def rates(habits: Habits, blocks: Blocks) -> Rates:
    """The habits as kernels want them."""
    cost = habits.discount * habits.move_cost
    plain = (cost == 0.0) & bool(blocks.open.all())
    still = blocks.block >= blocks.busy[:, None]
    idle = np.ascontiguousarray(still.T @ habits.tempo)
    loose = np.asarray(~still.all(axis=0), dtype=np.float64)
    return Rates(habits.tempo, habits.precision, habits.discount, cost, plain, idle, loose)


def equation(game: Game, habits: Habits, blocks: Blocks) -> Equation:
    """The equation of one game. Raises :class:`Unanswerable` where the game has no worths or they do not fit."""
    if game.worths is None:
        raise Unanswerable("the process of moves needs worths, and some actor's preference is only an order")
    if len(habits.tempo) != len(game.actors):
        raise Unanswerable(f"habits are for {len(habits.tempo)} actors; the game has {len(game.actors)}")
    if not np.isfinite(game.worths).all():
        raise Unanswerable("worths must be finite numbers in every state")
    return Equation(blocks, rates(habits, blocks), np.ascontiguousarray(game.worths, dtype=np.float64))
