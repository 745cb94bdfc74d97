"""Who can get where, move by move: breadth-first search over pairs (state, tag).

A *legal sequence* is a chain of moves in which nobody moves twice in succession (it may move again after somebody
else has; Fang, Hipel & Kilgour 1993). A state that only j can reach cannot be left by j, while the same state
reached also by k can: so the pair is kept, never the state alone. The tag remembers what matters of the past:

* ``legal_sequences``: 0 = nobody has moved, m + 1 = mover m moved last (T = M + 1);
* ``each_opponent_once``: the set of movers that have moved, as bits (T = 2^M);
* ``one_move``: 0 = nobody has moved, 1 = somebody has (T = 2).

M movers, T tags, S states. In option form an actor's moves are transitive: it moves within the *group* of states that
share all other options. If t and t' (both already left by j) lead j to u, then every state to which j could go from
u has been reached, so j need not leave u at all. Groups are therefore passed through a bounded number of times, and a
search takes about S x T steps instead of one per move.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..errors import TooLarge
from ..model import Option
from ..model.actors import Direction
from .game import Arcs, Game, Ranks
from .groups import group_tables, own_bits, ways
from .walk_kernels import spread_groups, spread_lists

FAR = np.int32(2**31 - 1)
"""The distance of what cannot be reached."""

MOST_PAIRS = 2**29
"""At most this many pairs (state, tag) in one search: 4 bytes each for the distance, 5 for the queue."""

MOST_ONCE = 14
"""At most this many opponents under the rule that each moves at most once: their subsets are the tags."""

Indices = npt.NDArray[np.int64]

Lists = tuple[Indices, npt.NDArray[np.int32]]
"""Moves of M movers: from state s mover m goes to ``targets[starts[m, s]:starts[m, s + 1]]`` (starts, targets)."""


@dataclass(frozen=True)
class Walk:
    """Distances of one search. ``follow``: int64 [T, M], the tag after mover m has moved, -1 where it may not.
    ``distance``: int32 [T, S], the number of moves from the nearest source to the pair, :data:`FAR` if there is none.
    """

    movers: tuple[int, ...]
    by: str
    follow: Indices
    distance: Ranks

    @property
    def nearest(self) -> Ranks:
        """The number of moves to each state: int32 [S], FAR where it cannot be reached."""
        return np.asarray(self.distance.min(axis=0))


def follows(movers: int, countermoves: str = "legal_sequences") -> Indices:
    """Which tag comes after which mover: int64 [T, M]; -1 where the mover may not move."""
    if countermoves == "one_move":
        return np.array([[1] * movers, [-1] * movers], dtype=np.int64).reshape(2, movers)
    everybody = np.arange(movers, dtype=np.int64)
    if countermoves == "each_opponent_once":
        if movers > MOST_ONCE:
            raise TooLarge(
                f"{movers} opponents of whom each moves at most once are too many (limit {MOST_ONCE}); "
                "use the countermove rule legal_sequences"
            )
        tags = np.arange(2**movers, dtype=np.int64)[:, None]
        return np.where(tags >> everybody & 1, -1, tags | 1 << everybody)
    tags = np.arange(movers + 1, dtype=np.int64)[:, None]
    return np.where(tags == everybody + 1, -1, everybody + 1)


def walk(
    game: Game,
    sources: npt.ArrayLike,
    movers: tuple[int, ...],
    by: str = "moves",
    countermoves: str = "legal_sequences",
) -> Walk:
    """Distances from the nearest of the sources (state indices) by moves, or by ``improvements``, of the movers.

    An improvement is a move to a state that its mover prefers to the one it leaves. Raises TooLarge.
    """
    follow = follows(len(movers), countermoves)
    start = np.asarray(sources, dtype=np.int32).ravel()
    fits(follow.shape[0], game.size)
    distance = np.full((follow.shape[0], game.size), FAR, dtype=np.int32)
    if game.arcs is None:
        spread_groups(start, follow, keys(follow), tuple(group_tables(game, movers, by)), distance)
    else:
        spread_lists(start, follow, lists([move_list(game, mover, by) for mover in movers], game.size), distance)
    return Walk(movers, by, follow, distance)


def fits(tags: int, size: int) -> None:
    """Raise TooLarge where a search over so many tags and states would not fit."""
    if tags * size > MOST_PAIRS:
        raise TooLarge(
            f"a search over {size:,} states with {tags:,} possible pasts would pass the limit of {MOST_PAIRS:,} pairs; "
            "use the countermove rule legal_sequences or fewer options"
        )


def keys(follow: Indices) -> Indices:
    """A number for each pair (mover, tag after its move): int64 [T, M]; -1 where the mover may not move."""
    movers = np.broadcast_to(np.arange(follow.shape[1], dtype=np.int64), follow.shape)
    pairs = np.where(follow < 0, -1, movers * follow.shape[0] + follow)
    known = np.unique(pairs[pairs >= 0])
    return np.where(pairs < 0, -1, np.searchsorted(known, pairs))


def retrace(found: Walk, back: Game, state: int) -> tuple[tuple[int, int, int], ...]:
    """One shortest way from a state back to a source of the search: (mover, here, there), there one move nearer.

    ``back`` holds the moves in the other direction: ``mirror(game)`` where the search was in ``game``, and ``game``
    where it was in ``mirror(game)`` (the way is then one forward in the game). Empty for a source. The lowest mover and
    the lowest state are taken first. The state must have been reached.
    """
    tag, here = int(np.argmin(found.distance[:, state])), state
    steps: list[tuple[int, int, int]] = []
    while (left := int(found.distance[tag, here])) > 0:
        tag, step = _nearer(found, back, tag, here, left)
        steps.append(step)
        here = step[2]
    return tuple(steps)


def _nearer(found: Walk, back: Game, tag: int, here: int, left: int) -> tuple[int, tuple[int, int, int]]:
    for before, place in np.argwhere(found.follow == tag).tolist():
        mover = found.movers[place]
        near = moves_from(back, mover, here, found.by)
        near = near[found.distance[before, near] == left - 1]
        if len(near):
            return before, (mover, here, int(near[0]))
    raise AssertionError("every pair that was reached was reached from another")


def moves_from(game: Game, actor: int, state: int, by: str = "moves") -> Indices:
    """The states to which an actor can move (or improve) from a state: ascending indices."""
    found = _targets(game, actor, state)
    if game.shut is not None:
        found = found[~game.shut[found]]
    if by == "improvements":
        found = found[game.ranks[actor, found] > game.ranks[actor, state]]
    return found


def _targets(game: Game, actor: int, state: int) -> Indices:
    if game.arcs is not None:
        return np.unique(game.arcs[actor].of(state)).astype(np.int64)
    space = game.space
    own, code = own_bits(game, actor), space.codes[state]
    allowed = [_choices(game, place, int(code)) for place in game.own(actor)]
    count = int(np.prod([len(each) for each in allowed], dtype=np.float64))
    if count > space.size:
        found = np.flatnonzero(space.codes & ~own == code & ~own)
        for bits, way in ways(game, actor):
            here = space.codes[found] & bits
            found = found[here >= code & bits if way > 0 else here <= code & bits]
    else:
        wanted = np.array([code & ~own], dtype=np.uint64)
        for each in allowed:
            wanted = (wanted[:, None] | each).ravel()
        wanted.sort()
        near = np.minimum(np.searchsorted(space.codes, wanted), space.size - 1)
        found = near[space.codes[near] == wanted]
    return np.asarray(found[found != state], dtype=np.int64)


def _choices(game: Game, place: int, code: int) -> npt.NDArray[np.uint64]:
    """The bits of an option's choices that its owner may take, given the present code."""
    option, shift, width = game.space.options[place], game.space.shifts[place], game.space.widths[place]
    now, count = code >> shift & (1 << width) - 1, len(option.choices)
    first = {"both": 0, "forward": now, "backward": 0, "fixed": now}[option.direction]
    last = {"both": count, "forward": count, "backward": now + 1, "fixed": now + 1}[option.direction]
    return np.arange(first, last, dtype=np.uint64) << np.uint64(shift)


