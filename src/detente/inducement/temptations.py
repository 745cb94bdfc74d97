"""What stands between an actor and resting in a state: its temptations, and what would take each of them away.

Actor i at state s; a move t in R_i(s) that i likes better than s is a *temptation*. It is gone if t is no longer
better. It is *answered* under

    gmr, seq    if some y in R(t) deters i                  (R: the others' legal replies by moves, or improvements)
    smr, sseq   if some y in R(t) and every z in R_i(y) deter i

where a state deters if i likes it no better than s (or, by the settings, less). Nothing else of i's order counts,
since i does not reply to itself. So what rests on i's preferences alone is the set *open* of the states that do not
deter, and each temptation can be taken away in some *ways*: sets of open states of which all must come to deter. For
nash the only way is {t}. The larger the set of states that deter, the more is stable: stability is monotone.

Definitions: Fang, Hipel & Kilgour 1993; the inverse question: Kinsara, Kilgour & Hipel 2015; Wang, Hipel, Fang &
Dang 2018.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from ..errors import TooLarge, Unanswerable
from ..space.game import Game
from ..space.states import Mask
from ..space.walks import FAR, moves_from, walk
from ..stability.concepts import concept as entry
from ..stability.settings import Settings

ASKED = ("nash", "gmr", "smr", "seq", "sseq")
"""Concepts for which the inverse question is answered."""

TEMPTATIONS = 256
"""Temptations of one actor at one state that are looked into at most."""

LANDINGS = 2**16
"""Replies whose escapes are looked into at most."""

Way = frozenset[int]
"""Open states that must all come to deter."""


@dataclass(frozen=True, slots=True)
class Temptation:
    """``move``: the tempting state. ``ways``: what would take the temptation away; no way contains another."""

    move: int
    ways: tuple[Way, ...]


def temptations(
    game: Game, state: int, actor: int, concept: str, settings: Settings, unknown: bool = False
) -> tuple[Temptation, ...]:
    """The temptations of an actor at a state that nothing answers now, each with its ways.

    ``unknown``: as if the actor's preferences were not known, so that every move tempts and no state deters but s
    itself. Raises Unanswerable for a concept that is not in :data:`ASKED`, TooLarge where there are too many.
    """
    if concept not in ASKED:
        raise Unanswerable(f"the inverse question is answered for {', '.join(ASKED)}, not for {concept!r}")
    ranks = game.ranks[actor]
    better, deters = ranks > ranks[state], ranks <= ranks[state]
    if unknown:
        better = np.arange(game.size) != state
        deters = ~better
    if settings.sanction == "worse":
        deters = np.zeros(game.size, dtype=np.bool_) if unknown else ranks < ranks[state]
    moves = [int(t) for t in moves_from(game, actor, state) if better[t]]
    if len(moves) > TEMPTATIONS:
        raise TooLarge(
            f"{game.actors[actor]} has {len(moves)} improvements there; limit {TEMPTATIONS}; ask for another state"
        )
    needs = _needs(game, state, actor, concept, ~deters)
    found = (Temptation(t, _ways(t, _replies(game, actor, t, concept, settings), needs)) for t in moves)
    return tuple(each for each in found if frozenset() not in each.ways)


Needs = Callable[[int], Way | None]
"""The open states that a reply's landing needs to deter; None where that cannot be."""


def _needs(game: Game, state: int, actor: int, concept: str, still_open: Mask) -> Needs:
    escape = entry(concept).escape == "considered"

    @cache
    def of(landing: int) -> Way | None:
        places = [landing, *(moves_from(game, actor, landing).tolist() if escape else ())]
        needed = frozenset(place for place in places if still_open[place])
        return None if state in needed else needed

    return of


def _replies(game: Game, actor: int, tempting: int, concept: str, settings: Settings) -> Iterator[int]:
    """Where the others' replies to a move can end."""
    which = entry(concept)
    if which.replies == "none":
        return iter(())
    others = tuple(k for k in range(len(game.actors)) if k != actor)
    by = "improvements" if which.replies == "improvements" else "moves"
    found = walk(game, [tempting], others, by, settings.countermoves)
    ends = np.flatnonzero((found.distance[1:] < FAR).any(axis=0))
    if which.escape == "considered" and len(ends) > LANDINGS:
        raise TooLarge(f"replies to one move end in {len(ends):,} states; limit {LANDINGS:,}; ask for gmr or seq")
    return iter(ends.tolist())


def _ways(tempting: int, replies: Iterator[int], needs: Needs) -> tuple[Way, ...]:
    """The smallest sets only, the move itself first."""
    found = {way for landing in replies if (way := needs(landing)) is not None}
    if frozenset() in found:
        return (frozenset(),)
    singles = {way for way in found if len(way) == 1} | {frozenset((tempting,))}
    alone = frozenset().union(*singles)
    kept: list[Way] = []
    for way in sorted((way for way in found if not way & alone), key=lambda way: (len(way), sorted(way))):
        if not any(other <= way for other in kept):
            kept.append(way)
    return (*sorted(singles, key=lambda way: (way != {tempting}, min(way))), *kept)
