"""States, moves and truth tables that variants of a model have in common, each worked out once.

Who can move where depends on options, on what follows from moves, on what holds today and on the rules of a world; what
an actor thinks of the states on its preference and on the soft rules that it pays for. Most variants differ in one of
these only: another reading, a want taken out, a probability taken for certain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

from ..dynamics import Blocks, blocks
from ..model import Assignment, Model
from ..space import Appraiser, Game, Space, enumerate_states, frame, prepare
from ..space.appraise import Order, Scale
from ..space.diagram import constraints

View = Scale | Order


@dataclass(frozen=True)
class Field:
    """Who can move where under the rules of some worlds: a game without preferences."""

    game: Game

    @cached_property
    def layout(self) -> Blocks:
        return blocks(self.game)

    @cached_property
    def mark(self) -> bytes:
        """Equal blocks have equal marks."""
        return mark(self.layout)


@dataclass(frozen=True)
class Board:
    """One world: who can move where, what the actors think of the states."""

    field: Field
    appraiser: Appraiser

    @property
    def game(self) -> Game:
        return self.field.game

    @property
    def layout(self) -> Blocks:
        return self.field.layout


class Fields:
    """What is worked out already, by what it is made of."""

    def __init__(self) -> None:
        self._spaces: dict[object, Space] = {}
        self._fields: dict[object, Field] = {}
        self._appraisers: dict[object, Appraiser] = {}

    def boards(self, model: Model, worlds: Sequence[Assignment]) -> tuple[Space, dict[Assignment, Board]]:
        """The states that some world allows, and every world's board.

        Raises as :func:`detente.space.enumerate_states` and :func:`detente.space.prepare` do.
        """
        rules = {world: constraints(model, world) for world in worlds}
        actors = tuple(actor.id for actor in model.actors)
        common = actors, model.options, model.consequences, model.graph, model.status_quo
        whole = *common, frozenset(rules.values())
        if whole not in self._spaces:
            self._spaces.setdefault(whole, enumerate_states(model, worlds))
        space = self._spaces[whole]
        found = {}
        for world in worlds:
            field = self._field((id(space), rules[world]), model, world, space)
            found[world] = Board(field, self._appraiser(model, world, space, field))
        return space, found

    def _field(self, name: object, model: Model, world: Assignment, space: Space) -> Field:
        if name not in self._fields:
            self._fields.setdefault(name, Field(frame(model, world, space)))
        return self._fields[name]

    def _appraiser(self, model: Model, world: Assignment, space: Space, field: Field) -> Appraiser:
        views: list[View] = []
        for actor in model.actors:
            costs = tuple(soft for soft in model.soft_rules if actor.id in soft.payers)
            name = id(space), world, actor.id, model.preference(actor.id), costs
            if name not in self._appraisers:
                alone = replace(model, actors=(actor,))
                self._appraisers[name] = prepare(alone, space, world, field.game.shut)
            views += self._appraisers[name].views
        return Appraiser(tuple(views))


def mark(layout: Blocks) -> bytes:
    """Equal blocks have equal marks."""
    found = blake2b(digest_size=16)
    for part in layout:
        found.update(f"{part.dtype} {part.shape}".encode() + part.tobytes())
    return found.digest()
