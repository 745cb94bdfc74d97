"""The path most taken: which moves, by whom, most probably lead to a target.

A *path* is a sequence of distinct moves from today to the first state of the target. Its probability is the product of
the jump probabilities q(s, t) / sum_r q(s, r), r != s, of the embedded chain: how long play waits does not count.
The likeliest path maximises this product (Dijkstra 1959 on the negative logarithms). The choices are those of one
course at one time: of a plan, pick the course and the time that matter, say the median date of first passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

import numpy as np

from ..errors import Unanswerable
from ..space.states import Mask
from .blocks import Blocks, Floats
from .compiled import compiled
from .course import Course
from .kernels import Policy, Rates
from .moves import chances


@dataclass(frozen=True)
class Route:
    """``states``: from today to the target, empty where the target cannot be reached. ``movers``: the actor behind each
    step. ``chances``: the jump probability of each step."""

    states: tuple[int, ...]
    movers: tuple[int, ...]
    chances: tuple[float, ...]

    @property
    def probability(self) -> float:
        """The product of the jump probabilities; 1 where today is at the target, 0 where there is no path."""
        return float(np.prod(self.chances)) if self.states else 0.0


def likeliest_path(course: Course, start: int, target: Mask, time: float = 0.0) -> Route:
    """The likeliest path from a state to ``target`` (bool [S]) under the choices of a course at a time."""
    if target.shape != (course.size,) or not 0 <= start < course.size:
        raise Unanswerable(f"a path needs a start below {course.size} and a target of that shape; found {target.shape}")
    before, jump, end = _search(course.blocks, course.rates, course.policy(time), start, target)
    if end < 0:
        return Route((), (), ())
    states = [int(end)]
    while states[-1] != start:
        states.append(int(before[states[-1]]))
    states.reverse()
    movers = tuple(_mover(course, one, other, time) for one, other in pairwise(states))
    return Route(tuple(states), movers, tuple(float(jump[each]) for each in states[1:]))


def _mover(course: Course, one: int, other: int, time: float) -> int:
    """The actor that most often takes a step."""
    rates = []
    for actor, tempo in enumerate(course.rates.tempo):
        targets, odds = chances(course, actor, one, time)
        rates.append(float(tempo * odds[targets == other].sum()))
    return int(np.argmax(rates))


@compiled
def _search(blocks: Blocks, rates: Rates, policy: Policy, start: int, target: Mask) -> tuple[Any, Any, Any]:
    """Each state's best predecessor [S], the jump probability from there [S], and the state reached at last (or -1)."""
    size = len(target)
    before, jump = np.full(size, -1), np.zeros(size)
    length, done = np.full(size, np.inf), np.zeros(size, np.bool_)
    flow = np.zeros(size)
    length[start] = 0.0
    heap = [(0.0, np.int64(start))]
    while len(heap) > 0:
        _, s = heappop(heap)
        if done[s]:
            continue
        done[s] = True
        if target[s]:
            return before, jump, s
        total = _leave(blocks, rates, policy, s, flow)
        for j in range(len(rates.tempo)):
            b = blocks.block[j, s]
            for e in range(blocks.links[b] - 1, blocks.links[b + 1]):
                h = b if e < blocks.links[b] else blocks.onward[e]
                for k in range(blocks.starts[h], blocks.starts[h + 1]):
                    t = blocks.order[k]
                    if flow[t] > 0.0 and not done[t] and length[s] - np.log(flow[t] / total) < length[t]:
                        length[t] = length[s] - np.log(flow[t] / total)
                        before[t], jump[t] = s, flow[t] / total
                        heappush(heap, (length[t], np.int64(t)))
                    flow[t] = 0.0
    return before, jump, -1


@compiled
def _leave(blocks: Blocks, rates: Rates, policy: Policy, s: Any, flow: Floats) -> float:
    """Fill ``flow`` [S] with the rates of leaving s for each other state; returns their sum."""
    total = 0.0
    for j in range(len(rates.tempo)):
        b = blocks.block[j, s]
        for e in range(blocks.links[b] - 1, blocks.links[b + 1]):
            h = b if e < blocks.links[b] else blocks.onward[e]
            share = policy.own[b] if e < blocks.links[b] else policy.across[e]
            for k in range(blocks.starts[h], blocks.starts[h + 1]):
                t = blocks.order[k]
                if t != s:
                    rate = rates.tempo[j] * policy.out[j, s] * share * policy.weight[j, t]
                    flow[t] += rate
                    total += rate
    return total
