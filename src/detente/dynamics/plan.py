"""Play before and after dated changes, solved backwards.

Time is cut into *phases* at the dates on which a scenario variable changes. In each phase one of several *scenarios*
holds: a game over the shared space, with its own worths and shut states. Everybody knows the scenario in force and the
chances of the next ones. In the last phase choices are steady (:mod:`.response`). In a phase of finite length they
depend on the time left. With a = rho V (annuities) and t running backwards from the phase's end::

    da_i/dt = rho_i (u_i - a_i) + sum_j tempo_j sum_t sigma_j(t|s) (a_i(t) - a_i(s))        (costs as in response)
    a at the phase's end = the mean of a at the start of the next phase's scenarios, by their chances

This is solved by an explicit Runge-Kutta method of order 5 with error control (:mod:`.steps`), tolerance a step
``ACCURACY`` times that of the last phase, and kept with its interpolant, from which choices at any time are read. While
choices stay the same, a change at a distance of T years moves an annuity by at most exp(-rho T) of what it moves it by
at its date.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..space.game import Game
from ..space.states import Mask
from .blocks import Blocks, Floats, blocks, opened
from .chain import STEP_ERROR, Curves, Flow, Passage, carry, checked_dates, depart, passage
from .course import Course, blank, equation
from .habits import Habits
from .response import LIMIT, TOLERANCE, Response, respond
from .unroll import look, unroll

ACCURACY = 1.0
"""Tolerance of one backward step, as a part of the tolerance of the last phase."""


@dataclass(frozen=True)
class PhaseGame:
    """The scenarios of one phase: ``games`` over one space; ``length`` in years, infinite for the last one.

    ``chances``: float64 [P, N], of each of the N scenarios given each of the P of the phase before (the first: P = 1).
    """

    games: tuple[Game, ...]
    chances: Floats
    length: float = math.inf


@dataclass(frozen=True)
class Plan:
    """What everybody will do, in every phase and scenario. ``responses``: the equilibria of the last phase."""

    phases: tuple[PhaseGame, ...]
    habits: Habits
    courses: tuple[tuple[Course, ...], ...]
    responses: tuple[Response, ...] = field(default=())

    @property
    def converged(self) -> bool:
        return all(response.converged for response in self.responses)

    @property
    def residual(self) -> float:
        """The largest residual of the last phase's equations, in units of worth."""
        return max((response.residual for response in self.responses), default=0.0)

    @property
    def iterations(self) -> int:
        return sum(response.iterations for response in self.responses)

    def prospects(self, state: int) -> Floats:
        """What today is worth to each actor in each scenario of the first phase: the annuity rho V, float64 [N, A], in
        units of worth. Its differences say who would rather face whom."""
        return np.stack([course.annuities(0.0)[:, state] for course in self.courses[0]])

    def noise(self) -> Plan:
        """The same phases with every move taken at random: the floor under every probability."""
        courses = tuple(tuple(course.noise() for course in phase) for phase in self.courses)
        return Plan(self.phases, self.habits.noise(), courses)


@dataclass(frozen=True)
class Branch:
    """One succession of scenarios, a scenario index per phase, with its chance and what becomes of today along it."""

    path: tuple[int, ...]
    chance: float
    passage: Passage


def solve_backwards(
    phases: Sequence[PhaseGame],
    habits: Habits,
    tolerance: float = TOLERANCE,
    layouts: Sequence[Sequence[Blocks]] | None = None,
    solved: Sequence[Response | None] | None = None,
    limit: int = LIMIT,
) -> Plan:
    """Solve all phases, the last one first.

    ``layouts``: the blocks of every phase's games, where they are at hand. ``solved``: responses to games of the last
    phase, where they are at hand; ``limit``: evaluations for each of the others. Non-convergence there is told by
    ``Plan.converged``. Raises :class:`Unanswerable` where phases do not fit together or a game has no worths.
    """
    _check(phases)
    known: list[tuple[Game, Blocks]] = []
    found = layouts or [[_layout(game, known) for game in phase.games] for phase in phases]
    known_ones = solved or [None] * len(phases[-1].games)
    responses = tuple(
        answer or respond(game, habits, tolerance, limit=limit, layout=layout)
        for game, answer, layout in zip(phases[-1].games, known_ones, found[-1], strict=True)
    )
    courses: list[tuple[Course, ...]] = [tuple(response.course for response in responses)]
    for phase, after, here in zip(phases[-2::-1], phases[:0:-1], found[-2::-1], strict=True):
        nexts = np.stack([course.annuities(0.0) for course in courses[0]])
        ends = np.tensordot(after.chances, nexts, axes=1)
        courses.insert(0, tuple(
            _unroll(game, habits, layout, end, phase.length, ACCURACY * tolerance)
            for game, layout, end in zip(phase.games, here, ends, strict=True)
        ))  # fmt: skip
    return Plan(tuple(phases), habits, tuple(courses), responses)


