"""The inner loops of :mod:`detente.space.walks`, compiled.

``follow[tag, m]`` is the tag after mover m has moved (-1: it may not); ``distance`` [T, S] comes in full of the largest
int32 and holds the number of moves afterwards. All loops release the interpreter's lock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numba
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable

    njit: Callable[..., Callable[[Any], Any]]
else:
    njit = numba.njit

FAR = 2**31 - 1


class Lists(NamedTuple):
    """Moves of M movers, listed: from state s mover m goes to ``targets[starts[m, s]:starts[m, s + 1]]``."""

    starts: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int32]


@njit(cache=True, nogil=True)
def _may(graph: Any, m: int, s: int, t: int) -> bool:
    """Whether mover m can go from s to t, which is in the same group."""
    if s == t or (len(graph.shut) > 0 and graph.shut[t]):
        return False
    if graph.ranks.shape[1] > 0 and graph.ranks[m, t] <= graph.ranks[m, s]:
        return False
    here, there = graph.codes[s], graph.codes[t]
    for k in range(graph.one_way[m], graph.one_way[m + 1]):
        a, b = here & graph.bits[k], there & graph.bits[k]
        if (graph.way[k] > 0 and b < a) or (graph.way[k] < 0 and b > a):
            return False
    return True


@njit(cache=True, nogil=True)
def _run_groups(
    tail: int, follow: Any, key: Any, graph: Any, distance: Any, passed: Any, states: Any, tags: Any
) -> int:
    """Empty the queue ``states``, ``tags``; give back its length. ``passed`` [K, S] counts, per (mover, tag after),
    from how many states a state could have been reached (at most 2), or is 3 once it was left itself."""
    head = 0
    while head < tail:
        s, tag = states[head], tags[head]
        head += 1
        far = distance[tag, s] + 1
        for m in range(follow.shape[1]):
            after = follow[tag, m]
            if after < 0 or passed[key[tag, m], s] >= 2:
                continue
            row = key[tag, m]
            passed[row, s] = 3
            at = graph.first[m] + graph.group[m, s]
            for k in range(graph.starts[at], graph.starts[at + 1]):
                t = graph.order[m, k]
                if not _may(graph, m, s, t):
                    continue
                if passed[row, t] < 2:
                    passed[row, t] += 1
                if distance[after, t] == FAR:
                    distance[after, t] = far
                    states[tail], tags[tail] = t, after
                    tail += 1
    return tail


@njit(cache=True, nogil=True)
def _run_lists(tail: int, follow: Any, graph: Any, distance: Any, states: Any, tags: Any) -> int:
    head = 0
    while head < tail:
        s, tag = states[head], tags[head]
        head += 1
        far = distance[tag, s] + 1
        for m in range(follow.shape[1]):
            after = follow[tag, m]
            if after < 0:
                continue
            for k in range(graph.starts[m, s], graph.starts[m, s + 1]):
                t = graph.targets[k]
                if distance[after, t] == FAR:
                    distance[after, t] = far
                    states[tail], tags[tail] = t, after
                    tail += 1
    return tail


@njit(cache=True, nogil=True)
def _seed(sources: Any, distance: Any, states: Any, tags: Any) -> int:
    tail = 0
    for s in sources:
        if distance[0, s] == FAR:
            distance[0, s] = 0
            states[tail], tags[tail] = s, 0
            tail += 1
    return tail


@njit(cache=True, nogil=True)
def spread_groups(sources: Any, follow: Any, key: Any, graph: Any, distance: Any) -> None:
    """Search from all sources at once in option form."""
    rows = 0
    for tag in range(key.shape[0]):
        for m in range(key.shape[1]):
            rows = max(rows, key[tag, m] + 1)
    passed = np.zeros((rows, distance.shape[1]), dtype=np.uint8)
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    _run_groups(_seed(sources, distance, states, tags), follow, key, graph, distance, passed, states, tags)


@njit(cache=True, nogil=True)
def spread_lists(sources: Any, follow: Any, graph: Any, distance: Any) -> None:
    """Search from all sources at once where moves are listed."""
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    _run_lists(_seed(sources, distance, states, tags), follow, graph, distance, states, tags)


@njit(cache=True, nogil=True)
def reach_groups(origins: Any, follow: Any, key: Any, graph: Any, distance: Any, found: Any, starts: Any) -> int:
    """The states that each origin alone can reach, other than itself: ``found[starts[k]:starts[k + 1]]``.

    Gives back how many origins were done before ``found`` was full.
    """
    rows = 0
    for tag in range(key.shape[0]):
        for m in range(key.shape[1]):
            rows = max(rows, key[tag, m] + 1)
    passed = np.zeros((rows, distance.shape[1]), dtype=np.uint8)
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    seen = np.full(distance.shape[1], -1, dtype=np.int32)
    for k in range(len(origins)):
        tail = _seed(origins[k : k + 1], distance, states, tags)
        tail = _run_groups(tail, follow, key, graph, distance, passed, states, tags)
        for q in range(tail):
            for row in range(rows):
                passed[row, states[q]] = 0
        if not _store(k, tail, distance, states, tags, seen, found, starts):
            return k
    return len(origins)


@njit(cache=True, nogil=True)
def reach_lists(origins: Any, follow: Any, graph: Any, distance: Any, found: Any, starts: Any) -> int:
    """As :func:`reach_groups`, where moves are listed."""
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    seen = np.full(distance.shape[1], -1, dtype=np.int32)
    for k in range(len(origins)):
        tail = _seed(origins[k : k + 1], distance, states, tags)
        tail = _run_lists(tail, follow, graph, distance, states, tags)
        if not _store(k, tail, distance, states, tags, seen, found, starts):
            return k
    return len(origins)


@njit(cache=True, nogil=True)
def _store(k: int, tail: int, distance: Any, states: Any, tags: Any, seen: Any, found: Any, starts: Any) -> bool:
    """Write down each state of a finished queue once, and forget the distances; False where there is no room."""
    at, room = starts[k], True
    seen[states[0]] = k
    for q in range(tail):
        s = states[q]
        distance[tags[q], s] = FAR
        if seen[s] == k:
            continue
        seen[s] = k
        if at < len(found):
            found[at] = s
            at += 1
        else:
            room = False
    starts[k + 1] = at
    return room
