"""Simultaneous sanctions: everybody changes its mind at once.

From s, actor i improves to s1. Each other actor either stays or takes one of its own improvements from s; all changes
apply together with i's. If the combined state is feasible and not better than s for i, s1 is punished. State s is
stable for i iff every improvement of i is punished by some joint reply (Fraser and Hipel 1979, 1984). All others
staying gives s1 itself, which never punishes.

Joint replies are gone through once per state, each striking out the improvements that it punishes, until none is left
(:mod:`detente.stability.kernels_simultaneous`). A actors, S states, G groups and D columns of the actor.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..space.game import Game
from . import kernels_simultaneous
from .crew import Crew, Cuts, cut_by_work
from .kernels import HIGHEST
from .kernels_simultaneous import Moves, Rows, Words
from .layout import Indices, Layout, by_rank
from .settings import Settings

Bits = npt.NDArray[np.uint8]

BUDGET = 2**34
"""Joint replies that may be looked at, over all states and actors."""

ROOM, LEAST = 32, 2**22
"""Bytes per state for one table of cells, and beyond that; wider tables are worked on in blocks of columns."""

CELLS = 2**31
"""Cells at most: they are numbered in 32 bits."""


class Keys(NamedTuple):
    """How one actor's rows are found. ``fixed``: the bits of a code that make a key. ``rows``: int32 [G], the row of
    each group; ``height``: how many rows. The others as in :class:`Rows`."""

    fixed: int
    rows: Indices
    height: int
    keys: Words
    slots: Indices
    hashed: Words
    shift: np.uint64


def simultaneous(game: Game, layouts: list[Layout], crew: Crew, settings: Settings, bit: int, bits: Bits) -> str:
    """Sets ``bit`` in ``bits`` (uint8 [A, S]) where the state is stable for the actor. Returns why there are no
    verdicts (they would take too long), or nothing."""
    if len(layouts) == 1:
        nothing = np.full(game.size, HIGHEST, np.int32)
        layouts[0].judge(crew, nothing, layouts[0].ranks, False, bit, bits[0])
        return ""
    if max(len(layout.starts) for layout in layouts) > CELLS // 128:
        return f"SIM is worked out for at most {CELLS // 128:,} groups of an actor; this game has more"
    keys = [_keys(game, layout) for layout in layouts]
    moves, values = _moves(game, layouts, keys, crew)
    bits |= np.uint8(bit)
    spent = np.zeros(1, np.int64)
    for actor in range(len(layouts)):
        given = (game, layouts, moves, keys, values, settings.sanction == "worse", spent, np.uint8(bit), bits[actor])
        _one(crew, _cuts(game.size, crew.threads), actor, *given)
        if spent[0] > BUDGET:
            bits &= np.uint8(255 - bit)
            return (
                f"SIM needs more than {BUDGET:.1e} joint replies ({game.size:,} states, {len(layouts)} actors); "
                "ask for the other concepts, or add rules that leave fewer states"
            )
    return ""


def _cuts(size: int, threads: int) -> Cuts:
    """Ranges of the states from worst to best, about equal in work. At the share p of the states about 1 / p joint
    replies are looked at until one punishes, 1000 at most; what else a state costs is worth 4 of them."""
    shares = np.linspace(0, 1, 4097) ** 4
    return cut_by_work(shares * size, 4 * shares + np.log1p(1000 * shares), threads)


def _one(
    crew: Crew,
    cuts: Cuts,
    actor: int,
    game: Game,
    layouts: list[Layout],
    moves: Moves,
    keys: list[Keys],
    values: list[Words],
    strict: bool,
    spent: npt.NDArray[np.int64],
    bit: np.uint8,
    bits: Bits,
) -> None:
    """Clears ``bit`` where an improvement of one actor goes unpunished; counts the joint replies in ``spent``."""
    layout = layouts[actor]
    total = (len(values[actor]) - 1) // 64 + 1
    room = min((ROOM * game.size + LEAST) // 8, CELLS // 64)
    words = min(total, max(1, room // keys[actor].height))
    for first in range(0, 64 * total, 64 * words):
        if spent[0] <= BUDGET:
            rows = _rows(game, layouts, moves, keys[actor], values, actor, strict, first, words)
            given = (moves, rows, actor, first, strict or layout.locked, BUDGET, spent, bit, bits)
            crew.over(kernels_simultaneous.punish, cuts, *given)


def _moves(game: Game, layouts: list[Layout], keys: list[Keys], crew: Crew) -> tuple[Moves, list[Words]]:
    """All actors' moves, and the bits of each actor's columns: uint64 [D] each."""
    actors = len(layouts)
    spans, columns = np.empty((game.size, 2 * actors), np.int32), np.empty((actors, game.size), np.int32)
    patterns = np.zeros((actors, game.size if any(layout.locked for layout in layouts) else 0), np.uint64)
    ends = [np.zeros(each.height, np.int32) for each in keys]
    values, locks = [], []
    for actor, layout in enumerate(layouts):
        given = (layout.starts, layout.order, layout.ranks, keys[actor].rows, actor, spans)
        crew.over(kernels_simultaneous.spans, layout.cuts, *given)
        ends[actor][keys[actor].rows] = layout.starts[1:]
        column = _columns(game.space.codes, layout.free)
        np.take(column, layout.order, out=columns[actor])
        one = np.empty(int(column.max()) + 1, np.int32)
        one[column] = np.arange(game.size, dtype=np.int32)
        values.append(game.space.codes[one] & np.uint64(layout.free))
        if layout.locked:
            patterns[actor] = layout.patterns[layout.class_of]
        locks.append(patterns[actor][one] if layout.locked else np.zeros(len(one), np.uint64))
    firsts, bases = (np.cumsum([0, *map(len, lists[:-1])]).astype(np.int64) for lists in (values, ends))
    return Moves(spans, np.concatenate(ends), bases, columns, np.concatenate(locks), firsts, patterns), values


def _columns(codes: Words, free: int) -> Indices:
    """Numbers 0.. for what an actor's own options take together: int32 [S]."""
    values, bits = pushed(codes, free), free.bit_count()
    if 1 << bits > 2 * len(codes) + 1024:
        return np.unique(values, return_inverse=True)[1].astype(np.int32)
    table = np.zeros(1 << bits, np.bool_)
    table[values] = True
    return np.asarray((np.cumsum(table, dtype=np.int32) - np.int32(1))[values])


