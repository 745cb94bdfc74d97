"""A model made ready for many draws: spans, worlds, one space for all of them, moves and truth tables worked out once.

Then one draw costs a solution of the process of moves (:mod:`detente.dynamics`) and a run of its chain::

    chances   [N]           of each of N branches (successions of worlds)
    measures  [4, N, K, T]  reached, holding, in place, passed: for each branch, outcome and date

Everything here is a pure function of the draw, so that draws may be worked out in any order, by anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..dynamics import Blocks, Course, PhaseGame, Plan, branches, habits, solve_backwards
from ..dynamics.course import rates
from ..errors import Unanswerable
from ..model import Assignment, Condition, Draw, Model, conditions
from ..space import Game, Space
from ..space.build import status_quo
from .fields import Board, Fields, Ground
from .solved import Solved, key
from .timeline import Timeline, timeline

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TOLERANCE = 1e-4
"""Largest residual of a solved game, in units of worth. Chances in the Korean case then lie within 4e-5 of those at
1e-8."""

STEP = 5e-5
"""Tolerance of a time step of the chain, in probability. Chances in the Korean case then lie within 4e-5 of those at
1e-9."""

LIMIT = 5000
"""Evaluations of one game's equation before it counts as not converged."""

MEASURES = ("reached", "holding", "in_place", "passed")


@dataclass(frozen=True)
class Run:
    """One draw: see the module. ``residuals`` [M] of the M games of the last span; ``precision`` [A]: effective
    precision; ``prospects`` [P, A]: what today is worth to each actor in each of the P worlds of the first span."""

    chances: Floats
    measures: Floats
    residuals: Floats
    precision: Floats
    prospects: Floats


@dataclass(frozen=True)
class Staged:
    """``boards``: per span, per world. ``start``: today's state, or -1."""

    model: Model
    timeline: Timeline
    space: Space
    boards: tuple[tuple[Board, ...], ...]
    start: int

    @property
    def branches(self) -> tuple[tuple[int, ...], ...]:
        """The N successions of worlds, in the order of a run's arrays."""
        return self.timeline.paths()

    def world(self, branch: tuple[int, ...]) -> Assignment:
        """The values of a branch after the last change."""
        return self.timeline.spans[-1].worlds[branch[-1]]

    def goals(self, outcomes: Sequence[Condition]) -> tuple[tuple[Mask, ...], ...]:
        """The states of some outcomes, bool [K, S], in each span and world."""
        return tuple(
            tuple(
                np.stack([self.space.where(conditions.assume(each, dict(world))) for each in outcomes])
                for world in span.worlds
            )
            for span in self.timeline.spans
        )

    def plan(
        self,
        drawn: Draw | None = None,
        known: Solved | None = None,
        tolerance: float = TOLERANCE,
        limit: int = LIMIT,
    ) -> Plan:
        """What everybody will do under a draw, wherever play can come from today (:attr:`grounds`); in other states all
        are taken to stay. ``known``: games already solved; what is solved now is put there."""
        how = habits(self.model, drawn)
        chances = self.timeline.chances(drawn)
        phases = [
            PhaseGame(tuple(self.game(board, drawn) for board in row), table, span.length)
            for row, table, span in zip(self.boards, chances, self.timeline.spans, strict=True)
        ]
        if known is None:
            return solve_backwards(phases, how, tolerance, self.layouts, None, limit)
        last = zip(self.grounds[-1], phases[-1].games, strict=True)
        keys = [key(ground.mark, game, how, tolerance, limit) for ground, game in last]
        plan = solve_backwards(phases, how, tolerance, self.layouts, [known.get(each) for each in keys], limit)
        for each, response in zip(keys, plan.responses, strict=True):
            known.put(each, response)
        return plan

    def noise(self, drawn: Draw | None = None) -> Plan:
        """Every move taken at random, at the tempos of a draw: the floor under every chance. Nothing is solved."""
        how = habits(self.model, drawn).noise()
        still = np.zeros((len(how.tempo), self.space.size))
        phases = tuple(
            PhaseGame(tuple(board.game for board in row), table, span.length)
            for row, table, span in zip(self.boards, self.timeline.chances(drawn), self.timeline.spans, strict=True)
        )
        courses = tuple(
            tuple(Course(layout, rates(how, layout), lambda _: still, span.length) for layout in row)
            for row, span in zip(self.layouts, self.timeline.spans, strict=True)
        )
        return Plan(phases, how, courses)

    @cached_property
    def grounds(self) -> tuple[tuple[Ground, ...], ...]:
        """Per span, per world: where play can be that begins today, and the moves there. What it cannot come to is
        not worked out."""
        found: list[tuple[Ground, ...]] = []
        for span, row in zip(self.timeline.spans, self.boards, strict=True):
            begins = np.zeros((len(row), self.space.size), dtype=np.bool_)
            begins[:, self.start if self.start >= 0 else slice(None)] = True
            for link in span.links if found else ():
                begins[link.head] |= found[-1][link.tail].inside
            found.append(tuple(board.field.ground(begin) for board, begin in zip(row, begins, strict=True)))
        return tuple(found)

    @property
    def layouts(self) -> list[list[Blocks]]:
        return [[ground.layout for ground in row] for row in self.grounds]

    def game(self, board: Board, drawn: Draw | None = None) -> Game:
        """A world's game under a draw: worths only, since the process asks for no ranks."""
        return replace(board.game, worths=board.appraiser.worths(drawn or {}))

    def follow(self, plan: Plan, goals: tuple[tuple[Mask, ...], ...], dates: Floats) -> Run:
        """Run the chain of a plan from today along every branch."""
        if self.start < 0:
            raise Unanswerable("the model has no status quo, so nothing can be asked from today")
        place = {branch: number for number, branch in enumerate(self.branches)}
        chances = np.zeros(len(place))
        measures = np.zeros((len(MEASURES), len(place), len(goals[0][0]), len(dates)))
        for branch in branches(plan, self.start, goals, dates, STEP):
            number = place[branch.path]
            chances[number] = branch.chance
            for row, name in enumerate(MEASURES):
                measures[row, number] = getattr(branch.passage, name)
        residuals = np.array([each.residual for each in plan.responses])
        tidy = np.clip(measures, 0.0, 1.0)
        return Run(chances, tidy, residuals, plan.habits.effective_precision, plan.prospects(self.start))


def stage(model: Model, fields: Fields | None = None) -> Staged:
    """Make a model ready. ``fields``: what is worked out already; what is worked out now is put there.

    Raises as :func:`detente.space.enumerate_states`, :func:`detente.space.prepare` and :func:`.timeline.timeline` do.
    """
    return stage_together((model,), fields)[0]


def stage_together(models: Sequence[Model], fields: Fields | None = None) -> tuple[Staged, ...]:
    """Make ready models that differ in scenario chances and in what holds today, and in nothing else: they share the
    space and every world's game."""
    lines = [timeline(model) for model in models]
    worlds = tuple(dict.fromkeys(world for line in lines for world in line.worlds))
    space, boards = (fields or Fields()).boards(models[0], worlds)
    return tuple(
        Staged(
            model,
            line,
            space,
            tuple(tuple(boards[world] for world in span.worlds) for span in line.spans),
            status_quo(model, space),
        )
        for model, line in zip(models, lines, strict=True)
    )
