"""Quick estimates of chances while a number is turned: what a worker keeps warm, and what it gives back.

An :class:`Estimate` of n draws is the mean over the first n draws of the model as it is written, with the held numbers
at their values in each (common random numbers: two estimates of one model differ by what is held, not by luck). With 0
draws it is one run at the middle of everything uncertain: quick, and no mean; whoever shows it says so, and compares it
with another such only. What comes back is plain numbers, so that whoever shows it needs no library of arithmetic.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ..model import Draw, Model

if TYPE_CHECKING:
    from ..forecast.predict import Task
    from ..forecast.solved import Solved
    from ..forecast.staged import Run, Staged

Numbers = tuple[float, ...]
Kept = TypeVar("Kept")

MOST = 32
"""Draws behind a refined estimate."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A model on its way to a worker, which unpacks only what it does not have. ``key``: SHA-256 of ``data``."""

    key: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One outcome. ``mean``, ``low``, ``high``, ``floor``: the chance that it is reached by each date, the middle 80%
    of the draws, and all moves at random. ``holding``, ``in_place``: at the last date."""

    outcome: str
    mean: Numbers
    low: Numbers
    high: Numbers
    floor: Numbers
    holding: float
    holding_floor: float
    in_place: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """``draws``: 0 for one run at the middle. ``dates``: years from the model's date; ``days``: ISO dates, if dated.
    ``unsettled``: the share of games that did not converge."""

    draws: int
    dates: Numbers
    days: tuple[str, ...]
    lines: tuple[Line, ...]
    unsettled: float

    def __getitem__(self, outcome: str) -> Line:
        return next(each for each in self.lines if each.outcome == outcome)


class Few(Generic[Kept]):
    """The last few things that were asked for."""

    def __init__(self, most: int) -> None:
        self._most, self._kept = most, OrderedDict[Any, Kept]()

    def get(self, key: Any) -> Kept | None:
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: Any, value: Kept) -> Kept:
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value


def pack(model: Model) -> Parcel:
    """Make a parcel. Some milliseconds for a large model: keep it as long as the model stays."""
    data = pickle.dumps(model, pickle.HIGHEST_PROTOCOL)
    return Parcel(sha256(data).hexdigest(), data)


MODELS: Few[Model] = Few(4)
BENCHES: Few[Bench] = Few(8)


def unpack(parcel: Parcel) -> Model:
    """The model in a parcel; one that came before is at hand."""
    return MODELS.get(parcel.key) or MODELS.put(parcel.key, pickle.loads(parcel.data))  # noqa: S301  made by pack


def bench(parcel: Parcel, reading: str) -> Bench:
    """A model's reading on the bench, warm if it was there lately."""
    key = parcel.key, reading
    return BENCHES.get(key) or BENCHES.put(key, Bench(unpack(parcel).reading(reading).base))


