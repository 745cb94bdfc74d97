"""How likely is each outcome, by when, for how long, and what is that worth?

For every draw of the uncertain numbers the process of moves is solved in every world (:mod:`.staged`) and its chain run
from today along every branch (succession of worlds) b with its drawn probability p_b. Over D draws::

    x_d = sum_b p_bd x_bd       the figure in draw d            mean = (1/D) sum_d x_d,   band: 10% and 90% quantiles

A world's own figure is the mean of x_bd over the branches that end in it, by p_bd. Beside every figure stand the noise
floor (all moves at random), whether the outcome holds today (nothing changes), and the base rate that the model states.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

import numpy as np
import numpy.typing as npt

from ..answer.record import stamp
from ..answer.worlds import worlds
from ..dynamics import Plan
from ..errors import Unanswerable
from ..model import Draw, Model, Outcome
from ..model.circumstances import under
from ..model.claims import Circumstances
from .diagnose import diagnose
from .draw import DEFAULT_SEED
from .draw import draws as drawn_numbers
from .record import Curve, Forecast, OutcomeForecast, Part
from .routes import path
from .solved import Solved
from .spread import spread
from .staged import LIMIT, MEASURES, TOLERANCE, Mask, Run, Staged, stage
from .timeline import YEAR
from .workers import Progress, Workers, beside, run_all

Floats = npt.NDArray[np.float64]

BAND = (0.1, 0.9)
"""The quantiles over draws that a band shows."""

NEVER = 1e-9
"""Where the time after first passage is a smaller share of the horizon, how much of it an outcome holds is not said."""


def predict(
    model: Model,
    outcomes: str | Sequence[str] | None = None,
    draws: int = 64,
    seed: int = DEFAULT_SEED,
    given: Mapping[str, str] | None = None,
    commit: Mapping[str, str] | None = None,
    dates: Sequence[float] | None = None,
    workers: Workers = None,
    progress: Progress | None = None,
    solved: Solved | None = None,
) -> Forecast:
    """The chances of a model's outcomes (all, or those named).

    ``given``: scenario values taken for certain; ``commit``: options held; ``dates``: years from the model's date,
    ascending (default: monthly up to two years, then rarer, to the horizon). ``workers``: threads, or the address of a
    Dask scheduler. The same seed gives the same forecast, whoever works. ``solved``: where games solved before are, and
    where those solved now are put, to share them with other questions. An interrupt leaves a forecast of the draws
    finished so far (``stamp.partial``). Raises ModelError, TooLarge, Unanswerable, MissingExtra.
    """
    wanted = chosen(model, outcomes)
    circumstances = Circumstances(tuple((given or {}).items()), tuple((commit or {}).items()))
    worlds(model, given)
    variant = under(model, circumstances)
    staged = stage(variant, solved.fields if solved else None)
    marks = grid(model) if dates is None else np.asarray(dates, dtype=np.float64)
    task = Task(staged, staged.goals([outcome.condition for outcome in wanted]), marks, solved)
    with beside(lambda: _Middle.of(task)) as working:
        picked = drawn_numbers(model, draws, seed, process=True)
        found, cut = run_all(task, picked, workers, progress)
    middle = working.result()
    runs = [found[number] for number in sorted(found)]
    settings = {"draws": draws, "given": dict(given or {}), "commit": dict(commit or {}), **numerics()}
    return Forecast(
        stamp(model, settings, seed, cut),
        tuple(map(float, marks)),
        days(model, marks),
        _outcomes(task, middle, wanted, runs),
        len(runs),
        diagnose(staged, task.goals, runs, [picked[number] for number in sorted(found)]),
    )


@dataclass(frozen=True)
class Task:
    """One draw in, its run out."""

    staged: Staged
    goals: tuple[tuple[Mask, ...], ...]
    dates: Floats
    solved: Solved | None = None

    def __call__(self, drawn: Draw) -> Run:
        return self.staged.follow(self.staged.plan(drawn, self.solved), self.goals, self.dates)


@dataclass(frozen=True)
class _Middle:
    """Everything uncertain at its middle: what everybody will do, what becomes of it, and of moves at random."""

    plan: Plan
    run: Run
    floor: Floats

    @staticmethod
    def of(task: Task) -> _Middle:
        staged = task.staged
        plan = staged.plan(None, task.solved)
        floor = staged.follow(staged.noise(), task.goals, task.dates).measures
        return _Middle(plan, staged.follow(plan, task.goals, task.dates), floor)


def numerics() -> dict[str, float]:
    """The settings of the arithmetic, for a stamp."""
    return {"tolerance": TOLERANCE, "evaluations": LIMIT}


def chosen(model: Model, outcomes: str | Sequence[str] | None) -> tuple[Outcome, ...]:
    """The outcomes that are asked for. Raises :class:`Unanswerable` for one that the model does not name."""
    names = [outcome.id for outcome in model.outcomes]
    wanted = names if outcomes is None else [outcomes] if isinstance(outcomes, str) else list(outcomes)
    for name in wanted:
        if name not in names:
            raise Unanswerable(f"there is no outcome {name}; there are {', '.join(names) or 'none'}")
    if not wanted:
        raise Unanswerable("the model names no outcome; add some under `outcomes`")
    return tuple(model.outcome(name) for name in wanted)


def grid(model: Model) -> Floats:
    """Dates from today to the horizon, monthly where that makes at most 36 of them, else every second or third month
    and so on."""
    months = max(math.ceil(model.horizon * 12 - 1e-9), 1)
    step = math.ceil(months / 36)
    count = math.ceil(months / step)
    return np.append(np.arange(count) * (step / 12), model.horizon)


def days(model: Model, dates: Floats) -> tuple[str, ...]:
    """Dates as days of the calendar, where the model has a date."""
    if not model.as_of:
        return ()
    today = date.fromisoformat(model.as_of)
    return tuple((today + timedelta(days=round(float(year) * YEAR))).isoformat() for year in dates)


def _outcomes(
    task: Task, middle: _Middle, wanted: Sequence[Outcome], runs: Sequence[Run]
) -> tuple[OutcomeForecast, ...]:
    staged = task.staged
    chances = np.stack([run.chances for run in runs])
    measures = np.stack([run.measures for run in runs])
    ends = np.array([branch[-1] for branch in staged.branches])
    found = []
    for place, outcome in enumerate(wanted):
        mine = partial(_curves, measures[:, :, :, place], middle.floor[:, :, place])
        parts = tuple(
            Part(world, float(chances[:, ends == end].sum(axis=1).mean()), mine(chances * (ends == end)))
            for end, world in enumerate(staged.timeline.spans[-1].worlds)
        )
        today = bool(task.goals[0][0][place, staged.start])
        shares = spread(staged, chances, measures[:, 0, :, place, -1])
        route = path(staged, middle.plan, middle.run, task.goals, place, task.dates)
        samples = tuple(tuple(map(float, row)) for row in measures[:, 0, :, place, -1])
        said = outcome.id, outcome.text, today, outcome.base_rate
        found.append(OutcomeForecast(*said, mine(chances), parts, shares, route, samples))
    return tuple(found)


def _curves(measures: Floats, floor: Floats, weights: Floats) -> Mapping[str, Curve]:
    """Curves of one outcome: ``measures`` [D, 4, N, T], ``floor`` [4, N, T], ``weights`` [D, N] (any positive sums)."""
    shares = weights / weights.sum(axis=1, keepdims=True)
    values = np.einsum("dn,dmnt->dmt", shares, measures)
    random = np.einsum("n,mnt->mt", shares.mean(axis=0), floor)
    lasting = _ratio(values[:, 2], values[:, 3])
    whole = dict(zip(MEASURES[:3], values.transpose(1, 0, 2), strict=False)) | {"lasting": lasting}
    under_noise = dict(zip(MEASURES[:3], random, strict=False)) | {"lasting": _ratio(random[2], random[3])}
    return {name: _curve(draw, under_noise[name]) for name, draw in whole.items()}


def _ratio(part: Floats, whole: Floats) -> Floats:
    known = whole > NEVER
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=known)


def _curve(values: Floats, floor: Floats) -> Curve:
    """``values`` [D, T]: what each draw says. Draws in which a figure is not defined are left out of it."""
    missing = np.isnan(values).sum(axis=0)
    found = np.full((3, values.shape[1]), np.nan)
    some = (missing > 0) & (missing < len(values))
    for group, quantile, mean in ((missing == 0, np.quantile, np.mean), (some, np.nanquantile, np.nanmean)):
        if group.any():
            found[1:, group] = quantile(values[:, group], BAND, axis=0)
            found[0, group] = mean(values[:, group], axis=0)
    return Curve(*(tuple(map(float, row)) for row in (*found, floor)))
