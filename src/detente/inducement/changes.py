"""The smallest change of preferences that makes a state stable: the inverse question of the graph model.

For each actor alone, the others' preferences as they are: the fewest states that it must come to regard as no better
than the target (:mod:`.smallest`), how many states the target must rise past in its order, and the share of all its
strict orders that would do (:mod:`.orders`). For all together: under nash, gmr and smr nobody's verdict depends on
another's preferences, so the single changes add up; under seq and sseq the joint question is solved as one
(:mod:`.jointly`). Source: Kinsara, Kilgour & Hipel 2015 (inverse approach); Wang, Hipel, Fang & Dang 2018 (weakest
required preferences).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from ..errors import TooLarge
from ..space.game import Game, Ranks
from ..stability.concepts import concept as entry
from ..stability.individual import verdicts
from ..stability.settings import Settings
from .jointly import changed_pairs, joint_ranks
from .orders import share
from .smallest import rise, smallest
from .temptations import Way, temptations

LISTED = 3
"""Smallest changes listed per actor."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one actor would have to think for the target to be stable for it.

    ``tempted``: the improvements that nothing answers now. ``sets``: the smallest sets of states that must come to be
    regarded as no better than the target (setting ``worse``: as worse), nearest first; one empty set where the state is
    stable already. ``past``: how many states the target must rise past, the lowest first; for a strict order the
    smallest number of pairwise reversals. ``share``: of all strict orders of this actor, those under which the
    target is stable for it; None where that takes too long to count (``why_not`` says so).
    """

    actor: int
    tempted: tuple[int, ...]
    sets: tuple[Way, ...]
    past: int
    share: Fraction | None = None
    why_not: str = ""

    @property
    def stable(self) -> bool:
        return not self.tempted

    @property
    def fewest(self) -> Way:
        """The first of the smallest sets."""
        return self.sets[0]


@dataclass(frozen=True, slots=True)
class Together:
    """A change of all actors' preferences at once. ``pairs``: (actor, x, y), where x loses ground against y.

    ``smallest``: no smaller change would do, in the measure ``counted``. Otherwise the change is enough and
    ``why_not`` says why a smallest one was not looked for.
    """

    pairs: tuple[tuple[int, int, int], ...]
    ranks: Ranks
    smallest: bool
    counted: str
    why_not: str = ""


def changes(
    game: Game,
    state: int,
    concept: str = "seq",
    settings: Settings | None = None,
    actors: Sequence[int] | None = None,
    counting: bool = True,
) -> tuple[Change, ...]:
    """The smallest change of each actor (or of those named) on its own. Raises Unanswerable, TooLarge."""
    asked = range(len(game.actors)) if actors is None else actors
    return tuple(_change(game, state, actor, concept, settings or Settings(), counting) for actor in asked)


def together(game: Game, state: int, concept: str = "seq", settings: Settings | None = None) -> Together:
    """A smallest change of all actors at once; where that would take too long, one that is enough. Raises as above."""
    chosen = settings or Settings()
    single = changes(game, state, concept, chosen, counting=False)
    if all(each.stable for each in single):
        return Together((), game.ranks, True, "nothing: the state is stable for all")
    if entry(concept).replies != "improvements":
        ranks = lowered(game, state, single, chosen).ranks
        pairs = tuple((each.actor, x, state) for each in single for x in sorted(each.fewest))
        return Together(pairs, ranks, True, "states regarded as no better than the target")
    counted = "pairs of states whose comparison changes"
    try:
        ranks = joint_ranks(game, state, concept, chosen, range(len(game.actors)))
    except TooLarge as error:
        ranks = _repaired(game, state, concept, chosen)
        return Together(_with_target(game.ranks, ranks, state), ranks, False, counted, str(error))
    return Together(changed_pairs(game.ranks, ranks), ranks, True, counted)


def lowered(game: Game, state: int, single: Sequence[Change], settings: Settings) -> Game:
    """The game after some actors' changes: their states come down to the target (setting ``worse``: just below)."""
    ranks = game.ranks.astype(np.int32) * 2
    for each in single:
        ranks[each.actor, sorted(each.fewest)] = ranks[each.actor, state] - (settings.sanction == "worse")
    dense = [np.unique(row, return_inverse=True)[1] for row in ranks]
    return replace(game, ranks=np.stack(dense).astype(np.int32), worths=None, levels=None)


def _change(game: Game, state: int, actor: int, concept: str, settings: Settings, counting: bool) -> Change:
    found = temptations(game, state, actor, concept, settings)
    ranks = game.ranks[actor].astype(np.int64)
    height = (ranks - ranks[state]).tolist()
    top = rise(found, height)
    still_open = ranks >= ranks[state] if settings.sanction == "worse" else ranks > ranks[state]
    still_open[state] = False
    past = int((still_open & (ranks <= ranks[state] + top)).sum()) if top >= 0 else 0
    moves = sorted((each.move for each in found), key=lambda t: -height[t])
    change = Change(actor, tuple(moves), smallest(found, height, LISTED), past)
    if not counting:
        return change
    try:
        return replace(change, share=share(temptations(game, state, actor, concept, settings, unknown=True)))
    except TooLarge as error:
        return replace(change, why_not=str(error))


def _repaired(game: Game, state: int, concept: str, settings: Settings) -> Ranks:
    """Ranks that make the state stable for all: single changes again and again, in the end no improvement for
    anybody."""
    now = game
    for round_number in range(2 * len(game.actors) + 1):
        stable = verdicts(now, settings, concepts=(concept,)).stable(concept)[:, state]
        if stable.all():
            return now.ranks
        asked = concept if round_number < len(game.actors) else "nash"
        wanting = [int(actor) for actor in np.flatnonzero(~stable)]
        now = lowered(now, state, changes(now, state, asked, settings, wanting, counting=False), settings)
    return lowered(now, state, changes(now, state, "nash", settings, counting=False), settings).ranks


def _with_target(before: Ranks, after: Ranks, state: int) -> tuple[tuple[int, int, int], ...]:
    """The comparisons with the target that it wins, or no longer loses."""
    return tuple(
        (actor, int(x), state)
        for actor, (old, new) in enumerate(zip(before, after, strict=True))
        for x in np.flatnonzero(np.sign(new - new[state]) < np.sign(old - old[state]))
    )
