"""The inner loops of :mod:`detente.space.walks`, compiled.

``follow[tag, m]`` is the tag after mover m has moved (-1: it may not); ``distance`` [T, S] comes in full of the largest
int32 and holds the number of moves afterwards. All loops release the interpreter's lock. Tables come as plain tuples of
arrays: compiled code kept on disk must not name classes, or a renamed class would make it unreadable.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .compiled import njit

FAR = 2**31 - 1
LEFT = 4


@njit(cache=True, nogil=True)
def _run_groups(
    tail: int, follow: Any, key: Any, tables: Any, distance: Any, passed: Any, states: Any, tags: Any
) -> int:
    """Empty the queue ``states``, ``tags``; give back its length. ``tables``: the fields of ``GroupTables``.

    ``passed``: uint8 [K, S], a row per (mover, tag after), by the mover's places: from how many states a state could
    have been reached (at most 2), and :data:`LEFT` once it was left itself.
    """
    order, place, starts, first, locked, ranks, shut = tables
    head = 0
    while head < tail:
        s, tag = states[head], tags[head]
        head += 1
        far = distance[tag, s] + 1
        for m in range(follow.shape[1]):
            after = follow[tag, m]
            if after < 0 or passed[key[tag, m], place[m, s]] >= 2:
                continue
            row, here = key[tag, m], place[m, s]
            passed[row, here] |= LEFT
            at = first[m] + np.searchsorted(starts[first[m] : first[m + 1]], here, side="right") - 1
            for k in range(starts[at], starts[at + 1]):
                known = passed[row, k] & 3
                if known == 2 or k == here or (ranks.shape[1] > 0 and ranks[m, k] <= ranks[m, here]):
                    continue
                if locked.shape[1] > 0 and locked[m, here] & ~locked[m, k] != np.uint64(0):
                    continue
                t = order[m, k]
                if len(shut) > 0 and shut[t]:
                    continue
                passed[row, k] += 1
                if known == 0 and distance[after, t] == FAR:
                    distance[after, t] = far
                    states[tail], tags[tail] = t, after
                    tail += 1
    return tail


@njit(cache=True, nogil=True)
def _run_lists(tail: int, follow: Any, lists: Any, distance: Any, states: Any, tags: Any) -> int:
    """As :func:`_run_groups`; ``lists``: (starts, targets), from state s mover m goes to
    ``targets[starts[m, s]:starts[m, s + 1]]``."""
    starts, targets = lists
    head = 0
    while head < tail:
        s, tag = states[head], tags[head]
        head += 1
        far = distance[tag, s] + 1
        for m in range(follow.shape[1]):
            after = follow[tag, m]
            if after < 0:
                continue
            for k in range(starts[m, s], starts[m, s + 1]):
                t = targets[k]
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
def spread_groups(sources: Any, follow: Any, key: Any, tables: Any, distance: Any) -> None:
    """Search from all sources at once in option form."""
    passed = np.zeros((key.max() + 1 if key.size > 0 else 0, distance.shape[1]), dtype=np.uint8)
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    _run_groups(_seed(sources, distance, states, tags), follow, key, tables, distance, passed, states, tags)


@njit(cache=True, nogil=True)
def spread_lists(sources: Any, follow: Any, lists: Any, distance: Any) -> None:
    """Search from all sources at once where moves are listed."""
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    _run_lists(_seed(sources, distance, states, tags), follow, lists, distance, states, tags)


@njit(cache=True, nogil=True)
def reach_groups(origins: Any, follow: Any, key: Any, tables: Any, distance: Any, found: Any, starts: Any) -> int:
    """The states that each origin alone can reach, other than itself: ``found[starts[k]:starts[k + 1]]``.

    Gives back how many origins were done before ``found`` was full.
    """
    owner = np.zeros(key.max() + 1 if key.size > 0 else 0, dtype=np.int64)
    for tag in range(key.shape[0]):
        for m in range(key.shape[1]):
            if key[tag, m] >= 0:
                owner[key[tag, m]] = m
    rows = len(owner)
    passed = np.zeros((rows, distance.shape[1]), dtype=np.uint8)
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    seen = np.full(distance.shape[1], -1, dtype=np.int32)
    for k in range(len(origins)):
        tail = _seed(origins[k : k + 1], distance, states, tags)
        tail = _run_groups(tail, follow, key, tables, distance, passed, states, tags)
        for q in range(tail):
            for row in range(rows):
                passed[row, tables[1][owner[row], states[q]]] = 0
        if not _store(k, tail, distance, states, tags, seen, found, starts):
            return k
    return len(origins)


@njit(cache=True, nogil=True)
def reach_lists(origins: Any, follow: Any, lists: Any, distance: Any, found: Any, starts: Any) -> int:
    """As :func:`reach_groups`, where moves are listed."""
    states, tags = np.empty(distance.size, dtype=np.int32), np.empty(distance.size, dtype=np.int16)
    seen = np.full(distance.shape[1], -1, dtype=np.int32)
    for k in range(len(origins)):
        tail = _seed(origins[k : k + 1], distance, states, tags)
        tail = _run_lists(tail, follow, lists, distance, states, tags)
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
