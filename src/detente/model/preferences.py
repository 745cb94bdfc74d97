"""What each actor wants, in one of three forms.

* :class:`Priorities`: conditions, most important first, compared lexicographically (statement j of k weighs
  2^(k-j); Peng, Hipel & Kilgour 1997).
* :class:`Ranking`: states from best to worst, ties in one tier; a strong gap separates tiers between which the
  preference is strong (Hamouda, Kilgour & Hipel 2004).
* :class:`Wants`: conditions with worths that add up. Without worths only the order of the list counts, and the
  weights are drawn uniformly from all weights that respect it (Lahdelma, Hokkanen & Salminen 1998).
"""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import Condition
from .quantities import Quantity


@dataclass(frozen=True, slots=True)
class Statement:
    """One prioritised condition."""

    condition: Condition
    id: str = ""
    text: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Priorities:
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """``tiers[0]`` is best. Each state is a condition that picks exactly one feasible state.

    ``strong_gaps`` holds k where the preference of tier k over tier k + 1 is strong.
    """

    tiers: tuple[tuple[Condition, ...], ...]
    strong_gaps: frozenset[int] = frozenset()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Want:
    """Worth while ``condition`` holds; ``avoids`` turns the sign. ``worth`` is None where only the order counts."""

    condition: Condition
    worth: Quantity | None = None
    avoids: bool = False
    stake: str = ""
    id: str = ""
    text: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wants:
    wants: tuple[Want, ...]

    @property
    def is_ordinal(self) -> bool:
        """Whether only the order of the list counts."""
        return all(want.worth is None for want in self.wants)


Preference = Priorities | Ranking | Wants
