"""Where a set of actors can lead, for all states at once, in little memory.

R_H(s): the ends of all legal sequences of moves by members of H from s. In option form, states that H can go back and
forth between (by options that go both ways) form a *cell* and reach the same states: the S lists become C lists of
cells. Without one-way options a cell reaches only itself. Where moves are listed, or under another countermove rule
than legal sequences, each state is its own cell.

Every list holds its own cell too, so it stands for {s} with R_H(s). That changes no verdict: s itself is
no improvement on s, and a coalition's improvement x never deters it from x.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..errors import TooLarge
from ..space.game import Arcs, Game, Ranks
from ..space.groups import group_tables, grouped, own_bits, sums, ways
from ..space.walk_kernels import reach_groups, reach_lists
from ..space.walks import FAR, Indices, compress, fits, follows, keys, lists, move_list
from . import coalition_kernels as kernels

MOST_LISTED = 2**27
"""At most this many entries in the lists of one set of actors (4 bytes each)."""

MOST_JOINT = 2**25
"""At most this many pairs of a coalition and a state in the replies by joint improvements (about 24 bytes each)."""

BUDGET = 2**32
"""Comparisons that one step of a question may take (about half a minute)."""

Members = tuple[int, ...]
Ends = npt.NDArray[np.int32]


class Relation(NamedTuple):
    """``cell``: int32 [S]. Cell c's states are ``members[first[c]:first[c + 1]]``; the cells it reaches, itself
    among them, are ``reach[starts[c]:starts[c + 1]]``."""

    cell: npt.NDArray[np.int32]
    first: Indices
    members: npt.NDArray[np.int32]
    starts: Indices
    reach: npt.NDArray[np.int32]

    def least(self, values: Ranks) -> Ranks:
        """The least of ``values`` (int32 [S]) over what each state reaches, itself among it: int32 [S]."""
        cells = np.minimum.reduceat(values[self.members], self.first[:-1])
        return np.asarray(np.minimum.reduceat(cells[self.reach], self.starts[:-1])[self.cell])

    def greatest(self, values: Ranks) -> Ranks:
        """The greatest of ``values`` over what each state reaches."""
        return np.asarray(-self.least(-values))


class Stack(NamedTuple):
    """The relations of K coalitions over one another, turned round; the last dimension is S where there are two.

    Coalition k has the actors ``parts[parts_from[k]:parts_from[k + 1]]``. The cells that reach its cell c are
    ``origins[back[c']:back[c' + 1]]`` with c' = ``cells_from[k]`` + c; the states of its cell d are
    ``members[k, first[d']:first[d' + 1]]`` with d' = ``firsts_from[k]`` + d.
    """

    parts: Indices
    parts_from: Indices
    cell: npt.NDArray[np.int32]
    members: npt.NDArray[np.int32]
    first: Indices
    firsts_from: Indices
    back: Indices
    cells_from: Indices
    origins: npt.NDArray[np.int32]


def subsets(actors: Members) -> list[Members]:
    """Every coalition of one or more of the actors, smaller ones first."""
    return [part for count in range(1, len(actors) + 1) for part in combinations(actors, count)]


class Relations:
    """The relations of one game, each worked out once."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self._known: dict[tuple[Members, str], Relation] = {}

    def of(self, movers: Members, countermoves: str = "legal_sequences") -> Relation:
        """Where ``movers`` can lead from each state. Raises TooLarge."""
        if len(movers) < 2 and countermoves != "one_move":
            countermoves = "legal_sequences"
        asked = (movers, countermoves)
        if asked not in self._known:
            self._known[asked] = _relation(self.game, movers, countermoves)
        return self._known[asked]

    def least_by_joint_improvements(self, movers: Members, values: Ranks) -> Ranks:
        """The least of ``values`` (int32 [H, S], a row per member) over each state and what legal sequences of
        coalition improvements by sub-coalitions of ``movers`` lead to from it. Raises TooLarge."""
        if not movers:
            return values.copy()
        parts = 2 ** len(movers) - 1
        if parts * self.game.size > MOST_JOINT or parts > 63:
            raise TooLarge(
                f"joint improvements of {len(movers)} actors over {self.game.size:,} states are too many to follow "
                f"({parts:,} coalitions; limit {MOST_JOINT:,} pairs of a coalition and a state, and 6 actors); "
                "ask for smaller coalitions' concepts nash, gmr and smr, or a model with fewer states"
            )
        if self.game.arcs is None:
            return self._least_in_option_form(subsets(movers), values)
        relation = self._joint_lists(subsets(movers))
        return np.stack([relation.least(row) for row in values])

    def _least_in_option_form(self, parts: list[Members], values: Ranks) -> Ranks:
        stack, found = _stack(parts, [self.of(part) for part in parts]), np.empty_like(values)
        for row, into in zip(values, found, strict=True):
            order = np.argsort(row, kind="stable").astype(np.int32)
            spend(kernels.least_led_to(order, row, self.game.ranks, tuple(stack), into, BUDGET), self.game, BUDGET)
        return found

    def _joint_lists(self, parts: list[Members]) -> Relation:
        """Legal sequences of coalition improvements, where no coalition moves twice in succession."""
        each = []
        for part in parts:
            relation, ranks = self.of(part), self.game.ranks[list(part)]
            origins = np.repeat(np.arange(self.game.size, dtype=np.int32), np.diff(relation.starts))
            better = (ranks[:, relation.reach] > ranks[:, origins]).all(axis=0)
            each.append(compress(origins[better], relation.reach[better], self.game.size))
        return _by_states(self.game, each, follows(len(parts)))


