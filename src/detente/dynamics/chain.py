"""What becomes of today: reached by a date, holding at a date, time in place.

The choices of all actors make a continuous-time Markov chain on the states, with rates
q(s, t) = sum_j tempo_j sigma_j(t|s). From the state today, for K targets (sets of states) and dates T in years::

    reached(T)   probability that the target was entered by T (at today, if it holds today); the target made absorbing
    holding(T)   probability that it holds at T
    in place     expected share of [0, T] in which it holds:            (1/T) int_0^T holding
    passed       expected share of [0, T] after the first passage:      (1/T) int_0^T reached
    lasting      in place / passed: how much of the time after first passage it holds (a ratio of expectations)

Steady choices are run by uniformisation (Jensen 1953): with L the rate at which the state that is left soonest is left,
the state after N moves of a discrete chain, N Poisson with mean L T; integrals use P(N > n). All dates and targets come
out of one pass. The sum is cut where the Poisson tail falls below 1e-11 (by default) and the tail is given to the last
term, so probabilities sum to one and no figure is off by more than the tail, which is reported. Choices that change
with time (before a dated change) are run by an explicit Runge-Kutta method of order 5 with error control; their
``error`` is the tolerance per step.

A target may speak of the scenario, and so be another set of states in another course. What is at a target when a course
begins has then reached it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..space.states import Mask
from .blocks import Floats
from .course import Course, blank
from .flow import drift, uniformise
from .kernels import stays

STEP_ERROR = 1e-9
"""Tolerance of one time step, in probability."""

CUT = 1e-2
"""Where choices are steady, sums are cut where what is left is this part of the tolerance of a time step."""

SLOWEST = 1e-3
"""The rate of uniformisation is at least this part of the total tempo."""


@dataclass(frozen=True)
class Passage:
    """Probabilities for K targets at T dates: float64 [K, T] each (see the module). ``error``: a bound on what cutting
    sums adds, plus the tolerance of time steps where choices change with time."""

    dates: Floats
    reached: Floats
    holding: Floats
    in_place: Floats
    passed: Floats
    error: float

    @property
    def lasting(self) -> Floats:
        """Share of the time after first passage in which the target holds; nan where it is (nearly) never reached."""
        known = self.passed > 1e-12
        ratio = np.divide(self.in_place, self.passed, out=np.full_like(self.passed, np.nan), where=known)
        return np.minimum(ratio, 1.0)


@dataclass(frozen=True)
class Flow:
    """Where the probability is at a moment: ``mass`` [S, 1 + K] (see :mod:`.flow`), and the years that each target has
    been held and passed so far, [K]."""

    mass: Floats
    held: Floats
    been: Floats
    time: float = 0.0
    error: float = 0.0


@dataclass(frozen=True)
class Curves:
    """Four curves at the dates asked, [K, T] each; ``held`` and ``been`` in years."""

    reached: Floats
    holding: Floats
    held: Floats
    been: Floats


def follow(courses: Sequence[Course], start: int, targets: Mask | Sequence[Mask], dates: npt.ArrayLike) -> Passage:
    """Run the chain from a state through courses that follow one another.

    ``targets``: bool [K, S], or one such array a course. ``dates``: years from now, ascending, none before 0. The last
    course must last to the last date. Raises :class:`Unanswerable` where an argument does not fit.
    """
    marks = checked_dates(dates)
    goals = [targets] * len(courses) if isinstance(targets, np.ndarray) else list(targets)
    flow = depart(courses[0], start, goals[0])
    curves: list[Curves] = []
    for course, goal in zip(courses, goals, strict=True):
        flow, part = carry(course, flow, goal, marks)
        curves.append(part)
    return passage(marks, curves, flow.error)


def depart(course: Course, start: int, targets: Mask) -> Flow:
    """All probability on one state, at time 0."""
    goals = _goals(course, targets)
    if not 0 <= start < course.size:
        raise Unanswerable(f"the process needs a state to start from, 0 to {course.size - 1}; found {start}")
    mass = np.zeros((course.size, 1 + goals.shape[1]))
    mass[start] = 1.0
    return Flow(mass, np.zeros(goals.shape[1]), np.zeros(goals.shape[1]))


def carry(course: Course, flow: Flow, targets: Mask, dates: Floats, error: float = STEP_ERROR) -> tuple[Flow, Curves]:
    """Run through one course; curves at the dates that fall into it. ``targets``: bool [K, S]. ``error``: tolerance of
    a time step, in probability, where choices change with time (what is cut off elsewhere is ``CUT`` times as much).

    The flow comes back as it is at the course's end; of a course without end its ``mass`` is 0, as none is handed on.
    """
    goals = _goals(course, targets)
    end = flow.time + course.length
    late = float(dates[-1]) if len(dates) else 0.0
    inside = dates[(dates >= flow.time) & (dates < end)] - flow.time
    length = min(course.length, max(late - flow.time, 0.0))
    if length == 0.0 and not len(inside):
        empty = np.zeros((goals.shape[1], 0))
        return flow, Curves(empty, empty, empty, empty)
    mass = flow.mass.copy()
    mass[:, 1:][goals] = 0.0
    flow = replace(flow, mass=mass)
    ahead, curves = (_steady if course.steady else _varying)(course, flow, goals, inside, length, error)
    return replace(ahead, time=end), curves


def passage(dates: Floats, curves: Sequence[Curves], error: float) -> Passage:
    """The curves of successive courses as one record."""

    def whole(name: str) -> Floats:
        return np.concatenate([getattr(each, name) for each in curves], axis=1)

    reached, holding, held, been = (whole(name) for name in ("reached", "holding", "held", "been"))
    if reached.shape[1] != len(dates):
        raise Unanswerable(f"the courses end before the last date, {dates[-1]:g} years from now")
    today = dates == 0.0
    years = np.where(today, 1.0, dates)
    return Passage(
        dates, reached, holding, np.where(today, holding, held / years), np.where(today, reached, been / years), error
    )


def _steady(course: Course, flow: Flow, goals: Mask, dates: Floats, length: float, error: float) -> tuple[Flow, Curves]:
    policy, stay = course.policy(), np.empty(course.size)
    stays(course.blocks, course.rates, policy, stay)
    rate = max(course.tempo - float(stay.min()), SLOWEST * course.tempo) or 1.0
    count, tail = _moves_enough(rate * length, CUT * error)
    mass = flow.mass.copy()
    ends = np.zeros(count + 1) if math.isinf(course.length) else _poisson(rate * np.array([length]), count)[0][:, 0]
    here, there = uniformise(course.blocks, course.rates, policy, mass, goals, rate, ends)
    before = 1.0 - flow.mass[:, 1:].sum(axis=0)
    here, there = here.T, there.T + before[:, None]
    marks = np.append(dates, length)
    at, through = _poisson(rate * marks, count)
    held, been = flow.held[:, None] + here @ through / rate, flow.been[:, None] + there @ through / rate
    curves = Curves(there @ at[:, :-1], here @ at[:, :-1], held[:, :-1], been[:, :-1])
    return replace(flow, mass=mass, held=held[:, -1], been=been[:, -1], error=flow.error + tail), curves


def _moves_enough(mean: float, error: float) -> tuple[int, float]:
    """A number of moves, and the probability (about ``error`` at most) of more."""
    from scipy.special import gammainc

    counts = np.arange(math.floor(mean), math.ceil(mean + 7.5 * math.sqrt(mean) + 25.0) + 1)
    tails = gammainc(counts + 1.0, mean)
    place = min(int(np.searchsorted(-tails, -error)), len(counts) - 1)
    return int(counts[place]), float(tails[place])


def _poisson(means: Floats, count: int) -> tuple[Floats, Floats]:
    """P(N = n) and P(N > n) for n = 0..count and each mean, [count + 1, T]; what is cut off is added to the last n."""
    from scipy.special import gammaln, xlogy

    n = np.arange(count + 1.0)[:, None]
    at = np.exp(xlogy(n, means) - means - gammaln(n + 1.0))
    cut = np.maximum(1.0 - at.sum(axis=0), 0.0)
    through = np.cumsum(at[::-1], axis=0)[::-1] - at + cut
    at[-1] += cut
    through[-1] += np.maximum(means - through.sum(axis=0), 0.0)
    return at, through


def _varying(
    course: Course, flow: Flow, goals: Mask, dates: Floats, length: float, error: float
) -> tuple[Flow, Curves]:
    assert course.track is not None
    mass, marks = flow.mass.copy(), np.append(dates, length)
    found = drift(course.blocks, course.rates, course.track, mass, goals, marks, error, blank(course.blocks))
    holding, reached, held, been = found.transpose(1, 2, 0)
    held, been = flow.held[:, None] + held, flow.been[:, None] + been
    curves = Curves(reached[:, :-1], holding[:, :-1], held[:, :-1], been[:, :-1])
    return replace(
        flow, mass=np.maximum(mass, 0.0), held=held[:, -1], been=been[:, -1], error=flow.error + error
    ), curves


def _goals(course: Course, targets: Mask) -> Mask:
    goals = np.asarray(targets, dtype=np.bool_)
    if goals.ndim != 2 or goals.shape[1] != course.size:
        raise Unanswerable(f"targets must have shape (targets, {course.size}); found {goals.shape}")
    return np.ascontiguousarray(goals.T)


def checked_dates(dates: npt.ArrayLike) -> Floats:
    """Dates as an array; raises :class:`Unanswerable` where they do not ascend from 0."""
    marks = np.asarray(dates, dtype=np.float64)
    if marks.ndim != 1 or not len(marks) or marks[0] < 0.0 or bool((np.diff(marks) < 0.0).any()):
        raise Unanswerable("dates must be years from now, ascending, none before 0")
    return marks
