"""Boolean functions as shared decision nodes (reduced ordered binary decision diagrams, Bryant 1986).

A node is a number: 0 is false, 1 is true, any other n decides the bit of ``levels[n]`` and goes on to ``low[n]`` or
``high[n]``. Equal functions are equal numbers, because a node is made once only (found again by hashing) and never with
``low == high``. Children are made before their parents, so ascending numbers are a topological order.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .compiled import njit

Ints = npt.NDArray[np.int32]

NODE_LIMIT = 2**21
"""Nodes that may be made (about 60 MB, filled within a second or two)."""

FALSE, TRUE = 0, 1
AND, OR, XOR = 0, 1, 2

_FULL = -1
_KEPT = 2**20
"""Results kept from earlier steps; a power of two."""


class Full(Exception):
    """More than ``NODE_LIMIT`` nodes would be needed."""


class Nodes:
    """All nodes made so far over ``depth`` levels, and the operations that make more. Memory is only touched as nodes
    are made. Every operation raises :class:`Full`."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.levels = np.empty(NODE_LIMIT, dtype=np.int32)
        self.low = np.empty(NODE_LIMIT, dtype=np.int32)
        self.high = np.empty(NODE_LIMIT, dtype=np.int32)
        self.levels[:2], self.low[:2], self.high[:2] = depth, (0, 1), (0, 1)
        self._made = np.array([2], dtype=np.int64)
        self._places = np.zeros(2 * NODE_LIMIT, dtype=np.int32)
        self._asked = np.zeros(_KEPT, dtype=np.int64)
        self._answers = np.zeros(_KEPT, dtype=np.int32)

    def bit(self, level: int, value: bool) -> int:
        """The bit of a level has this value."""
        low, high = (FALSE, TRUE) if value else (TRUE, FALSE)
        return self._kept(_make(level, low, high, self.levels, self.low, self.high, self._places, self._made))

    def both(self, left: int, right: int) -> int:
        return self._applied(AND, left, right)

    def either(self, left: int, right: int) -> int:
        return self._applied(OR, left, right)

    def differ(self, left: int, right: int) -> int:
        return self._applied(XOR, left, right)

    def negation(self, node: int) -> int:
        return self._applied(XOR, node, TRUE)

    def count(self, root: int) -> int:
        """In how many of the 2^depth bit patterns the function is true, exactly."""
        used = _used(root, self.low, self.high)
        levels, low, high = (each[used].tolist() for each in (self.levels, self.low, self.high))
        below = {FALSE: 0, TRUE: 1}
        level_of = dict(zip(used.tolist(), levels, strict=True)) | {FALSE: self.depth, TRUE: self.depth}
        for node, level, zero, one in zip(used.tolist(), levels, low, high, strict=True):
            left, right = level_of[zero] - level - 1, level_of[one] - level - 1
            below[node] = (below[zero] << left) + (below[one] << right)
        return int(below[root] << level_of[root])

    def _applied(self, operation: int, left: int, right: int) -> int:
        return self._kept(
            _apply(
                operation, left, right, self.levels, self.low, self.high,
                self._places, self._made, self._asked, self._answers,
            )
        )  # fmt: skip

    @staticmethod
    def _kept(node: int) -> int:
        if node == _FULL:
            raise Full
        return node


@njit(cache=True, nogil=True)
def _make(
    level: int,
    zero: int,
    one: int,
    levels: Ints,
    low: Ints,
    high: Ints,
    places: Ints,
    made: npt.NDArray[np.int64],
) -> int:
    """The node with this level and these children, made if there is none yet; -1 if there is no room."""
    if zero == one:
        return zero
    mask = len(places) - 1
    mixed = (level * 0x9E3779B1 + zero) * 0x85EBCA77 + one
    mixed = (mixed ^ (mixed >> 29)) * 0x1656667B19E3779F
    place = (mixed ^ (mixed >> 32)) & mask
    while places[place] != 0:
        node = int(places[place])
        if levels[node] == level and low[node] == zero and high[node] == one:
            return node
        place = (place + 1) & mask
    node = int(made[0])
    if node >= len(levels):
        return -1
    levels[node], low[node], high[node] = level, zero, one
    places[place] = node
    made[0] = node + 1
    return node


@njit(cache=True, nogil=True)
def _apply(
    operation: int,
    left: int,
    right: int,
    levels: Ints,
    low: Ints,
    high: Ints,
    places: Ints,
    made: npt.NDArray[np.int64],
    asked: npt.NDArray[np.int64],
    answers: Ints,
) -> int:
    """The node of ``left operation right``; -1 if there is no room."""
    if left < right:
        left, right = right, left
    if left == right:
        return 0 if operation == 2 else left
    if right == 0:
        return 0 if operation == 0 else left
    if right == 1 and operation < 2:
        return left if operation == 0 else 1
    key = (operation << 60) | (left << 30) | right
    mixed = key * 0x1656667B19E3779F
    slot = (mixed ^ (mixed >> 31)) & (len(asked) - 1)
    if asked[slot] == key:
        return int(answers[slot])
    level = int(min(levels[left], levels[right]))
    left_zero, left_one = (int(low[left]), int(high[left])) if levels[left] == level else (left, left)
    right_zero, right_one = (int(low[right]), int(high[right])) if levels[right] == level else (right, right)
    zero = _apply(operation, left_zero, right_zero, levels, low, high, places, made, asked, answers)
    if zero < 0:
        return -1
    one = _apply(operation, left_one, right_one, levels, low, high, places, made, asked, answers)
    if one < 0:
        return -1
    node: int = _make(level, zero, one, levels, low, high, places, made)
    if node >= 0:
        asked[slot], answers[slot] = key, node
    return node


@njit(cache=True, nogil=True)
def _used(root: int, low: Ints, high: Ints) -> npt.NDArray[np.int64]:
    """The inner nodes that a function needs, ascending: int64 [n]."""
    needed = np.zeros(root + 1, dtype=np.bool_)
    needed[root] = True
    for node in range(root, 1, -1):
        if needed[node]:
            needed[low[node]] = True
            needed[high[node]] = True
    needed[:2] = False
    return np.flatnonzero(needed)
