"""The path most taken to an outcome, at the middle of everything uncertain, with who moves.

Of all branches the one is shown that contributes most to the chance of the outcome. The path is the likeliest one under
the choices at the median date of first passage along that branch (:func:`detente.dynamics.likeliest_path`).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ..dynamics import Plan, likeliest_path
from .record import Path, Step
from .staged import Mask, Run, Staged

Floats = npt.NDArray[np.float64]


def path(
    staged: Staged, plan: Plan, run: Run, goals: tuple[tuple[Mask, ...], ...], outcome: int, dates: Floats
) -> Path | None:
    """The path to outcome number ``outcome`` under a plan (``run``: its chain); None where it cannot be reached."""
    reached = run.measures[0, :, outcome]
    best = int(np.argmax(run.chances * reached[:, -1]))
    if reached[best, -1] <= 0.0:
        return None
    half = float(np.interp(reached[best, -1] / 2, reached[best], dates))
    span = max(place for place, each in enumerate(staged.timeline.spans) if each.start <= half)
    branch = staged.branches[best]
    course, target = plan.courses[span][branch[span]], goals[span][branch[span]][outcome]
    found = likeliest_path(course, staged.start, target, half - staged.timeline.spans[span].start)
    if not found.states:
        return None
    name, actors = staged.space.name, [actor.id for actor in staged.model.actors]
    steps = tuple(
        Step(actors[mover], name(before), name(after), chance)
        for mover, (before, after), chance in zip(found.movers, pairwise(found.states), found.chances, strict=True)
    )
    return Path(staged.timeline.spans[span].worlds[branch[span]], half, found.probability, steps)
