"""Why a state is stable, or is not: a witness for one state, one actor and one concept.

Actor i at state s, with improvements t in R+_i(s). Its improvement t is *punished* under

* gmr: by a legal sequence of moves of the others from t to a state that deters i (not better for i than s, or, by the
  settings, worse);
* smr: the same, and no own move takes i from there to a state that does not deter it (its *escape* does not help);
* seq, sseq: as gmr, smr, with each move an improvement for whoever makes it, over the state that it leaves;
* sim: if every other actor stays or makes one of its own improvements from s, all at once with i's move, and the
  combination is feasible and deters (option form only).

s is stable for i if every improvement is punished; for nash, if there is none. Definitions: Fang, Hipel & Kilgour
1993; Rêgo & Vieira 2017 for sseq; Fraser & Hipel 1984 for sim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..space.game import Game
from ..space.walks import moves_from
from .concepts import concept as entry
from .replies import Indices, Path, Question, Step, at_once, one_move, search
from .settings import CONCEPTS, Settings

__all__ = ["Kind", "Reason", "Reply", "Step", "explain", "explain_all"]

Kind = Literal["cannot move", "no improvement", "every improvement is punished", "unpunished improvement"]

LISTED = 100
"""How many improvements a reason lists unless told otherwise."""

DIRECT = 256
"""With at most this many improvements, replies of one move are tried before anything is searched."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What becomes of one improvement (the state ``improvement``).

    ``path``: where it is punished, a shortest punishing sequence of the others' moves from it; for sim, each
    mover's own improvement from the state that is asked about, made at once. ``landing``: where that ends, -1 without
    a path. ``escape``: for smr and sseq, the best state the actor can still move to from the landing, -1 if it cannot
    move. Under smr and sseq an improvement that is not punished has a path too if some deterring state can be
    reached: a shortest one, though the escape from its landing helps (as it does from every other).
    """

    improvement: int
    punished: bool
    path: Path = ()
    landing: int = -1
    escape: int = -1


@dataclass(frozen=True, slots=True)
class Reason:
    """A verdict with its witness. ``replies``: unpunished improvements first, each kind from the actor's best down.

    ``improvements`` and ``unpunished`` count them all. Those beyond ``len(replies)`` were considered in the verdict but
    are not listed.
    """

    actor: int
    state: int
    concept: str
    settings: Settings
    stable: bool
    kind: Kind
    replies: tuple[Reply, ...] = ()
    improvements: int = 0
    unpunished: int = 0

    @property
    def unlisted(self) -> int:
        """How many improvements are not listed."""
        return self.improvements - len(self.replies)


def explain(
    game: Game, state: int, actor: int, concept: str, settings: Settings | None = None, listed: int = LISTED
) -> Reason:
    """The verdict on a state for an actor under a concept (an id of ``CONCEPTS``), with its witness.

    ``listed``: at most so many improvements are listed. Raises KeyError for an unknown concept, Unanswerable for sim
    where moves are listed instead of following from options, TooLarge where a search would not fit.
    """
    settings, which = settings or Settings(), entry(concept)
    better = moves_from(game, actor, state, "improvements")
    if not len(better):
        kind: Kind = "no improvement" if len(moves_from(game, actor, state)) else "cannot move"
        return Reason(actor, state, concept, settings, True, kind)
    by = "improvements" if which.replies == "improvements" else "moves"
    question = Question(game, state, actor, by, which.escape == "considered", settings)
    better = better[np.argsort(-game.ranks[actor, better], kind="stable")]
    punished, reply = _JUDGES[which.replies](question, better)
    order = np.argsort(punished, kind="stable")[:listed]
    replies = tuple(reply(int(better[k]), bool(punished[k])) for k in order)
    unpunished = int(len(better) - punished.sum())
    kind = "unpunished improvement" if unpunished else "every improvement is punished"
    return Reason(actor, state, concept, settings, not unpunished, kind, replies, len(better), unpunished)


def explain_all(
    game: Game, state: int, concepts: Iterable[str] = CONCEPTS, settings: Settings | None = None
) -> tuple[Reason, ...]:
    """A reason for every actor under each concept, actor by actor. Raises as :func:`explain`."""
    each = tuple(concepts)
    return tuple(
        explain(game, state, actor, concept, settings) for actor in range(len(game.actors)) for concept in each
    )


Judged = tuple[np.ndarray, Callable[[int, bool], Reply]]
"""Which improvements are punished (bool, one each), and what to say of one of them."""


def _unanswered(_: Question, better: Indices) -> Judged:
    return np.zeros(len(better), dtype=np.bool_), Reply


def _at_once(question: Question, better: Indices) -> Judged:
    found = at_once(question, better)

    def reply(improvement: int, punished: bool) -> Reply:
        landing, path = found.get(improvement, (-1, ()))
        return Reply(improvement, punished, path, landing)

    return np.isin(better, list(found)), reply


def _one_after_another(question: Question, better: Indices) -> Judged:
    direct: dict[int, Path] = {}
    if len(better) <= DIRECT:
        tried = {improvement: one_move(question, improvement) for improvement in better.tolist()}
        direct = {improvement: path for improvement, path in tried.items() if path}
    punished = np.isin(better, list(direct))
    if punished.all():
        return punished, lambda improvement, _: _told(question, improvement, True, direct[improvement])
    rest = better[~punished]
    deep = search(question, rest, question.targets)
    punished[~punished] = deep.punishes(rest)
    lost = better[~punished]
    threats = search(question, lost, question.deters) if question.escape and len(lost) else None

    def reply(improvement: int, is_punished: bool) -> Reply:
        if is_punished:
            return _told(question, improvement, True, direct.get(improvement) or deep.path(improvement))
        threatened = threats is not None and threats.punishes(np.array([improvement]))[0]
        return _told(question, improvement, False, threats.path(improvement) if threats and threatened else ())

    return punished, reply


def _told(question: Question, improvement: int, punished: bool, path: Path) -> Reply:
    if not path:
        return Reply(improvement, punished)
    landing = path[-1].target
    escape = question.best_escape(landing) if question.escape else -1
    return Reply(improvement, punished, path, landing, escape)


_JUDGES: dict[str, Callable[[Question, Indices], Judged]] = {
    "none": _unanswered,
    "any moves": _one_after_another,
    "improvements": _one_after_another,
    "improvements at once": _at_once,
}
