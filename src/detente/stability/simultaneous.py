"""Simultaneous sanctions: everybody changes its mind at once.

From s, actor i improves to s1. Each other actor either stays or takes one of its own improvements from s; all changes apply
together with i's. If the combined state is feasible and not better than s for i, s1 is punished. State s is stable for i
iff every improvement of i is punished by some joint reply (Fraser and Hipel 1979, 1984). All others staying gives s1
itself, which never punishes.

Joint replies are gone through once per state, each striking out the improvements that it punishes, until none is left
(:mod:`detente.stability.kernels_simultaneous`). A actors, S states, G groups and D columns of the actor.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..space.game import Game
from . import kernels_simultaneous
from .crew import Crew, cut
from .kernels import HIGHEST
from .kernels_simultaneous import Moves, Places, Rows, Words
from .layout import Indices, Layout, by_rank
from .settings import Settings

Bits = npt.NDArray[np.uint8]

BUDGET = 2**35
"""Joint replies that may be looked at, over all states and actors."""

ROOM = 32
"""Bytes per state for one table of cells; wider tables are worked on in blocks of columns."""


def simultaneous(game: Game, layouts: list[Layout], crew: Crew, settings: Settings, bit: int, bits: Bits) -> str:
    """Sets ``bit`` in ``bits`` (uint8 [A, S]) where the state is stable for the actor. Returns why there are no verdicts (they
    would take too long), or nothing."""
    if len(layouts) == 1:
        nothing = np.full(game.size, HIGHEST, np.int32)
        layouts[0].judge(crew, nothing, layouts[0].ranks, False, bit, bits[0])
        return ""
    columns = crew.each(lambda layout: _columns(game.space.codes, layout.free), layouts, game.size)
    moves = _moves(game, layouts, columns, crew)
    strict = settings.sanction == "worse"
    left = BUDGET
    bits |= np.uint8(bit)
    for actor in range(len(layouts)):
        left -= _one(actor, game, layouts, columns, moves, crew, strict, left, np.uint8(bit), bits[actor])
        if left < 0:
            bits &= np.uint8(255 - bit)
            return (
                f"SIM needs more than {BUDGET:.1e} joint replies ({game.size:,} states, {len(layouts)} actors); "
                "ask for the other concepts, or add rules that leave fewer states"
            )
    return ""


def _one(
    actor: int,
    game: Game,
    layouts: list[Layout],
    columns: list[Indices],
    moves: Moves,
    crew: Crew,
    strict: bool,
    budget: int,
    bit: np.uint8,
    bits: Bits,
) -> int:
    """Clears ``bit`` where an improvement of one actor goes unpunished; returns the joint replies looked at."""
    layout, column = layouts[actor], columns[actor]
    groups, total = len(layout.starts) - 1, int(column.max()) // 64 + 1
    words = min(total, max(1, (ROOM * game.size + 2**22) // (8 * groups)))
    cuts = cut(np.arange(game.size + 1, dtype=np.int64), crew.threads)
    looked = 0
    for first in range(0, 64 * total, 64 * words):
        rows = _rows(game, layouts, columns, actor, strict, first, words)
        given = (moves, rows, actor, first, strict or layout.locked, budget - looked, bit, bits)
        looked += crew.over(kernels_simultaneous.punish, cuts, *given)
        if looked > budget:
            break
    return looked


def _moves(game: Game, layouts: list[Layout], columns: list[Indices], crew: Crew) -> Moves:
    actors = len(layouts)
    spans = np.empty((game.size, 2 * actors), np.int32)
    patterns = np.zeros((actors, game.size if any(layout.locked for layout in layouts) else 0), np.uint64)
    locks = []
    for actor, layout in enumerate(layouts):
        given = (layout.starts, layout.order, layout.ranks, actor, spans)
        crew.over(kernels_simultaneous.spans, layout.cuts, *given)
        if layout.locked:
            patterns[actor] = layout.patterns[layout.class_of]
        width = int(columns[actor].max()) + 1
        locks.append(patterns[actor][_one_each(columns[actor])] if layout.locked else np.zeros(width, np.uint64))
    places = crew.each(lambda pair: pair[0][pair[1].order], list(zip(columns, layouts, strict=True)), game.size)
    firsts = np.cumsum([0, *(len(each) for each in locks[:-1])]).astype(np.int64)
    return Moves(spans, np.stack(places), np.concatenate(locks), firsts, patterns)


def _columns(codes: Words, free: int) -> Indices:
    """Numbers 0.. for what an actor's own options take together: int32 [S]."""
    values, bits = pushed(codes, free), free.bit_count()
    if 1 << bits > 2 * len(codes) + 1024:
        return np.unique(values, return_inverse=True)[1].astype(np.int32)
    table = np.zeros(1 << bits, np.bool_)
    table[values] = True
    return np.asarray((np.cumsum(table, dtype=np.int32) - np.int32(1))[values])


