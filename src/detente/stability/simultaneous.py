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
from ..space.sorting import runs_of
from . import kernels_simultaneous
from .crew import Crew, Cuts, cut_by_work
from .kernels import HIGHEST
from .kernels_simultaneous import Columns, Moves, Rows, Words
from .layout import NEAR, Indices, Layout
from .settings import Settings

Bits = npt.NDArray[np.uint8]

BUDGET = 2**34
"""Joint replies that may be looked at, over all states and actors."""

ROOM, LEAST = 32, 2**22
"""Bytes per state for one table of cells, and beyond that; wider tables are worked on in blocks of columns."""

PACKED = 32
"""Bits that a place and a count may take together in 32-bit spans; in 64 bits both always fit."""

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
    moves, values = _moves(game, layouts, crew)
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
            rows = _rows(crew, game, layouts, moves, keys[actor], values, actor, strict, first, words)
            given = (moves, rows, actor, first, strict or layout.locked, BUDGET, spent, bit, bits)
            crew.over(kernels_simultaneous.punish, cuts, *given)


def _moves(game: Game, layouts: list[Layout], crew: Crew) -> tuple[Moves, list[Words]]:
    """All actors' moves, and the bits of each actor's columns: uint64 [D] each."""
    actors = len(layouts)
    shift = max(int(np.diff(layout.starts).max()) for layout in layouts).bit_length()
    spans = np.empty((game.size, actors), np.uint32 if game.size.bit_length() + shift <= PACKED else np.uint64)
    numbered = [_columns(game.space.codes, layout.free) for layout in layouts]
    columns = np.empty((actors, game.size), _smallest(max(len(one) for _, _, one in numbered)))
    patterns = np.zeros((actors, game.size if any(layout.locked for layout in layouts) else 0), np.uint64)
    values, locks = [], []
    for actor, (layout, (runs, numbers, one)) in enumerate(zip(layouts, numbered, strict=True)):
        _spans(crew, layout, shift, actor, spans)
        _place(crew, layout, game.space.codes, runs, numbers, columns[actor])
        values.append(game.space.codes[one] & np.uint64(layout.free))
        if layout.locked:
            patterns[actor] = layout.patterns[layout.class_of]
        locks.append(patterns[actor][one] if layout.locked else np.zeros(len(one), np.uint64))
    firsts = np.cumsum([0, *map(len, values[:-1])]).astype(np.int64)
    return Moves(spans, shift, columns, np.concatenate(locks), firsts, patterns), values


def _spans(crew: Crew, layout: Layout, shift: int, actor: int, out: npt.NDArray[np.uint32] | Words) -> None:
    """Fills in one actor's column of ``Moves.spans``."""
    rest = (layout.order, layout.ranks, shift, actor, out)
    if layout.stride >= NEAR:
        members, apart = int(layout.starts[1]), layout.stride.bit_length() - 1
        crew.over(kernels_simultaneous.spans_strided, layout.cuts, members, apart, *rest)
    else:
        crew.over(kernels_simultaneous.spans, layout.cuts, layout.starts, *rest)


def _smallest(count: int) -> type[np.uint8] | type[np.uint16] | type[np.int32]:
    """The type of the fewest bytes that numbers so many columns."""
    return np.uint8 if count <= 2**8 else np.uint16 if count <= 2**16 else np.int32


def _columns(codes: Words, free: int) -> tuple[Words, Indices, Indices]:
    """Numbers 0.. for what an actor's own options take together. Returns the runs of its bits, the number of each value
    of them (empty: to be looked up, there are too many), and a state for each number."""
    bits = free.bit_count()
    if 1 << bits > 2 * len(codes) + 1024:
        one = np.unique(pushed(codes, free), return_index=True)[1]
        return runs_of(free), np.empty(0, np.int32), one.astype(np.int32)
    seen = np.full(1 << bits, -1, np.int32)
    kernels_simultaneous.meet(codes, runs_of(free), seen)
    return runs_of(free), np.cumsum(seen >= 0, dtype=np.int32) - np.int32(1), seen[seen >= 0]


def _place(crew: Crew, layout: Layout, codes: Words, runs: Words, numbers: Indices, columns: Columns) -> None:
    """Fills in the columns of one actor by place in its order."""
    if len(numbers):
        given = (layout.starts, layout.order, codes, runs, numbers, columns)
        crew.over(kernels_simultaneous.place_columns, layout.cuts, *given)
    else:
        columns[:] = np.unique(pushed(codes, layout.free), return_inverse=True)[1][layout.order]


def _line(
    crew: Crew, layout: Layout, rows: Indices, columns: Columns, first: int, words: int, strict: bool
) -> tuple[Indices, Indices]:
    """The states from worst to best: ``line`` and ``until`` of :class:`Rows`. Where no rank occurs twice, each goes
    straight to its place."""
    line, ranks = np.empty((len(layout.ranks), 2), np.int32), int(layout.ranks.max()) + 1
    given = (layout.starts, layout.order, layout.ranks, rows, columns, first, words)
    if ranks == len(line) and kernels_simultaneous.distinct(layout.ranks):
        crew.over(kernels_simultaneous.line_up, layout.cuts, *given, np.empty(0, np.int32), line)
        return line, np.array([0 if strict else 1], np.int32)
    place, until = np.zeros(ranks + 1, np.int32), np.empty(len(line), np.int32)
    kernels_simultaneous.until_ranks(layout.ranks, strict, place, until)
    kernels_simultaneous.line_up(0, len(rows), *given, place, line)
    return line, until


def _rows(
    crew: Crew,
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
    line, until = _line(crew, layout, found.rows, moves.columns[actor], first, words, strict)
    columns = min(64 * words, len(values[actor]) - first)
    if columns * found.height == game.size:
        feasible = np.array([(1 << min(64, max(0, columns - 64 * word))) - 1 for word in range(words)], np.uint64)
    else:
        feasible = np.zeros(size, np.uint64)
        kernels_simultaneous.mark(line, game.size, feasible)
    masks = pushed(np.array([each.free for each in layouts], np.uint64), found.fixed)
    own = np.concatenate([pushed(each, found.fixed) for each in values])
    return Rows(others, line, until, found.keys, masks, own, *found[4:], feasible, words, size)


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
