"""Every number of a model as something that can be turned: what it says, its unit, how far it goes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Assumption, Model, Quantity, Variable, assumptions

UNITS = {
    "tempo": "times a year",
    "precision": "per unit of worth",
    "foresight": "years",
    "move_cost": "worth times years",
    "want": "units of worth",
    "soft rule": "units of worth",
    "chance": "probability",
}

MEANINGS = {
    "tempo": "How often this party gets to reconsider what it does.",
    "precision": "How surely it picks the better move: at 1, a steady difference of one unit of worth makes the better "
    "move 2.7 times likelier.",
    "foresight": "How far ahead it looks: what lies this many years ahead counts for about a third.",
    "move_cost": "What any move costs it, once.",
    "want": "A steady difference of one unit makes the better choice 2.7 times likelier, for a party of precision 1.",
    "soft rule": "What breaking the rule costs whoever pays for it, as long as it is broken.",
    "chance": "The other values of its row share what is left, in proportion.",
}

LEAST = {"foresight": 0.05}
"""The least value that makes sense, where it is not 0."""

SCENARIO, RULES = "Scenario", "Rules that cost"


@dataclass(frozen=True, slots=True)
class Knob:
    """One number. ``group``: the actor or scenario variable; ``middle``: where it stands while nobody turns it;
    ``said``: its range or word as the model has it; ``low``, ``high``, ``step``: of its control."""

    path: str
    group: str
    label: str
    unit: str
    meaning: str
    said: str
    middle: float
    low: float
    high: float
    step: float
    because: tuple[str, ...]
    is_fixed: bool

    def matches(self, words: str) -> bool:
        """Whether every word stands somewhere in it."""
        said = f"{self.path} {self.group} {self.label} {self.unit} {self.said} {' '.join(self.because)}".lower()
        return all(word in said for word in words.lower().split())


def knobs(model: Model) -> tuple[Knob, ...]:
    """All of them: actor by actor, then rules that cost, then the scenario."""
    found = [each for each in assumptions(model) if each.quantity is not None]
    groups = [*(each.label for each in model.actors), RULES, *(_head(each) for each in model.scenario)]
    made = [_knob(model, each) for each in found]
    return tuple(sorted(made, key=lambda each: groups.index(each.group)))


def _knob(model: Model, each: Assumption) -> Knob:
    assert each.quantity is not None
    quantity, kind = each.quantity, each.kind
    _, owner, *rest = each.path.split(".")
    if kind == "habit":
        kind = rest[0]
        group, label = model.actor(owner).label, kind.replace("_", " ")
    elif kind == "want":
        group = model.actor(owner).label
        label = each.text.removeprefix(group).removeprefix(":").strip()
    elif kind == "soft rule":
        group, label = RULES, each.text
    else:
        variable = next(one for one in model.scenario if one.id == owner)
        group, label = _head(variable), _chance(variable, each.path)
    low, high = span(quantity, kind)
    return Knob(
        each.path,
        group,
        label,
        UNITS[kind],
        MEANINGS[kind],
        (months(quantity) if kind == "foresight" else "") + said(quantity),
        quantity.middle,
        low,
        high,
        step(low, high),
        each.because,
        quantity.is_fixed,
    )


def _head(variable: Variable) -> str:
    return f"{SCENARIO}: {variable.id}"


def _chance(variable: Variable, path: str) -> str:
    """``trump, given withdrawal, from 2025-01-20``."""
    phase, *when, value = path.split(".")[2:]
    number = int(phase)
    given = ", ".join(when)
    here, before = variable.phases[number].until, variable.phases[number - 1].until if number else None
    dated = [f"from {before}" if before else "", f"until {here}" if here else ""]
    return ", ".join(part for part in (value, f"given {given}" if given else "", *dated) if part)


def said(quantity: Quantity) -> str:
    """``2 to 4``, ``large, 3 to 6``, ``fixed at 4``, ``about 3, give or take 1``."""
    if quantity.is_fixed:
        return f"fixed at {_number(quantity.low)}"
    if quantity.kind == "normal":
        return f"about {_number(quantity.low)}, give or take {_number(quantity.high)}"
    ends = f"{_number(quantity.low)} to {_number(quantity.high)}"
    return f"{quantity.word}, {ends}" if quantity.word else ends


def _number(value: float) -> str:
    return f"{round(value, 3) or value:g}"


def months(quantity: Quantity) -> str:
    """``2 to 6 months: `` for years that are no whole years but whole months; else nothing."""
    found = [each * 12 for each in dict.fromkeys((quantity.low, quantity.high))]
    whole = all(abs(each - round(each)) < 1e-6 for each in found)
    if quantity.kind == "normal" or not whole or all(round(each) % 12 == 0 for each in found):
        return ""
    return " to ".join(str(round(each)) for each in found) + " months: "


def span(quantity: Quantity, kind: str) -> tuple[float, float]:
    """How far a control goes: beyond the range by its width, never below what makes sense."""
    if kind == "chance":
        return 0.0, 1.0
    if quantity.is_fixed:
        size = abs(quantity.low) or 1.0
        low, high = quantity.low - size, quantity.low + size
    elif quantity.kind == "normal":
        low, high = quantity.low - 3 * quantity.high, quantity.low + 3 * quantity.high
    else:
        width = quantity.high - quantity.low
        low, high = quantity.low - width, quantity.high + width
    floor = LEAST.get(kind, 0.0)
    if quantity.middle >= floor:
        low = max(low, floor)
    return low, max(high, low + 1e-6)


def step(low: float, high: float) -> float:
    """A round step, about a two-hundredth of the way."""
    rough = (high - low) / 200
    power = 10.0 ** math.floor(math.log10(rough))
    return next(float(f"{size * power:.6g}") for size in (1, 2, 5, 10) if size * power >= rough * 0.999)


def grouped(found: tuple[Knob, ...]) -> Iterator[tuple[str, tuple[Knob, ...]]]:
    """The knobs of each group, in order."""
    for group in dict.fromkeys(each.group for each in found):
        yield group, tuple(each for each in found if each.group == group)