def part_for(game: Game, states: Indices, movers: tuple[int, ...]) -> tuple[Game, Indices]:
    """The part of a game that the movers alone can get to from some states, and where its states are in the whole.

    In option form: the states that agree with one of them on everything that the movers cannot change (int64,
    ascending). Where moves are listed: the whole game.
    """
    if game.arcs is not None:
        return game, np.arange(game.size, dtype=np.int64)
    theirs = np.uint64(0)
    for mover in movers:
        theirs |= own_bits(game, mover)
    kept, keys = np.unique(game.space.codes[states] & ~theirs), game.space.codes & ~theirs
    near = np.minimum(np.searchsorted(kept, keys), max(len(kept) - 1, 0))
    index = np.flatnonzero(kept[near] == keys) if len(kept) else np.zeros(0, dtype=np.int64)
    if len(index) == game.size:
        return game, index
    space = replace(game.space, codes=game.space.codes[index])
    shut = None if game.shut is None else game.shut[index]
    return replace(game, space=space, ranks=game.ranks[:, index], shut=shut, worths=None, levels=None), index


def move_list(game: Game, actor: int, by: str = "moves") -> Arcs:
    """An explicit game's moves (or improvements) of one actor, without those into shut states."""
    assert game.arcs is not None
    arcs = game.arcs[actor]
    origins = np.repeat(np.arange(game.size, dtype=np.int32), np.diff(arcs.starts))
    kept = np.ones(len(origins), dtype=np.bool_)
    if by == "improvements":
        kept &= game.ranks[actor, arcs.targets] > game.ranks[actor, origins]
    if game.shut is not None:
        kept &= ~game.shut[arcs.targets]
    return compress(origins[kept], arcs.targets[kept], game.size)


