"""Small models whose chances can be written down: one actor, one option.

Actor a moves at rate L, with precision b and discount rate r; having x is worth w. Wherever it is, it chooses x with
the same probability p = 1 / (1 + exp(-b r w / (r + L))), so x is reached by T with probability 1 - exp(-L p T) and
holds at T with probability p (1 - exp(-L T)).
"""

from __future__ import annotations

import math

from detente.language import read
from detente.model import Model

TEMPO, PRECISION, FORESIGHT = 2.0, 3.0, 0.5

HEAD = """
title: One option
as_of: 2024-01-01
horizon: 2 years
actors: {a: {name: Actor, tempo: 2 per year, precision: 3, foresight: 6 months}}
options: {a.x: takes it}
outcomes: {taken: {when: a.x, text: it is taken, base_rate: 0.3}, left: not a.x}
"""


def one_option(worth: str = "1", more: str = "") -> Model:
    """The model with this worth, and more keys."""
    return read(HEAD + f"preferences: {{a: [{{id: have, wants: a.x, worth: {worth}}}]}}\n" + more)


def choice(worth: float) -> float:
    """The probability of choosing x."""
    rho = 1.0 / FORESIGHT
    return 1.0 / (1.0 + math.exp(-PRECISION * rho * worth / (rho + TEMPO)))


def reached(worth: float, years: float) -> float:
    return 1.0 - math.exp(-TEMPO * choice(worth) * years)


def holding(worth: float, years: float) -> float:
    return choice(worth) * (1.0 - math.exp(-TEMPO * years))
