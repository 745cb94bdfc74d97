"""What the others can do about an improvement: the shortest punishing replies.

Actor i leaves state s; r = i's rank of s. A state y *deters* if i's rank of y is at most r (setting ``not_better``) or
below r (``worse``). It *holds* if it deters and every own move of i from y leads to a state that deters. The target of
a reply is a state that deters (gmr, seq) or holds (smr, sseq).

Replies one after another are tried one move deep first. The rest is answered by one search backwards from all
targets, kept to the states that share an improvement's values of what only i can change: about S x A steps at worst,
however many improvements there are. Replies at once (sim) combine the parts of the code that each actor owns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..space.game import Game
from ..space.groups import own_bits
from ..space.states import Mask
from ..space.walks import FAR, Walk, mirror, moves_from, part_for, retrace, walk
from .settings import Settings

LANDINGS = 64
"""At most this many landings of one mover are looked at before the full search."""

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """``mover`` goes from state ``source`` to state ``target``."""

    mover: int
    source: int
    target: int


Path = tuple[Step, ...]


@dataclass(frozen=True)
class Question:
    """One actor at one state. ``by``: replies by ``moves`` or by ``improvements``. ``escape``: whether i's own way out
    of a reply counts."""

    game: Game
    state: int
    actor: int
    by: str
    escape: bool
    settings: Settings

    @property
    def others(self) -> tuple[int, ...]:
        return tuple(k for k in range(len(self.game.actors)) if k != self.actor)

    @cached_property
    def deters(self) -> Mask:
        """The states that leave the actor not better off (or worse off) than it is now: bool [S]."""
        ranks = self.game.ranks[self.actor]
        found = ranks <= ranks[self.state] if self.settings.sanction == "not_better" else ranks < ranks[self.state]
        return np.asarray(found if self.game.shut is None else found & ~self.game.shut)

    @cached_property
    def holds(self) -> Mask:
        """The deterring states from which no own move of the actor leads to a state that does not deter: bool [S]."""
        free = ~self.deters if self.game.shut is None else ~self.deters & ~self.game.shut
        out = walk(mirror(self.game), np.flatnonzero(free), (self.actor,), "moves", "one_move")
        return np.asarray(self.deters & (out.distance[1] == FAR))

    @property
    def targets(self) -> Mask:
        return self.holds if self.escape else self.deters

    def best_escape(self, landing: int) -> int:
        """The best state that the actor can move to from a landing; -1 if it cannot move."""
        open_to = moves_from(self.game, self.actor, landing)
        return int(open_to[np.argmax(self.game.ranks[self.actor, open_to])]) if len(open_to) else -1


def one_move(question: Question, improvement: int) -> Path | None:
    """A punishing reply of a single move, if one is found at once; None says nothing about longer ones."""
    game = question.game
    for mover in question.others:
        landings = moves_from(game, mover, improvement, question.by)
        landings = landings[question.deters[landings]]
        for landing in landings[: LANDINGS if question.escape else 1].tolist():
            open_to = moves_from(game, question.actor, landing) if question.escape else landings[:0]
            if question.deters[open_to].all():
                return (Step(mover, improvement, landing),)
    return None


@dataclass(frozen=True)
class Search:
    """Shortest replies to some improvements. ``index``: where the states of ``part`` are in the whole game."""

    part: Game
    index: Indices
    found: Walk

    def punishes(self, improvements: Indices) -> Mask:
        """Which of these improvements have a reply (bool, one each)."""
        near = np.minimum(np.searchsorted(self.index, improvements), max(len(self.index) - 1, 0))
        inside = self.index[near] == improvements if len(self.index) else np.zeros(len(improvements), dtype=np.bool_)
        answer = np.zeros(len(improvements), dtype=np.bool_)
        answer[inside] = self.found.distance[:, near[inside]].min(axis=0) < FAR
        return answer

    def path(self, improvement: int) -> Path:
        """The shortest reply to one of them, move by move."""
        here = int(np.searchsorted(self.index, improvement))
        steps = retrace(self.found, self.part, here)
        return tuple(Step(mover, int(self.index[source]), int(self.index[target])) for mover, source, target in steps)


def search(question: Question, improvements: Indices, targets: Mask) -> Search:
    """Shortest replies from the improvements to any of the target states (bool [S]). Raises TooLarge."""
    part, index = part_for(question.game, improvements, question.others)
    sources, rule = np.flatnonzero(targets[index]), question.settings.countermoves
    return Search(part, index, walk(mirror(part), sources, question.others, question.by, rule))


def at_once(question: Question, improvements: Indices) -> dict[int, tuple[int, Path]]:
    """Joint replies to some improvements: {improvement: (landing, each mover's own improvement from the state)}.

    Fewest movers first, then the lowest landing. Improvements without a joint reply are left out.
    """
    game, state = question.game, question.state
    if game.arcs is not None:
        raise Unanswerable(
            "simultaneous stability (sim) needs moves that follow from options; here they are listed one by one "
            "(graph form, or forced consequences): ask for another concept"
        )
    codes, code, own = game.space.codes, game.space.codes[state], own_bits(game, question.actor)
    parts = {other: _parts(game, other, state) for other in question.others}
    kept = np.flatnonzero(question.deters)
    theirs = np.uint64(0)
    movers = np.zeros(game.size, dtype=np.int16)
    for bits, moved in parts.values():
        theirs |= bits
        here = codes[kept] & bits
        changed = np.isin(here, moved)
        movers[kept] += changed
        kept = kept[changed | (here == code & bits)]
    kept = kept[codes[kept] & ~(own | theirs) == code & ~(own | theirs)]
    kept = kept[np.lexsort((kept, movers[kept]))]
    mine, first = np.unique(codes[kept] & own, return_index=True)
    landing = dict(zip(mine.tolist(), kept[first].tolist(), strict=True))
    found: dict[int, tuple[int, Path]] = {}
    for improvement in improvements.tolist():
        end = landing.get(int(codes[improvement] & own))
        if end is not None:
            found[improvement] = (end, _taking_part(question, parts, end))
    return found


def _parts(game: Game, actor: int, state: int) -> tuple[np.uint64, npt.NDArray[np.uint64]]:
    """An actor's bits, and their values in the states to which it can improve."""
    bits = own_bits(game, actor)
    return bits, game.space.codes[moves_from(game, actor, state, "improvements")] & bits


def _taking_part(question: Question, parts: dict[int, tuple[np.uint64, npt.NDArray[np.uint64]]], landing: int) -> Path:
    space, state = question.game.space, question.state
    code, end = space.codes[state], space.codes[landing]
    return tuple(
        Step(other, state, space.index(int(code & ~bits | end & bits)))
        for other, (bits, _) in parts.items()
        if end & bits != code & bits
    )
