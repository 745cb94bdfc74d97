"""How everybody chooses when everybody looks ahead: the Markov quantal-response equilibrium of one game.

Actor i gets to move at rate tempo_i and then picks among staying and its moves by logit on discounted values::

    V_i(s) = [u_i(s) + sum_j tempo_j sum_t sigma_j(t|s) (V_i(t) - [j = i, t != s] cost_i)] / (rho_i + sum_j tempo_j)
    sigma_j(t|s)  proportional to  exp(precision_j rho_j (V_j(t) - [t != s] cost_j)),   t in {s} and j's moves from s

u: worth; rho = 1 / foresight, per year; V and cost: worth times years. Nobody moves into a shut state; who is in one
may stay. Quantal response: McKelvey & Palfrey (1995, 1998); in Markov games Breitmoser, Tan & Zizzo (2010); random
moves in continuous time: Doraszelski & Judd (2012), Arcidiacono, Bayer, Blevins & Ellickson (2016).

The equation is solved for the annuities rho * V, all of them in units of worth. Anderson's acceleration comes first.
Where it does not settle, plain value iteration goes some way and acceleration tries again from there, in turns. An
equilibrium need not be the only one. The one that is met from random play is meant (docs/decisions/0026);
:func:`equilibria` looks from several starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..space.game import Game
from .blocks import Blocks, Floats, blocks
from .course import Course, blank, equation, rates
from .habits import Habits
from .kernels import Equation, Policy, advance, defect
from .moves import chances
from .settle import Memory, settle

TOLERANCE = 1e-8
"""Largest residual of a solved equation, in units of worth."""

LIMIT = 10_000
"""Evaluations of the equation before giving up."""

TURN, PLAIN = 1000, 200
"""Evaluations by acceleration, and by plain value iteration (half as many again each turn), in a turn."""

WINDOW = 10
"""Differences that the acceleration keeps, and the memory (bytes) that they may take."""
MEMORY = 1 << 28

Method = Literal["acceleration", "value iteration", "acceleration after value iteration"]


@dataclass(frozen=True)
class Response:
    """One equilibrium, or the best attempt at one.

    ``values``: V, float64 [A, S], worth times years. ``residual``: the largest violation of the equation, as a flow in
    units of worth; ``converged``: it is within the tolerance. ``iterations``: evaluations of the equation.
    """

    game: Game
    habits: Habits
    values: Floats
    iterations: int
    residual: float
    converged: bool
    method: Method
    blocks: Blocks

    @property
    def annuities(self) -> Floats:
        """rho * V: the steady worth that is as good as what lies ahead. Float64 [A, S], units of worth."""
        return self.values * self.habits.discount[:, None]

    @property
    def effective_precision(self) -> Floats:
        return self.habits.effective_precision

    @cached_property
    def course(self) -> Course:
        """The choices, as the chain wants them."""
        annuities = self.annuities
        return Course(self.blocks, rates(self.habits, self.blocks), lambda _: annuities)

    def chances(self, actor: int, state: int) -> tuple[npt.NDArray[np.int64], Floats]:
        """Where an actor goes from a state when it gets to move, and how likely: staying first, then its moves."""
        return chances(self.course, actor, state)


def respond(
    game: Game,
    habits: Habits,
    tolerance: float = TOLERANCE,
    start: npt.ArrayLike | None = None,
    limit: int = LIMIT,
    layout: Blocks | None = None,
) -> Response:
    """Solve the equation of one game.

    ``start``: values V [A, S] to start from; by default constants, so that the first choices are random. ``layout``:
    the blocks of a game with the same states, moves and shut states, where they are at hand. What does not converge
    within ``limit`` evaluations comes back with ``converged`` False.
    Raises :class:`Unanswerable` for a game without worths.
    """
    found = blocks(game) if layout is None else layout
    task = equation(game, habits, found)
    values = _start(task, start)
    spent, residual, method = _solve(task, values, tolerance, limit)
    answer = values / habits.discount[:, None]
    return Response(game, habits, answer, spent, residual, residual <= tolerance, method, found)


def equilibria(
    game: Game,
    habits: Habits,
    starts: Sequence[npt.ArrayLike] | None = None,
    tolerance: float = TOLERANCE,
    apart: float = 1e-4,
    layout: Blocks | None = None,
) -> tuple[Response, ...]:
    """The distinct equilibria met from several starts (values V [A, S]; by default :func:`scattered` ones and none).

    ``layout``: as for :func:`respond`. Two are distinct if some annuity differs by more than ``apart`` units of worth.
    Only converged ones are listed, in the order in which they were met; where none converged, the best attempt alone.
    """
    found = blocks(game) if layout is None else layout
    chosen = [None, *scattered(game, habits)] if starts is None else list(starts)
    tried = [respond(game, habits, tolerance, start, layout=found) for start in chosen]
    distinct: list[Response] = []
    for each in tried:
        if each.converged and all(np.abs(each.annuities - other.annuities).max() > apart for other in distinct):
            distinct.append(each)
    return tuple(distinct) or (min(tried, key=lambda each: each.residual),)


def scattered(game: Game, habits: Habits, count: int = 6, seed: int = 0) -> Iterator[Floats]:
    """Starts far apart, values V [A, S]: as if every state stayed for ever, then random mixtures of the actors' worths,
    upside down ones among them."""
    if game.worths is None:
        raise Unanswerable("the process of moves needs worths")
    draw = np.random.default_rng(seed)
    yield game.worths * habits.foresight[:, None]
    for _ in range(count - 1):
        weights = draw.uniform(-1.0, 1.0, (len(game.actors), len(game.actors)))
        yield weights @ game.worths * habits.foresight[:, None]


def _start(task: Equation, start: npt.ArrayLike | None) -> Floats:
    """Annuities [A, S]; where nobody can move, those that are right: staying for ever."""
    loose = task.rates.loose > 0.0
    values = task.worths.copy()
    if start is None:
        values[:, loose] = task.worths[:, loose].mean(axis=1, keepdims=True) if loose.any() else 0.0
        return values
    given = np.asarray(start, dtype=np.float64)
    if given.shape != task.worths.shape:
        raise Unanswerable(f"start must have shape {task.worths.shape} (actors, states); found {given.shape}")
    values[:, loose] = (given * task.rates.rho[:, None])[:, loose]
    return values


def _memory(values: Floats) -> Memory:
    window = int(np.clip(MEMORY // (8 * values.size + 1), 3, WINDOW))
    shape = window, values.size
    turns, steps = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    return Memory(turns, steps, *(np.zeros(each) for each in ((window, window), values.size, values.size)))


def _drift(
    task: Equation, values: Floats, room: Policy, tolerance: float, limit: int, part: float
) -> tuple[int, float]:
    """Plain value iteration in place, each step taken to a part: slow but steady. With whole steps it is backward
    induction from an ever later end."""
    image, lift, residual = np.empty_like(values), np.empty(len(values)), np.inf
    for count in range(1, limit + 1):
        advance(task, values, room, image)
        residual = defect(task.rates, values, image, lift)
        if residual <= tolerance:
            return count, residual
        values += part * (image - values)
    return limit, residual


def _solve(task: Equation, values: Floats, tolerance: float, limit: int) -> tuple[int, float, Method]:
    """Solve in place, by turns; the point with the smallest residual is kept."""
    room = blank(task.blocks)
    memory = _memory(values)
    best = values.copy()
    spent, residual = settle(task, best, room, memory, tolerance, min(TURN, limit), 1.0)
    if residual <= tolerance:
        values[:] = best
        return spent, residual, "acceleration"
    steps, turn = PLAIN, 0
    while spent < limit:
        part = 0.5 if turn % 2 else 1.0
        count, plain = _drift(task, values, room, tolerance, min(steps, limit - spent), part)
        spent += count
        if plain <= tolerance:
            return spent, plain, "value iteration"
        trial = values.copy()
        count, reached = settle(task, trial, room, memory, tolerance, max(1, min(TURN, limit - spent)), part)
        spent += count
        if reached < residual:
            best, residual = trial, reached
        if residual <= tolerance:
            break
        steps, turn = steps * 3 // 2, turn + 1
    values[:] = best
    return spent, residual, "acceleration after value iteration"
