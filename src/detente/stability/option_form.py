"""What the opponents can do to an actor, in option form.

For actor i and a start value per state (its rank there, or the best that it could escape to from there), let
foreseen(t) be the least start value among t and every state that the others can reach from t by legal sequences (of
improvements). Each opponent's reach is transitive, so a legal sequence is the same as plain reachability, and
foreseen is the fixpoint of one pass after the other (:mod:`detente.stability.kernels`); t itself never punishes,
because i moves to t only where it is better there. With one move, or at most one move per opponent, the passes are
few and fixed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from ..errors import TooLarge
from ..space.game import Game
from ..space.moves import groups
from .crew import Crew
from .kernels import HIGHEST
from .layout import Indices, Layout, lay_out
from .settings import Countermoves

BYTES = 2**32
"""Memory that values per set of opponents may take (each opponent moving at most once)."""


class OptionForm:
    """The moves of a game in option form. ``bits`` below are uint8 [S], one row of the verdicts."""

    def __init__(self, game: Game, crew: Crew) -> None:
        self.crew = crew
        actors = range(len(game.actors))
        found = crew.each(lambda actor: groups(game, actor), actors, game.size)
        self.layouts = [lay_out(game, actor, each, crew) for actor, each in zip(actors, found, strict=True)]

    def stuck(self, actor: int, bit: int, bits: npt.NDArray[np.uint8]) -> None:
        """Sets ``bit`` where the actor has no move."""
        bits[self.layouts[actor].stuck(self.crew)] |= np.uint8(bit)

    def calm(self, actor: int, bit: int, bits: npt.NDArray[np.uint8]) -> None:
        """Sets ``bit`` where the actor has no improvement."""
        ranks = self.layouts[actor].ranks
        self.layouts[actor].judge(self.crew, np.full_like(ranks, HIGHEST), ranks, False, bit, bits)

    def escape(self, actor: int, yard: Indices) -> Indices:
        """The highest yard that the actor reaches by staying or one move: int32 [S]."""
        value = -yard
        self.layouts[actor].lower(self.crew, value, improving=False)
        return np.negative(value, out=value)

    def judge(
        self, actor: int, value: Indices, yard: Indices, strict: bool, bit: int, bits: npt.NDArray[np.uint8]
    ) -> None:
        """Sets ``bit`` where each improvement of the actor leads to a value at most (``strict``: below) the yard."""
        self.layouts[actor].judge(self.crew, value, yard, strict, bit, bits)

    def foreseen(self, actor: int, start: Indices, improving: bool, countermoves: Countermoves) -> Indices:
        """The least start value that the others can lead to from each state: int32 [S]. ``start`` is overwritten."""
        others = [layout for k, layout in enumerate(self.layouts) if k != actor]
        match countermoves:
            case "legal_sequences":
                return self._sequences(others, start, improving)
            case "one_move":
                return self._one_move(others, start, improving)
            case "each_opponent_once":
                return self._once_each(others, start, improving)

    def _sequences(self, others: Sequence[Layout], value: Indices, improving: bool) -> Indices:
        quiet, turn = 0, 0
        while quiet < len(others):
            fell = others[turn].lower(self.crew, value, improving)
            quiet = 1 if fell else quiet + 1
            turn = (turn + 1) % len(others)
        return value

    def _one_move(self, others: Sequence[Layout], start: Indices, improving: bool) -> Indices:
        value = start.copy()
        for layout in others:
            after = start.copy()
            layout.lower(self.crew, after, improving)
            np.minimum(value, after, out=value)
        return value

    def _once_each(self, others: Sequence[Layout], start: Indices, improving: bool) -> Indices:
        """Chains in which the members of a set move at most once each, by sets of growing size."""
        room = len(others) // 2
        need = (len(list(combinations(others, room))) * 2) * start.nbytes
        if need > BYTES:
            raise TooLarge(
                f"each opponent moving at most once needs {need / 1e9:.1f} GB for {len(others)} opponents and "
                f"{len(start):,} states; limit {BYTES / 1e9:.1f} GB; use legal sequences or one move"
            )
        done: dict[tuple[int, ...], Indices] = {(): start}
        for size in range(1, len(others) + 1):
            wider: dict[tuple[int, ...], Indices] = {}
            for chosen in combinations(range(len(others)), size):
                value = np.full_like(start, HIGHEST)
                for mover in chosen:
                    after = done[tuple(k for k in chosen if k != mover)].copy()
                    others[mover].lower(self.crew, after, improving)
                    np.minimum(value, after, out=value)
                wider[chosen] = value
            done = wider
        return done[tuple(range(len(others)))]
