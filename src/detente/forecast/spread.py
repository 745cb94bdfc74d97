"""Where the spread of a chance comes from: the scenario, each of its variables, or the drawn numbers.

Z(b, d) is the chance of the outcome along branch b in draw d. With the probabilities p_bd / D of the pairs, the law of
total variance splits Var Z exactly::

    Var Z = Var_b E[Z | b]  (scenario)  +  E_b Var[Z | b]  (numbers)

and for one scenario variable v the share that knowing it alone would remove is Var E[Z | v] / Var Z, where v stands for
the values it takes in all spans. Exact over the enumerated scenarios; no sampling besides the draws.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .record import Spread
from .staged import Staged

Floats = npt.NDArray[np.float64]

SMALL = 1e-12
"""A variance below this has no shares worth telling."""


def spread(staged: Staged, chances: Floats, values: Floats) -> Spread:
    """``chances`` [D, N] of N branches in D draws, ``values`` [D, N] of the outcome along them."""
    weights = chances / chances.sum()
    mean = float((weights * values).sum())
    variance = float((weights * (values - mean) ** 2).sum())
    if variance < SMALL:
        return Spread(variance, 0.0, 0.0, tuple((each.id, 0.0) for each in staged.timeline.variables))
    branches = staged.branches
    scenario = explained(weights, values, mean, list(range(len(branches)))) / variance
    variables = tuple(
        (variable.id, explained(weights, values, mean, _groups(staged, place)) / variance)
        for place, variable in enumerate(staged.timeline.variables)
    )
    return Spread(variance, scenario, 1.0 - scenario, variables)


def explained(weights: Floats, values: Floats, mean: float, groups: Sequence[int]) -> float:
    """The variance of the mean of ``values`` given the group of the branch: weights and values [D, N], groups [N]."""
    labels = np.asarray(groups)
    chance = np.bincount(labels, weights=weights.sum(axis=0))
    total = np.bincount(labels, weights=(weights * values).sum(axis=0))
    known = chance > 0.0
    found = float((chance[known] * (total[known] / chance[known] - mean) ** 2).sum())
    return found if found > SMALL else 0.0


def _groups(staged: Staged, place: int) -> list[int]:
    """Branches that agree on a variable throughout share a number."""
    spans = staged.timeline.spans
    said = [
        tuple(span.worlds[world][place][1] for span, world in zip(spans, branch, strict=True))
        for branch in staged.branches
    ]
    numbers = {each: number for number, each in enumerate(dict.fromkeys(said))}
    return [numbers[each] for each in said]
