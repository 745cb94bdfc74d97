"""What the opponents can do to an actor where moves are listed, and need not be transitive.

A legal sequence lets nobody move twice in a row, so it matters who moved last. For actor i, with start values as in
:mod:`detente.stability.option_form`, let W(t, j) be the least start value among t and every state that the others can
reach from t when j has just moved:

    W(t, j) = min(start(t), min over k not in {i, j}, u in R_k(t) (only u better than t for k), of W(u, k))

After i's own move to t any other may begin: foreseen(t) is the minimum of W(u, k) over all k != i, u in R_k(t). The W
are a fixpoint on (state, last mover) pairs: A x S values, one read of the arcs per pass. A sequence may come back to
the state that i left; it counts as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ..space.compiled import njit
from ..space.game import Arcs, Game
from .crew import Crew
from .kernels import HIGHEST
from .layout import Indices
from .settings import Countermoves

Bits = npt.NDArray[np.uint8]


class Listed:
    """The moves of a game whose arcs are listed. The same questions as for a game in option form."""

    def __init__(self, game: Game, crew: Crew) -> None:
        assert game.arcs is not None
        self.crew, self.arcs, self.ranks = crew, game.arcs, np.ascontiguousarray(game.ranks)

    def stuck(self, actor: int, bit: int, bits: Bits) -> None:
        """Sets ``bit`` where the actor has no move."""
        bits[np.diff(self.arcs[actor].starts) == 0] |= np.uint8(bit)

    def calm(self, actor: int, bit: int, bits: Bits) -> None:
        """Sets ``bit`` where the actor has no improvement."""
        ranks = self.ranks[actor]
        self.judge(actor, np.full_like(ranks, HIGHEST), ranks, False, bit, bits)

    def escape(self, actor: int, yard: Indices) -> Indices:
        """The highest yard that the actor reaches by staying or one move: int32 [S]."""
        return -_after(self.arcs[actor], -yard, -yard, self.ranks[actor], False)

    def judge(self, actor: int, value: Indices, yard: Indices, strict: bool, bit: int, bits: Bits) -> None:
        """Sets ``bit`` where each improvement of the actor leads to a value at most (``strict``: below) the yard."""
        nothing = np.full_like(value, HIGHEST)
        worst = -_after(self.arcs[actor], nothing, -value, self.ranks[actor], True)
        bits[worst < yard if strict else worst <= yard] |= np.uint8(bit)

    def foreseen(self, actor: int, start: Indices, improving: bool, countermoves: Countermoves) -> Indices:
        """The least start value that the others can lead to from each state, by at least one move: int32 [S]."""
        others = [k for k in range(len(self.arcs)) if k != actor]
        match countermoves:
            case "legal_sequences":
                last = self._sequences(others, start, improving)
            case "one_move":
                last = dict.fromkeys(others, start)
            case "each_opponent_once":
                return self._once_each(others, start, improving)
        nothing = np.full_like(start, HIGHEST)
        for k in others:
            nothing = _after(self.arcs[k], nothing, last[k], self.ranks[k], improving)
        return nothing

    def _sequences(self, others: Sequence[int], start: Indices, improving: bool) -> dict[int, Indices]:
        """W(., j) for every opponent j."""
        last = np.tile(start, (len(others), 1))
        _settle(*self._joined, self.ranks, np.array(others, dtype=np.int64), last, improving)
        return dict(zip(others, last, strict=True))

    @cached_property
    def _joined(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.integer]]:
        """All actors' arcs: where they begin, [A, S + 1], in one list of targets."""
        ends = np.cumsum([0, *(len(each.targets) for each in self.arcs)])
        starts = np.stack([each.starts + end for each, end in zip(self.arcs, ends[:-1], strict=True)])
        return starts, np.concatenate([each.targets for each in self.arcs])

    def _once_each(self, others: Sequence[int], start: Indices, improving: bool) -> Indices:
        """Chains in which the members of a set move at most once each, by sets of growing size."""
        done: dict[tuple[int, ...], Indices] = {(): start}
        for size in range(1, len(others) + 1):
            wider: dict[tuple[int, ...], Indices] = {}
            for chosen in combinations(others, size):
                value = start.copy()
                for mover in chosen:
                    rest = done[tuple(k for k in chosen if k != mover)]
                    value = _after(self.arcs[mover], value, rest, self.ranks[mover], improving)
                wider[chosen] = value
            done = wider
        return done[tuple(others)]


def _after(arcs: Arcs, value: Indices, then: Indices, ranks: Indices, improving: bool) -> Indices:
    """The least of ``value`` here and ``then`` after one move of the actor: int32 [S]."""
    lowered = value.copy()
    _lower(arcs.starts, arcs.targets, lowered, then, ranks, improving)
    return lowered


@njit(cache=True, nogil=True)
def _settle(starts, targets, ranks, others, last, improving):  # type: ignore[no-untyped-def]
    """Lowers ``last`` [opponents, S], the W of each opponent, until nothing falls: what opponent b can lead to lowers
    the W of all but b. ``starts`` [A, S + 1]: where in ``targets`` each actor's arcs from each state begin."""
    fell = 1
    while fell:
        fell = 0
        for b in range(len(others)):
            k = others[b]
            for s in range(last.shape[1]):
                least = HIGHEST
                for place in range(starts[k, s], starts[k, s + 1]):
                    t = targets[place]
                    if last[b, t] < least and (not improving or ranks[k, t] > ranks[k, s]):
                        least = last[b, t]
                for a in range(len(others)):
                    if a != b and least < last[a, s]:
                        last[a, s] = least
                        fell += 1


@njit(cache=True, nogil=True)
def _lower(starts, targets, value, then, ranks, improving):  # type: ignore[no-untyped-def]
    """Lowers ``value`` to the least ``then`` over the arcs (improving ones only)."""
    for s in range(len(value)):
        for k in range(starts[s], starts[s + 1]):
            t = targets[k]
            if then[t] < value[s] and (not improving or ranks[t] > ranks[s]):
                value[s] = then[t]
