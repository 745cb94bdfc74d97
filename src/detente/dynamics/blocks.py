"""Who can move where, without storing a single move.

A *block* of actor j is a set of states among which j moves freely, back and forth. In option form these are the states
that agree on everybody else's options and on j's one-way options. From a block j may also go *onward*, to blocks
that its one-way options lead to, never back. Where moves are listed (an explicit graph, forced consequences), states
that lead to the same states and are led to from the same states, themselves counted in, form a block. So one shape
serves every game::

    moves of j from s  =  the block of s and its onward blocks, without s itself and without shut states

Shapes: A actors, S states, B blocks of all actors together, numbered actor after actor, E onward links.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..space.game import Arcs, Game
from ..space.groups import grouped, own_bits, ways
from ..space.states import Codes, Mask

Indices = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Blocks(NamedTuple):
    """All actors' blocks.

    Block b holds the states ``order[starts[b]:starts[b + 1]]`` (``order``: [A * S]); the blocks of actor j are
    ``first[j]`` up to ``first[j + 1]``, and from ``busy[j]`` on they are *idle*: one state in which j cannot move and
    into which it never moves from elsewhere; ``block`` [A, S] is the block of each state; block b leads onward to the
    blocks ``onward[links[b]:links[b + 1]]``; ``open`` [S] is False where nobody may move into (True throughout where
    moves are listed: no listed move leads into a shut state, and such a state is a block of its own).
    """

    order: Indices
    starts: Places
    first: Places
    busy: Places
    block: Indices
    links: Places
    onward: Indices
    open: Mask


class _Part(NamedTuple):
    """One actor's blocks, numbered from 0: their states, ``block`` [S], their sizes, the links ``tails -> heads``."""

    order: Indices
    block: Indices
    sizes: Places
    tails: Places
    heads: Places


def blocks(game: Game) -> Blocks:
    """The blocks of every actor of a game: one sort of the states an actor."""
    parts = [
        _of_options(game, j) if game.arcs is None else _of_arcs(game.arcs[j], opened(game))
        for j in range(len(game.actors))
    ]
    return _joined(parts, opened(game) if game.arcs is None else np.ones(game.size, dtype=np.bool_))


def confined(layout: Blocks, inside: Mask) -> Blocks:
    """The same moves among the states ``inside`` [S], which no move leaves. In all others nobody can move."""
    parts = []
    for j, low in enumerate(layout.first[:-1]):
        high = layout.first[j + 1]
        block, number = layout.block[j] - low, int(high - low)
        alone = np.where(inside, block, number - 1 + np.cumsum(~inside))
        kept, renamed = np.unique(alone, return_inverse=True)
        place = np.full(number, -1)
        place[kept[kept < number]] = np.flatnonzero(kept < number)
        links = layout.links[low : high + 1]
        tails = place[np.repeat(np.arange(number), np.diff(links))]
        heads = place[layout.onward[links[0] : links[-1]] - low]
        led = (tails >= 0) & (heads >= 0)
        sizes = np.bincount(renamed, minlength=len(kept))
        order = np.argsort(renamed, kind="stable").astype(np.int32)
        parts.append(_Part(order, renamed.astype(np.int32), sizes, tails[led], heads[led]))
    return _joined(parts, layout.open | ~inside)


def reached(layout: Blocks, begin: Mask) -> Mask:
    """The states that play can be in when it begins in one of some [S]: these, and all that moves lead to from them."""
    tails = np.repeat(np.arange(len(layout.starts) - 1), np.diff(layout.links))
    found, fresh = begin.copy(), begin
    while fresh.any():
        hit = np.zeros(len(layout.starts) - 1, dtype=np.bool_)
        hit[layout.block[:, fresh]] = True
        hit[layout.onward[hit[tails]]] = True
        fresh = hit[layout.block].any(axis=0) & layout.open & ~found
        found |= fresh
    return found


def _joined(unsorted: list[_Part], open_states: Mask) -> Blocks:
    """The blocks of all actors, of each one its blocks."""
    sorted_parts = [_busy_first(part) for part in unsorted]
    parts = [part for part, _ in sorted_parts]
    idle = [count for _, count in sorted_parts]
    first = _ends(np.array([len(part.sizes) for part in parts]))
    shifted = list(zip(parts, first[:-1], strict=True))
    tails = np.concatenate([part.tails + start for part, start in shifted])
    heads = np.concatenate([part.heads + start for part, start in shifted])
    return Blocks(
        order=np.concatenate([part.order for part in parts]),
        starts=_ends(np.concatenate([part.sizes for part in parts])),
        first=first,
        busy=first[1:] - np.array(idle, dtype=np.int64),
        block=np.stack([part.block + start for part, start in shifted]).astype(np.int32),
        links=_ends(np.bincount(tails, minlength=int(first[-1]))),
        onward=heads[np.argsort(tails, kind="stable")].astype(np.int32),
        open=open_states,
    )