def _rows(
    game: Game,
    layouts: list[Layout],
    moves: Moves,
    found: Keys,
    values: list[Words],
    actor: int,
    strict: bool,
    first: int,
    words: int,
) -> Rows:
    """The rows and cells of one actor for the 64 W columns from ``first`` on."""
    layout, size = layouts[actor], found.height * words
    others = np.array([k for k in range(len(layouts)) if k != actor], np.int64)
    cells = _cells(layout, found.rows, moves.columns[actor] - np.int32(first), words)
    columns = min(64 * words, len(values[actor]) - first)
    feasible = np.zeros(words if columns * found.height == game.size else size, np.uint64)
    kernels_simultaneous.mark(np.arange(columns, dtype=np.int32) if len(feasible) == words else cells, feasible)
    sequence, ends = by_rank(layout.ranks)
    begins = np.concatenate([np.zeros(1, np.int32), ends[:-1]])
    until = np.repeat(begins if strict else ends, ends - begins)
    masks = pushed(np.array([each.free for each in layouts], np.uint64), found.fixed)
    own = np.concatenate([pushed(each, found.fixed) for each in values])
    return Rows(others, sequence, cells[sequence], until, found.keys, masks, own, *found[4:], feasible, words, size)


def _cells(layout: Layout, rows: Indices, columns: Indices, words: int) -> Indices:
    """The cells of the states, for the 64 W columns from 0 on: int32 [S], -1 where outside. ``columns``: by place."""
    found = np.repeat(rows, np.diff(layout.starts))
    found *= np.int32(64 * words)
    found += columns
    found[(columns < 0) | (columns >= 64 * words)] = -1
    cells = np.empty_like(found)
    cells[layout.order] = found
    return cells


def _keys(game: Game, layout: Layout) -> Keys:
    """How the rows of one actor are found."""
    fixed = sum((1 << width) - 1 << shift for shift, width in zip(game.space.shifts, game.space.widths, strict=True))
    fixed &= ~layout.free
    keys, bits = pushed(game.space.codes[layout.order[layout.starts[:-1]]], fixed), fixed.bit_count()
    if 1 << bits <= 2 * len(keys):
        empty = np.empty(0, np.uint64)
        return Keys(fixed, keys.astype(np.int32), 1 << bits, empty, np.empty(0, np.int32), empty, np.uint64(0))
    return Keys(fixed, np.arange(len(keys), dtype=np.int32), len(keys), keys, *_slots(keys, bits))


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
