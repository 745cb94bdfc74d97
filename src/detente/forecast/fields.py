"""States, moves and truth tables that variants of a model have in common, each worked out once.

Who can move where depends on options, on what follows from moves, on what holds today and on the rules of a world; what
an actor thinks of the states on its preference and on the soft rules that it pays for. Most variants differ in one of
these only: another reading, a want taken out, a probability taken for certain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b

from ..dynamics import Blocks, blocks
from ..dynamics.blocks import confined, reached
from ..model import Actor, Assignment, Model, Preference, Priorities, Ranking, SoftRule, Wants, conditions
from ..space import Appraiser, Game, Space, enumerate_states, frame, prepare
from ..space.appraise import Order, Scale
from ..space.diagram import constraints
from ..space.states import Mask

View = Scale | Order


@dataclass(frozen=True)
class Ground:
    """Who can move where among the states that play can be in, ``inside`` [S]; in others nobody can."""

    inside: Mask
    layout: Blocks

    @cached_property
    def mark(self) -> bytes:
        """Equal blocks have equal marks."""
        return mark(self.layout)


@dataclass(frozen=True)
class Field:
    """Who can move where under the rules of some worlds: a game without preferences."""

    game: Game
    _grounds: dict[bytes, Ground] = field(default_factory=dict, compare=False)

    @cached_property
    def layout(self) -> Blocks:
        return blocks(self.game)

    def ground(self, begin: Mask) -> Ground:
        """What play can come to that begins in one of some states, [S]."""
        name = begin.tobytes()
        if name not in self._grounds:
            inside = reached(self.layout, begin)
            self._grounds[name] = Ground(inside, self.layout if inside.all() else confined(self.layout, inside))
        return self._grounds[name]


@dataclass(frozen=True)
class Board:
    """One world: who can move where, what the actors think of the states."""

    field: Field
    appraiser: Appraiser

    @property
    def game(self) -> Game:
        return self.field.game


class Fields:
    """What is worked out already, by what it is made of."""

    def __init__(self) -> None:
        self._spaces: dict[object, Space] = {}
        self._fields: dict[object, Field] = {}
        self._appraised: dict[object, dict[Assignment, View]] = {}

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
        fields = {world: self._field((id(space), rules[world]), model, world, space) for world in worlds}
        columns = [self._views(model, actor, space, fields) for actor in model.actors]
        views = zip(worlds, zip(*columns, strict=True), strict=True)
        return space, {world: Board(fields[world], Appraiser(row)) for world, row in views}

    def _field(self, name: object, model: Model, world: Assignment, space: Space) -> Field:
        if name not in self._fields:
            self._fields.setdefault(name, Field(frame(model, world, space)))
        return self._fields[name]

    def _views(self, model: Model, actor: Actor, space: Space, fields: Mapping[Assignment, Field]) -> list[View]:
        """What one actor thinks of the states in each world."""
        preference, alone = model.preference(actor.id), replace(model, actors=(actor,))
        costs = tuple(soft for soft in model.soft_rules if actor.id in soft.payers)
        known = self._appraised.setdefault((id(space), actor.id, preference, costs), {})
        told = mentioned(preference, costs)
        found = []
        for world, place in fields.items():
            part = world if told is None else tuple(pair for pair in world if pair[0] in told)
            if part not in known:
                known[part] = prepare(alone, space, world, place.game.shut).views[0]
            found.append(known[part])
        return found


def mentioned(preference: Preference | None, costs: Sequence[SoftRule]) -> frozenset[str] | None:
    """The options and variables that an actor's wants speak of; None for a ranking, which speaks of all states."""
    said = [soft.condition for soft in costs]
    match preference:
        case Ranking():
            return None
        case Wants(wants):
            said += [want.condition for want in wants]
        case Priorities(statements):
            said += [each.condition for each in statements]
    return frozenset().union(*map(conditions.names, said))


def mark(layout: Blocks) -> bytes:
    """Equal blocks have equal marks."""
    found = blake2b(digest_size=16)
    for part in layout:
        found.update(f"{part.dtype} {part.shape}".encode() + part.tobytes())
    return found.digest()
