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
from ..space.moves import Groups
from ..space.states import Codes
from . import kernels
from .crew import Crew, Cuts, Starts, cut

Indices = npt.NDArray[np.int32]

NEAR, FAR = 8, 2**13
"""Members of a group closer than this share lines of memory anyway; from FAR on they also crowd one another out of the
caches, so that copying them pays."""

AT_ONCE, ROW = 2**15, 16
"""Members sorted in one go; and the smallest groups, all of one size, that are sorted as rows of a table."""


@dataclass(frozen=True)
class Layout:
    """``free``: the bits of a code that the actor can change. ``ranks``: int32 [S]. ``order``: int32 [S], the states
    group after group, worst to best for the actor within a group. ``starts``: int64 [G + 1]. With one-way options also
    ``class_of``: int32 [S], ``class_starts``: int64 [G + 1], the first class of each group, and ``patterns``: uint64
    [C]; all three empty otherwise. ``stride``: how far apart the members of a group are where every combination is
    feasible and the actor's options lie side by side, else 0."""

    free: int
    ranks: Indices
    order: Indices
    starts: Starts
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
            alone = np.zeros(len(self.order), np.bool_)
            alone[self.order[self.starts[:-1][np.diff(self.starts) == 1]]] = True
            return alone
        here = np.arange(len(self.order), dtype=np.int32)
        first, last = here.copy(), -here
        self.lower(crew, first, improving=False)
        self.lower(crew, last, improving=False)
        return np.asarray((first == here) & (last == -here))


def lay_out(game: Game, actor: int, found: Groups, crew: Crew) -> Layout:
    """The layout of one actor's moves in a game in option form. ``found``: its groups; their order is overwritten."""
    starts, ranks = found.starts, _dense(game.ranks[actor])
    free, cuts, classes = free_bits(game, actor), cut(starts, crew.threads), _no_classes()
    stride = _stride(free, game.size, sum(game.space.widths)) if found.is_free else 0
    if not found.is_free:
        classes = _classes(found.locked, numbers(found.order, starts), starts)
    by_rank(crew, cuts, starts, found.order, ranks, stride)
    return Layout(free, ranks, found.order, starts, *classes, cuts, stride)


def by_rank(crew: Crew, cuts: Cuts, starts: Starts, order: Indices, ranks: Indices, stride: int = 0) -> None:
    """Sorts ``order`` within each group from the worst to the best; equals stay in their order. ``stride``: as in
    :class:`Layout`."""
    sizes = np.diff(starts)
    even, widest, rank_bits = int(sizes.min()) >= ROW, int(sizes.max()), int(ranks.max()).bit_length()
    even = even and int(sizes.min()) == widest
    bits = (widest - 1).bit_length()
    kind = np.uint32 if even and rank_bits + bits <= 32 else np.uint64

    def task(low: int, high: int) -> int:
        keys = np.empty(max(widest, AT_ONCE), kind)
        while low < high:
            last = max(low + 1, int(np.searchsorted(starts, starts[low] + AT_ONCE, "right")) - 1)
            low, first = min(last, high), low
            some = keys[: int(starts[low] - starts[first])]
            if even and stride >= NEAR:
                kernels.keyed_strided(first, low, widest, stride, ranks, bits, some)
            else:
                kernels.keyed(first, low, starts, order, ranks, bits, kind(0 if even else 1 << rank_bits + bits), some)
            some.reshape(-1, widest if even else len(some)).sort(axis=1)
            kernels.dealt(first, low, starts, some, bits, order)
        return 0

    crew.over(task, cuts)


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


def _no_classes() -> tuple[Indices, Starts, Codes]:
    return np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint64)


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
