"""A model in which some numbers are held at values: what a file would say with these values written in.

Paths are those of :mod:`detente.model.assumptions`. Holding one probability holds its row: the other values share what
is left, in proportion to their middles (equally, where these are all 0).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .assumptions import HABITS
from .model import Model
from .preferences import Preference, Wants
from .quantities import Quantity, fixed
from .scenario import Phase, Row, Variable

Numbers = Mapping[str, float]
"""Values by path."""


def turned(model: Model, numbers: Numbers) -> Model:
    """The model and its readings with the numbers at these paths held; paths that they have not are passed over."""
    if not numbers:
        return model
    changed = {
        "actors": tuple(_with(each, f"actors.{each.id}", numbers) for each in model.actors),
        "scenario": tuple(_variable(each, numbers) for each in model.scenario),
        "soft_rules": tuple(
            replace(each, cost=_held(each.cost, f"rules.{each.id}", numbers)) for each in model.soft_rules
        ),
        "preferences": tuple((actor, _preference(actor, wanted, numbers)) for actor, wanted in model.preferences),
        "readings": tuple(replace(each, model=turned(each.model, numbers)) for each in model.readings),
    }
    different: dict[str, Any] = {name: new for name, new in changed.items() if new != getattr(model, name)}
    return replace(model, **different) if different else model


def rows(model: Model, numbers: Numbers) -> dict[str, tuple[float, ...]]:
    """The probabilities of each scenario row of which something is held, by the row's path
    (``scenario.VARIABLE.PHASE[.PARENT VALUES]``)."""
    return {
        path: tuple(chance.middle for chance in row.chances)
        for variable in model.scenario
        for path, old, row in _rows(variable, numbers)
        if row is not old
    }


def _held(quantity: Quantity, path: str, numbers: Numbers) -> Quantity:
    return fixed(numbers[path]) if path in numbers else quantity


def _with(actor: Any, path: str, numbers: Numbers) -> Any:
    found = {habit: numbers[f"{path}.{habit}"] for habit in HABITS if f"{path}.{habit}" in numbers}
    return replace(actor, **{habit: fixed(value) for habit, value in found.items()}) if found else actor


def _preference(actor: str, preference: Preference, numbers: Numbers) -> Preference:
    if not isinstance(preference, Wants):
        return preference
    return Wants(
        tuple(
            replace(each, worth=_held(each.worth, f"preferences.{actor}.{each.id}", numbers)) if each.worth else each
            for each in preference.wants
        )
    )


def _variable(variable: Variable, numbers: Numbers) -> Variable:
    held = {path: row for path, old, row in _rows(variable, numbers) if row is not old}
    if not held:
        return variable
    phases = tuple(
        Phase(tuple(held.get(_path(variable, number, row), row) for row in phase.rows), phase.until)
        for number, phase in enumerate(variable.phases)
    )
    return replace(variable, phases=phases)


def _rows(variable: Variable, numbers: Numbers) -> list[tuple[str, Row, Row]]:
    """Path, row as it is, and row with what is held, of all rows."""
    found = []
    for number, phase in enumerate(variable.phases):
        for row in phase.rows:
            path = _path(variable, number, row)
            said = [numbers.get(f"{path}.{value}") for value in variable.values]
            chances = tuple(map(fixed, shared(said, [chance.middle for chance in row.chances])))
            found.append((path, row, row if said.count(None) == len(said) else Row(row.when, chances)))
    return found


def _path(variable: Variable, phase: int, row: Row) -> str:
    return ".".join(["scenario", variable.id, str(phase), *row.when])


def shared(held: Sequence[float | None], middles: Sequence[float]) -> list[float]:
    """Probabilities that sum to 1: the held ones as they are, the others share what is left in proportion to their
    middles. Held ones that leave nothing, or more than is left, are scaled."""
    taken = [None if value is None else min(max(value, 0.0), 1.0) for value in held]
    whole = sum(value for value in taken if value is not None)
    others = [place for place, value in enumerate(taken) if value is None]
    if whole >= 1.0 or (not others and whole > 0.0):
        return [(value or 0.0) / whole for value in taken]
    weights = [max(middles[place], 0.0) if place in others else 0.0 for place in range(len(taken))]
    if not sum(weights):
        free = others or range(len(taken))
        weights = [float(place in free) for place in range(len(taken))]
    scale = (1.0 - whole) / sum(weights)
    return [
        weight * scale if value is None or not others else value for value, weight in zip(taken, weights, strict=True)
    ]
