"""Every assumption of a model by a stable path, with what it rests on and the number in it, if any.

Paths: ``preferences.ACTOR.WANT``, ``preferences.ACTOR`` (a ranking), ``rules.ID``, ``consequences.ID``,
``scenario.VARIABLE.PHASE[.PARENT VALUES].VALUE``, ``actors.ACTOR.tempo`` (precision, foresight, move_cost).
A *draw* maps some of these paths to numbers; what it leaves out takes its middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .model import Model
from .preferences import Priorities, Ranking, Wants
from .quantities import Quantity

Draw = Mapping[str, float]
"""Numbers for some assumptions, by path."""

HABITS = ("tempo", "precision", "foresight", "move_cost")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing the model takes for granted. ``quantity`` is None where there is no number to vary."""

    path: str
    kind: str
    text: str
    because: tuple[str, ...] = ()
    quantity: Quantity | None = None


def assumptions(model: Model) -> tuple[Assumption, ...]:
    """All assumptions, in the order of the file's sections."""
    return (*_habits(model), *_scenario(model), *_rules(model), *_preferences(model))


def uncertain(model: Model) -> tuple[Assumption, ...]:
    """The assumptions whose number is not fixed."""
    return tuple(each for each in assumptions(model) if each.quantity is not None and not each.quantity.is_fixed)


def _habits(model: Model) -> Iterator[Assumption]:
    for actor in model.actors:
        for habit in HABITS:
            quantity: Quantity = getattr(actor, habit)
            text = f"{actor.label}: {habit.replace('_', ' ')} {quantity.text()}"
            yield Assumption(f"actors.{actor.id}.{habit}", "habit", text, actor.because, quantity)


def _scenario(model: Model) -> Iterator[Assumption]:
    for variable in model.scenario:
        for number, phase in enumerate(variable.phases):
            for row in phase.rows:
                given = ", ".join(row.when)
                for value, chance in zip(variable.values, row.chances, strict=True):
                    path = ".".join(["scenario", variable.id, str(number), *row.when, value])
                    text = f"{variable.id} is {value}" + (f" given {given}" if given else "")
                    yield Assumption(path, "chance", f"{text}: {chance.text()}", variable.because, chance)


def _rules(model: Model) -> Iterator[Assumption]:
    for rule in model.rules:
        yield Assumption(f"rules.{rule.id}", "rule", rule.text, rule.because)
    for soft in model.soft_rules:
        yield Assumption(f"rules.{soft.id}", "soft rule", soft.text, soft.because, soft.cost)
    for consequence in model.consequences:
        yield Assumption(f"consequences.{consequence.id}", "consequence", consequence.text, consequence.because)


def _preferences(model: Model) -> Iterator[Assumption]:
    for actor, preference in model.preferences:
        label = model.actor(actor).label
        match preference:
            case Wants(wants):
                for want in wants:
                    verb = "avoids" if want.avoids else "wants"
                    path = f"preferences.{actor}.{want.id}"
                    yield Assumption(path, "want", f"{label}: {verb} {want.text}", want.because, want.worth)
            case Priorities(statements):
                for place, each in enumerate(statements, 1):
                    path = f"preferences.{actor}.{each.id}"
                    yield Assumption(path, "priority", f"{label}, priority {place}: {each.text}", each.because)
            case Ranking(because=because):
                yield Assumption(f"preferences.{actor}", "ranking", f"{label}: ranking of states", because)
