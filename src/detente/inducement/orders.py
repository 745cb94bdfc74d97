"""The share of all strict orders of an actor under which a state is stable for it, exactly and without listing them.

Put the n states of a strict order at n independent uniform points of [0, 1]: every order is equally likely. Given that
the target s lies at q, each other state lies below it with probability q, independently. Stability depends only on
which states lie below s (:mod:`.temptations`, with nothing known), so

    share = integral over q in [0, 1] of P_q(every temptation has a way that lies below s)

P_q is a polynomial in q with integer coefficients, found by splitting on one state at a time with a memory of what has
been seen. Where every way is a single state, inclusion and exclusion over the temptations comes first: the probability
that all of a set U lies above s is 1 / (|U| + 1). The result is a fraction; times n! it is a number of orders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..errors import TooLarge
from .temptations import Temptation, Way

WORK = 300_000
"""States in formulas that are looked at, in all, at most."""

TERMS = 100_000
"""Unions of sets in inclusion and exclusion at most."""

Formula = frozenset[frozenset[Way]]
"""Per temptation, its ways."""

Polynomial = tuple[int, ...]
"""Coefficients of 1, q, q^2, ..."""


def share(tempting: Sequence[Temptation]) -> Fraction:
    """The share of strict orders under which all temptations are taken away. Raises TooLarge."""
    if all(len(way) == 1 for each in tempting for way in each.ways):
        found = _by_terms(sorted({frozenset().union(*each.ways) for each in tempting}, key=len))
        if found is not None:
            return found
    formula = _without_implied(frozenset(frozenset(each.ways) for each in tempting))
    polynomial = _Splitting().of(formula)
    return sum((Fraction(each, power + 1) for power, each in enumerate(polynomial)), Fraction(0))


def _by_terms(sets: Sequence[Way]) -> Fraction | None:
    """1 minus the probability that some set lies wholly above the target; None where that takes too many terms."""
    needed = [each for each in sets if not any(other < each for other in sets)]
    unions = {0: 1}
    for each in needed:
        mask = sum(1 << state for state in each)
        for union, sign in list(unions.items()):
            unions[union | mask] = unions.get(union | mask, 0) - sign
        unions = {union: sign for union, sign in unions.items() if sign}
        if len(unions) > TERMS:
            return None
    return sum((Fraction(sign, union.bit_count() + 1) for union, sign in unions.items()), Fraction(0))


@dataclass
class _Splitting:
    """``known``: what has been worked out. ``work``: states in formulas looked at so far."""

    known: dict[Formula, Polynomial] = field(default_factory=dict)
    work: int = 0

    def of(self, formula: Formula) -> Polynomial:
        if not formula:
            return (1,)
        if frozenset() in formula:
            return ()
        if formula not in self.known:
            self.work += sum(len(way) for ways in formula for way in ways)
            if self.work > WORK:
                raise TooLarge("the orders would take too long to count exactly; they can be counted in a smaller game")
            state = _most_used(formula)
            below, above = self.of(_lowered(formula, state)), self.of(_kept_above(formula, state))
            self.known[formula] = _mixed(below, above)
        return self.known[formula]


def _most_used(formula: Formula) -> int:
    uses = Counter(state for ways in formula for way in ways for state in way)
    return min(uses, key=lambda state: (-uses[state], state))


def _lowered(formula: Formula, state: int) -> Formula:
    """What is left to ask once a state lies below the target."""
    shorter = (frozenset(way - {state} for way in ways) for ways in formula)
    return _without_implied(frozenset(_minimal(ways) for ways in shorter if frozenset() not in ways))


def _kept_above(formula: Formula, state: int) -> Formula:
    return _without_implied(frozenset(frozenset(way for way in ways if state not in way) for ways in formula))


def _minimal(ways: frozenset[Way]) -> frozenset[Way]:
    return frozenset(way for way in ways if not any(other < way for other in ways))


def _without_implied(formula: Formula) -> Formula:
    """A temptation that has all the ways of another is gone when that one is."""
    return frozenset(ways for ways in formula if not any(other < ways for other in formula))


def _mixed(below: Polynomial, above: Polynomial) -> Polynomial:
    """q * below + (1 - q) * above."""
    size = max(len(below), len(above)) + 1
    mixed = [0] * size
    for power, each in enumerate(below):
        mixed[power + 1] += each
    for power, each in enumerate(above):
        mixed[power] += each
        mixed[power + 1] -= each
    return tuple(mixed)
