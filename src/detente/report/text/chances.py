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


def against(chance: float, floor: float) -> str:
    """``below the 44 % of random moves``."""
    if chance <= floor - NEAR:
        return f"below the {percent(floor)} of random moves"
    if chance < floor + NEAR:
        return f"about the {percent(floor)} of random moves"
    return f"{'well ' if chance >= floor + WELL else ''}above the {percent(floor)} of random moves"


def lead(outcome: OutcomeForecast, within: str, then: str) -> str:
    """One sentence on the chance at the horizon: the figure, the floor, and what the two say together. ``within``,
    ``then``: the horizon in words, such as ``by 2027-01-20`` and ``on 2027-01-20``."""
    if outcome.today:
        chance, floor = outcome.holding.last, outcome.holding.floor[-1]
        return f"{outcome.id}: holds today; holding {then} with {percent(chance)}, {against(chance, floor)}."
    chance, floor = outcome.reached.last, outcome.reached.floor[-1]
    return f"{outcome.id}: {percent(chance)} {within}, {against(chance, floor)}{_meaning(outcome, chance, floor)}."


def _meaning(outcome: OutcomeForecast, chance: float, floor: float) -> str:
    if chance <= floor - NEAR:
        return ": the parties' choices make it less likely, not more"
    if chance < floor + NEAR:
        return ": the figure alone says little about the parties"
    lasting = outcome.curves["lasting"].last
    if isnan(lasting):
        return ""
    stays = f"once reached it holds {percent(lasting)} of the time left"
    if lasting < EVEN:
        return f", but it does not last: {stays}"
    return f"; {stays}" + (": likely, and lasting" if chance >= max(EVEN, floor + WELL) else "")
