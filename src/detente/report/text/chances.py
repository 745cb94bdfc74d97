"""A chance in words: how it stands against random moves, and whether what comes about lasts.

A chance is *above* or *below* the floor (the same chance if everybody moved at random) if it differs by at least
``NEAR``, *well above* from ``WELL`` on. *Likely* is what is well above the floor, at least even, and lasting: once
reached it holds at least half of the remaining time.
"""

from __future__ import annotations

from math import isnan

from ...forecast.record import OutcomeForecast
from .tables import percent

NEAR, WELL, EVEN = 0.05, 0.1, 0.5
AGAINST = " The parties' choices work against it."

PASSED = 0.9
"""From this floor on, random moves nearly always pass through an outcome."""


def against(chance: float, floor: float) -> str:
    """``below the 44 % of random moves``."""
    if chance <= floor - NEAR:
        return f"below the {percent(floor)} of random moves"
    if chance < floor + NEAR:
        return f"about the {percent(floor)} of random moves"
    return f"{'well ' if chance >= floor + WELL else ''}above the {percent(floor)} of random moves"


def lead(outcome: OutcomeForecast, within: str, then: str) -> str:
    """What a chance at the horizon says: reached and holding against the floor, and what the two mean together.
    ``within``, ``then``: the horizon in words, such as ``by 2027-01-20`` and ``on 2027-01-20``."""
    reached, holding = outcome.reached, outcome.holding
    holds = f"{percent(holding.last)}, {against(holding.last, holding.floor[-1])}"
    if outcome.today:
        return f"{outcome.id}: holds today; holding {then}: {holds}."
    comes = f"{percent(reached.last)} {within}, {against(reached.last, reached.floor[-1])}"
    return f"{outcome.id}: {comes}; holding then: {holds}.{_meaning(outcome, reached.last, reached.floor[-1])}"


def _meaning(outcome: OutcomeForecast, chance: float, floor: float) -> str:
    """What the two figures mean together; empty where they speak for themselves."""
    if floor >= PASSED:
        return " Random moves nearly always pass through it, so holding says more."
    if chance <= floor - NEAR:
        kept = outcome.holding.last >= outcome.holding.floor[-1] + NEAR
        return " The parties come to it less than by chance, and keep it more." if kept else AGAINST
    if chance < floor + NEAR:
        return " The first figure alone says little about the parties."
    lasting = outcome.curves["lasting"].last
    if isnan(lasting):
        return ""
    stays = f"once reached it holds {percent(lasting)} of the time left"
    if lasting < EVEN:
        return f" It does not last: {stays}."
    return f" Likely, and lasting: {stays}." if chance >= max(EVEN, floor + WELL) else ""
