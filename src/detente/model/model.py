"""The whole argument, in machine form: a tree of frozen records that knows no text, file or array.

Nothing below ``language/`` sees the human form of a model. Values are spelled out: every option has a value in
``status_quo``, every scenario row has a probability for each value, every want has an id.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace

from ..errors import Problem
from .actors import Actor, Option
from .claims import Claim
from .conditions import Condition
from .evidence import Evidence, Source
from .preferences import Preference
from .rules import Consequence, Rule, SoftRule
from .scenario import Variable

STATE = "state"
"""The name that conditions use for the state itself in a model given as an explicit graph."""

Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named set of states. ``base_rate``: how often such a thing happened, as a plain baseline in [0, 1]."""

    id: str
    condition: Condition
    text: str = ""
    base_rate: float | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """The explicit graph form: states by name (with a text), and arcs ``(actor, from, to)``."""

    states: tuple[tuple[str, str], ...]
    arcs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A rival reading of the same evidence: ``model`` is the base model with the reading's patch applied.

    ``changes`` names the assumptions that the patch touches (paths as in :mod:`detente.model.assumptions`).
    """

    id: str
    model: Model
    name: str = ""
    says: str = ""
    changes: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A strategic argument.

    ``horizon`` is in years from ``as_of`` (ISO date, may be empty). ``status_quo`` gives every option a value, or, in
    a model with an explicit ``graph``, is ``((STATE, name),)``; None where the file gives none and the default breaks
    a rule. ``scenario`` lists parents before children. ``coalitions`` are groups to be analysed jointly.
    """

    title: str
    actors: tuple[Actor, ...]
    options: tuple[Option, ...] = ()
    question: str = ""
    as_of: str = ""
    horizon: float = 2.0
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    scenario: tuple[Variable, ...] = ()
    rules: tuple[Rule, ...] = ()
    soft_rules: tuple[SoftRule, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    status_quo: Values | None = None
    preferences: tuple[tuple[str, Preference], ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    readings: tuple[Reading, ...] = ()
    claims: tuple[Claim, ...] = ()
    coalitions: tuple[tuple[str, ...], ...] = ()
    graph: Graph | None = None
    notes: tuple[str, ...] = field(default=())

    def actor(self, actor_id: str) -> Actor:
        return next(actor for actor in self.actors if actor.id == actor_id)

    def option(self, option_id: str) -> Option:
        return next(option for option in self.options if option.id == option_id)

    def outcome(self, outcome_id: str) -> Outcome:
        return next(outcome for outcome in self.outcomes if outcome.id == outcome_id)

    def preference(self, actor_id: str) -> Preference | None:
        """What an actor wants; None if the model does not say (it is then indifferent everywhere)."""
        return dict(self.preferences).get(actor_id)

    def reading(self, reading_id: str) -> Model:
        """The model under a reading; the base model for an empty id."""
        if not reading_id:
            return self
        return next(reading.model for reading in self.readings if reading.id == reading_id)

    def values_of(self, name: str) -> tuple[str, ...] | None:
        """The values that a name in a condition can have; None if there is no such name."""
        if name == STATE and self.graph is not None:
            return tuple(state for state, _ in self.graph.states)
        for option in self.options:
            if option.id == name:
                return option.choices
        for variable in self.scenario:
            if variable.id == name:
                return variable.values
        return None

    @property
    def base(self) -> Model:
        """The model without its readings."""
        return replace(self, readings=())

    @property
    def fingerprint(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of everything in the model."""
        text = json.dumps(_plain(asdict(self)), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def problems(self) -> tuple[Problem, ...]:
        """Everything that breaks a rule between elements; empty: the model is sound (:mod:`detente.model.problems`)."""
        from .problems import problems

        return problems(self)

    def variants(self) -> Iterator[tuple[str, Model]]:
        """The base model (id ``""``) and then each reading."""
        yield "", self.base
        for reading in self.readings:
            yield reading.id, reading.model


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