def _busy_first(part: _Part) -> tuple[_Part, int]:
    """The same blocks with idle ones last, and how many of those there are; else in the order of their first states, so
    that whoever reads block after block seldom reads far apart."""
    count = len(part.sizes)
    idle = part.sizes == 1
    idle[part.tails] = idle[part.heads] = False
    begins = np.empty(count, dtype=np.int64)
    begins[part.block[::-1]] = np.arange(len(part.block))[::-1]
    place = np.empty(count, dtype=np.int64)
    place[np.lexsort((begins, idle))] = np.arange(count)
    block = place[part.block]
    order = np.argsort(block, kind="stable").astype(np.int32)
    sizes = np.bincount(block, minlength=count)
    return _Part(order, block.astype(np.int32), sizes, place[part.tails], place[part.heads]), int(idle.sum())


def opened(game: Game) -> Mask:
    """The states that may be moved into: bool [S]."""
    return np.ones(game.size, dtype=np.bool_) if game.shut is None else ~game.shut


def _ends(sizes: npt.NDArray[np.integer]) -> Places:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def _of_arcs(arcs: Arcs, open_states: Mask) -> _Part:
    """Blocks from listed moves. States are gathered by random 64-bit sums over where they lead and whence they are led
    to; should sums of different sets ever agree, every state is a block of its own."""
    size = len(arcs.starts) - 1
    tails = np.repeat(np.arange(size, dtype=np.int64), np.diff(arcs.starts))
    pairs = np.unique(tails[open_states[arcs.targets]] * size + arcs.targets[open_states[arcs.targets]])
    tails, heads = pairs // max(size, 1), pairs % max(size, 1)
    tails, heads = tails[tails != heads], heads[tails != heads]
    marks = np.random.default_rng(size).integers(0, 2**64, (2, size), dtype=np.uint64)
    sums = marks[0] + marks[1]
    np.add.at(sums, tails, marks[0][heads])
    np.add.at(sums, heads, marks[1][tails])
    part = _gathered(np.unique(sums, return_inverse=True)[1], tails, heads)
    reach = np.bincount(part.tails, weights=part.sizes[part.heads], minlength=len(part.sizes)) + part.sizes
    if not np.array_equal(reach[part.block], np.bincount(tails, minlength=size) + 1):
        part = _gathered(np.arange(size), tails, heads)
    return part


def _gathered(block: npt.NDArray[np.integer], tails: Places, heads: Places) -> _Part:
    """Blocks by the number of each state's block, and links between them where some member has a move."""
    count = int(block.max()) + 1 if len(block) else 0
    order = np.argsort(block, kind="stable").astype(np.int32)
    pairs = np.unique(block[tails].astype(np.int64) * count + block[heads])
    ahead, behind = pairs // max(count, 1), pairs % max(count, 1)
    sizes = np.bincount(block, minlength=count)
    return _Part(order, block.astype(np.int32), sizes, ahead[ahead != behind], behind[ahead != behind])


def _of_options(game: Game, actor: int) -> _Part:
    oneway = ways(game, actor)
    locked = np.uint64(sum(int(bits) for bits, _ in oneway))
    codes = game.space.codes & ~(own_bits(game, actor) & ~locked)
    order, block, begins = grouped(codes)
    tails, heads = _onward(codes[order[begins[:-1]]], locked, oneway)
    return _Part(order, block, np.diff(begins), tails, heads)


def _onward(keys: Codes, locked: np.uint64, oneway: list[tuple[np.uint64, int]]) -> tuple[Places, Places]:
    """Links between the blocks with the codes ``keys`` (ascending): to those that differ only where one-way options may
    change, for every pair of patterns of the one-way options."""
    tails, heads = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    held, rest = keys & locked, keys & ~locked
    patterns = np.unique(held)
    for one in patterns if len(patterns) > 1 else ():
        here = np.flatnonzero(held == one)
        for other in patterns:
            if one != other and all(_leads(one & bits, other & bits, way) for bits, way in oneway):
                place = np.minimum(np.searchsorted(keys, rest[here] | other), len(keys) - 1)
                found = keys[place] == rest[here] | other
                tails.append(here[found])
                heads.append(place[found])
    return np.concatenate(tails), np.concatenate(heads)


def _leads(one: np.uint64, other: np.uint64, way: int) -> bool:
    return bool(one <= other if way > 0 else one >= other)
