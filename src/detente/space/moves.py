"""Who can move where: from one state, as a list, or group by group.

In option form actor i moves from s to t if both are feasible, differ in i's own options only, and every option that
changes may change that way. The S states fall into G *groups*, within which only what i may change differs. One-way
options lock part of a state: each is written in unary (choice v of c as c - 1 bits, v of them set; the other way round
where only earlier choices may follow), and these bits side by side are the state's ``locked`` pattern. Within a group::

    i can go from s to t  iff  locked[s] & ~locked[t] == 0
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import TooLarge
from ..model import Option
from .compiled import njit
from .count import amount
from .game import Arcs, Game
from .sorting import Indices, Starts, grouped, strided
from .states import Codes, Mask, Space

ARC_LIMIT = 2**27
"""Moves that one actor's list may hold (4 bytes each)."""

LOCK_BITS = 64


@dataclass(frozen=True)
class Groups:
    """One actor's groups. ``order``: int32 [S], states by group, then code. ``starts``: int64 [G + 1], where groups
    begin in it. ``locked``: uint64 [S], or [0] where nothing is locked: the actor then moves freely within a group."""

    order: Indices
    starts: Starts
    locked: Codes

    @property
    def is_free(self) -> bool:
        return len(self.locked) == 0


def targets(game: Game, actor: int, state: int) -> Indices:
    """The states to which an actor can move from a state, ascending: int32."""
    if game.arcs is not None:
        return game.arcs[actor].of(state)
    space, code = game.space, game.space.codes[state]
    own = _movable(space, game.actors[actor])
    found = np.flatnonzero((space.codes ^ code) & ~_bits(space, own) == 0)
    locked = _locked(space, own, space.codes[found])
    if len(locked):
        start = locked[np.searchsorted(found, state)]
        found = found[start & ~locked == 0]
    found = found[found != state]
    if game.shut is not None:
        found = found[~game.shut[found]]
    return np.asarray(found, dtype=np.int32)


def improvements(game: Game, actor: int, state: int) -> Indices:
    """The moves of an actor from a state to states that it likes strictly better, ascending: int32."""
    found = targets(game, actor, state)
    return np.asarray(found[game.ranks[actor, found] > game.ranks[actor, state]])


def arcs(game: Game, actor: int, limit: int = ARC_LIMIT) -> Arcs:
    """All moves of an actor as a list. Raises :class:`TooLarge` where the groups alone allow more than ``limit``."""
    if game.arcs is not None:
        return game.arcs[actor]
    found = groups(game, actor)
    sizes = np.diff(found.starts)
    most = int(np.sum(sizes * (sizes - 1)))
    if most > limit:
        raise TooLarge(
            f"{game.actors[actor]} has up to {amount(most)} moves; limit {amount(limit)}; "
            "name fewer options or add rules"
        )
    shut = np.zeros(0, dtype=np.bool_) if game.shut is None else game.shut
    counts = np.zeros(game.size + 1, dtype=np.int64)
    _list_moves(found.order, found.starts, found.locked, shut, counts, np.zeros(0, dtype=np.int32))
    starts = np.cumsum(counts)
    listed = np.empty(int(starts[-1]), dtype=np.int32)
    _list_moves(found.order, found.starts, found.locked, shut, starts.copy(), listed)
    return Arcs(starts, listed)


def groups(where: Game | Space, actor: int | str) -> Groups:
    """The groups of an actor, by its index (in a game) or its id. Shut states are in groups like all others.

    Raises :class:`TooLarge` where one-way options need more than 64 bits.
    """
    space = where.space if isinstance(where, Game) else where
    owner = where.actors[actor] if isinstance(where, Game) and isinstance(actor, int) else str(actor)
    own = _movable(space, owner)
    mine = int(_bits(space, own))
    total = sum(space.widths)
    others = ((1 << total) - 1) & ~mine
    locked = _locked(space, own, space.codes)
    if space.size == 1 << total:
        return Groups(*strided(mine, others), locked)
    return Groups(*grouped(space.codes, others), locked)


def _movable(space: Space, owner: str) -> list[int]:
    """The positions of the options that an actor owns and can change at all."""
    return [k for k, option in enumerate(space.options) if option.owner == owner and option.direction != "fixed"]


def _bits(space: Space, places: list[int]) -> np.uint64:
    return np.uint64(sum((1 << space.widths[k]) - 1 << space.shifts[k] for k in places))


def _locked(space: Space, places: list[int], codes: Codes) -> Codes:
    """The locked patterns of some codes: uint64 [n], or [0] where no option is one-way."""
    one_way = [k for k in places if space.options[k].direction != "both"]
    if not one_way:
        return np.zeros(0, dtype=np.uint64)
    needed = sum(len(space.options[k].choices) - 1 for k in one_way)
    if needed > LOCK_BITS:
        raise TooLarge(f"one-way options of one actor take {needed} bits; limit {LOCK_BITS}; name fewer choices")
    locked, offset = np.zeros(len(codes), dtype=np.uint64), 0
    for k in one_way:
        choice = codes >> np.uint64(space.shifts[k]) & np.uint64((1 << space.widths[k]) - 1)
        locked |= _unary(space.options[k])[choice.astype(np.int64)] << np.uint64(offset)
        offset += len(space.options[k].choices) - 1
    return locked


def _unary(option: Option) -> Codes:
    """Each choice in unary: uint64 [choices]."""
    steps = range(len(option.choices))
    taken = steps if option.direction == "forward" else reversed(steps)
    return np.array([(1 << step) - 1 for step in taken], dtype=np.uint64)


@njit(cache=True, nogil=True)
def _list_moves(
    order: Indices,
    starts: Starts,
    locked: Codes,
    shut: Mask,
    places: Starts,
    listed: Indices,
) -> None:
    """Count each state's moves in ``places[state + 1]``; if ``listed`` has room, write them from ``places[state]``."""
    counting = len(listed) == 0
    for group in range(len(starts) - 1):
        for position in range(starts[group], starts[group + 1]):
            state = order[position]
            for other in range(starts[group], starts[group + 1]):
                target = order[other]
                if target == state or (len(shut) > 0 and shut[target]):
                    continue
                if len(locked) > 0 and locked[state] & ~locked[target] != 0:
                    continue
                if counting:
                    places[state + 1] += 1
                else:
                    listed[places[state]] = target
                    places[state] += 1
