"""Where a coalition would rest, and what it can do together.

For a coalition H, R_H(s) are the ends of legal sequences of its members' moves from s (no member twice in
succession; the steps on the way need not improve), and its improvements are CI_H(s) = {x in R_H(s): x is better than s
for every member} (Kilgour, Hipel, Fang & Peng 2001). A state y *deters* H from s if some member finds it not better
than s (setting ``worse``: worse). State s is stable for H under (Inohara & Hipel 2008)

    nash  iff CI_H(s) is empty
    gmr   iff for each x in CI_H(s) some y in R_{N-H}(x) deters
    smr   iff ... and every z in R_H(y) deters too
    seq   iff for each x in CI_H(s) some y in R++_{N-H}(x) deters

where R++ are the ends of legal sequences of *coalition improvements* of sub-coalitions of N - H, each over the state it
leaves, none moving twice in succession. For a single member, nash, gmr and smr are the individual concepts. So is seq
with at most one opponent; with more, opponents may also improve together, so seq-stable states stay stable but others
may become so. The countermove rule of the settings applies to R_{N-H} in gmr and smr.

With v(x) the least rank (per member) among x and the replies to it, s is unstable under nash, gmr or seq iff some x
that H reaches from s has v_i(x) above rank_i(s) for every member i. Only the states x whose v no other of their cell
beats for all members need be looked at (:mod:`.relations`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import TooLarge, Unanswerable
from ..space.game import Game, Ranks
from ..space.states import Mask
from ..space.walks import FAR, Indices, mirror, part_for, retrace, walk
from . import coalition_kernels as kernels
from .crew import Crew, cut
from .relations import BUDGET, Ends, Members, Relation, Relations, spend, subsets
from .replies import Path, Step
from .settings import Settings

COALITION_CONCEPTS = ("nash", "gmr", "smr", "seq")

LISTED = 1000
"""How many improvements are listed unless told otherwise."""

MOST_PAIRED = 2**35
"""At most this many pairs of a state and one that the coalition reaches from it are compared when counting."""

MOST_VERDICTS = 2**28
"""At most this many verdicts (a byte each) on all coalitions at once."""


@dataclass(frozen=True, eq=False)
class CoalitionVerdicts:
    """``members``: actor indices, ascending. ``flags``: bool [4, S], a row per concept of ``COALITION_CONCEPTS``."""

    members: Members
    settings: Settings
    flags: Mask

    def stable(self, concept: str) -> Mask:
        """Whether each state is stable for the coalition: bool [S]. Raises Unanswerable for another concept."""
        return np.asarray(self.flags[_row(concept)])


@dataclass(frozen=True, eq=False)
class Universal:
    """``coalitions``: every one of one or more actors. ``flags``: bool [4, K, S], by concept, coalition and state."""

    settings: Settings
    coalitions: tuple[Members, ...]
    flags: npt.NDArray[np.bool_]

    def stable(self, concept: str) -> Mask:
        """Whether each state is stable for every coalition: bool [S]."""
        return np.asarray(self.flags[_row(concept)].all(axis=0))

    def against(self, concept: str, state: int) -> tuple[Members, ...]:
        """The coalitions for which a state is not stable."""
        return tuple(self.coalitions[k] for k in np.flatnonzero(~self.flags[_row(concept), :, state]))


@dataclass(frozen=True, slots=True)
class Jump:
    """A coalition improvement from ``source`` to ``target`` and a shortest way there by its members' moves."""

    source: int
    target: int
    path: Path


@dataclass(frozen=True, slots=True)
class Jumps:
    """A coalition's improvements. ``unlisted``: how many there are beyond those in ``jumps``."""

    members: Members
    jumps: tuple[Jump, ...]
    unlisted: int = 0


def coalition_verdicts(game: Game, members: Iterable[int], settings: Settings | None = None) -> CoalitionVerdicts:
    """Whether each state is stable for a coalition (actor indices) under each concept.

    Raises Unanswerable for an unknown or empty coalition or a game with shut states, TooLarge beyond the bounds in
    :mod:`.relations`.
    """
    with Crew() as crew:
        return _Bench(game, settings or Settings(), Relations(game), crew).judge(checked(game, members))


def universal(game: Game, settings: Settings | None = None) -> Universal:
    """The verdicts of every coalition of one or more actors. Raises as :func:`coalition_verdicts`."""
    _check(game)
    count, chosen = 2 ** len(game.actors) - 1, settings or Settings()
    if len(COALITION_CONCEPTS) * count * game.size > MOST_VERDICTS:
        raise TooLarge(
            f"{count:,} coalitions of {len(game.actors)} actors over {game.size:,} states are more than "
            f"{MOST_VERDICTS:,} verdicts; ask for one coalition at a time"
        )
    every = subsets(tuple(range(len(game.actors))))
    with Crew() as crew:
        bench = _Bench(game, chosen, Relations(game), crew)
        flags = np.stack([bench.judge(members).flags for members in every], axis=1)
    return Universal(chosen, tuple(every), flags)


def coalition_improvements(
    game: Game, members: Iterable[int], states: Mask | None = None, listed: int = LISTED
) -> Jumps:
    """What a coalition can improve to, from each state (or those in ``states``, bool [S]), state by state.

    With ``states`` the equilibria under some concept: which of them the coalition can jump out of, and how. Paths
    are worked out for the first ``listed`` improvements, the others are counted. Raises as
    :func:`coalition_verdicts`.
    """
    group = checked(game, members)
    asked = np.arange(game.size, dtype=np.int64) if states is None else np.flatnonzero(states)
    counts = _counts(game, group, asked)
    jumps: list[Jump] = []
    for source in asked[counts > 0].tolist():
        if len(jumps) == listed:
            break
        jumps += _jumps_from(game, group, source, listed - len(jumps))
    return Jumps(group, tuple(jumps), int(counts.sum()) - len(jumps))


