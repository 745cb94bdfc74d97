"""From scenario variables with dates to spans of time, their worlds, and the chances of the next world.

The dates on which a variable changes, where they lie between the model's date and its horizon, cut time into *spans*.
A *world* is one value for every variable. In the first span worlds have the joint probabilities of that date. When a
span begins, a variable is drawn anew if its own phase changes or one of its parents is drawn anew; all others keep
their values. So the chance of world q after world p is the product, over the variables drawn anew, of the probability
of q's value given q's values of the parents, and 0 where q differs in another variable.

Probabilities may be uncertain. In a row, the ones with a range take what the draw says; fixed ones share out what is
left, in proportion (so ``rest`` is what is left). Where nothing is left, or nothing is fixed, the row is scaled.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from ..errors import TooLarge
from ..model import Assignment, Draw, Model, Row, Variable

YEAR = 365.25
"""Days in a year."""

MAX_WORLDS = 4096
"""Worlds in one span at most."""

Floats = npt.NDArray[np.float64]
Factor = tuple[int, int, int, int]
"""Variable, phase, row and value, by their places."""


@dataclass(frozen=True)
class Link:
    """World ``head`` of a span can follow world ``tail`` of the one before; its chance is a product of ``factors``."""

    tail: int
    head: int
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Span:
    """``start``: years from the model's date (``day``: ISO or empty); ``length``: in years, infinite for the last."""

    start: float
    length: float
    worlds: tuple[Assignment, ...]
    links: tuple[Link, ...]
    day: str = ""


@dataclass(frozen=True)
class Timeline:
    """The spans of a model, in order."""

    variables: tuple[Variable, ...]
    spans: tuple[Span, ...]

    @property
    def worlds(self) -> tuple[Assignment, ...]:
        """All worlds, each once."""
        return tuple(dict.fromkeys(world for span in self.spans for world in span.worlds))

    def chances(self, drawn: Draw | None = None) -> tuple[npt.NDArray[np.float64], ...]:
        """For each span the chance of each world given each of the span before: float64 [P, N] (first: [1, N])."""
        rows: dict[tuple[int, int, int], tuple[float, ...]] = {}
        found, before = [], 1
        for span in self.spans:
            table = np.zeros((before, len(span.worlds)))
            for link in span.links:
                table[link.tail, link.head] = self._chance(link, rows, drawn or {})
            found.append(table / table.sum(axis=1, keepdims=True))
            before = len(span.worlds)
        return tuple(found)

    def branch_chances(self, drawn: Mapping[str, Floats], count: int) -> Floats:
        """The probability of every path (see :meth:`paths`) in many draws at once: numbers [n] by path; [n, B]."""
        rows: dict[tuple[int, int, int], Floats] = {}
        links = [{(each.tail, each.head): each for each in span.links} for span in self.spans]
        chances = np.ones((count, len(self.paths())))
        for number, path in enumerate(self.paths()):
            for place, head in enumerate(path):
                for variable, phase, row, value in links[place][path[place - 1] if place else 0, head].factors:
                    key = variable, phase, row
                    if key not in rows:
                        rows[key] = shares(self.variables[variable], phase, row, drawn, count)
                    chances[:, number] *= rows[key][value]
        return np.asarray(chances / chances.sum(axis=1, keepdims=True), dtype=np.float64)

    def paths(self) -> tuple[tuple[int, ...], ...]:
        """Every succession of worlds that can occur, a world's place per span."""
        found: list[tuple[int, ...]] = [()]
        for span in self.spans:
            found = [
                (*path, link.head) for path in found for link in span.links if link.tail == (path[-1] if path else 0)
            ]
        return tuple(found)

    def _chance(self, link: Link, rows: dict[tuple[int, int, int], tuple[float, ...]], drawn: Draw) -> float:
        chance = 1.0
        for variable, phase, row, value in link.factors:
            key = variable, phase, row
            if key not in rows:
                rows[key] = probabilities(self.variables[variable], phase, row, drawn)
            chance *= rows[key][value]
        return chance


def probabilities(variable: Variable, phase: int, row: int, drawn: Draw) -> tuple[float, ...]:
    """The probabilities of a row under a draw, summing to 1."""
    return tuple(float(each[0]) for each in shares(variable, phase, row, drawn, 1))


