"""Readings side by side, and the crux: which assumption carries the difference between two of them.

Side by side: the chance of every outcome in each reading, over the same number of draws with the same seed.

The crux between readings A and B, for one outcome: each unit in which they differ (:mod:`.swap`) is moved alone from B
into A, and from A into B. With c the chance at the middle of everything uncertain (or the mean over a few draws)::

    carried = [ (c(A with B's) - c(A)) + (c(B) - c(B with A's)) ] / ( 2 (c(B) - c(A)) )

1: this alone makes the whole difference, from either side; 0: none of it; below 0: it works the other way. Then every
pair among the units that carry most is moved together. Where A and B hardly differ there is no crux.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import reduce
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from ..answer.record import Stamp, stamp
from ..errors import Unanswerable
from ..model import Draw, Model
from ..model.circumstances import under
from ..model.claims import Circumstances, Measure
from .draw import DEFAULT_SEED
from .draw import draws as draws_of
from .judgement import Value
from .predict import chosen, numerics
from .questions import mean_and_band
from .solved import Solved
from .staged import MEASURES, stage
from .swap import differences, moved, said
from .workers import Progress, Workers, run_all

Floats = npt.NDArray[np.float64]

ALIKE = 0.005
"""Readings whose chances differ by less have no crux."""

BASE = "base"
"""What records call the base model, whose id as a reading is empty."""

PAIRED = 4
"""How many units are also moved in pairs."""


@dataclass(frozen=True, slots=True)
class Swap:
    """One unit (or a pair) moved. ``into_one``: the chance in the first reading with the second's version;
    ``into_other``: the other way round; ``carried``: see the module. ``first``, ``second``: what each reading says."""

    paths: tuple[str, ...]
    first: str
    second: str
    into_one: float
    into_other: float
    carried: float


@dataclass(frozen=True, slots=True)
class Crux:
    """What divides two readings about one outcome. ``swaps``: from the one that carries most; ``pair``: the best pair.
    Both are empty where the chances hardly differ."""

    outcome: str
    one: str
    other: str
    chances: tuple[float, float]
    swaps: tuple[Swap, ...]
    pair: Swap | None

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "one": self.one or BASE, "other": self.other or BASE}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``sides``: per reading (``""``: the base model) the chance of each outcome, with its band over draws. Where it
    was interrupted (``stamp.partial``), readings are missing, or cruxes, or swaps of a crux."""

    stamp: Stamp
    measure: Measure
    sides: Mapping[str, Mapping[str, Value]]
    cruxes: tuple[Crux, ...]

    def as_dict(self) -> dict[str, Any]:
        sides = {
            reading or BASE: {outcome: value.as_dict() for outcome, value in found.items()}
            for reading, found in self.sides.items()
        }
        cruxes = [crux.as_dict() for crux in self.cruxes]
        return {
            **self.stamp.as_dict(),
            "measure": self.measure,
            "readings": sides,
            "cruxes": cruxes,
        }

    def table(self) -> Any:
        """One row per outcome, a column per reading (a pandas DataFrame of means)."""
        import pandas as pd

        means = {
            reading or "base": {name: each.mean for name, each in found.items()}
            for reading, found in self.sides.items()
        }
        return pd.DataFrame(means)


def compare(
    model: Model,
    outcomes: str | Sequence[str] | None = None,
    between: tuple[str, str] | None = None,
    measure: Measure = "reached",
    given: Mapping[str, str] | None = None,
    draws: int = 16,
    swap_draws: int = 1,
    seed: int = DEFAULT_SEED,
    workers: Workers = None,
    progress: Progress | None = None,
    solved: Solved | None = None,
) -> Comparison:
    """The model's readings side by side, and what divides two of them about each outcome.

    ``between``: the two readings whose crux is looked for (``""``: the base model; default: the first two readings, or
    the base model and the only one). ``swap_draws``: draws behind each swap; 1 stands for the middle of everything
    uncertain. ``solved``: games solved before, and where those solved now are put. Raises :class:`Unanswerable` where
    the model has no readings or one is not known. An interrupt leaves what is done (``stamp.partial``).
    """
    wanted = tuple(outcome.id for outcome in chosen(model, outcomes))
    one, other = _pair(model, between)
    circumstances = Circumstances(tuple((given or {}).items()))
    names = ["", *(reading.id for reading in model.readings)]
    desk = _Desk(circumstances, wanted, measure, workers, progress, solved or Solved())
    table, cut = desk.chances([model.reading(name).base for name in names], draws, seed)
    first, second = model.reading(one).base, model.reading(other).base
    cruxes: tuple[Crux, ...] = ()
    if not cut:
        cruxes, cut = _cruxes(desk, (one, other), (first, second), 0 if swap_draws == 1 else swap_draws, seed)
    settings = {"draws": draws, "swap_draws": swap_draws, "given": dict(given or {}), **numerics()}
    sides = {
        names[number]: {each: Value(*mean_and_band(figures[:, place])) for place, each in enumerate(wanted)}
        for number, figures in sorted(table.items())
    }
    return Comparison(stamp(model, settings, seed, cut), measure, sides, cruxes)


