"""What an answer hinges on: each uncertain number's share in its spread, and the value at which it turns.

The *figure* is the chance of an outcome (reached by the horizon, scenarios averaged) or the value of a claim. Its
total-order Sobol index for a number is the share of its variance that remains while all other numbers are known
(Homma & Saltelli 1996), by ``scipy.stats.sobol_indices``. A model with d uncertain numbers needs n (d + 2) figures for
that, which is too slow for the process of moves. So polynomials are fitted to the figures at the draws
(:mod:`.emulator`) and the indices are theirs; their error on draws that they have not seen is told (``r2``). With
``exact`` the model itself is run instead.

The *flip point* of a number: all others at their middles, the value at which the figure crosses its threshold (for an
outcome 1/2, for a claim the point at which it stops or starts to hold), by bisection. Where both ends of the range
give what the middle gives, it does not turn within its range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ..answer.record import Stamp, stamp
from ..errors import Unanswerable
from ..model import Model, Quantity, assumptions
from ..model.circumstances import under
from ..model.claims import Circumstances
from .draw import DEFAULT_SEED, EDGE, Plan, plan
from .emulator import StandIn, explained, stand_in
from .figure import Figure, figure_of
from .points import points
from .predict import Task, numerics
from .record import Forecast
from .solved import Solved
from .staged import stage
from .timeline import timeline
from .workers import Progress, Workers, run_all

Floats = npt.NDArray[np.float64]

SAMPLES = 1024
"""Points of the emulator behind each index; a power of 2."""

ALONE = 16
"""Points at which a model with a single uncertain number is looked at, to see whether the figure varies at all."""

STILL = 1e-9
"""A figure that varies less than this does not vary."""

FEWEST = 2
"""Draws below which there is no spread."""

TURNS = 8
"""Numbers whose flip point is looked for, the ones with the largest indices first."""

HALVINGS = 10
"""Bisections; the flip point is then known to a thousandth of the range."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """One uncertain number. ``total``: its total-order index; ``first``: its first-order one (the share that knowing it
    alone would remove). ``low`` and ``high``: the range looked at (for a normal distribution its middle 98%).
    ``turns``: whether the figure crosses its threshold there, None where that was not looked at; ``flip``: where."""

    path: str
    text: str
    because: tuple[str, ...]
    total: float
    first: float
    low: float
    high: float
    turns: bool | None = None
    flip: float | None = None


@dataclass(frozen=True, slots=True)
class Hinges:
    """``figure``: what the hinges are of. ``middle``: its value at the middle of everything. ``hinges``: largest total
    index first. ``method``: the polynomial or the model itself; ``r2``: of the polynomial, by cross-validation, and
    ``r2_fresh``: on fresh random draws, where those were asked for."""

    stamp: Stamp
    figure: str
    middle: float
    threshold: str
    method: Literal["emulator", "model"]
    draws: int
    r2: float | None
    r2_fresh: float | None
    hinges: tuple[Hinge, ...]

    def as_dict(self) -> dict[str, Any]:
        found = asdict(self)
        return {**self.stamp.as_dict(), **{key: found[key] for key in found if key != "stamp"}}

    def table(self) -> Any:
        """One row per number (a pandas DataFrame)."""
        import pandas as pd

        return pd.DataFrame([asdict(each) for each in self.hinges]).set_index("path")


def hinges(
    model: Model,
    target: str,
    draws: int = 128,
    seed: int = DEFAULT_SEED,
    given: Mapping[str, str] | None = None,
    forecast: Forecast | None = None,
    exact: bool = False,
    turns: int = TURNS,
    fresh: int = 0,
    workers: Workers = None,
    progress: Progress | None = None,
    solved: Solved | None = None,
) -> Hinges:
    """What the chance of an outcome, or a claim, hinges on. ``target``: the id of one or the other.

    ``forecast``: a forecast of this model with the same ``given``, whose draws are used again. ``exact``: run the model
    at ``draws`` (d + 2) points instead of a polynomial (``draws``: a power of 2). ``fresh``: random draws on which the
    polynomial is tried out. ``solved``: games solved before. Raises :class:`Unanswerable` for a name that is neither,
    and where nothing is uncertain. An interrupt leaves what the draws so far say (``stamp.partial``).
    """
    figure = figure_of(model, target, given, solved)
    layout = plan(figure.model, process=True)
    if not layout.dimensions:
        raise Unanswerable("nothing in this model is uncertain, so nothing hinges on a number")
    if forecast is not None and not exact:
        _check(forecast, model, target, given)
        draws, seed = forecast.draws, int(forecast.stamp.seed or 0)
    if draws < FEWEST:
        raise Unanswerable(f"hinges are read off the spread over draws: at least {FEWEST} are needed; found {draws}")
    r2, r2_fresh, partial = None, None, False
    if exact:
        first, total = _indices(_Exactly(figure, layout, workers, progress), layout.dimensions, draws, seed)
    else:
        asked = _Asked(figure, layout, model, target, draws, seed, given, forecast, workers, progress, solved)
        found, draws = asked.emulated()
        partial = draws < asked.draws
        first, total = _indices(lambda x: found(x.T), layout.dimensions, SAMPLES, seed)
        r2 = found.r2
        if fresh:
            others = np.random.default_rng(seed).uniform(size=(fresh, layout.dimensions))
            r2_fresh = explained(found(others), _figures(figure, layout, others, workers, progress))
    settings = {"draws": draws, "given": dict(given or {}), "samples": draws if exact else SAMPLES, **numerics()}
    method: Literal["emulator", "model"] = "model" if exact else "emulator"
    listed, cut = _listed(figure, layout, first, total, 0 if partial else turns, workers)
    said = target, figure.value({}), figure.threshold
    return Hinges(stamp(model, settings, seed, partial or cut), *said, method, draws, r2, r2_fresh, listed)


@dataclass(frozen=True)
class _Asked:
    """What a stand-in is fitted to."""

    figure: Figure
    layout: Plan
    model: Model
    target: str
    draws: int
    seed: int
    given: Mapping[str, str] | None
    forecast: Forecast | None
    workers: Workers
    progress: Progress | None
    solved: Solved | None

    def emulated(self) -> tuple[StandIn, int]:
        """A stand-in for the figure: for an outcome branch by branch, for a claim as a whole; and how many draws are
        behind it, which an interrupt leaves fewer. One before the second draw is passed on."""
        cloud = points(self.layout.dimensions, self.draws, self.seed)
        if all(each.id != self.target for each in self.model.outcomes):
            found, _ = run_all(
                self.figure.value, [self.layout.draw(point) for point in cloud], self.workers, self.progress
            )
            rows = _enough(found)
            values = np.array([[found[row]] for row in rows])
            return stand_in(cloud[rows], values, lambda x: np.ones((len(x), 1)), False), len(rows)
        chances = _Chances(self.figure.model, self.layout, self.given)
        if self.forecast is not None:
            return stand_in(cloud, np.array(self.forecast[self.target].samples), chances, True), len(cloud)
        samples = self._samples(cloud)
        rows = _enough(samples)
        return stand_in(cloud[rows], np.stack([samples[row] for row in rows]), chances, True), len(rows)

    def _samples(self, cloud: Floats) -> dict[int, Floats]:
        """By draw, the chance of the outcome along every branch, [B]."""
        circumstances = Circumstances(tuple((self.given or {}).items()))
        staged = stage(under(self.figure.model, circumstances), self.solved.fields if self.solved else None)
        goals = staged.goals([self.model.outcome(self.target).condition])
        task = Task(staged, goals, np.array([self.model.horizon]), self.solved)
        found, _ = run_all(task, [self.layout.draw(point) for point in cloud], self.workers, self.progress)
        return {row: run.measures[0, :, 0, -1] for row, run in found.items()}


def _enough(found: Mapping[int, object]) -> list[int]:
    if len(found) < FEWEST:
        raise KeyboardInterrupt
    return sorted(found)


def _check(forecast: Forecast, model: Model, target: str, given: Mapping[str, str] | None) -> None:
    """Raise :class:`Unanswerable` where a forecast's draws cannot be used again."""
    asked = forecast.stamp.settings
    same = forecast.stamp.fingerprint == model.fingerprint and asked.get("given") == dict(given or {})
    complete = not asked.get("commit") and not forecast.stamp.partial and forecast.dates[-1] == model.horizon
    if not (same and complete and any(each.id == target for each in forecast.outcomes)):
        raise Unanswerable(f"the forecast is not one of {target} in this model, so given, up to its horizon")