def spend(steps: int, game: Game, most: int) -> None:
    """Raise TooLarge if a kernel took more steps than it may."""
    if steps >= kernels.SPENT:
        raise TooLarge(
            f"this coalition's question over {game.size:,} states needs more than {most:,} comparisons; "
            "ask for fewer states or smaller coalitions, or add rules that leave fewer states"
        )


def _relation(game: Game, movers: Members, countermoves: str) -> Relation:
    follow = follows(len(movers), countermoves)
    fits(follow.shape[0], game.size)
    if game.arcs is not None:
        return _by_states(game, [move_list(game, mover) for mover in movers], follow)
    if countermoves == "legal_sequences":
        return _by_cells(game, movers, follow)
    return _identity(game.size, *_listed(game, movers, follow, np.arange(game.size, dtype=np.int32)))


def _by_states(game: Game, each: list[Arcs], follow: Indices) -> Relation:
    graph, everywhere = lists(each, game.size), np.arange(game.size, dtype=np.int32)
    distance = np.full((follow.shape[0], game.size), FAR, dtype=np.int32)
    counts, found = _chunks(
        everywhere, game.size, lambda origins, into, starts: reach_lists(origins, follow, graph, distance, into, starts)
    )
    return _identity(game.size, counts, found)


def _by_cells(game: Game, movers: Members, follow: Indices) -> Relation:
    parent = np.arange(game.size, dtype=np.int32)
    for mover in movers:
        locked = sum(int(bits) for bits, _ in ways(game, mover))
        order, group, _ = grouped(game.space.codes & ~(own_bits(game, mover) & ~np.uint64(locked)))
        kernels.unite(parent, order, group)
    kernels.roots(parent)
    lowest, inverse = np.unique(parent, return_inverse=True)
    cell = inverse.astype(np.int32)
    count = len(lowest)
    first = np.concatenate([[0], np.cumsum(np.bincount(cell, minlength=count))]).astype(np.int64)
    members = np.argsort(cell, kind="stable").astype(np.int32)
    starts, reach = np.arange(count + 1, dtype=np.int64), np.arange(count, dtype=np.int32)
    if any(ways(game, mover) for mover in movers):
        counts, found = _listed(game, movers, follow, lowest.astype(np.int32))
        pairs = np.repeat(np.arange(count, dtype=np.int64), counts) * count + cell[found]
        pairs = np.union1d(pairs, np.arange(count, dtype=np.int64) * (count + 1))
        starts = np.searchsorted(pairs, np.arange(count + 1, dtype=np.int64) * count)
        reach = (pairs % count).astype(np.int32)
    return Relation(cell, first, members, starts, reach)


def _listed(game: Game, movers: Members, follow: Indices, origins: npt.NDArray[np.int32]) -> tuple[Indices, Ends]:
    graph, key = tuple(group_tables(game, movers)), keys(follow)
    distance = np.full((follow.shape[0], game.size), FAR, dtype=np.int32)
    return _chunks(
        origins, game.size, lambda some, into, starts: reach_groups(some, follow, key, graph, distance, into, starts)
    )


def _chunks(origins: Ends, size: int, run: Callable[[Ends, Ends, Indices], int]) -> tuple[Indices, Ends]:
    """The lists of all origins, worked out a buffer at a time: how long each is, and all of them in a row."""
    buffer = np.empty(max(4 * size, 2**16), dtype=np.int32)
    counts: list[Indices] = []
    found: list[Ends] = []
    done = total = 0
    while done < len(origins):
        starts = np.zeros(len(origins) - done + 1, dtype=np.int64)
        some = run(origins[done:], buffer, starts)
        counts.append(np.diff(starts[: some + 1]))
        found.append(buffer[: starts[some]].copy())
        done, total = done + some, total + int(starts[some])
        if total > MOST_LISTED:
            raise TooLarge(
                f"what a coalition can reach from each of {size:,} states would fill more than {MOST_LISTED:,} "
                "entries; ask for smaller coalitions, or a model with fewer states"
            )
    none = np.zeros(0, dtype=np.int64)
    return np.concatenate([none, *counts]), np.concatenate([none.astype(np.int32), *found])


def _identity(size: int, counts: Indices, found: Ends) -> Relation:
    """The relation in which each state is its own cell, from the list of what each reaches."""
    everywhere = np.arange(size, dtype=np.int32)
    starts = np.concatenate([[0], np.cumsum(counts + 1)]).astype(np.int64)
    reach = np.empty(int(starts[-1]), dtype=np.int32)
    rest = np.ones(len(reach), dtype=np.bool_)
    rest[starts[:-1]] = False
    reach[~rest], reach[rest] = everywhere, found
    return Relation(everywhere, np.arange(size + 1, dtype=np.int64), everywhere, starts, reach)


def _stack(parts: list[Members], relations: list[Relation]) -> Stack:
    backs = []
    for each in relations:
        count = len(each.starts) - 1
        origins = np.repeat(np.arange(count, dtype=np.int32), np.diff(each.starts))
        backs.append(compress(each.reach, origins, count))
    shifts = sums([len(back.targets) for back in backs])
    starts = [back.starts[:-1] + shift for back, shift in zip(backs, shifts, strict=False)]
    return Stack(
        np.array([actor for part in parts for actor in part], dtype=np.int64), sums([len(part) for part in parts]),
        np.stack([each.cell for each in relations]), np.stack([each.members for each in relations]),
        np.concatenate([each.first for each in relations]), sums([len(each.first) for each in relations]),
        np.concatenate([*starts, shifts[-1:]]), sums([len(back.starts) - 1 for back in backs]),
        np.concatenate([back.targets for back in backs]),
    )  # fmt: skip