@dataclass(frozen=True)
class _Desk:
    """Where chances of outcomes are worked out for many variants of a model, all under the same circumstances."""

    circumstances: Circumstances
    wanted: tuple[str, ...]
    measure: Measure
    workers: Workers
    progress: Progress | None
    solved: Solved

    def chances(self, models: Sequence[Model], count: int, seed: int) -> tuple[dict[int, Floats], bool]:
        """For each model, by its place, [D, K]; 0 draws: the middle of everything uncertain. The flag says whether an
        interrupt left some out."""
        jobs = [(model, draws_of(model, count, seed, process=True) if count else [{}]) for model in models]
        return run_all(self, jobs, self.workers, self.progress) if jobs else ({}, False)

    def __call__(self, job: tuple[Model, Sequence[Draw]]) -> Floats:
        """One model: [D, K]."""
        model, drawn = job
        staged = stage(under(model, self.circumstances), self.solved.fields)
        goals = staged.goals([model.outcome(name).condition for name in self.wanted])
        runs = [staged.follow(staged.plan(each, self.solved), goals, np.array([model.horizon])) for each in drawn]
        row = MEASURES.index(self.measure)
        return np.stack([np.tensordot(run.chances / run.chances.sum(), run.measures[row, ..., -1], 1) for run in runs])


def _pair(model: Model, between: tuple[str, str] | None) -> tuple[str, str]:
    names = [reading.id for reading in model.readings]
    if not names:
        raise Unanswerable("the model has no readings; write some under `readings`")
    one, other = between or (("", *names) if len(names) == 1 else tuple(names))[:2]
    for name in (one, other):
        if name and name not in names:
            raise Unanswerable(f"there is no reading {name}; there are {', '.join(names)}")
    return one, other


def _cruxes(
    desk: _Desk, names: tuple[str, str], models: tuple[Model, Model], count: int, seed: int
) -> tuple[tuple[Crux, ...], bool]:
    """The crux about each outcome, from the swaps that are done; whether an interrupt left some out."""
    units = [(path,) for path in differences(*models)]
    try:
        found, cut = desk.chances(models, count, seed)
        if cut:
            return (), True
        ends = [found[place].mean(axis=0) for place in (0, 1)]
        singles, cut = _swaps(desk, models, ends, units, count, seed)
    except KeyboardInterrupt:
        return (), True
    doubles: list[list[Swap]] = [[] for _ in desk.wanted]
    best = [sorted(singles[k], key=lambda each: -abs(each.carried))[:PAIRED] for k in range(len(desk.wanted))]
    pairs = list(
        dict.fromkeys(tuple(sorted((a.paths[0], b.paths[0]))) for few in best for a, b in combinations(few, 2))
    )
    if not cut:
        try:
            doubles, cut = _swaps(desk, models, ends, pairs, count, seed)
        except KeyboardInterrupt:
            cut = True
    cruxes = (_crux(desk.wanted[k], names, ends, k, singles[k], best[k], doubles[k]) for k in range(len(desk.wanted)))
    return tuple(cruxes), cut


def _crux(
    outcome: str,
    names: tuple[str, str],
    ends: Sequence[Floats],
    k: int,
    singles: Sequence[Swap],
    best: Sequence[Swap],
    doubles: Sequence[Swap],
) -> Crux:
    """The crux about outcome number ``k``."""
    chances = float(ends[0][k]), float(ends[1][k])
    if abs(chances[1] - chances[0]) < ALIKE:
        return Crux(outcome, *names, chances, (), None)
    order = tuple(sorted(singles, key=lambda each: -each.carried))
    among = {swap.paths[0] for swap in best}
    mine = [each for each in doubles if set(each.paths) <= among]
    return Crux(outcome, *names, chances, order, max(mine, key=lambda each: each.carried, default=None))


def _swaps(
    desk: _Desk,
    models: tuple[Model, Model],
    ends: Sequence[Floats],
    units: Sequence[tuple[str, ...]],
    count: int,
    seed: int,
) -> tuple[list[list[Swap]], bool]:
    """Each group of units moved both ways: per outcome, a swap for each group; whether an interrupt left some out."""
    changed = [reduce(lambda model, path: moved(model, source, path), paths, into)
               for paths in units for into, source in (models, models[::-1])]  # fmt: skip
    done, cut = desk.chances(changed, count, seed)
    figures = {place: each.mean(axis=0) for place, each in done.items()}
    found: list[list[Swap]] = []
    for k in range(len(desk.wanted)):
        gap = float(ends[1][k] - ends[0][k])
        rows = []
        for place, paths in enumerate(units):
            if 2 * place not in figures or 2 * place + 1 not in figures:
                continue
            one, other = float(figures[2 * place][k]), float(figures[2 * place + 1][k])
            shift = (one - float(ends[0][k])) + (float(ends[1][k]) - other)
            first, second = ("; ".join(filter(None, (said(model, path) for path in paths))) for model in models)
            rows.append(Swap(paths, first, second, one, other, shift / (2 * gap) if abs(gap) > 1e-12 else 0.0))
        found.append(rows)
    return found, cut
