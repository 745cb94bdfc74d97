"""One game under many draws: what the actors think of the states, with everything that no draw changes worked out once.

Per actor, the states that agree on all of its conditions form a class (C classes of S states). ``table`` [C, n] says
which of its n conditions hold in a class; a draw is a vector w of n signed weights; worths = (table w)[class of state].
Ranks are made from the C worths, only when they are asked for.

*Worths for the process.* Verdicts need an order, the process of moves needs numbers. Where an actor's preference is an
order without numbers, its numbers come from the draw, ``ORDINAL_TOTAL`` units of worth from the best to the worst that
could be (docs/decisions/0024):

* priorities: descending weights, sum 1, statement by statement, drawn at ``preferences.ACTOR.STATEMENT`` (what is not
  drawn: the rank-order centroid);
* a ranking of n tiers: n - 1 gaps, drawn at ``preferences.ACTOR.gap-K`` for the gap below tier K, scaled to sum 1 (what
  is not drawn: equal; a gap marked strong counts ``STRONG`` times).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..model import Condition, Draw, Model, Priorities, Quantity, Ranking, Wants, conditions
from ..model.scenario import Assignment
from .diagram import require_known
from .draws import ORDINAL_TOTAL, centroid
from .game import Ranks, Worths
from .ranking import tiers_of
from .ranks import Valuation, classes, dense, ranked, value_states
from .states import Mask, Space

STRONG = 3.0
"""How many ordinary gaps a strong one counts for."""

LARGE = 2**21
"""A table with more entries takes one byte for each instead of eight."""


@dataclass(frozen=True)
class Weight:
    """One signed number: its path in a draw, what it is where the draw leaves it out, and a factor."""

    path: str
    otherwise: float
    factor: float

    def of(self, drawn: Draw) -> float:
        return float(drawn.get(self.path, self.otherwise)) * self.factor


@dataclass(frozen=True)
class Scale:
    """One actor's worths: ``members`` int32 [S], each state's class; ``table`` [C, n] of 0 and 1; n ``weights``."""

    members: npt.NDArray[np.int32]
    table: npt.NDArray[np.float64] | Mask
    weights: tuple[Weight, ...]

    def weigh(self, drawn: Draw) -> npt.NDArray[np.float64]:
        return np.array([weight.of(drawn) for weight in self.weights], dtype=np.float64)

    def worths(self, drawn: Draw) -> Worths:
        return np.asarray((self.table @ self.weigh(drawn))[self.members], dtype=np.float64)

    def ranks(self, drawn: Draw) -> Ranks:
        weights = self.weigh(drawn)
        return ranked(self.table @ weights, float(np.abs(weights).sum()))[self.members]


@dataclass(frozen=True)
class Gaps:
    """The worths of a ranking: ``tiers`` int64 [S], 0 best, below ``len(weights) + 1``; a weight for each gap."""

    tiers: npt.NDArray[np.int64]
    weights: tuple[Weight, ...]

    def worths(self, drawn: Draw) -> Worths:
        gaps = np.array([weight.of(drawn) for weight in self.weights], dtype=np.float64)
        below = np.concatenate((np.cumsum(gaps[::-1])[::-1], [0.0]))
        return np.asarray(ORDINAL_TOTAL * (below / (below[0] or 1.0))[self.tiers], dtype=np.float64)


@dataclass(frozen=True)
class Order:
    """An order, with numbers for the process. ``costs`` of soft rules separate states that it leaves equal."""

    valuation: Valuation
    numbers: Scale | Gaps
    costs: Scale | None = None

    def worths(self, drawn: Draw) -> Worths:
        return self.numbers.worths(drawn)

    def ranks(self, drawn: Draw) -> Ranks:
        if self.costs is None:
            return self.valuation.ranks
        below = self.costs.ranks(drawn).astype(np.int64)
        return dense(self.valuation.ranks * (int(below.max()) + 1) + below)[1]


@dataclass(frozen=True)
class Appraiser:
    """What A actors think of the states of one game; a draw in, arrays out (shapes as in :class:`.game.Game`)."""

    views: tuple[Scale | Order, ...]

    def __call__(self, drawn: Draw) -> tuple[Ranks, Worths | None, Ranks | None]:
        """Ranks, worths and levels, as :func:`.build.build` gives them (worths within rounding)."""
        return self.ranks(drawn), self.worths(drawn) if self.is_cardinal else None, self.levels

    def ranks(self, drawn: Draw) -> Ranks:
        """int32 [A, S]."""
        return np.stack([view.ranks(drawn) for view in self.views])

    def worths(self, drawn: Draw) -> Worths:
        """float64 [A, S], of every actor: for orders, the numbers for the process."""
        return np.stack([view.worths(drawn) for view in self.views])

    @property
    def is_cardinal(self) -> bool:
        """Whether every actor's worths are numbers of the model."""
        return not any(isinstance(view, Order) for view in self.views)

    @cached_property
    def levels(self) -> Ranks | None:
        """int32 [A, S]; None where no strength of preference is given."""
        found = [view.valuation.levels if isinstance(view, Order) else None for view in self.views]
        if all(each is None for each in found):
            return None
        size = len(self.views[0].worths({}))
        return np.stack([np.zeros(size, dtype=np.int32) if each is None else each for each in found])


