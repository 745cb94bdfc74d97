"""Where each actor alone would rest: Nash, GMR, SMR, SEQ, SSEQ and SIM in every state.

A actors, S states; rank_i(s) is higher for what actor i prefers. R_i(s) are i's moves from s, R+_i(s) its
improvements, R_H and R+_H what a set H of actors reaches by legal sequences (nobody moves twice in a row) of moves or
of improvements, each step an improvement for its mover on the state that it leaves. N-i are all the others. State s
is stable for i under

    Nash   iff R+_i(s) is empty
    GMR    iff for each s1 in R+_i(s) there is s2 in R_{N-i}(s1)  with rank_i(s2) <= rank_i(s)
    SMR    iff ... and also rank_i(s3) <= rank_i(s) for all s3 in R_i(s2)
    SEQ    as GMR, and SSEQ as SMR, with R+_{N-i} for R_{N-i}
    SIM    iff each s1 is punished by the others' improvements at once (:mod:`detente.stability.simultaneous`)

(Howard 1971; Fraser and Hipel 1979, 1984; Rêgo and Vieira 2017; legal sequences after Fang, Hipel and Kilgour 1993.)
With v the rank (GMR, SEQ) or the highest rank that i reaches by staying or one move (SMR, SSEQ), all four say: for
each s1, the least v that the others can lead to from s1 is at most rank_i(s). Strong stability (Hamouda, Kilgour and
Hipel 2006) compares strength levels instead of ranks, strictly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import Unanswerable
from ..space.game import Game
from .concepts import FORESIGHTED, concept
from .crew import Crew
from .layout import Indices
from .listed import Listed
from .option_form import OptionForm
from .settings import CONCEPTS, Settings
from .simultaneous import simultaneous

Progress = Callable[[float], None]
"""Called now and then with the share of the work that is done, in [0, 1]."""

Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8]

BIT = {concept_id: 1 << place for place, concept_id in enumerate(CONCEPTS)}
STUCK = 1 << len(CONCEPTS)
CALM = 2 << len(CONCEPTS)
DEFAULT = Settings()


@dataclass(frozen=True, eq=False)
class Verdicts:
    """Verdicts on A actors and S states. ``concepts``: the ones that were asked for and are defined. ``absent``:
    those asked for and not given, each with a sentence that says why. ``bits``: uint8 [A, S], a bit per concept
    (:data:`BIT`), one where the actor has no move, one where it has no improvement. ``strong_bits``: the same for
    strong stability, None where the game has no strength levels."""

    settings: Settings
    concepts: tuple[str, ...]
    absent: tuple[tuple[str, str], ...]
    bits: Bits
    strong_bits: Bits | None

    def defined(self, concept_id: str) -> bool:
        """Whether there are verdicts under that concept."""
        return concept_id in self.concepts

    def stable(self, concept_id: str) -> Flags:
        """Whether each state is stable for each actor: bool [A, S]. Raises Unanswerable where not defined."""
        return np.asarray((self.bits & self._bit(concept_id)) != 0)

    def equilibria(self, concept_id: str) -> Flags:
        """Whether each state is stable for every actor: bool [S]. Raises Unanswerable where not defined."""
        return np.asarray((np.bitwise_and.reduce(self.bits, axis=0) & self._bit(concept_id)) != 0)

    def strong(self, concept_id: str) -> Flags:
        """Whether each state is strongly stable for each actor: bool [A, S]. A stable state that is not strongly
        stable is weakly stable. Raises Unanswerable without strength levels, or under Nash and SIM, which have no
        strong form."""
        if self.strong_bits is None:
            raise Unanswerable("strong stability needs strengths of preference; this game has none")
        if concept_id not in FORESIGHTED:
            raise Unanswerable(f"{concept_id} has no strong form; only {', '.join(FORESIGHTED)} have one")
        return np.asarray((self.strong_bits & self._bit(concept_id)) != 0)

    @property
    def cannot_move(self) -> Flags:
        """Where an actor has no move at all, and is therefore stable whatever it prefers: bool [A, S]."""
        return np.asarray((self.bits & np.uint8(STUCK)) != 0)

    @property
    def improves(self) -> Flags:
        """Where an actor has at least one improvement: bool [A, S]."""
        return np.asarray((self.bits & np.uint8(CALM)) == 0)

    def _bit(self, concept_id: str) -> np.uint8:
        if concept_id not in self.concepts:
            why = dict(self.absent).get(
                concept_id, f"{concept_id} was not asked for; asked: {', '.join(self.concepts)}"
            )
            raise Unanswerable(why)
        return np.uint8(BIT[concept_id])


def verdicts(
    game: Game,
    settings: Settings = DEFAULT,
    concepts: Sequence[str] = CONCEPTS,
    progress: Progress | None = None,
) -> Verdicts:
    """Whether each state is stable for each actor, under each concept.

    Raises :class:`Unanswerable` for an unknown concept or a game with shut states, :class:`TooLarge` where the
    countermove rule would need too much memory. A concept that the game does not define, or that would take too long
    (SIM with very many joint replies), is ``absent``.
    """
    _check(game, concepts)
    shape = (len(game.actors), game.size)
    bits = np.zeros(shape, np.uint8)
    strong = np.zeros(shape, np.uint8) if game.levels is not None else None
    absent: tuple[tuple[str, str], ...] = ()
    report = progress or (lambda _: None)
    with Crew() as crew:
        moves = OptionForm(game, crew) if game.arcs is None else Listed(game, crew)
        for actor in range(len(game.actors)):
            _judge(game, moves, actor, settings, concepts, bits[actor], None if strong is None else strong[actor])
            report((actor + 1) / (2 * len(game.actors)))
        if "sim" in concepts:
            why = _at_once(game, moves, settings, bits)
            absent = (("sim", why),) if why else ()
    report(1.0)
    given = tuple(each for each in CONCEPTS if each in concepts and each not in dict(absent))
    return Verdicts(settings, given, absent, bits, strong)


def _check(game: Game, concepts: Sequence[str]) -> None:
    for each in concepts:
        if each not in CONCEPTS:
            raise Unanswerable(f"unknown concept {each!r}; known: {', '.join(CONCEPTS)}")
    if game.shut is not None and game.shut.any():
        raise Unanswerable("verdicts are asked of one scenario's own states; this game has shut states")


def _at_once(game: Game, moves: OptionForm | Listed, settings: Settings, bits: Bits) -> str:
    """Fills in the verdicts under SIM. Returns why there are none, or nothing."""
    if isinstance(moves, Listed):
        return "SIM is not defined where moves are listed: changes made at once have no combined state"
    return simultaneous(game, moves.layouts, moves.crew, settings, BIT["sim"], bits)


def _judge(
    game: Game,
    moves: OptionForm | Listed,
    actor: int,
    settings: Settings,
    concepts: Sequence[str],
    bits: Bits,
    strong: Bits | None,
) -> None:
    """Fills in one actor's row under every concept but SIM."""
    moves.stuck(actor, STUCK, bits)
    moves.calm(actor, CALM, bits)
    if "nash" in concepts:
        bits[(bits & np.uint8(CALM)) != 0] |= np.uint8(BIT["nash"])
    for yard, strict, row in _yards(game, actor, settings, bits, strong):
        for each in concepts:
            if each in FORESIGHTED:
                entry = concept(each)
                start = moves.escape(actor, yard) if entry.escape == "considered" else yard.copy()
                value = moves.foreseen(actor, start, entry.replies == "improvements", settings.countermoves)
                moves.judge(actor, value, yard, strict, BIT[each], row)


def _yards(
    game: Game, actor: int, settings: Settings, bits: Bits, strong: Bits | None
) -> Iterator[tuple[Indices, bool, Bits]]:
    """What sanctions are measured by: ranks, and strength levels (strictly) where there are any."""
    yield np.ascontiguousarray(game.ranks[actor]), settings.sanction == "worse", bits
    if game.levels is not None and strong is not None:
        yield np.ascontiguousarray(game.levels[actor]), True, strong
