"""One actor's moves in option form, laid out so that a pass over them takes linear time.

An actor moves between the states that share everybody else's options (and its own fixed ones): a *group*. Its one-way options
lock part of a state: a *pattern*, a set of steps already taken (an option with n choices has n - 1 steps). From s it can
move to every other t of the group whose pattern holds that of s. The states of a group with one pattern are a *class*. Since
"holds" is transitive, so are moves, and so are improvements, whatever states are infeasible.

G groups, C classes, S states. Without one-way options every group is one class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import TooLarge
from ..space.game import Game
from ..space.states import Codes, Space
from . import kernels
from .crew import Crew, Cuts, Starts, cut

Indices = npt.NDArray[np.int32]

STEPS = 64
"""One-way steps per actor at most: they are kept in one word."""


@dataclass(frozen=True)
class Layout:
    """``free``: the bits of a code that the actor can change. ``ranks``: int32 [S]. ``order``: int32 [S], the states group after group, worst to best for the actor within a group. ``starts``:
    int64 [G + 1]. ``group``: int32 [S]. With one-way options also ``class_of``: int32 [S], ``class_starts``: int64
    [G + 1], the first class of each group, and ``patterns``: uint64 [C]; all three empty otherwise."""

    free: int
    ranks: Indices
    order: Indices
    starts: Starts
    group: Indices
    class_of: Indices
    class_starts: Starts
    patterns: Codes
    cuts: Cuts

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
            if improving:
                return crew.over(kernels.lower_improving, self.cuts, self.starts, self.order, self.ranks, value)
            return crew.over(kernels.lower_any, self.cuts, self.starts, self.order, value)
        if improving:
            return crew.over(
                kernels.locked_improving, self.cuts, self.starts, self.order, self.ranks, *self._classes, value
            )
        return crew.over(kernels.locked_any, self.cuts, self.starts, self.order, *self._classes, value)

    def judge(self, crew: Crew, value: Indices, yard: Indices, strict: bool, bit: int, bits: npt.NDArray[np.uint8]) -> None:
        """Sets ``bit`` where every improvement leads to a value at most (``strict``: below) the state's own ``yard``."""
        given = (self.starts, self.order, self.ranks)
        rest = (value, yard, strict, np.uint8(bit), bits)
        if self.locked:
            crew.over(kernels.locked_judge, self.cuts, *given, *self._classes, *rest)
        else:
            crew.over(kernels.judge, self.cuts, *given, *rest)

    def stuck(self, crew: Crew, bit: int, bits: npt.NDArray[np.uint8]) -> None:
        """Sets ``bit`` where the actor has no move at all."""
        if self.locked:
            crew.over(kernels.locked_stuck, self.cuts, self.starts, self.order, *self._classes, np.uint8(bit), bits)
        else:
            crew.over(kernels.stuck, self.cuts, self.starts, self.order, np.uint8(bit), bits)


def lay_out(game: Game, actor: int, threads: int) -> Layout:
    """The layout of one actor's moves in a game in option form."""
    space = game.space
    free, steps = _own_bits(game, actor)
    group, count = number(space.codes, everything(space) & ~free)
    ranks = _dense(game.ranks[actor])
    starts, order = kernels.arrange(group, count, by_rank(ranks)[0])
    empty = (np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint64))
    classes = _classes(space.codes, group, starts, steps) if steps else empty
    return Layout(free, ranks, order, starts, group, *classes, cut(starts, threads))


def everything(space: Space) -> int:
    """The bits that the options take."""
    return sum((1 << width) - 1 << shift for shift, width in zip(space.shifts, space.widths, strict=True))


def _own_bits(game: Game, actor: int) -> tuple[int, list[tuple[int, int, int, bool]]]:
    """The bits that an actor can change, and its one-way options as (shift, width, number of steps, forward)."""
    space, free, steps = game.space, 0, []
    for place in game.own(actor):
        option, shift, width = space.options[place], space.shifts[place], space.widths[place]
        if option.direction == "fixed":
            continue
        free |= ((1 << width) - 1) << shift
        if option.direction != "both":
            steps.append((shift, width, len(option.choices) - 1, option.direction == "forward"))
    if sum(each[2] for each in steps) > STEPS:
        raise TooLarge(
            f"{game.actors[actor]}'s one-way options have {sum(each[2] for each in steps)} steps; limit {STEPS}; "
            "name fewer choices, or make some options reversible"
        )
    return free, steps


def number(codes: Codes, mask: int) -> tuple[Indices, int]:
    """Numbers 0.. for the values of the masked bits, ascending: int32 [S], and how many there are."""
    keys = pushed(codes, mask)
    if 1 << mask.bit_count() <= 4 * len(codes) + 1024:
        return kernels.number(keys, 1 << mask.bit_count())
    values, numbers = np.unique(keys, return_inverse=True)
    return numbers.astype(np.int32), len(values)


def pushed(codes: Codes, mask: int) -> Codes:
    """The masked bits of each code, pushed together."""
    keys: Codes = kernels.compress(codes, *(np.array(part, np.uint64) for part in _runs(mask)))
    return keys


def _runs(mask: int) -> tuple[list[int], list[int], list[int]]:
    """The runs of ones of a mask: where each starts, its ones, and where it goes when they are pushed together."""
    sources, ones, targets, target = [], [], [], 0
    while mask:
        source = (mask & -mask).bit_length() - 1
        length = ((mask >> source) + 1 & -((mask >> source) + 1)).bit_length() - 1
        sources.append(source)
        ones.append((1 << length) - 1)
        targets.append(target)
        target += length
        mask &= ~(((1 << length) - 1) << source)
    return sources, ones, targets


def _dense(ranks: Indices) -> Indices:
    """The ranks, renumbered from 0 where they are wide apart."""
    if int(ranks.min()) >= 0 and int(ranks.max()) < 2 * len(ranks) + 1024:
        return np.ascontiguousarray(ranks)
    return np.unique(ranks, return_inverse=True)[1].astype(np.int32)


def by_rank(ranks: Indices) -> tuple[Indices, Starts]:
    """The states from worst to best: int32 [S]; and where each rank ends in this order: int64 [ranks]."""
    sequence, ends = kernels.by_rank(ranks, int(ranks.max()) + 1)
    return sequence, ends


def _classes(
    codes: Codes, group: Indices, starts: Starts, steps: list[tuple[int, int, int, bool]]
) -> tuple[Indices, Starts, Codes]:
    """The classes of every group: ``class_of``, ``class_starts``, ``patterns``."""
    patterns = np.zeros(len(codes), np.uint64)
    place = 0
    for shift, width, count, forward in steps:
        taken = codes >> np.uint64(shift) & np.uint64((1 << width) - 1)
        taken = taken if forward else np.uint64(count) - taken
        patterns |= ((np.uint64(1) << taken) - np.uint64(1)) << np.uint64(place)
        place += count
    sequence = np.lexsort((patterns, group))
    keys, own = group[sequence], patterns[sequence]
    new = np.ones(len(codes), np.bool_)
    new[1:] = (keys[1:] != keys[:-1]) | (own[1:] != own[:-1])
    class_of = np.empty(len(codes), np.int32)
    class_of[sequence] = np.cumsum(new, dtype=np.int32) - np.int32(1)
    firsts = np.flatnonzero(new)
    class_starts = np.searchsorted(keys[firsts], np.arange(len(starts)))
    return class_of, class_starts.astype(np.int64), own[firsts]
