"""The pass of simultaneous sanctions for one actor i (see :mod:`detente.stability.simultaneous`).

A *row* is a group of i (what all others hold), a *column* a value of i's own options taken together; the *cell* of a
state is 64 W row + column, for W words of 64 columns. States are taken from worst to best for i, while a bit per cell
says which ones would punish the present one: so a joint reply, which leads to a row, strikes out 64 improvements in one
step. Rows are found by a *key*, the others' bits pushed together: the key is the row where most keys occur; else it is
looked up in a table by key where that is short, or in a hash table (open addressing).

States come in the order of one actor's ranks, so all that is read about them is far apart: what is read often is kept
small enough for a core's own cache, and what is read once is read together.

Arrays are passed one by one and the inner loops call nothing: each call with arrays would count references, atomically.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..space.compiled import njit
from .kernels import COPIED, HIGHEST

MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
ZERO, ONE = np.uint64(0), np.uint64(1)
NONE = np.uint64(2**64 - 1)
BLOCK = 256

Indices = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Columns = npt.NDArray[np.uint8 | np.uint16 | np.int32]
Words = npt.NDArray[np.uint64]


class Moves(NamedTuple):
    """All actors' moves, A actors and S states.

    ``spans``: uint32 or uint64 [S, A]: for actor j, the place in its order from which on the strictly better states of
    its group lie, and in the lowest ``shift`` bits how many they are. ``columns``: [A, S], by place in the order, in as
    few bytes as hold them. ``locks``: uint64, the locked pattern of each actor's columns, from ``firsts`` (int64 [A])
    on. ``patterns``: uint64 [A, S] the locked pattern of each state, [A, 0] where nobody has one.
    """

    spans: Words | npt.NDArray[np.uint32]
    shift: int
    columns: Columns
    locks: Words
    firsts: Places
    patterns: Words


class Rows(NamedTuple):
    """What the pass of actor i needs.

    ``others``: int64 [A - 1]. ``line``: int32 [S, 2], the states from worst to best, each with its cell (-1 - row: not
    in this block of columns). ``until``: int32 [S], how many states come before those that do not punish each; where no
    rank occurs twice, [1]: how many more than come before the state itself.
    ``keys``: uint64 [rows], empty where the row is the key. ``masks``: uint64 [A], the bits of each opponent in a key;
    ``own``: uint64, those of its columns (as ``Moves.locks``). ``slots``: int32, 1 + the row in each slot, 0 where
    free, empty where the row is the key; ``hashed``: its key, empty where the slot is the key itself; ``shift``: from a
    hash to a slot. ``feasible``: uint64 [rows W], a bit per state, or [W] where all rows are alike. ``words``: W;
    ``size``: rows W.
    """

    others: Places
    line: Indices
    until: Indices
    keys: Words
    masks: Words
    own: Words
    slots: Indices
    hashed: Words
    shift: np.uint64
    feasible: Words
    words: int
    size: int


@njit(cache=True, nogil=True)
def spans(low, high, starts, order, ranks, shift, actor, out):  # type: ignore[no-untyped-def]
    """From where on in the order the strictly better states of each state's group lie, and how many there are: writes
    one column of ``out``."""
    for g in range(low, high):
        above = equal = starts[g + 1]
        for k in range(starts[g + 1] - 1, starts[g] - 1, -1):
            s = order[k]
            if k + 1 < starts[g + 1] and ranks[s] != ranks[order[k + 1]]:
                above = equal
            equal = k
            out[s, actor] = above << shift | starts[g + 1] - above
    return high - low


@njit(cache=True, nogil=True)
def spans_strided(low, high, members, apart, order, ranks, shift, actor, out):  # type: ignore[no-untyped-def]
    """:func:`spans` where groups are as in :func:`detente.stability.kernels.improving_strided`."""
    found, rank_of = np.empty((COPIED, members), out.dtype), np.empty((COPIED, members), np.int32)
    stride, g = 1 << apart, low
    while g < high:
        first = g // stride * members * stride + g % stride
        count = min(COPIED, stride - g % stride, high - g)
        for m in range(members):
            for k in range(count):
                rank_of[k, m] = ranks[first + m * stride + k]
        for k in range(count):
            above = equal = end = (g + k + 1) * members
            rank = HIGHEST
            for place in range(end - 1, end - members - 1, -1):
                m = (order[place] - first) >> apart
                if rank_of[k, m] != rank:
                    above = equal
                    rank = rank_of[k, m]
                equal = place
                found[k, m] = above << shift | end - above
        for m in range(members):
            for k in range(count):
                out[first + m * stride + k, actor] = found[k, m]
        g += count
    return high - low


@njit(cache=True, nogil=True)
def fill(keys, shift, slots, hashed):  # type: ignore[no-untyped-def]
    """Puts the rows 0, 1, ... where they belong: by key, or by hash with the keys beside them, in the slots."""
    for row in range(len(keys)):
        slot = keys[row]
        if len(hashed):
            slot = keys[row] * MULTIPLIER >> shift
            while slots[slot]:
                slot = slot + ONE & np.uint64(len(slots) - 1)
            hashed[slot] = keys[row]
        slots[slot] = row + 1


@njit(cache=True, nogil=True)
def meet(codes, runs, seen):  # type: ignore[no-untyped-def]
    """A state for each value of the bits of the runs, pushed together, that occurs; -1 stays where it does not."""
    for s in range(len(codes)):
        value = ZERO
        for r in range(len(runs)):
            value |= (codes[s] >> runs[r, 0] & runs[r, 2]) << runs[r, 1]
        seen[value] = s


@njit(cache=True, nogil=True)
def place_columns(low, high, starts, order, codes, runs, numbers, columns):  # type: ignore[no-untyped-def]
    """The number of each state's value of the bits of the runs, by place in the order."""
    for k in range(starts[low], starts[high]):
        value, code = ZERO, codes[order[k]]
        for r in range(len(runs)):
            value |= (code >> runs[r, 0] & runs[r, 2]) << runs[r, 1]
        columns[k] = numbers[value]
    return high - low