class _Chances:
    """The probability of each branch of the scenario at points of the unit cube, [n, d] to [n, B]."""

    def __init__(self, model: Model, layout: Plan, given: Mapping[str, str] | None) -> None:
        changed = under(model, Circumstances(given=tuple((given or {}).items())))
        self.timeline = timeline(changed)
        self.layout = layout

    def __call__(self, cloud: Floats) -> Floats:
        drawn = {
            each.path: _at(each.quantity, column)
            for each, column in zip(self.layout.numbers, np.clip(cloud, EDGE, 1 - EDGE).T, strict=False)
            if each.quantity and each.path.startswith("scenario.")
        }
        return self.timeline.branch_chances(drawn, len(cloud))


def _at(quantity: Quantity, column: Floats) -> Floats:
    """A quantity at points of [0, 1], many of which are the same: [n]."""
    points, place = np.unique(column, return_inverse=True)
    return np.asarray(np.array([quantity.at(float(u)) for u in points])[place], dtype=np.float64)


def _figures(figure: Figure, layout: Plan, cloud: Floats, workers: Workers, progress: Progress | None = None) -> Floats:
    """The figure at points of the unit cube [n, d]: [n]."""
    found, cut = run_all(figure.value, [layout.draw(point) for point in cloud], workers, progress)
    if cut:
        raise KeyboardInterrupt
    return np.array([found[place] for place in range(len(cloud))])