def shares(variable: Variable, phase: int, row: int, drawn: Mapping[str, Floats | float], count: int) -> Floats:
    """The probabilities of a row under many draws (numbers or [n] by path): float64 [values, n]."""
    held: Row = variable.phases[phase].rows[row]
    prefix = ".".join(["scenario", variable.id, str(phase), *held.when])
    loose = np.array([not chance.is_fixed for chance in held.chances])
    chances = np.empty((len(held.chances), count))
    for place, (value, chance) in enumerate(zip(variable.values, held.chances, strict=True)):
        chances[place] = drawn.get(f"{prefix}.{value}", chance.middle) if loose[place] else chance.middle
    chances = np.maximum(chances, 0.0)
    fixed = chances[~loose].sum(axis=0)
    if loose.any() and bool((fixed > 0.0).all()):
        chances[~loose] *= np.maximum(1.0 - chances[loose].sum(axis=0), 0.0) / fixed
    total = chances.sum(axis=0)
    middle = np.array(held.probabilities())[:, None]
    return np.asarray(np.where(total > 0.0, chances / np.where(total > 0.0, total, 1.0), middle), dtype=np.float64)


def timeline(model: Model) -> Timeline:
    """The spans of a model. Raises :class:`TooLarge` where a span has more than ``MAX_WORLDS`` worlds."""
    days = _cuts(model)
    spans: list[Span] = []
    for number, day in enumerate(days):
        start = _years(model, day)
        length = _years(model, days[number + 1]) - start if number + 1 < len(days) else math.inf
        before = (spans[-1].worlds, days[number - 1]) if spans else ((), None)
        worlds, links = _grow(model, day, *before)
        spans.append(Span(start, length, worlds, links, day or ""))
    return Timeline(model.scenario, tuple(spans))


def _cuts(model: Model) -> list[str | None]:
    """The first day of each span: the model's date, then each change up to the horizon."""
    if not model.as_of:
        return [None]
    last = date.fromisoformat(model.as_of) + timedelta(days=model.horizon * YEAR)
    changes = {phase.until for variable in model.scenario for phase in variable.phases if phase.until}
    return [model.as_of, *sorted(day for day in changes if model.as_of < day <= last.isoformat())]


def _years(model: Model, day: str | None) -> float:
    return (date.fromisoformat(day) - date.fromisoformat(model.as_of)).days / YEAR if day else 0.0


def _phase(variable: Variable, day: str | None) -> int:
    return variable.phases.index(variable.phase(day))


def _grow(
    model: Model, day: str | None, before: Sequence[Assignment], earlier: str | None
) -> tuple[tuple[Assignment, ...], tuple[Link, ...]]:
    anew: set[str] = set()
    for variable in model.scenario:
        changed = not before or _phase(variable, day) != _phase(variable, earlier)
        if changed or anew & set(variable.given):
            anew.add(variable.id)
    worlds: dict[Assignment, int] = {}
    links: list[Link] = []
    for tail, known in enumerate(before or ((),)):
        for world, factors in _extend(model.scenario, day, dict(known), anew):
            links.append(Link(tail, worlds.setdefault(world, len(worlds)), factors))
            if len(worlds) > MAX_WORLDS:
                raise TooLarge(
                    f"the scenario has more than {MAX_WORLDS} combinations of values; take some values for certain"
                )
    return tuple(worlds), tuple(links)


def _extend(
    variables: tuple[Variable, ...], day: str | None, known: dict[str, str], anew: set[str]
) -> Iterator[tuple[Assignment, tuple[Factor, ...]]]:
    """Every world that can follow: possible values for what is drawn anew, the known ones for the rest."""

    def extend(done: Assignment, factors: tuple[Factor, ...]) -> Iterator[tuple[Assignment, tuple[Factor, ...]]]:
        place = len(done)
        if place == len(variables):
            yield done, factors
            return
        variable = variables[place]
        if variable.id not in anew:
            yield from extend((*done, (variable.id, known[variable.id])), factors)
            return
        phase, now = _phase(variable, day), dict(done)
        when = tuple(now[parent] for parent in variable.given)
        row = variable.phases[phase].rows.index(variable.phases[phase].row(when))
        for number, chance in enumerate(variable.phases[phase].rows[row].probabilities()):
            if chance > 0.0:
                factor = place, phase, row, number
                yield from extend((*done, (variable.id, variable.values[number])), (*factors, factor))

    return extend((), ())