@njit(cache=True, nogil=True)
def line_up(low, high, starts, order, ranks, rows, columns, first, words, place, line):  # type: ignore[no-untyped-def]
    """Puts the states of the groups low..high-1 into ``line`` (see :class:`Rows`) with their cells, for the columns
    first .. first + 64 words - 1. ``place``: where the next state of each rank goes; empty: at its rank."""
    for g in range(low, high):
        for k in range(starts[g], starts[g + 1]):
            s, c = order[k], np.int64(columns[k]) - first
            p = ranks[s]
            if len(place):
                p = place[ranks[s]]
                place[ranks[s]] += 1
            line[p, 0] = s
            line[p, 1] = 64 * words * rows[g] + c if 0 <= c < 64 * words else -1 - rows[g]
    return high - low


@njit(cache=True, nogil=True)
def distinct(ranks):  # type: ignore[no-untyped-def]
    """Whether the ranks (0 .. S-1) are all different."""
    seen = np.zeros((len(ranks) >> 6) + 1, np.uint64)
    for rank in ranks:
        bit = ONE << np.uint64(rank & 63)
        if seen[rank >> 6] & bit:
            return False
        seen[rank >> 6] |= bit
    return True


@njit(cache=True, nogil=True)
def until_ranks(ranks, strict, place, until):  # type: ignore[no-untyped-def]
    """Fills in ``until`` (see :class:`Rows`), and in ``place`` (zeros, int32 [ranks + 1]) where each rank begins."""
    for s in range(len(ranks)):
        place[ranks[s] + 1] += 1
    for r in range(1, len(place)):
        place[r] += place[r - 1]
        for k in range(place[r - 1], place[r]):
            until[k] = place[r - 1] if strict else place[r]


