"""What workers tell the tabs Answer and Knobs: sentences, tables, and plain numbers, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .quick import Estimate

if TYPE_CHECKING:
    from ..report.tables import Table


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences, and a table where there is one."""

    sentences: tuple[str, ...]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Chances:
    """``headline``: the answer in sentences. ``readings``: id, label and numbers of each, the base model first.
    ``partial``: the work was stopped."""

    headline: str
    readings: tuple[tuple[str, str, Estimate], ...]
    table: Table
    worlds: Table | None
    partial: bool

    @property
    def draws(self) -> str:
        """``32 draws (16 for each reading)``."""
        counts = [each.draws for _, _, each in self.readings]
        more = f" ({counts[1]} for each reading)" if len(set(counts)) > 1 else ""
        return f"{counts[0]} draw{'s' if counts[0] != 1 else ''}{more}"


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """One claim. ``result``: holds, vacuous, fails, undecided, or why it was not asked, with its ``mark`` and ``kind``.
    ``process``: it needs the process of moves. ``share``: of the draws or the
    preferences considered, in words. ``details``: term and words; ``because``: evidence ids."""

    id: str
    says: str
    by: str
    answers: str
    result: str
    mark: str
    kind: str
    process: bool
    share: str
    draws: int
    reading: str
    behind: str
    details: tuple[tuple[str, str], ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hinge:
    """One uncertain number: ``total``: its share in the spread; ``turns``, ``flip``: whether and where the answer turns
    within ``low`` to ``high``, None where that was not looked at."""

    path: str
    text: str
    because: tuple[str, ...]
    total: float
    low: float
    high: float
    turns: bool | None
    flip: float | None