def prepare(model: Model, space: Space, scenario: Assignment = (), shut: Mask | None = None) -> Appraiser:
    """Everything about a game's preferences that no draw changes. Raises as :func:`.ranks.value_states` does."""
    return Appraiser(tuple(_view(model, actor.id, space, scenario, shut) for actor in model.actors))


def _view(model: Model, actor: str, space: Space, scenario: Assignment, shut: Mask | None) -> Scale | Order:
    preference, values = model.preference(actor), dict(scenario)
    costs = _costs(model, actor, values)
    match preference:
        case Priorities(statements):
            shares = centroid(len(statements)) if statements else ()
            found = [
                (_assumed(model, f"preferences.{actor}.{each.id}", each.condition, values),
                 Weight(f"preferences.{actor}.{each.id}", float(share), ORDINAL_TOTAL))
                for each, share in zip(statements, shares, strict=True)
            ]  # fmt: skip
            members, _ = classes(space, [(condition, 0.0) for condition, _ in found])
            return Order(Valuation(members), _scale(space, [*found, *costs]), _scale(space, costs) if costs else None)
        case Ranking():
            order = value_states(model, actor, space, scenario, shut=shut)
            return Order(order, _gaps(model, actor, preference, space, scenario, shut))
        case Wants(wants):
            shares = centroid(len(wants)) if wants else ()
            found = [
                (_assumed(model, f"preferences.{actor}.{want.id}", want.condition, values),
                 _want(f"preferences.{actor}.{want.id}", want.worth, float(share), -1.0 if want.avoids else 1.0))
                for want, share in zip(wants, shares, strict=True)
            ]  # fmt: skip
            return _scale(space, [*found, *costs])
        case None:
            return _scale(space, costs)


def _want(path: str, worth: Quantity | None, share: float, sign: float) -> Weight:
    if worth is None:
        return Weight(path, share, sign * ORDINAL_TOTAL)
    return Weight(path, worth.middle, sign)


def _costs(model: Model, actor: str, values: Mapping[str, str]) -> list[tuple[Condition, Weight]]:
    """What breaking a soft rule costs the actor."""
    return [
        (conditions.negation(_assumed(model, f"rules.{soft.id}", soft.condition, values)),
         Weight(f"rules.{soft.id}", soft.cost.middle, -1.0))
        for soft in model.soft_rules
        if actor in soft.payers
    ]  # fmt: skip


def _assumed(model: Model, path: str, condition: Condition, values: Mapping[str, str]) -> Condition:
    assumed = conditions.assume(condition, values)
    require_known(model, assumed, path)
    return assumed


def _scale(space: Space, weighted: list[tuple[Condition, Weight]]) -> Scale:
    """What conditions with weights make of the states of a space."""
    members, _ = classes(space, [(condition, 0.0) for condition, _ in weighted])
    count = int(members.max()) + 1
    one = np.zeros(count, dtype=np.int64)
    one[members] = np.arange(space.size)
    picked = Space(space.options, space.codes[one], space.shifts, space.widths, space.listed)
    rows = [picked.where(condition) for condition, _ in weighted]
    table = np.stack(rows, axis=1) if rows else np.zeros((1, 0), dtype=np.bool_)
    kind = np.float64 if table.size <= LARGE else np.bool_
    return Scale(members, np.ascontiguousarray(table, dtype=kind), tuple(weight for _, weight in weighted))


def _gaps(model: Model, actor: str, ranking: Ranking, space: Space, scenario: Assignment, shut: Mask | None) -> Gaps:
    """States in no tier (shut ones) count as the last tier."""
    count = len(ranking.tiers)
    tiers = np.minimum(tiers_of(model, actor, ranking, space, scenario, shut), count - 1).astype(np.int64)
    weights = tuple(
        Weight(f"preferences.{actor}.gap-{place}", 1.0, STRONG if place in ranking.strong_gaps else 1.0)
        for place in range(count - 1)
    )
    return Gaps(tiers, weights)
