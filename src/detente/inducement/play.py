"""What becomes of a model: the chance of an outcome, and what today is worth to everybody.

A model is made ready once (*staged*: spans of time, worlds, moves, truth tables) and then solved for any draw of its
numbers. Whoever calls hands in the function that does so; here is only what is asked of it. Over the branches b
(successions of worlds) with probability p_b and the worlds w of today with probability p_w::

    reached, holding, in_place   sum_b p_b x_b, at the horizon          prospects_i   sum_w p_w rho_i V_i(today; w)

Prospects are annuities: the steady worth, in units of worth, that is as good to actor i as all that lies ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..model import Condition, Draw, Model
from ..model.circumstances import given as taken
from ..space import Space

Floats = npt.NDArray[np.float64]

MEASURES = ("reached", "holding", "in_place")
"""Reached by the horizon; holding at the horizon; the share of the time to the horizon in which it holds."""

TOLERANCE = 1e-4
"""Largest residual of a solved game, in units of worth: differences between models are looked at, which are smaller
than chances. In the Korean case chances then lie within 1e-5 of the exact ones."""


class Staged(Protocol):
    """A model made ready (see :class:`detente.forecast.staged.Staged`, which is one)."""

    @property
    def model(self) -> Model: ...
    @property
    def timeline(self) -> Any: ...
    @property
    def space(self) -> Space: ...
    @property
    def start(self) -> int: ...
    def goals(self, outcomes: Sequence[Condition]) -> Any: ...
    def plan(self, drawn: Draw | None = ..., *, tolerance: float = ...) -> Any: ...
    def follow(self, plan: Any, goals: Any, dates: Floats) -> Any: ...


Stage = Callable[[Model], Staged]
"""Makes a model ready. Raises ModelError, TooLarge, Unanswerable."""


@dataclass(frozen=True)
class Play:
    """``chances``: by measure, at the horizon. ``prospects``: float64 [A], units of worth. ``residual``: the worst
    of the games solved; ``unsettled``: how many of ``games`` did not converge. ``known``: where the next solution
    may start."""

    chances: Mapping[str, float]
    prospects: Floats
    residual: float
    unsettled: int
    games: int


def play(staged: Staged, outcome: Condition, drawn: Draw | None = None) -> Play:
    """Solve a staged model under one draw and follow it from today to its horizon. Raises Unanswerable."""
    plan = staged.plan(drawn, tolerance=TOLERANCE)
    run = staged.follow(plan, staged.goals([outcome]), np.array([staged.model.horizon]))
    means = np.einsum("n,mn->m", run.chances / run.chances.sum(), run.measures[:3, :, 0, -1])
    worlds = staged.timeline.chances(drawn)[0][0]
    settled = [bool(each.converged) for each in plan.responses]
    return Play(
        dict(zip(MEASURES, map(float, means), strict=True)),
        np.asarray(worlds @ run.prospects),
        float(plan.residual),
        settled.count(False),
        len(settled),
    )


def certain(model: Model, given: Mapping[str, str] | None) -> Model:
    """The model with scenario values taken for certain. Raises Unanswerable for names or values that are not there."""
    for name, value in (given or {}).items():
        variable = next((each for each in model.scenario if each.id == name), None)
        if variable is None:
            raise Unanswerable(f"there is no scenario variable {name}; there are {_listed(model)}")
        if value not in variable.values:
            raise Unanswerable(f"{name} has no value {value}; it has {', '.join(variable.values)}")
    return taken(model, tuple((given or {}).items())) if given else model


def _listed(model: Model) -> str:
    return ", ".join(each.id for each in model.scenario) or "none"
