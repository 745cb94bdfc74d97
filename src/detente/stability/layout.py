"""One actor's moves in option form, laid out so that a pass over them takes linear time.

An actor moves between the states that share everybody else's options (and its own fixed ones): a *group*. Its one-way
options lock part of a state: a *pattern*, a set of steps already taken (an option with n choices has n - 1 steps).
From s it can move to every other t of the group whose pattern holds that of s. The states of a group with one pattern
are a *class*. Since "holds" is transitive, so are moves, and so are improvements, whatever states are infeasible.

G groups, C classes, S states. Without one-way options every group is one class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..space.game import Game
from ..space.moves import groups
from ..space.states import Codes
from . import kernels
from .crew import Crew, Cuts, Starts, cut

Indices = npt.NDArray[np.int32]

NEAR, FAR = 8, 2**13
"""Members of a group closer than this share lines of memory anyway; from FAR on they also crowd one another out of the
caches, so that copying them pays."""


@dataclass(frozen=True)
class Layout:
    """``free``: the bits of a code that the actor can change. ``ranks``: int32 [S]. ``order``: int32 [S], the states
    group after group, worst to best for the actor within a group. ``starts``: int64 [G + 1]. ``group``: int32 [S].
    With one-way options also ``class_of``: int32 [S], ``class_starts``: int64 [G + 1], the first class of each group,
    and ``patterns``: uint64 [C]; all three empty otherwise. ``stride``: how far apart the members of a group are where
    every combination is feasible and the actor's options lie side by side, else 0."""

    free: int
    ranks: Indices
    order: Indices
    starts: Starts
    group: Indices
    class_of: Indices
    class_starts: Starts
    patterns: Codes
    cuts: Cuts
    stride: int = 0

    @property
    def locked(self) -> bool:
        return len(self.patterns) > 0

    @property
    def _classes(self) -> tuple[Indices, Starts, Codes]:
        return self.class_of, self.class_starts, self.patterns

    def lower(self, crew: Crew, value: Indices, improving: bool) -> int:
        """Each value becomes the least that the actor reaches from there by staying or one move (``improving``: one
        improvement). Returns how many values fell."""
        if not self.locked:
            if self.stride >= (FAR if improving else NEAR):
                return self._lower_strided(crew, value, improving)
            if improving:
                return crew.over(kernels.lower_improving, self.cuts, self.starts, self.order, self.ranks, value)
            return crew.over(kernels.lower_any, self.cuts, self.starts, self.order, value)
        if improving:
            return crew.over(
                kernels.locked_improving, self.cuts, self.starts, self.order, self.ranks, *self._classes, value
            )
        return crew.over(kernels.locked_any, self.cuts, self.starts, self.order, *self._classes, value)

    def _lower_strided(self, crew: Crew, value: Indices, improving: bool) -> int:
        members = int(self.starts[1])
        if improving:
            shift = self.stride.bit_length() - 1
            return crew.over(kernels.improving_strided, self.cuts, members, shift, self.order, self.ranks, value)
        return crew.over(kernels.lower_strided, self.cuts, members, self.stride, value)

    def judge(
        self, crew: Crew, value: Indices, yard: Indices, strict: bool, bit: int, bits: npt.NDArray[np.uint8]
    ) -> None:
        """Sets ``bit`` where every improvement leads to a value at most (``strict``: below) the state's own
        ``yard``."""
        given = (self.starts, self.order, self.ranks)
        rest = (value, yard, strict, np.uint8(bit), bits)
        if self.locked:
            crew.over(kernels.locked_judge, self.cuts, *given, *self._classes, *rest)
        else:
            crew.over(kernels.judge, self.cuts, *given, *rest)

    def stuck(self, crew: Crew) -> npt.NDArray[np.bool_]:
        """Where the actor has no move at all: bool [S]."""
        if not self.locked:
            return np.asarray(np.diff(self.starts)[self.group] == 1)
        here = np.arange(len(self.group), dtype=np.int32)
        first, last = here.copy(), -here
        self.lower(crew, first, improving=False)
        self.lower(crew, last, improving=False)
        return np.asarray((first == here) & (last == -here))


def lay_out(game: Game, actor: int, threads: int) -> Layout:
    """The layout of one actor's moves in a game in option form. Raises TooLarge as
    :func:`detente.space.moves.groups`."""
    found = groups(game, actor)
    group, ranks = numbers(found.order, found.starts), _dense(game.ranks[actor])
    order = kernels.arrange(group, found.starts, by_rank(ranks)[0])
    empty = (np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint64))
    classes = empty if found.is_free else _classes(found.locked, group, found.starts)
    free, cuts = free_bits(game, actor), cut(found.starts, threads)
    stride = 0 if classes is not empty else _stride(free, game.size, sum(game.space.widths))
    return Layout(free, ranks, order, found.starts, group, *classes, cuts, stride)


def _stride(free: int, size: int, bits: int) -> int:
    """The distance between the members of a group, 0 where it is not the same for all."""
    lowest = free & -free
    side_by_side = free > 0 and (free // lowest) & (free // lowest + 1) == 0
    return lowest if side_by_side and size == 1 << bits else 0


def free_bits(game: Game, actor: int) -> int:
    """The bits of a code that an actor can change."""
    space = game.space
    places = [place for place in game.own(actor) if space.options[place].direction != "fixed"]
    return sum((1 << space.widths[place]) - 1 << space.shifts[place] for place in places)


def numbers(order: Indices, starts: Starts) -> Indices:
    """The number of the group of each state: int32 [S]."""
    of = np.empty(len(order), np.int32)
    of[order] = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
    return of


def _dense(ranks: Indices) -> Indices:
    """The ranks, renumbered from 0 where they are wide apart."""
    if int(ranks.min()) >= 0 and int(ranks.max()) < 2 * len(ranks) + 1024:
        return np.ascontiguousarray(ranks)
    return np.unique(ranks, return_inverse=True)[1].astype(np.int32)


def by_rank(ranks: Indices) -> tuple[Indices, Indices]:
    """The states from worst to best: int32 [S]; and where each rank ends in this order: int32 [ranks]."""
    sequence, ends = kernels.by_rank(ranks, int(ranks.max()) + 1)
    return sequence, ends


def _classes(patterns: Codes, group: Indices, starts: Starts) -> tuple[Indices, Starts, Codes]:
    """The classes of every group: ``class_of``, ``class_starts``, ``patterns``."""
    sequence = np.lexsort((patterns, group))
    keys, own = group[sequence], patterns[sequence]
    new = np.ones(len(group), np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (own[1:] != own[:-1])
    class_of = np.empty(len(group), np.int32)
    class_of[sequence] = np.cumsum(new, dtype=np.int32) - np.int32(1)
    firsts = np.flatnonzero(new)
    class_starts = np.searchsorted(keys[firsts], np.arange(len(starts)))
    return class_of, class_starts.astype(np.int64), own[firsts]