@njit(cache=True, nogil=True)
def mark(line, count, bits):  # type: ignore[no-untyped-def]
    """Sets the bits of the cells of the first states."""
    for k in range(count):
        if line[k, 1] >= 0:
            bits[line[k, 1] >> 6] |= ONE << np.uint64(line[k, 1] & 63)


@njit(cache=True, nogil=True)
def _gather(low, count, i, first, listed, moves, rows, span, now, held, left):  # type: ignore[no-untyped-def]
    """Copies what is needed about a block of states next to each other: short loops, so that reads overlap. ``span``:
    where each actor's better states begin in its order, where they end, the state's row, and a first read of the first
    opponent's columns. ``listed``: also sets in ``left`` the columns of i's improvements, from ``first`` on."""
    spans_of, shift, columns, locks, firsts, patterns = moves
    line, keys, masks, actors, fast = rows.line, rows.keys, rows.masks, len(rows.masks), rows.others[0]
    for b in range(count):
        for n in range(actors):
            span[b, n] = spans_of[line[low + b, 0], n]
    for b in range(count):
        span[b, 2 * actors + 1] = columns[fast, min(span[b, fast] >> shift, columns.shape[1] - 1)]
    for b in range(count):
        cell = line[low + b, 1]
        home = np.int64(np.uint32(cell >> 6) // np.uint32(rows.words)) if cell >= 0 else -1 - cell
        key = keys[home] if len(keys) else np.uint64(home)
        for j in range(actors):
            above = span[b, j] >> shift
            span[b, actors + j] = above + (span[b, j] & (1 << shift) - 1)
            span[b, j] = above
            now[b, j] = key & masks[j]
            held[b, j] = patterns[j, line[low + b, 0]] if patterns.shape[1] else np.uint64(0)
        span[b, 2 * actors] = home
    if listed:
        for b in range(count):
            for w in range(left.shape[1]):
                left[b, w] = 0
            for k in range(span[b, i], span[b, actors + i]):
                c = columns[i, k] - first
                if held[b, i] & ~locks[firsts[i] + columns[i, k]] == 0 and 0 <= c < 64 * left.shape[1]:
                    left[b, c >> 6] |= ONE << np.uint64(c & 63)


@njit(cache=True, nogil=True)
def _strike(  # type: ignore[no-untyped-def]  # noqa: C901
    low, count, listed, span, now, held, left, others, columns, own, locks, firsts, line, until, marked, worse,
    feasible, keys, slots, hashed, shift, budget, bit, bits
):  # fmt: skip
    """Goes through the joint replies to each state of a block until no improvement is left; else clears its ``bit``.

    Opponent j stays (``at[j]`` before its span) or takes the improvement at place ``at[j]`` of its order, if that holds
    its locked pattern; the first opponent's replies run fastest. Returns the joint replies looked at."""
    actors, words, fast, looked = now.shape[1], left.shape[1], others[0], np.int64(0)
    last, alike = np.uint64(max(len(slots) - 1, 0)), len(feasible) == words
    plain, wide, row_words = len(slots) == 0 and words <= 4, words > 2, np.uint64(words)
    second, third, fourth = np.uint64(min(1, words - 1)), np.uint64(min(2, words - 1)), np.uint64(words - 1)
    at, flip = np.zeros(actors, np.int64), np.zeros(actors, np.uint64)
    for b in range(count):
        while marked < (until[low + b] if len(until) > 1 else low + b + until[0]):
            cell = line[marked, 1]
            if cell >= 0:
                worse[cell >> 6] |= ONE << np.uint64(cell & 63)
            marked += 1
        home, some = span[b, 2 * actors], np.uint64(0)
        for w in range(words):
            if not listed:
                left[b, w] = feasible[w if alike else home * words + w] & ~worse[home * words + w]
            some |= left[b, w]
        for j in range(actors):
            at[j], flip[j] = span[b, j] - 1, 0
        reply = keys[home] if len(keys) else np.uint64(home)
        begin, stay, base = span[b, fast], span[b, fast], firsts[fast]
        lock, mine = held[b, fast], now[b, fast]
        one, two, three, four = left[b, 0], left[b, second], ZERO, ZERO
        if wide:
            three, four = left[b, third], left[b, fourth]
        while some and looked <= budget:
            if plain and lock == 0:
                if begin < stay:
                    place = reply * row_words
                    one, two = one & ~worse[place], two & ~worse[place + second]
                    three, four = three & ~worse[place + third], four & ~worse[place + fourth]
                for k in range(np.uint64(stay), np.uint64(span[b, actors + fast])):
                    place = (reply ^ mine ^ own[np.uint64(base + columns[fast, k])]) * row_words
                    one, two = one & ~worse[place], two & ~worse[place + second]
                    if wide:
                        three, four = three & ~worse[place + third], four & ~worse[place + fourth]
                    looked += 1
                    if one | two | three | four == 0:
                        break
                some, begin = one | two | three | four, span[b, actors + fast]
            for k in range(begin, span[b, actors + fast]):
                landing = reply
                if k >= stay:
                    c = np.uint64(base + columns[fast, np.uint64(k)])
                    if lock and lock & ~locks[c]:
                        continue
                    landing ^= own[c] ^ mine
                looked += 1
                slot = landing
                if len(hashed):
                    slot = landing * MULTIPLIER >> shift
                    while slots[slot] and hashed[slot] != landing:
                        slot = slot + ONE & last
                if len(slots):
                    slot = np.uint64(slots[slot] - 1)
                if slot != NONE:
                    place, some = slot * np.uint64(words), np.uint64(0)
                    for w in range(words):
                        left[b, w] &= ~worse[place + np.uint64(w)]
                        some |= left[b, w]
                    if some == 0:
                        break
            begin, n = stay - 1, 1
            while some and n < len(others):
                j = others[n]
                reply, flip[j], at[j] = reply ^ flip[j], 0, at[j] + 1
                if at[j] >= span[b, actors + j]:
                    at[j], n = span[b, j] - 1, n + 1
                elif held[b, j] & ~locks[firsts[j] + columns[j, at[j]]] == 0:
                    flip[j] = own[firsts[j] + columns[j, at[j]]] ^ now[b, j]
                    reply ^= flip[j]
                    break
            if n == len(others):
                break
        if some:
            bits[line[low + b, 0]] &= ~bit
    return looked


@njit(cache=True, nogil=True)
def punish(low, high, moves, rows, i, first, listed, budget, spent, bit, bits):  # type: ignore[no-untyped-def]
    """Clears ``bit`` where an improvement of i (to a column from ``first`` on) goes unpunished, for the states at
    places low..high-1 from worst to best. Adds the joint replies looked at to ``spent`` (int64 [1], all threads
    together) and stops early beyond ``budget``. Returns the number of states."""
    _, _, columns, locks, firsts, _ = moves
    others, line, until, keys, masks, own, slots, hashed, shift, feasible, words, size = rows
    actors, marked = len(masks), np.int64(until[low] if len(until) > 1 else low + until[0])
    span, left = np.empty((BLOCK, 2 * actors + 2), np.int64), np.empty((BLOCK, words), np.uint64)
    now, held = np.empty((BLOCK, actors), np.uint64), np.empty((BLOCK, actors), np.uint64)
    worse = np.zeros(size + 1, np.uint64)
    mark(line, marked, worse)
    for start in range(low, high, BLOCK):
        count = BLOCK if start + BLOCK < high else high - start
        _gather(start, count, i, first, listed, moves, rows, span, now, held, left)
        looked = _strike(
            start, count, listed, span, now, held, left, others, columns, own, locks, firsts, line, until, marked,
            worse, feasible, keys, slots, hashed, shift, budget - spent[0], bit, bits,
        )  # fmt: skip
        spent[0] += looked
        last = start + count - 1
        marked = max(marked, np.int64(until[last] if len(until) > 1 else last + until[0]))
        if spent[0] > budget:
            break
    return high - low
