"""The fewest states that must come to deter, and how far the target must rise.

Given temptations T with ways W_t (:mod:`.temptations`), find a smallest set X of states such that every t has a way
w in W_t with w a subset of X. With ways of one state each this is minimum hitting set; in general it is solved
exactly by iterative deepening on |X|: branch over the ways of the temptation that has fewest; cut where temptations
that share no state are more than the states still allowed. A state whose only use is to take away temptations that
another one takes away as well is left out of the search (*dominated*); states of equal use stand for one another.

The *rise* is another measure: the states are taken from the one just above the target upwards, and X holds all up to
some rank. In a strict order this is the smallest number of pairwise reversals of the whole order (Kendall distance)
that will do: if x must fall below s and z lies between, then (z, s) or (x, z) must be reversed, so lowering x costs at
least as many reversals as there are states from s up to x, and lifting s above x costs exactly these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from ..errors import TooLarge
from .temptations import Temptation, Way

NODES = 200_000
"""Steps of one search at most."""

TRIED = 512
"""Smallest sets that are compared with one another at most."""


def smallest(tempting: Sequence[Temptation], height: Sequence[int], listed: int = 3) -> tuple[Way, ...]:
    """The smallest sets, those first whose states are nearest to the target.

    ``height``: per state, how much higher it is ranked than the target. At most ``listed`` sets come back; ``((),)``
    where nothing needs to change. Raises TooLarge where the search would take too long.
    """
    if not tempting:
        return (frozenset(),)
    search = _Search(_reduced(tempting, height))
    for size in range(1, len(tempting) + 1):
        if search.within(size):
            break
    sets = islice((each for found in sorted(search.found, key=sorted) for each in search.case.variants(found)), TRIED)
    ordered = sorted(set(sets), key=lambda way: (sum(height[x] for x in way), sorted(way)))
    return tuple(ordered[:listed])


def rise(tempting: Sequence[Temptation], height: Sequence[int]) -> int:
    """The least height h such that all open states up to h coming to deter is enough; -1 where nothing needs to
    change."""
    return max((min(max(height[x] for x in way) for way in each.ways) for each in tempting), default=-1)


@dataclass(frozen=True)
class _Case:
    """``ways``: per temptation, its ways. ``equals``: per state that stands for others, all of them."""

    ways: tuple[tuple[Way, ...], ...]
    equals: dict[int, tuple[int, ...]]

    def variants(self, found: Way) -> Iterator[Way]:
        """The set with each state replaced by its equals."""
        for chosen in product(*(self.equals.get(x, (x,)) for x in sorted(found))):
            yield frozenset(chosen)


def _reduced(tempting: Sequence[Temptation], height: Sequence[int]) -> _Case:
    """Without dominated states. Only states that are ways on their own, and part of no larger one, can be."""
    uses: dict[int, set[int]] = {}
    larger: set[int] = set()
    for number, each in enumerate(tempting):
        for way in each.ways:
            if len(way) == 1:
                uses.setdefault(min(way), set()).add(number)
            else:
                larger |= way
    classes: dict[frozenset[int], list[int]] = {}
    for state, used in uses.items():
        if state not in larger:
            classes.setdefault(frozenset(used), []).append(state)
    best = {used: sorted(states, key=lambda x: (height[x], x)) for used, states in classes.items()}
    top = {used: states for used, states in best.items() if not any(used < other for other in best)}
    kept = {states[0] for states in top.values()} | larger
    ways = tuple(tuple(way for way in each.ways if len(way) > 1 or way <= kept) for each in tempting)
    return _Case(ways, {states[0]: tuple(states) for states in top.values()})


@dataclass
class _Search:
    """``found``: the sets of the size asked last."""

    case: _Case
    found: set[Way] = field(default_factory=set)
    nodes: int = 0

    def within(self, size: int) -> bool:
        """Whether some set of at most ``size`` states will do; fills ``found`` with them."""
        self.found, self._seen = set(), set[Way]()
        self._grow(frozenset(), size)
        return bool(self.found)

    def _grow(self, taken: Way, size: int) -> None:
        if taken in self._seen or len(self.found) >= TRIED:
            return
        self._seen.add(taken)
        self.nodes += 1
        if self.nodes > NODES:
            raise TooLarge(
                f"the smallest change was not found within {NODES:,} steps; ask for one actor, or for gmr or seq"
            )
        open_ones = [ways for ways in self.case.ways if not any(way <= taken for way in ways)]
        if not open_ones:
            self.found.add(taken)
            return
        if len(taken) + _apart(open_ones, taken) > size:
            return
        for way in min(open_ones, key=len):
            if len(taken | way) <= size:
                self._grow(taken | way, size)


def _apart(open_ones: Sequence[tuple[Way, ...]], taken: Way) -> int:
    """At least this many more states are needed: temptations that share no state that is not taken yet."""
    used: set[int] = set()
    count = 0
    for ways in sorted(open_ones, key=len):
        states = frozenset().union(*ways) - taken
        if used.isdisjoint(states):
            used |= states
            count += 1
    return count