def branches(
    plan: Plan,
    start: int,
    targets: Mask | Sequence[Sequence[Mask]],
    dates: npt.ArrayLike,
    error: float = STEP_ERROR,
) -> tuple[Branch, ...]:
    """What becomes of a state, along every succession of scenarios that can occur.

    ``targets``: bool [K, S], or one such array for each phase and scenario (where they speak of the scenario).
    ``dates``: years from now, ascending. ``error``: as in :func:`.chain.carry`. What branches share is computed once.
    """
    return tuple(_grow(_Asked(plan, start, targets, checked_dates(dates), error), (), 1.0, None, ()))


@dataclass(frozen=True)
class _Asked:
    """The question of :func:`branches`."""

    plan: Plan
    start: int
    targets: Mask | Sequence[Sequence[Mask]]
    marks: Floats
    error: float


def _grow(
    asked: _Asked, path: tuple[int, ...], chance: float, flow: Flow | None, curves: tuple[Curves, ...]
) -> Iterator[Branch]:
    """The branches that go on from ``path``."""
    plan, depth = asked.plan, len(path)
    if depth == len(plan.phases):
        assert flow is not None
        yield Branch(path, chance, passage(asked.marks, curves, flow.error))
        return
    for scenario, odds in enumerate(plan.phases[depth].chances[path[-1] if path else 0]):
        if odds > 0.0:
            course = plan.courses[depth][scenario]
            goals = asked.targets if isinstance(asked.targets, np.ndarray) else asked.targets[depth][scenario]
            ahead, part = carry(course, flow or depart(course, asked.start, goals), goals, asked.marks, asked.error)
            yield from _grow(asked, (*path, scenario), chance * float(odds), ahead, (*curves, part))


def mix(passages: Sequence[Passage], chances: npt.ArrayLike) -> Passage:
    """The mean of passages at the same dates, by their chances (which are scaled to sum to 1)."""
    weights = np.asarray(chances, dtype=np.float64)
    weights = weights / weights.sum()

    def mean(name: str) -> Floats:
        return np.tensordot(weights, np.stack([getattr(each, name) for each in passages]), axes=1)

    worst = max(each.error for each in passages)
    return Passage(passages[0].dates, mean("reached"), mean("holding"), mean("in_place"), mean("passed"), worst)


def _unroll(game: Game, habits: Habits, layout: Blocks, end: Floats, length: float, error: float) -> Course:
    """Annuities through a phase of finite length, from those at its end, [A, S]; ``error``: tolerance a step."""
    task = equation(game, habits, layout)
    track = unroll(task, np.ascontiguousarray(end), length, error, blank(layout))

    def annuities(time: float) -> Floats:
        found = np.empty(end.shape)
        look(track, length - time, found)
        return found

    return Course(layout, task.rates, annuities, length, track)


def _layout(game: Game, known: list[tuple[Game, Blocks]]) -> Blocks:
    """The blocks of a game; those of a game over the same space are used again."""
    for other, layout in known:
        if game.arcs is None and other.arcs is None and game.space is other.space and game.actors == other.actors:
            return layout._replace(open=opened(game))
    known.append((game, blocks(game)))
    return known[-1][1]


def _check(phases: Sequence[PhaseGame]) -> None:
    if not phases or math.isfinite(phases[-1].length):
        raise Unanswerable("there must be a last phase, of infinite length")
    before = 1
    for number, phase in enumerate(phases):
        if np.shape(phase.chances) != (before, len(phase.games)):
            shape = before, len(phase.games)
            raise Unanswerable(f"phase {number}: chances must have shape {shape}; found {np.shape(phase.chances)}")
        if not np.allclose(np.sum(phase.chances, axis=1), 1.0, atol=1e-9) or bool((phase.chances < 0.0).any()):
            raise Unanswerable(f"phase {number}: chances must be at least 0 and sum to 1 in each row")
        if number < len(phases) - 1 and not 0.0 < phase.length < math.inf:
            raise Unanswerable(f"phase {number} must last a positive, finite time; found {phase.length} years")
        if any(game.size != phases[0].games[0].size for game in phase.games):
            raise Unanswerable(f"phase {number}: all games must share one space")
        before = len(phase.games)
