"""Simultaneous sanctions: everybody changes its mind at once.

From s, actor i improves to s1. Each other actor either stays or takes one of its own improvements from s; all changes apply
together with i's. If the combined state is feasible and not better than s for i, s1 is punished. State s is stable for i
iff every improvement of i is punished by some joint reply (Fraser and Hipel 1979, 1984). All others staying gives s1
itself, which never punishes.

A code is a string of bits and each actor changes only its own, so combined changes are exclusive ors. Joint replies are gone
through once per state, each striking out the improvements that it punishes, until none is left.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..space.game import Game
from . import kernels_simultaneous as kernels
from .crew import Crew, cut
from .layout import Layout
from .settings import Settings

Bits = npt.NDArray[np.uint8]

BUDGET = 2**38
"""Pairs of an improvement and a joint reply that may be looked at, over all states and actors."""


def simultaneous(
    game: Game, layouts: list[Layout], crew: Crew, settings: Settings, bit: int, calm: int, bits: Bits
) -> str:
    """Sets ``bit`` in ``bits`` (uint8 [A, S]) where the state is stable for the actor. ``calm``: the bit that says that the
    actor has no improvement. Returns why there are no verdicts (they would take too long), or nothing."""
    left = BUDGET
    space = game.space
    cuts = cut(np.arange(game.size + 1, dtype=np.int64), crew.threads)
    firsts = np.cumsum([0] + [len(layout.starts) for layout in layouts])[:-1]
    given = (
        space.codes,
        np.ascontiguousarray(game.ranks),
        np.stack([layout.order for layout in layouts]),
        np.stack([layout.group for layout in layouts]),
        np.concatenate([layout.starts for layout in layouts]),
        firsts,
        _patterns(layouts),
    )
    for actor in range(len(layouts)):
        if left > 0:
            rest = (settings.sanction == "worse", np.uint8(bit), np.uint8(calm), bits[actor])
            left -= crew.over(kernels.punish, cuts, actor, left, *given, *rest)
    if left > 0:
        return ""
    bits &= np.uint8(255 - bit)
    return (
        f"SIM needs more than {BUDGET:.1e} comparisons of improvements with joint replies ({game.size:,} states, "
        f"{len(layouts)} actors); ask for the other concepts, or add rules that leave fewer states"
    )


def _patterns(layouts: list[Layout]) -> npt.NDArray[np.uint64]:
    """The locked pattern of each state for each actor: uint64 [A, S], [A, 0] where nobody has one-way options."""
    if not any(layout.locked for layout in layouts):
        return np.empty((len(layouts), 0), np.uint64)
    size = len(layouts[0].order)
    none = np.zeros(size, np.uint64)
    return np.stack([layout.patterns[layout.class_of] if layout.locked else none for layout in layouts])