class Bench:
    """One reading of one model, made ready; it remembers the last runs, so that refining adds draws to them.

    Raises as :func:`detente.forecast.staged.stage` and :func:`detente.forecast.predict.chosen` do."""

    def __init__(self, model: Model) -> None:
        from ..forecast.predict import chosen, grid
        from ..forecast.solved import Solved
        from ..forecast.staged import stage

        self.model = model
        self.outcomes = chosen(model, None)
        self.staged = self.near = stage(model)
        self.dates = grid(model)
        self._solved = Solved()
        self._floors: Few[Any] = Few(16)
        self._runs: Few[list[Run]] = Few(6)
        self._middles: Few[Run] = Few(6)

    @cached_property
    def draws(self) -> Sequence[Draw]:
        """Made when the first mean is asked for: a run at the middle needs none."""
        from ..forecast.draw import draws

        return draws(self.model, MOST, process=True)

    def estimate(self, numbers: Mapping[str, float], draws: int) -> Estimate:
        """The chances with ``numbers`` held, at the middle (``draws`` 0) or over the first draws."""
        staged = self.turned(numbers)
        key = tuple(sorted(numbers.items()))
        if draws:
            return self._summary(self._drawn(staged, numbers, key, draws), self._floor(staged, numbers), draws)
        run = self._middles.get(key) or self._middles.put(key, self._middle(staged, numbers))
        return self._summary([run], self._floor(staged, numbers), 0)

    def turned(self, numbers: Mapping[str, float]) -> Staged:
        """The reading made ready with the numbers held."""
        from ..forecast.turned import SCENARIO, turn

        if not any(path.startswith(SCENARIO) for path in numbers):
            return self.staged
        found = turn(self.model, numbers, self.near)
        if found.space is not self.near.space:
            self.near = found
        return found

    def _middle(self, staged: Staged, numbers: Mapping[str, float]) -> Run:
        """One run at the middle of all that is not held. Games that the model as it is written has as well are not
        solved again."""
        from ..forecast.solved import Solved

        known = Solved(self._solved) if numbers else self._solved
        self._solve(staged, numbers, known)
        plan = staged.plan(dict(numbers), known)
        return staged.follow(plan, self._task(staged).goals, self.dates)

    def _solve(self, staged: Staged, numbers: Mapping[str, float], known: Solved) -> None:
        """Solve the games of the last span side by side, as a plan would one after the other."""
        from ..dynamics import habits, respond
        from ..forecast.solved import key
        from ..forecast.staged import LIMIT, TOLERANCE
        from ..forecast.workers import run_all

        how = habits(staged.model, numbers)
        games = [staged.game(board, dict(numbers)) for board in staged.boards[-1]]
        pairs = zip(staged.grounds[-1], games, strict=True)
        named = {key(ground.mark, game, how, TOLERANCE, LIMIT): (ground, game) for ground, game in pairs}
        new = [(name, *pair) for name, pair in named.items() if known.get(name) is None]
        found, cut = run_all(lambda each: respond(each[2], how, TOLERANCE, None, LIMIT, each[1].layout), new)
        if cut:
            raise KeyboardInterrupt
        for place, (name, _, _) in enumerate(new):
            known.put(name, found[place])

    def _task(self, staged: Staged) -> Task:
        from ..forecast.predict import Task

        return Task(staged, staged.goals([each.condition for each in self.outcomes]), self.dates)

    def _drawn(self, staged: Staged, numbers: Mapping[str, float], key: Any, count: int) -> list[Run]:
        from ..forecast.turned import held
        from ..forecast.workers import run_all

        known = self._runs.get(key) or []
        wanted = [held(each, numbers) for each in self.draws[len(known) : count]]
        found, cut = run_all(self._task(staged), wanted)
        if cut:
            raise KeyboardInterrupt
        return self._runs.put(key, [*known, *(found[place] for place in range(len(wanted)))])[:count]

    def _floor(self, staged: Staged, numbers: Mapping[str, float]) -> Any:
        """Random moves, [3, N, K, T] with the last three axes as in a run: they depend on tempos alone."""
        tempos = tuple(sorted(item for item in numbers.items() if item[0].endswith(".tempo")))
        key = tempos, staged.timeline.paths(), id(staged.space)
        found = self._floors.get(key)
        if found is None:
            task = self._task(staged)
            run = staged.follow(staged.noise(dict(numbers)), task.goals, self.dates)
            found = self._floors.put(key, run.measures[:3])
        return found

    def _summary(self, runs: list[Run], floor: Any, draws: int) -> Estimate:
        import numpy as np

        from ..forecast.predict import BAND, days
        from ..forecast.staged import TOLERANCE

        shares = np.stack([run.chances / run.chances.sum() for run in runs])
        found = np.stack([np.tensordot(w, run.measures[:3], (0, 1)) for w, run in zip(shares, runs, strict=True)])
        random = np.tensordot(shares.mean(axis=0), floor, (0, 1))
        mean, (low, high) = found.mean(axis=0), np.quantile(found[:, 0], BAND, axis=0)
        lines = tuple(
            Line(
                outcome.id,
                _plain(mean[0, place]),
                _plain(low[place]),
                _plain(high[place]),
                _plain(random[0, place]),
                float(mean[1, place, -1]),
                float(random[1, place, -1]),
                float(mean[2, place, -1]),
            )
            for place, outcome in enumerate(self.outcomes)
        )
        unsettled = float(np.mean([run.residuals > TOLERANCE for run in runs]))
        return Estimate(draws, tuple(map(float, self.dates)), days(self.model, self.dates), lines, unsettled)


def _plain(numbers: Any) -> Numbers:
    return tuple(map(float, numbers))
