"""Games that a worker keeps ready, the last few that were asked about: one state after another is then looked up, not
worked out again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Assignment, Model

if TYPE_CHECKING:
    from ...space import Game
    from ...stability import Verdicts

MOST = 3
"""Games that are kept: a large one takes some hundred bytes per state."""

AT_ONCE = 2**16
"""States up to which the verdicts on all of them are worked out with the first one."""


@dataclass
class Held:
    """A model in one scenario, its game, and the verdicts on all its states once somebody asks for them."""

    model: Model
    scenario: Assignment
    game: Game

    @cached_property
    def verdicts(self) -> Verdicts:
        from ...stability import verdicts

        return verdicts(self.game)

    @cached_property
    def turned(self) -> Game:
        """The game with every move turned round: from where a state can be entered."""
        from ...space.walks import mirror

        return mirror(self.game)

    @property
    def known(self) -> Verdicts | None:
        """The verdicts on all states where they are at hand, or soon are."""
        small = self.game.size <= AT_ONCE or "verdicts" in self.__dict__
        return self.verdicts if small else None

    def rests(self, state: int) -> tuple[str, ...] | None:
        """The concepts under which a state is an equilibrium; None where that would take long to say."""
        import numpy as np

        from ...stability.individual import BIT

        found = self.known
        if found is None:
            return None
        bits = int(np.bitwise_and.reduce(found.bits[:, state]))
        return tuple(concept for concept in found.concepts if bits & BIT[concept])


_HELD: OrderedDict[tuple[str, Assignment], Held] = OrderedDict()


def held(model: Model, given: Mapping[str, str]) -> Held:
    """The game of a model under the likeliest scenario with the values ``given``. Raises as :func:`detente.space.build`
    and :func:`detente.answer.worlds.world` do."""
    from ...answer.worlds import world
    from ...space import build

    scenario = world(model, given)
    key = model.fingerprint, scenario
    if key not in _HELD:
        _HELD[key] = Held(model, scenario, build(model, scenario))
        while len(_HELD) > MOST:
            _HELD.popitem(last=False)
    _HELD.move_to_end(key)
    return _HELD[key]
