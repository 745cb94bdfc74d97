"""Which states a report names one by one, and their short labels.

Small games are shown whole. In a large one a reader wants today, the states where the parties can rest, and the
states that lie between; everything else is in the CSV file of all states. Labels count in the order of the list of
all states.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..answer.evolve import Evolution
from ..answer.solve import Rest
from ..space import Game

WHOLE = 24
"""Up to this many states all are shown."""

MOST = 24
"""States that are shown of a larger game."""


@dataclass(frozen=True)
class Shown:
    """``states``: ascending. ``resting``: those of them that are equilibria under SEQ."""

    game: Game
    states: tuple[int, ...]
    labels: dict[int, str]
    resting: frozenset[int]

    @property
    def whole(self) -> bool:
        return len(self.states) == self.game.size

    def label(self, state: int) -> str:
        return self.labels.get(state, f"s{state + 1}")

    def said(self) -> str:
        """What is left out, in a sentence; empty if nothing is."""
        if self.whole:
            return ""
        return (
            f"{len(self.states)} of {self.game.size:,} states are shown: today, where the parties can rest, and "
            "what lies on the shortest roads between."
        )


def shown(rest: Rest, evolution: Evolution | None, more: Sequence[int] = ()) -> Shown:
    """The states to show of a game. ``more``: states worth a look besides, for other reasons."""
    size = rest.game.size
    chosen = tuple(range(size)) if size <= WHOLE else _chosen(rest, evolution, more)
    resting = np.flatnonzero(rest.verdicts.equilibria("seq"))
    labels = {state: f"s{state + 1}" for state in chosen}
    return Shown(rest.game, chosen, labels, frozenset(map(int, resting)) & set(chosen))


def _chosen(rest: Rest, evolution: Evolution | None, more: Sequence[int]) -> tuple[int, ...]:
    wanted = [rest.game.status_quo] if rest.game.status_quo >= 0 else []
    count = np.sum([rest.verdicts.equilibria(concept) for concept in rest.concepts], axis=0)
    best = np.argsort(-count, kind="stable")[: MOST // 2]
    wanted += [int(state) for state in best if count[state] > 0]
    for path in evolution.paths if evolution else ():
        wanted += [move.target for move in path.moves]
    wanted += more
    return tuple(sorted(list(dict.fromkeys(wanted))[:MOST]))
