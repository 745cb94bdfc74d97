"""From what an actor wants to numbers per state.

S states. ``ranks``: int32 [S], dense, 0 the worst, equal where indifferent. ``worths``: float64 [S], in units of
worth; None for an order without numbers. ``levels``: int32 [S]: s is strongly better than t iff its level is higher.

* Priorities c_1 .. c_k: lexicographic, that is by sum_j 2^(k-j) [c_j holds] (Peng, Hipel & Kilgour 1997), for any k.
* Ranking: tier 0 is best; the level of tier k is the number of strong gaps at or below it.
* Wants: worth(s) = sum_j +-w_j [c_j holds], w_j in units of worth. Where only the order counts, the draw gives shares
  (as :func:`detente.space.draws.ordered_weights` does, sum 1) and what it leaves out is the rank-order centroid
  (1/k) sum_{i>=j} 1/i (Barron & Barrett 1996); w_j is the share times ``ORDINAL_TOTAL``.
* Soft rules: -cost for each payer while the rule is broken. Beside priorities, which have no unit, the costs only
  separate states that the priorities leave equal; a ranking is taken as the analyst's last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..model import Condition, Draw, Model, Priorities, Quantity, Ranking, Want, Wants, conditions
from ..model.scenario import Assignment
from .diagram import require_known
from .draws import ORDINAL_TOTAL, centroid
from .game import Ranks, Worths
from .ranking import tiers_of
from .states import Mask, Space

CHUNK = 2**15
"""States that are looked at in one go, so that intermediate arrays stay small."""

TABLE = 2**20
"""Largest range of keys that is made dense by a table rather than by sorting (or twice the states, if that is more)."""

SAME, NOISE = 1e-9, 1e-13
"""Worths count as equal within SAME times the larger, or within NOISE times the sum of all weights (rounding)."""

Weighted = tuple[Condition, float]


@dataclass(frozen=True)
class Valuation:
    """One actor's view of the S states (see the module's text for shapes and units)."""

    ranks: Ranks
    worths: Worths | None = None
    levels: Ranks | None = None


def value_states(
    model: Model,
    actor: str,
    space: Space,
    scenario: Assignment = (),
    draw: Draw | None = None,
    shut: Mask | None = None,
) -> Valuation:
    """What an actor thinks of every state of a space, under one scenario and one draw of the uncertain numbers.

    Numbers that the draw leaves out take their middle. Raises :class:`ModelError` where a ranking does not name every
    feasible state (``shut`` ones aside) exactly once, :class:`Unanswerable` where a scenario variable has no value.
    """
    drawn, values = draw or {}, dict(scenario)
    costs = [
        (path, conditions.assume(soft.condition, values), _number(drawn, path, soft.cost))
        for soft, path in ((soft, f"rules.{soft.id}") for soft in model.soft_rules)
        if actor in soft.payers
    ]
    for path, condition, _ in costs:
        require_known(model, condition, path)
    broken = [(conditions.negation(condition), -cost) for _, condition, cost in costs]
    preference = model.preference(actor)
    match preference:
        case Priorities(statements):
            found = [(f"preferences.{actor}.{each.id}", each.condition) for each in statements]
            return _by_priority(space, _assumed(model, found, values), broken)
        case Ranking():
            return _by_tier(preference, tiers_of(model, actor, preference, space, scenario, shut))
        case Wants(wants):
            found = [(f"preferences.{actor}.{each.id}", each.condition) for each in wants]
            weights = list(_weights(actor, wants, drawn))
            return _by_worth(space, [*zip(_assumed(model, found, values), weights, strict=True), *broken])
        case None:
            return _by_worth(space, broken)


def _assumed(model: Model, found: list[tuple[str, Condition]], values: dict[str, str]) -> list[Condition]:
    """The conditions with the scenario's values in place of its variables."""
    assumed = [conditions.assume(condition, values) for _, condition in found]
    for (path, _), condition in zip(found, assumed, strict=True):
        require_known(model, condition, path)
    return assumed


def _number(drawn: Draw, path: str, quantity: Quantity) -> float:
    return float(drawn.get(path, quantity.middle))


def _weights(actor: str, wants: tuple[Want, ...], drawn: Draw) -> Iterator[float]:
    """The signed worth of each want: from the draw, else its middle, else its place in the order."""
    shares = centroid(len(wants))
    for share, want in zip(shares, wants, strict=True):
        path = f"preferences.{actor}.{want.id}"
        if want.worth is None:
            worth = float(drawn.get(path, share)) * ORDINAL_TOTAL
        else:
            worth = _number(drawn, path, want.worth)
        yield -worth if want.avoids else worth


