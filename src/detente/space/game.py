"""One game: the feasible states, who can move where, and how each actor ranks the states.

A game is a model under one scenario and one draw of the uncertain numbers. Shapes: A actors, S states.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .states import Mask, Space

Ranks = npt.NDArray[np.int32]
Worths = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Arcs:
    """One actor's moves as a compressed list: from state s to ``targets[starts[s]:starts[s + 1]]`` (int64, int32)."""

    starts: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int32]

    def of(self, state: int) -> npt.NDArray[np.int32]:
        return self.targets[self.starts[state] : self.starts[state + 1]]


@dataclass(frozen=True)
class Game:
    """``ranks``: int32 [A, S], higher is better, equal is indifferent, dense from 0. ``worths``: float64 [A, S] in
    units of worth, None where some actor's preference is ordinal. ``levels``: int32 [A, S], equal within a strength
    class: s is *strongly* better than t iff its level is higher; None where no strength is given. ``arcs``: one per
    actor where moves must be listed (explicit graph, forced consequences); None in option form, where actor i moves
    between states that differ in its own options only, as their directions allow. ``status_quo``: state index, or -1.
    ``shut``: bool [S], states of a shared space that the rules of this scenario forbid: nobody may move into them
    (verdicts are asked of games without shut states).
    """

    actors: tuple[str, ...]
    space: Space
    ranks: Ranks
    worths: Worths | None = None
    levels: Ranks | None = None
    arcs: tuple[Arcs, ...] | None = None
    status_quo: int = -1
    shut: Mask | None = None

    @property
    def size(self) -> int:
        return self.space.size

    def own(self, actor: int) -> tuple[int, ...]:
        """The positions, in ``space.options``, of the options that an actor owns."""
        name = self.actors[actor]
        return tuple(k for k, option in enumerate(self.space.options) if option.owner == name)