def _one_each(column: Indices) -> Indices:
    """A state in each column: int32 [D]."""
    one = np.empty(int(column.max()) + 1, np.int32)
    one[column] = np.arange(len(column), dtype=np.int32)
    return one


def _rows(
    game: Game, layouts: list[Layout], columns: list[Indices], actor: int, strict: bool, first: int, words: int
) -> Rows:
    """The rows and cells of one actor for the 64 W columns from ``first`` on."""
    layout, codes = layouts[actor], game.space.codes
    others = np.array([k for k in range(len(layouts)) if k != actor], np.int64)
    sequence, ends = by_rank(layout.ranks)
    ends = np.concatenate([[0], ends[:-1]]) if strict else ends
    until = ends[layout.ranks[sequence]]
    cells = _cells(layout.group, columns[actor] - np.int32(first), words)[sequence]
    feasible = np.zeros((len(layout.starts) - 1) * words, np.uint64)
    kernels_simultaneous.mark(cells, game.size, feasible)
    fixed = sum((1 << width) - 1 << shift for shift, width in zip(game.space.shifts, game.space.widths, strict=True))
    fixed &= ~layout.free
    keys = pushed(codes[layout.order[layout.starts[:-1]]], fixed)
    masks = pushed(np.array([each.free for each in layouts], np.uint64), fixed)
    own = [pushed(codes[_one_each(column)], fixed) & mask for column, mask in zip(columns, masks, strict=True)]
    slots = _slots(keys, fixed.bit_count())
    return Rows(others, sequence, cells, until, layout.group, keys, masks, np.concatenate(own), *slots, feasible)


def _cells(group: Indices, column: Indices, words: int) -> Places:
    """The cells of the states, for the 64 W columns from 0 on: int64 [S], -1 where outside."""
    cells = group * np.int64(64 * words)
    cells += column
    cells[(column < 0) | (column >= 64 * words)] = -1
    return cells


def _slots(keys: Words, bits: int) -> tuple[Indices, Words, np.uint64]:
    """The table that finds a row by its key, and the keys in it where it is a hash table."""
    direct = 1 << bits <= 8 * len(keys) + 1024
    bits = bits if direct else (2 * len(keys)).bit_length()
    slots = np.zeros(1 << bits, np.int32)
    hashed = np.zeros(0 if direct else 1 << bits, np.uint64)
    shift = np.uint64(0 if direct else 64 - bits)
    kernels_simultaneous.fill(keys, shift, slots, hashed)
    return slots, hashed, shift


def pushed(codes: Words, mask: int) -> Words:
    """The masked bits of each code, pushed together."""
    keys, target = np.zeros_like(codes), 0
    while mask:
        source = (mask & -mask).bit_length() - 1
        length = (~(mask >> source) & (mask >> source) + 1).bit_length() - 1
        run = (1 << length) - 1
        keys |= (codes >> np.uint64(source) & np.uint64(run)) << np.uint64(target)
        mask, target = mask & ~(run << source), target + length
    return keys