def _counts(game: Game, members: Members, asked: Indices) -> Indices:
    """How many improvements the coalition has on each of the states asked about."""
    relation, ranks = Relations(game).of(members), np.ascontiguousarray(game.ranks[list(members)])
    counts = np.zeros(len(asked), dtype=np.int64)
    with Crew() as crew:
        cuts = cut(np.arange(len(asked) + 1, dtype=np.int64), crew.threads)
        given = (asked, ranks, ranks[:, relation.members], tuple(relation), counts)
        spend(crew.over(kernels.count_improvements, cuts, MOST_PAIRED // max(len(cuts), 1), *given), game, MOST_PAIRED)
    return counts


def checked(game: Game, members: Iterable[int]) -> Members:
    """Members in order, each once. Raises Unanswerable for none, for one that is no actor, or with shut states."""
    _check(game)
    group = tuple(sorted(set(members)))
    if not group or group[0] < 0 or group[-1] >= len(game.actors):
        raise Unanswerable(
            f"a coalition is one or more of the actors 0 to {len(game.actors) - 1} by index; found {list(group)}"
        )
    return group


def _check(game: Game) -> None:
    if game.shut is not None and game.shut.any():
        raise Unanswerable("verdicts are asked of one scenario's own states; this game has shut states")


def _row(concept: str) -> int:
    if concept not in COALITION_CONCEPTS:
        raise Unanswerable(f"{concept!r} is not defined for coalitions; defined are {', '.join(COALITION_CONCEPTS)}")
    return COALITION_CONCEPTS.index(concept)


def _jumps_from(game: Game, members: Members, source: int, room: int) -> list[Jump]:
    """At most ``room`` improvements on one state with their paths; there is at least one."""
    part, index = part_for(game, np.array([source]), members)
    here = int(np.searchsorted(index, source))
    ranks, found, back = part.ranks[list(members)], walk(part, [here], members), mirror(part)
    better = (ranks > ranks[:, here : here + 1]).all(axis=0)
    jumps = []
    for end in np.flatnonzero(better & (found.nearest < FAR))[:room].tolist():
        steps = reversed(retrace(found, back, end))
        path = tuple(Step(mover, int(index[target]), int(index[origin])) for mover, origin, target in steps)
        jumps.append(Jump(source, int(index[end]), path))
    return jumps


class _Bench:
    """Verdicts on one game; what coalitions reach is worked out once for all of them."""

    def __init__(self, game: Game, settings: Settings, relations: Relations, crew: Crew) -> None:
        self.game, self.settings, self.relations, self.crew = game, settings, relations, crew
        self.margin = np.int32(settings.sanction == "worse")

    def judge(self, members: Members) -> CoalitionVerdicts:
        ranks = np.ascontiguousarray(self.game.ranks[list(members)])
        others = tuple(k for k in range(len(self.game.actors)) if k not in members)
        ours, theirs = self.relations.of(members), self.relations.of(others, self.settings.countermoves)
        gmr = np.stack([theirs.least(row) for row in ranks])
        seq = self.relations.least_by_joint_improvements(others, ranks)
        nash = self._stable(ours, ranks, ranks)
        flags = np.stack([
            nash,
            self._stable(ours, np.minimum(ranks, gmr + self.margin), ranks),
            nash,
            self._stable(ours, np.minimum(ranks, seq + self.margin), ranks),
        ])  # fmt: skip
        flags[2] = self._smr(ours, theirs, ranks, flags[0], flags[1])
        return CoalitionVerdicts(members, self.settings, flags)

    def _stable(self, ours: Relation, values: Ranks, ranks: Ranks) -> Mask:
        """Where no state within the coalition's reach has a value above its rank here for every member: bool [S]."""
        out, everywhere = np.zeros(self.game.size, dtype=np.bool_), np.arange(self.game.size + 1, dtype=np.int64)
        self._shared(kernels.stable_states, everywhere, values, ranks, tuple(ours), *self._fronts(ours, values), out)
        return out

    def _smr(self, ours: Relation, theirs: Relation, ranks: Ranks, nash: Mask, gmr: Mask) -> Mask:
        """States that cannot improve are stable, those that gmr does not hold are not; the rest is looked into."""
        if len(ranks) == 1:
            most = theirs.least(ours.greatest(ranks[0]))[None, :]
            return self._stable(ours, np.minimum(ranks, most + self.margin), ranks)
        out, asked, limits = nash.copy(), np.flatnonzero(gmr & ~nash), ranks - self.margin
        given = (asked, ranks, limits, tuple(ours), *self._fronts(ours, ranks), tuple(theirs), out)
        self._shared(kernels.escape_proof, np.arange(len(asked) + 1, dtype=np.int64), *given)
        return out

    def _fronts(self, relation: Relation, values: Ranks) -> tuple[Ends, Indices]:
        """The states of each cell that no other equals or beats for all: cell c's are ``front[first[c]:end[c]]``."""
        members = np.lexsort((-values[0], relation.cell)).astype(np.int32)
        front, end = np.empty_like(members), np.empty(len(relation.first) - 1, dtype=np.int64)
        self._shared(kernels.fronts, relation.first, values, relation.first, members, front, end)
        return front, end

    def _shared(self, kernel: Callable[..., int], starts: Indices, *given: object) -> None:
        """Run a kernel over all items on all threads; ``starts`` as in :func:`.crew.cut`. Raises TooLarge."""
        cuts = cut(starts, self.crew.threads)
        spend(self.crew.over(kernel, cuts, 2 * BUDGET // max(len(cuts), 1), *given), self.game, BUDGET)
