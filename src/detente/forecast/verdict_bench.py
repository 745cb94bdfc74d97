"""Claims that need only verdicts, tested in every scenario and draw; each game's moves and truth tables made once.

A claim is tested in every scenario of positive probability that agrees with its circumstances. Its *share* is the
fraction of the preferences considered under which it holds in every one of those scenarios: robustness, not a
probability. What does not depend on preferences is tested once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from ..answer.worlds import worlds
from ..model import Assignment, Claim, Draw, Model
from ..model.circumstances import under
from ..model.claims import Circumstances, Prefers, Reaches
from ..space import Appraiser, Game
from ..space.game import Ranks
from ..stability import Settings, Verdicts, verdicts
from .fields import Fields
from .judgement import Judgement, outcome_of
from .verdict_tests import VERDICT_TESTS


class Bench:
    """A model whose variants and games are made once each. ``fields``: states and moves worked out before."""

    def __init__(self, model: Model, settings: Settings, fields: Fields | None = None) -> None:
        self.settings = settings
        self.variant = lru_cache(maxsize=None)(lambda circumstances: under(model, circumstances))
        self._board = lru_cache(maxsize=256)(self._make)
        self._fields = fields or Fields()
        self._verdicts: dict[object, Verdicts] = {}

    def judge(self, claim: Claim, drawn: Sequence[Draw]) -> Judgement:
        """What becomes of a claim. Raises as :func:`under` and the tests do."""
        tested = self._tested(claim)
        middle = tuple((world, holds({})) for world, holds in tested)
        alike = len(drawn) == 1 or not any(drawn)
        if alike or (isinstance(claim.test, Reaches) and claim.test.by == "moves"):
            share = float(all(held for _, held in middle))
        else:
            share = sum(all(holds(draw) for _, holds in tested) for draw in drawn) / len(drawn)
        return Judgement(claim, outcome_of(share), share, len(drawn), middle)

    def tested(self, claim: Claim) -> Callable[[Draw], bool]:
        """Whether a claim holds in every scenario, under any draw."""
        tested = self._tested(claim)
        return lambda draw: all(holds(draw) for _, holds in tested)

    def _tested(self, claim: Claim) -> list[tuple[Assignment, Callable[[Draw], bool]]]:
        """Whether a claim holds in each scenario, under any draw."""
        return [(world, self._tested_in(claim, world)) for world, _ in worlds(self.variant(claim.circumstances))]

    def _tested_in(self, claim: Claim, world: Assignment) -> Callable[[Draw], bool]:
        game, appraiser = self._board(claim.circumstances, world)
        check = VERDICT_TESTS[type(claim.test)](self.variant(claim.circumstances), world, game, claim.test)

        def holds(draw: Draw) -> bool:
            ranks = _ranks(claim, game, appraiser, draw)
            return check(replace(game, ranks=ranks, levels=appraiser.levels), self._judged)

        return holds

    def _judged(self, game: Game, concept: str) -> Verdicts:
        """The verdicts of a game. Worlds and draws in which everybody ranks the states alike share them."""
        ranks = blake2b(game.ranks.tobytes(), digest_size=16).digest()
        levels = None if game.levels is None else game.levels.tobytes()
        key = id(game.space), id(game.arcs), concept, ranks, levels
        if key not in self._verdicts:
            self._verdicts[key] = verdicts(game, self.settings, concepts=(concept,))
        return self._verdicts[key]

    def _make(self, circumstances: Circumstances, world: Assignment) -> tuple[Game, Appraiser]:
        """Worlds and circumstances with the same rules and the same today share states and moves."""
        board = self._fields.boards(self.variant(circumstances), (world,))[1][world]
        return board.game, board.appraiser


def _ranks(claim: Claim, game: Game, appraiser: Appraiser, draw: Draw) -> Ranks:
    """How the actors rank the states, [A, S]; where a claim asks for one actor alone, only that actor does."""
    if not isinstance(claim.test, Prefers):
        return appraiser.ranks(draw)
    actor, ranks = game.actors.index(claim.test.actor), np.zeros_like(game.ranks)
    ranks[actor] = appraiser.views[actor].ranks(draw)
    return ranks