def compress(origins: npt.NDArray[np.int32], targets: npt.NDArray[np.int32], size: int) -> Arcs:
    """Pairs (origin, target) as a compressed list, sorted by origin and target."""
    order = np.lexsort((targets, origins))
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(origins, minlength=size), out=starts[1:])
    return Arcs(starts, targets[order].astype(np.int32))


def lists(each: list[Arcs], size: int) -> Lists:
    """Several movers' compressed lists side by side, as the search wants them."""
    starts = np.zeros((len(each), size + 1), dtype=np.int64)
    shift = 0
    for row, arcs in enumerate(each):
        starts[row] = arcs.starts + shift
        shift += len(arcs.targets)
    targets = np.concatenate([arcs.targets for arcs in each]) if each else np.zeros(0, dtype=np.int32)
    return starts, targets


_OPPOSITE: dict[Direction, Direction] = {"both": "both", "forward": "backward", "backward": "forward", "fixed": "fixed"}


def mirror(game: Game) -> Game:
    """The game with every move turned round: s to t here is t to s there, and an improvement here is one there.

    Shut states stay shut (so the mirror of a game is asked only from states that are not shut).
    """
    options = tuple(_turned(option) for option in game.space.options)
    arcs = None
    if game.arcs is not None:
        arcs = tuple(
            compress(each.targets, np.repeat(np.arange(game.size, dtype=np.int32), np.diff(each.starts)), game.size)
            for each in game.arcs
        )
    ranks = (game.ranks.max(initial=0) - game.ranks).astype(np.int32)
    return replace(game, space=replace(game.space, options=options), ranks=ranks, arcs=arcs)


def _turned(option: Option) -> Option:
    return replace(option, direction=_OPPOSITE[option.direction])