@dataclass(frozen=True)
class _Exactly:
    """The model itself as a function of points [d, n] of the unit cube."""

    figure: Figure
    layout: Plan
    workers: Workers
    progress: Progress | None

    def __call__(self, x: Floats) -> Floats:
        return _figures(self.figure, self.layout, x.T, self.workers, self.progress)


def _indices(function: Callable[[Floats], Floats], inputs: int, count: int, seed: int) -> tuple[Floats, Floats]:
    """First-order and total-order Sobol indices, [d] each; all 0 for a figure that does not vary. A single
    number carries all of the spread."""
    if inputs == 1:
        looked = np.ravel(function((np.arange(ALONE)[None, :] + 0.5) / ALONE))
        whole = np.full(1, float(np.ptp(looked) > STILL))
        return whole, whole
    from scipy.stats import sobol_indices, uniform  # slow to import, and a model without uncertainty never needs it

    dists: Any = [uniform()] * inputs
    found = sobol_indices(func=lambda x: np.atleast_2d(function(np.asarray(x))), n=count, dists=dists, rng=seed)
    tidy = (np.nan_to_num(np.ravel(each), nan=0.0) for each in (found.first_order, found.total_order))
    first, total = (np.clip(each, 0.0, None) for each in tidy)
    return first, total


def _listed(
    figure: Figure, layout: Plan, first: Floats, total: Floats, turns: int, workers: Workers
) -> tuple[tuple[Hinge, ...], bool]:
    """Every number, the largest total index first; flip points of the first ``turns`` of those that matter at all.
    The flag says whether an interrupt left out some of these."""
    about = {each.path: each for each in assumptions(figure.model)}
    ranges = dict(_ranges(layout))
    order = [int(place) for place in np.argsort(-total, kind="stable")]
    looked = [place for place in order[:turns] if total[place] > 0.0 and layout.names[place] in ranges]
    here = figure.holds(figure.value({}))
    tasks = [(layout.names[place], ranges[layout.names[place]], here) for place in looked]
    try:
        found, cut = run_all(lambda task: _flip(figure, *task), tasks, workers)
    except KeyboardInterrupt:
        found, cut = {}, True
    flips = {tasks[place][0]: turn for place, turn in found.items()}
    listed = []
    for place in order:
        path = layout.names[place]
        text, because = (about[path].text, about[path].because) if path in about else (path, ())
        low, high = ranges.get(path, (0.0, 1.0))
        turn = flips.get(path)
        flip = turn[0] if turn else None
        listed.append(
            Hinge(path, text, because, float(total[place]), float(first[place]), low, high,
                  None if turn is None else flip is not None, flip)
        )  # fmt: skip
    return tuple(listed), cut


def _ranges(layout: Plan) -> Iterator[tuple[str, tuple[float, float]]]:
    """The range of each number that has one of its own (weights of orders have not)."""
    for each in layout.numbers:
        if each.quantity is not None:
            edge = 0.01 if each.quantity.kind == "normal" else 0.0
            yield each.path, (each.quantity.at(edge), each.quantity.at(1.0 - edge))


def _flip(figure: Figure, path: str, ends: tuple[float, float], here: bool) -> tuple[float | None]:
    """The value nearest to the middle of the range at which the figure crosses its threshold, if at an end it has."""

    def turned(value: float) -> bool:
        return figure.holds(figure.value({path: value})) != here

    middle = (ends[0] + ends[1]) / 2
    for end in ends:
        if turned(end):
            inside, outside = middle, end
            for _ in range(HALVINGS):
                half = (inside + outside) / 2
                inside, outside = (inside, half) if turned(half) else (half, outside)
            return ((inside + outside) / 2,)
    return (None,)