def _by_priority(space: Space, statements: list[Condition], broken: list[Weighted]) -> Valuation:
    members, _ = classes(space, [(condition, 0.0) for condition in statements])
    if not broken:
        return Valuation(members)
    costs = _by_worth(space, broken).ranks.astype(np.int64)
    return Valuation(dense(members * (int(costs.max()) + 1) + costs)[1])


def _by_tier(ranking: Ranking, tiers: npt.NDArray[np.int32]) -> Valuation:
    """``tiers``: int32 [S], the tier of each state, 0 best; states in no tier have ``len(ranking.tiers)``."""
    ranks = dense(int(tiers.max()) - tiers.astype(np.int64))[1]
    if not ranking.strong_gaps:
        return Valuation(ranks)
    below = np.array([sum(gap >= tier for gap in ranking.strong_gaps) for tier in range(len(ranking.tiers) + 1)])
    return Valuation(ranks, levels=below.astype(np.int32)[tiers])


def _by_worth(space: Space, weighted: list[Weighted]) -> Valuation:
    members, worths = classes(space, weighted)
    ranks = ranked(worths, sum(abs(weight) for _, weight in weighted))
    return Valuation(ranks[members], worths[members])


def ranked(worths: Worths, total: float) -> Ranks:
    """Dense ranks of numbers, 0 the lowest; neighbours in the order within SAME or NOISE of each other are equal."""
    order = np.argsort(worths, kind="stable")
    rising = worths[order]
    larger = np.maximum(np.abs(rising[1:]), np.abs(rising[:-1]))
    steps = np.diff(rising) > np.maximum(SAME * larger, NOISE * total)
    ranks = np.empty(len(worths), dtype=np.int32)
    ranks[order] = np.concatenate(([0], np.cumsum(steps)))
    return ranks


def classes(space: Space, weighted: list[Weighted]) -> tuple[npt.NDArray[np.int32], Worths]:
    """States that agree on all conditions form a class; classes ascend lexicographically, the first condition foremost.

    Returns the class of each state, int32 [S], and the sum of the weights that hold in each class, float64 [C].
    """
    members, sums = np.zeros(space.size, dtype=np.int32), np.zeros(1)
    place = 0
    while place < len(weighted):
        room = TABLE.bit_length() - 1 - (len(sums) - 1).bit_length()
        block = weighted[place : place + (room if room >= 4 else 31)]
        keys = _keys(space, members, block)
        distinct, members = dense(keys)
        bits = distinct[:, None] >> np.arange(len(block) - 1, -1, -1) & 1
        sums = sums[distinct >> len(block)] + _summed(bits, block)
        place += len(block)
    return members, sums


def _summed(bits: npt.NDArray[np.int64], block: list[Weighted]) -> Worths:
    """The weights that hold, added in list order: float64 [C]."""
    sums = np.zeros(len(bits))
    for column, (_, weight) in enumerate(block):
        sums += bits[:, column] * weight
    return sums


def _keys(space: Space, members: npt.NDArray[np.int32], block: list[Weighted]) -> npt.NDArray[np.int64]:
    """Each state's class and truth values as one number: int64 [S]."""
    keys = members.astype(np.int64)
    for start in range(0, space.size, CHUNK):
        part = replace(space, codes=space.codes[start : start + CHUNK])
        piece, known = keys[start : start + CHUNK], dict[Condition, Mask]()
        for place in range(0, len(block), 8):
            octet, eight = np.zeros(part.size, dtype=np.uint8), block[place : place + 8]
            for condition, _ in eight:
                octet <<= 1
                octet |= part.where(condition, known).view(np.uint8)
            piece <<= len(eight)
            piece |= octet
    return keys


def dense(keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """The distinct keys (>= 0), ascending, and each key's place among them: int64 [C], int32 [S]."""
    top = int(keys.max())
    if top >= max(TABLE, 2 * len(keys)):
        distinct, places = np.unique(keys, return_inverse=True)
        return distinct, places.astype(np.int32)
    present = np.zeros(top + 1, dtype=np.bool_)
    present[keys] = True
    table = np.cumsum(present, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(present).astype(np.int64), table[keys]
