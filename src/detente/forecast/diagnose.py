"""How far to trust a forecast's arithmetic: what did not converge, and what another equilibrium would say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..dynamics import equilibria, follow, habits, scattered
from ..model import Draw
from .record import Diagnostics
from .staged import TOLERANCE, Mask, Run, Staged

CHECKED = 2
"""Draws whose likeliest game is looked at from several starts."""

STARTS = 3
"""Starts that are tried."""

APART = 0.01
"""Two solutions are two equilibria if some annuity differs by more than this, in units of worth."""


def diagnose(
    staged: Staged, goals: tuple[tuple[Mask, ...], ...], runs: Sequence[Run], drawn: Sequence[Draw]
) -> Diagnostics:
    """What the runs say about themselves, and a look for other equilibria in a few of their games."""
    residuals = np.stack([run.residuals for run in runs])
    precision = np.mean([run.precision for run in runs], axis=0)
    apart = [_apart(staged, goals, run, draw) for run, draw in list(zip(runs, drawn, strict=True))[:CHECKED]]
    several = [gap for gap in apart if gap is not None]
    return Diagnostics(
        games=int(residuals.size),
        unsettled=float((residuals > TOLERANCE).mean()),
        residual=float(residuals.max()),
        precision=tuple((actor.id, float(each)) for actor, each in zip(staged.model.actors, precision, strict=True)),
        checked=len(apart),
        several=len(several),
        apart=max(several, default=0.0),
    )


def _apart(staged: Staged, goals: tuple[tuple[Mask, ...], ...], run: Run, drawn: Draw) -> float | None:
    """How far the equilibria of the likeliest world of the last span lie apart, in the chance of an outcome within the
    horizon had that world come at once; None where only one was found."""
    ends = np.array([branch[-1] for branch in staged.branches])
    likeliest = int(np.argmax(np.bincount(ends, weights=run.chances)))
    game, how = staged.game(staged.boards[-1][likeliest], drawn), habits(staged.model, drawn)
    starts = list(scattered(game, how, STARTS))
    layout = staged.layouts[-1][likeliest]
    found = [each for each in equilibria(game, how, starts, TOLERANCE, APART, layout) if each.converged]
    if len(found) < 2:
        return None
    horizon = [staged.model.horizon]
    chances = [follow([each.course], staged.start, goals[-1][likeliest], horizon).reached for each in found]
    return float(np.ptp(np.stack(chances), axis=0).max())
