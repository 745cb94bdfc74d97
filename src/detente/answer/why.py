"""Why is a state stable, or not? The witness of every verdict, with names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import Unanswerable
from ..model import Assignment, Model
from ..space import Game
from ..space.find import find
from ..stability import Settings
from ..stability.settings import CONCEPTS
from ..stability.why import Reason, Reply, explain
from .moves import step_record
from .record import Stamp, stamp, verdict_settings
from .worlds import game_in, world


@dataclass(frozen=True)
class Why:
    """Reasons for one state, actor by actor and concept by concept."""

    stamp: Stamp
    scenario: Assignment
    game: Game
    state: int
    reasons: tuple[Reason, ...]

    def as_dict(self) -> dict[str, Any]:
        return {
            **self.stamp.as_dict(),
            "scenario": dict(self.scenario),
            "state": self.game.space.name(self.state),
            "reasons": [self._reason(each) for each in self.reasons],
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        return {
            "actor": self.game.actors[reason.actor],
            "concept": reason.concept,
            "stable": reason.stable,
            "kind": reason.kind,
            "improvements": reason.improvements,
            "unpunished": reason.unpunished,
            "replies": [self._reply(each) for each in reason.replies],
        }

    def _reply(self, reply: Reply) -> dict[str, Any]:
        name = self.game.space.name
        return {
            "improvement": name(reply.improvement),
            "punished": reply.punished,
            "path": [step_record(self.game.space, self.game.actors, step) for step in reply.path],
            "landing": name(reply.landing) if reply.landing >= 0 else None,
            "escape": name(reply.escape) if reply.escape >= 0 else None,
        }


def why(
    model: Model,
    state: str,
    given: Mapping[str, str] | None = None,
    actors: Sequence[str] = (),
    concepts: Sequence[str] = (),
    settings: Settings | None = None,
) -> Why:
    """The reasons for one state's verdicts; ``state`` is a name, a Y/N pattern or ``#number``, or ``today``.

    ``actors``, ``concepts``: empty means all (that are defined). Raises Unanswerable for unknown names.
    """
    scenario = world(model, given)
    game = game_in(model, scenario)
    chosen = settings or Settings()
    place = _place(game, state)
    asked = [_index(game, actor) for actor in actors] or list(range(len(game.actors)))
    for concept in concepts:
        if concept not in CONCEPTS:
            raise Unanswerable(f"there is no concept {concept}; there are {', '.join(CONCEPTS)}")
    wanted = concepts or [each for each in CONCEPTS if each != "sim" or game.arcs is None]
    reasons = tuple(explain(game, place, actor, concept, chosen) for actor in asked for concept in wanted)
    recorded = stamp(model, verdict_settings(chosen))
    return Why(recorded, scenario, game, place, reasons)


def _place(game: Game, state: str) -> int:
    if state != "today":
        return find(game.space, state)
    if game.status_quo < 0:
        raise Unanswerable("the model has no status quo; name a state")
    return game.status_quo


def _index(game: Game, actor: str) -> int:
    if actor not in game.actors:
        raise Unanswerable(f"there is no actor {actor}; there are {', '.join(game.actors)}")
    return game.actors.index(actor)
