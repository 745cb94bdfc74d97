"""Simultaneous sanctions: everybody changes its mind at once.

From s, actor i improves to s1. Each other actor either stays or takes one of its own improvements from s; all changes apply
together with i's. If the combined state is feasible and not better than s for i, s1 is punished. State s is stable for i
iff every improvement of i is punished by some joint reply (Fraser and Hipel 1979, 1984). All others staying gives s1
itself, which never punishes.

Joint replies are gone through once per state, each striking out the improvements that it punishes, until none is left
(:mod:`detente.stability.kernels_simultaneous`).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..space.game import Game
from . import kernels, kernels_simultaneous
from .crew import Crew, cut
from .kernels_simultaneous import Moves, Rows
from .layout import Indices, Layout, by_rank, number
from .settings import Settings

Bits = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]

BUDGET = 2**36
"""Joint replies that may be looked at, over all states and actors."""


def simultaneous(
    game: Game, layouts: list[Layout], crew: Crew, settings: Settings, bit: int, calm: int, bits: Bits
) -> str:
    """Sets ``bit`` in ``bits`` (uint8 [A, S]) where the state is stable for the actor. ``calm``: the bit that says that the
    actor has no improvement. Returns why there are no verdicts (they would take too long), or nothing."""
    columns = [number(game.space.codes, layout.free)[0] for layout in layouts]
    moves = _moves(game, layouts, columns, crew)
    cuts = cut(np.arange(game.size + 1, dtype=np.int64), crew.threads)
    left = BUDGET
    for actor, layout in enumerate(layouts):
        rows = _rows(game, layout, columns[actor])
        given = (settings.sanction == "worse", np.uint8(bit), np.uint8(calm), bits[actor])
        left -= crew.over(kernels_simultaneous.punish, cuts, moves, rows, actor, left, *given)
        if left < 0:
            bits &= np.uint8(255 - bit)
            return (
                f"SIM needs more than {BUDGET:.1e} joint replies ({game.size:,} states, {len(layouts)} actors); "
                "ask for the other concepts, or add rules that leave fewer states"
            )
    return ""


def _moves(game: Game, layouts: list[Layout], columns: list[Indices], crew: Crew) -> Moves:
    codes = game.space.codes
    above = np.empty((len(layouts), game.size), np.int32)
    own, own_patterns = [], []
    patterns = np.zeros((len(layouts), game.size if any(layout.locked for layout in layouts) else 0), np.uint64)
    for actor, layout in enumerate(layouts):
        crew.over(
            kernels_simultaneous.find_above, layout.cuts, layout.starts, layout.order, layout.ranks, above[actor]
        )
        one = np.empty(columns[actor].max() + 1, np.int32)
        one[columns[actor]] = np.arange(game.size, dtype=np.int32)
        own.append(codes[one] & np.uint64(layout.free))
        if layout.locked:
            patterns[actor] = layout.patterns[layout.class_of]
        own_patterns.append(patterns[actor][one] if layout.locked else np.zeros(len(one), np.uint64))
    return Moves(
        codes=codes,
        masks=np.array([layout.free for layout in layouts], np.uint64),
        group=np.stack([layout.group for layout in layouts]),
        starts=np.concatenate([layout.starts for layout in layouts]),
        firsts=_firsts([len(layout.starts) for layout in layouts]),
        above=above,
        columns=np.stack([column[layout.order] for column, layout in zip(columns, layouts, strict=True)]),
        own=np.concatenate(own),
        patterns=patterns,
        own_patterns=np.concatenate(own_patterns),
        own_firsts=_firsts([len(each) for each in own]),
    )


def _firsts(lengths: list[int]) -> npt.NDArray[np.int64]:
    return np.cumsum([0, *lengths[:-1]]).astype(np.int64)


def _rows(game: Game, layout: Layout, column: Indices) -> Rows:
    codes = game.space.codes
    mask = np.uint64(2**64 - 1 - layout.free)
    groups = len(layout.starts) - 1
    shift = 64 - max(1, (2 * groups).bit_length())
    keys, rows = kernels_simultaneous.hash_rows(codes[layout.order[layout.starts[:-1]]] & mask, shift)
    sequence = by_rank(layout.ranks)
    feasible = np.zeros((groups, int(column.max()) // 64 + 1), np.uint64)
    kernels_simultaneous.mark(sequence, 0, game.size, layout.group, column, feasible)
    return Rows(sequence, layout.ranks, column, keys, rows, np.uint64(shift), mask, feasible)
