"""The process played out, move by move: a check on the chain that shares none of its arithmetic.

Somebody gets to move at the total tempo; it is actor j with probability tempo_j / total; j picks by logit among staying
and its moves. Choices that change with time are read from values interpolated linearly on a fine grid.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ..space.states import Mask
from .blocks import Blocks, Floats
from .chain import Passage, checked_dates
from .compiled import compiled
from .course import Course
from .kernels import Rates

GRID = 400
"""Times at which the values of a course that changes with time are kept."""


def simulate(
    courses: Sequence[Course], start: int, targets: Mask, dates: npt.ArrayLike, paths: int, seed: int
) -> Passage:
    """The figures of :func:`detente.dynamics.chain.follow` as means over simulated paths.

    ``targets``: bool [K, S]. ``error``: the largest possible standard error of a probability, 1 / (2 sqrt(paths)).
    """
    marks = checked_dates(dates)
    draw = np.random.default_rng(seed)
    shape = (len(targets), len(marks))
    sums = np.zeros((4, *shape))
    state = np.full(paths, start)
    first = np.full((paths, len(targets)), np.inf)
    held = np.zeros((paths, len(targets)))
    begin = 0.0
    for course in courses:
        end = min(begin + course.length, float(marks[-1]))
        grid = np.zeros(1) if course.steady else np.linspace(0.0, course.length, GRID + 1)
        nodes = np.stack([np.ascontiguousarray(course.annuities(time)) for time in grid])
        last = end >= marks[-1]
        _play(course.blocks, course.rates, nodes, course.length, targets, marks, begin, end, last, state, first, held,
              sums, draw)  # fmt: skip
        begin = end
        if last:
            break
    years = np.where(marks == 0.0, 1.0, marks)
    reached, holding, in_place, passed = sums / paths
    at_once = marks == 0.0
    return Passage(
        marks, reached, holding, np.where(at_once, holding, in_place / years),
        np.where(at_once, reached, passed / years), 0.5 / np.sqrt(paths),
    )  # fmt: skip


@compiled
def _play(
    blocks: Blocks,
    rates: Rates,
    nodes: Floats,
    length: float,
    targets: Mask,
    dates: Floats,
    begin: float,
    end: float,
    last: bool,
    state: npt.NDArray[np.int64],
    first: Floats,
    held: Floats,
    sums: Floats,
    draw: np.random.Generator,
) -> None:
    """Play every path from ``begin`` to ``end``, adding up what holds at the dates on the way."""
    total = rates.tempo.sum()
    shares = np.cumsum(rates.tempo)
    for path in range(len(state)):
        now, s = begin, state[path]
        while now < end:
            wait = draw.standard_exponential() / total if total > 0.0 else np.inf
            then = min(now + wait, end)
            for k in range(len(targets)):
                _note(targets[k, s], dates, now, then, last and then == end, k, path, first, held, sums)
            if now + wait < end:
                j = np.searchsorted(shares, draw.random() * total, side="right")
                s = _pick(blocks, rates, nodes, (then - begin) / length, j, s, draw.random())
            now = then
        state[path] = s


@compiled
def _note(
    here: bool,
    dates: Floats,
    now: float,
    then: float,
    closed: bool,
    k: int,
    path: int,
    first: Floats,
    held: Floats,
    sums: Floats,
) -> None:
    """Count target k for the stay in one state from ``now`` until ``then``."""
    if here:
        first[path, k] = min(first[path, k], now)
    for d in range(len(dates)):
        if dates[d] >= now and (dates[d] < then or (closed and dates[d] == then)):
            if first[path, k] <= dates[d]:
                sums[0, k, d] += 1.0
                sums[3, k, d] += dates[d] - first[path, k]
            if here:
                sums[1, k, d] += 1.0
            sums[2, k, d] += held[path, k] + (dates[d] - now if here else 0.0)
    if here:
        held[path, k] += then - now


@compiled
def _pick(blocks: Blocks, rates: Rates, nodes: Floats, share: float, j: int, s: int, u: float) -> int:
    """The state that actor j picks from s; ``share``: how much of the course has passed; ``u`` uniform in [0, 1)."""
    place = 0 if len(nodes) == 1 else min(int(share * (len(nodes) - 1)), len(nodes) - 2)
    part = 0.0 if len(nodes) == 1 else share * (len(nodes) - 1) - place
    after = nodes[min(place + 1, len(nodes) - 1)]
    b = blocks.block[j, s]
    peak = -np.inf
    picked, total = s, 0.0
    for turn in range(3):
        for e in range(blocks.links[b] - 1, blocks.links[b + 1]):
            h = b if e < blocks.links[b] else blocks.onward[e]
            for k in range(blocks.starts[h], blocks.starts[h + 1]):
                t = blocks.order[k]
                if t != s and not blocks.open[t]:
                    continue
                worth = (1.0 - part) * nodes[place, j, t] + part * after[j, t]
                level = rates.precision[j] * (worth - (0.0 if t == s else rates.cost[j]))
                if turn == 0:
                    peak = max(peak, level)
                elif turn == 1:
                    total += np.exp(level - peak)
                else:
                    u -= np.exp(level - peak) / total
                    picked = int(t)
                    if u < 0.0:
                        return picked
    return picked
