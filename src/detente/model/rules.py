"""What cannot be, what costs, and what follows by itself."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Condition
from .quantities import Quantity


@dataclass(frozen=True, slots=True)
class Rule:
    """``condition`` holds in every feasible state. ``text`` is the rule as the analyst wrote it."""

    id: str
    condition: Condition
    text: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SoftRule:
    """Whoever is in ``payers`` loses ``cost`` (units of worth) in every state in which ``condition`` fails."""

    id: str
    condition: Condition
    cost: Quantity
    payers: tuple[str, ...]
    text: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequence:
    """As soon as ``when`` holds, each option in ``sets`` takes the value beside it, in the same step."""

    id: str
    when: Condition
    sets: tuple[tuple[str, str], ...]
    text: str = ""
    because: tuple[str, ...] = ()
