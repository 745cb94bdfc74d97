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
from .kernels_simultaneous import Moves, Rows
from .layout import Indices, Layout, by_rank, number
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
    columns = crew.each(lambda layout: number(game.space.codes, layout.free)[0], layouts, game.size)
    moves = _moves(game, layouts, columns, crew)
    strict = settings.sanction == "worse"
    left = BUDGET
    bits |= np.uint8(bit)
    for actor in range(len(layouts)):
        left -= _one(actor, game, layouts[actor], columns[actor], moves, crew, strict, left, np.uint8(bit), bits[actor])
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
    layout: Layout,
    column: Indices,
    moves: Moves,
    crew: Crew,
    strict: bool,
    budget: int,
    bit: np.uint8,
    bits: Bits,
) -> int:
    """Clears ``bit`` where an improvement of one actor goes unpunished; returns the joint replies looked at."""
    groups, total = len(layout.starts) - 1, int(column.max()) // 64 + 1
    words = min(total, max(1, (ROOM * game.size + 2**22) // (8 * groups)))
    cuts = cut(np.arange(game.size + 1, dtype=np.int64), crew.threads)
    looked = 0
    for first in range(0, 64 * total, 64 * words):
        rows = _rows(game, layout, column, strict, first, words)
        listed = strict or layout.locked
        given = (moves, rows, layout.group, actor, first, listed, budget - looked, bit, bits)
        looked += crew.over(kernels_simultaneous.punish, cuts, *given)
        if looked > budget:
            break
    return looked


def _moves(game: Game, layouts: list[Layout], columns: list[Indices], crew: Crew) -> Moves:
    codes, actors = game.space.codes, len(layouts)
    spans = np.empty((game.size, 2 * actors), np.int32)
    patterns = np.zeros((actors, game.size if any(layout.locked for layout in layouts) else 0), np.uint64)
    own, locks = [], []
    for actor, layout in enumerate(layouts):
        given = (layout.starts, layout.order, layout.ranks, actor, actors, spans)
        crew.over(kernels_simultaneous.spans, layout.cuts, *given)
        one = np.empty(columns[actor].max() + 1, np.int32)
        one[columns[actor]] = np.arange(game.size, dtype=np.int32)
        own.append(codes[one] & np.uint64(layout.free))
        if layout.locked:
            patterns[actor] = layout.patterns[layout.class_of]
        locks.append(patterns[actor][one] if layout.locked else np.zeros(len(one), np.uint64))
    places = crew.each(lambda pair: pair[0][pair[1].order], list(zip(columns, layouts, strict=True)), game.size)
    firsts = np.cumsum([0, *(len(each) for each in own[:-1])]).astype(np.int64)
    masks = np.array([layout.free for layout in layouts], np.uint64)
    return Moves(codes, masks, spans, np.stack(places), np.concatenate(own), np.concatenate(locks), firsts, patterns)


def _rows(game: Game, layout: Layout, column: Indices, strict: bool, first: int, words: int) -> Rows:
    """The rows and cells for the 64 W columns from ``first`` on."""
    mask = np.uint64(2**64 - 1 - layout.free)
    groups = len(layout.starts) - 1
    shift = 64 - max(1, (2 * groups).bit_length())
    keys, rows = kernels_simultaneous.hash_rows(game.space.codes[layout.order[layout.starts[:-1]]] & mask, shift)
    sequence, ends = by_rank(layout.ranks)
    cells = kernels_simultaneous.cells_of(sequence, layout.group, column, first, words)
    feasible = np.zeros(groups * words, np.uint64)
    kernels_simultaneous.mark(cells, 0, game.size, feasible)
    ends = np.concatenate([[0], ends[:-1]]) if strict else ends
    until = ends[layout.ranks[sequence]].astype(np.int32)
    return Rows(sequence, cells, until, keys, rows, np.uint64(shift), mask, words, feasible)
