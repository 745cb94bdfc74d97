"""The smallest change of several actors' preferences together, where replies depend on everybody's preferences.

Under seq and sseq a change of j's order makes j's replies credible or not, so the actors cannot be taken one by one.
Exactly, as a linear programme in integers. For every actor and ordered pair of states a variable

    g_i(x, y) in {0, 1}: x is at least as good as y for i;   g(x, y) + g(y, x) >= 1;   g(x, z) >= g(x, y) + g(y, z) - 1

and the cost is the number of pairs {x, y} whose comparison changes (better, equal, worse). For every move t of i from
the target s: g_i(s, t) plus what flows out at deterring states is at least 1. A flow of at most 1 leaves t and
passes over pairs (state, last mover) along the replies; a step of j from u to v may carry at most 1 - g_j(u, v), so
only improvements do. It leaves at y at most g_i(s, y), and, where i's escape counts, g_i(s, z) for each z in R_i(y)
(setting ``worse``: 1 - g_i(y, s) and so on). With integer g a positive flow is a credible punishing sequence, and
the other way round. The programme is solved by branch and bound (HiGHS; Huangfu & Hall 2018) to proven optimality.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from ..errors import TooLarge
from ..space.game import Game, Ranks
from ..space.walks import follows, moves_from
from ..stability.concepts import concept as entry
from ..stability.settings import Settings

STATES = 16
"""States of a game for which the joint question is asked."""

SECONDS = 20.0
"""Time that one programme may take."""


def joint_ranks(game: Game, state: int, concept: str, settings: Settings, vary: Sequence[int]) -> Ranks:
    """Ranks of all actors, int32 [A, S], under which the state is stable for all, as few pairs changed as can be.

    Only the actors in ``vary`` change their order. Raises TooLarge for more than :data:`STATES` states, or where the
    optimum is not proven in time, or where no change of these actors will do.
    """
    if game.size > STATES:
        raise TooLarge(
            f"all actors together under {concept} are asked of up to {STATES} states; this game has {game.size:,}; "
            "ask one actor at a time, or for nash, gmr or smr"
        )
    programme = _Programme(game, tuple(vary))
    programme.orders()
    for actor in range(len(game.actors)):
        _stable(programme, game, state, actor, concept, settings)
    return programme.solved()


def changed_pairs(before: Ranks, after: Ranks) -> tuple[tuple[int, int, int], ...]:
    """The comparisons that differ: (actor, x, y), x the one that loses ground against y."""
    found = []
    for actor, (old, new) in enumerate(zip(before.astype(np.int64), after.astype(np.int64), strict=True)):
        lost = np.sign(new[:, None] - new[None, :]) < np.sign(old[:, None] - old[None, :])
        found += [(actor, int(x), int(y)) for x, y in np.argwhere(lost)]
    return tuple(found)


Term = dict[int, float]
"""A linear expression: coefficients by variable, -1 for the constant."""


@dataclass
class _Programme:
    """Rows are ``low <= expression``; variables 0.. are counted as they come."""

    game: Game
    vary: tuple[int, ...]
    rows: list[tuple[Term, float]] = field(default_factory=list)
    cost: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    pair: dict[tuple[int, int, int], int] = field(default_factory=dict)
    whole: list[bool] = field(default_factory=list)

    def new(self, whole: bool) -> int:
        self.whole.append(whole)
        return len(self.whole) - 1

    def at_least(self, expression: Term, low: float) -> None:
        self.rows.append((expression, low))

    def good(self, actor: int, x: int, y: int) -> Term:
        """x is at least as good as y for the actor: a variable, or a constant for actors that do not change."""
        if actor in self.vary and x != y:
            return {self.pair[actor, x, y]: 1.0}
        return {-1: float(self.game.ranks[actor, x] >= self.game.ranks[actor, y])}

    def worse(self, actor: int, x: int, y: int) -> Term:
        """x is strictly worse than y."""
        return plus({-1: 1.0}, self.good(actor, x, y), -1.0)

    def orders(self) -> None:
        """Complete, transitive orders, and what they cost."""
        states = range(self.game.size)
        for actor in self.vary:
            old = self.game.ranks[actor]
            for x, y in permutations(states, 2):
                place = self.pair[actor, x, y] = self.new(True)
                if old[x] < old[y]:
                    self.cost[place] += 1.0
                elif old[x] == old[y]:
                    self.cost[place] -= 1.0
            for x, y in permutations(states, 2):
                if x < y:
                    self.at_least(plus(self.good(actor, x, y), self.good(actor, y, x)), 1.0)
            for x, y, z in permutations(states, 3):
                both = plus(self.good(actor, x, y), self.good(actor, y, z))
                self.at_least(plus(self.good(actor, x, z), both, -1.0), -1.0)

    def solved(self) -> Ranks:
        matrix, low = self._matrix()
        cost = np.zeros(len(self.whole))
        for place, each in self.cost.items():
            cost[place] = each
        found = milp(
            cost,
            integrality=np.array(self.whole, dtype=np.int64),
            bounds=Bounds(0.0, 1.0),
            constraints=LinearConstraint(matrix, low, np.inf),
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        if found.status != 0 or found.x is None:
            raise TooLarge(f"the smallest joint change was not found: {found.message}; ask one actor at a time")
        return self._ranks(np.asarray(found.x) > 0.5)

    def _matrix(self) -> tuple[csr_array, np.ndarray]:
        data, columns, starts, low = [], [], [0], []
        for expression, bound in self.rows:
            low.append(bound - expression.get(-1, 0.0))
            for place, each in expression.items():
                if place >= 0:
                    columns.append(place)
                    data.append(each)
            starts.append(len(columns))
        return csr_array((data, columns, starts), shape=(len(self.rows), len(self.whole))), np.array(low)

    def _ranks(self, chosen: np.ndarray) -> Ranks:
        ranks = self.game.ranks.copy()
        for actor in self.vary:
            below = [
                sum(not chosen[self.pair[actor, y, x]] for y in range(self.game.size) if y != x)
                for x in range(self.game.size)
            ]
            ranks[actor] = np.unique(below, return_inverse=True)[1].astype(np.int32)
        return ranks


def plus(one: Term, other: Term, factor: float = 1.0) -> Term:
    """one + factor * other."""
    total = dict(one)
    for place, each in other.items():
        total[place] = total.get(place, 0.0) + factor * each
    return total


def _stable(programme: _Programme, game: Game, state: int, actor: int, concept: str, settings: Settings) -> None:
    """The state is stable for one actor: each of its moves is no better, or a reply can punish it."""
    for move in moves_from(game, actor, state).tolist():
        calm = programme.good(actor, state, move)
        if entry(concept).replies != "none":
            calm = plus(calm, _flow(programme, game, state, actor, move, concept, settings))
        programme.at_least(calm, 1.0)


def _flow(
    programme: _Programme, game: Game, state: int, actor: int, move: int, concept: str, settings: Settings
) -> Term:
    """What can flow from a move to states that deter: at most 1."""
    others = tuple(k for k in range(len(game.actors)) if k != actor)
    rule = follows(len(others), settings.countermoves)
    balance: dict[tuple[int, int], Term] = defaultdict(dict)
    out: Term = {}
    waiting, seen = [(move, 0)], {(move, 0)}
    while waiting:
        here, tag = waiting.pop()
        for place, mover in enumerate(others):
            after = int(rule[tag, place])
            for there in moves_from(game, mover, here).tolist() if after >= 0 else ():
                carried = programme.new(False)
                if entry(concept).replies == "improvements":
                    programme.at_least(plus(programme.worse(mover, here, there), {carried: -1.0}), 0.0)
                balance[here, tag] = plus(balance[here, tag], {carried: 1.0})
                balance[there, after] = plus(balance[there, after], {carried: -1.0})
                if (there, after) not in seen:
                    seen.add((there, after))
                    waiting.append((there, after))
    for here, tag in sorted(seen):
        if tag:
            left = programme.new(False)
            for bound in _deters(programme, game, state, actor, here, concept, settings):
                programme.at_least(plus(bound, {left: -1.0}), 0.0)
            balance[here, tag] = plus(balance[here, tag], {left: 1.0})
            programme.at_least({place: -each for place, each in balance[here, tag].items()}, 0.0)
            out = plus(out, {left: 1.0})
    programme.at_least(plus({-1: 1.0}, balance[move, 0], -1.0), 0.0)
    return out


def _deters(
    programme: _Programme, game: Game, state: int, actor: int, landing: int, concept: str, settings: Settings
) -> list[Term]:
    """What must hold for a landing to deter, each at least as large as what flows out there."""
    escapes = moves_from(game, actor, landing).tolist() if entry(concept).escape == "considered" else []
    if settings.sanction == "worse":
        return [programme.worse(actor, place, state) for place in (landing, *escapes)]
    return [programme.good(actor, state, place) for place in (landing, *escapes)]
