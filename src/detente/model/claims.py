"""What an author asserts, each with a test that could fail.

A claim's *circumstances* say under which scenario values, commitments and menus it is tested; its *test* says what
must come out. Tests in ``VERDICT_TESTS`` need only verdicts; all others need the process of moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .conditions import Condition

Concept = Literal["nash", "gmr", "smr", "seq", "sseq", "sim"]
Measure = Literal["reached", "holding", "in_place"]
"""Reached by the date; holding at the date; share of the time to the date in place."""

Values = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """``given``: scenario values taken for certain. ``commit``: option values held fixed. ``without``: options taken
    off the menu (held at their status quo). ``reading``: the reading in which to test; empty: the base model."""

    given: Values = ()
    commit: Values = ()
    without: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Rests:
    """Some (``every``: each) feasible state in which ``condition`` holds is stable under ``concept`` for ``actor``
    (None: for all); ``expected`` False asserts the opposite."""

    condition: Condition
    concept: Concept = "seq"
    actor: str | None = None
    every: bool = False
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Reaches:
    """From the status quo play can (``expected`` False: cannot) reach a state in which ``condition`` holds."""

    condition: Condition
    by: Literal["improvements", "moves"] = "improvements"
    expected: bool = True


@dataclass(frozen=True, slots=True)
class Prefers:
    """``actor`` strictly prefers the status quo changed by ``better`` to the status quo changed by ``worse``."""

    actor: str
    better: Values
    worse: Values


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of ``outcome`` by ``by`` (years from the model's date; None: the horizon) is within the bounds."""

    outcome: Condition
    at_least: float = 0.0
    at_most: float = 1.0
    by: float | None = None
    measure: Measure = "reached"


@dataclass(frozen=True, slots=True)
class Shift:
    """Committing ``commit`` (beyond the circumstances) raises, lowers or leaves alone the chance of ``outcome``,
    by at least (no_effect: at most) ``margin``."""

    outcome: Condition
    direction: Literal["raises", "lowers", "no_effect"]
    commit: Values = ()
    given: Values = ()
    margin: float = 0.02
    by: float | None = None
    measure: Measure = "reached"


@dataclass(frozen=True, slots=True)
class Needs:
    """``outcome`` hardly comes about without ``condition``: with every state of ``condition`` shut, its chance is at
    most ``at_most``."""

    outcome: Condition
    condition: Condition
    at_most: float = 0.05
    by: float | None = None
    measure: Measure = "reached"


@dataclass(frozen=True, slots=True)
class Suffices:
    """With ``commit`` held, the chance of ``outcome`` reaches ``at_least`` (``expected`` False: it does not)."""

    outcome: Condition
    commit: Values
    at_least: float = 0.5
    expected: bool = True
    by: float | None = None
    measure: Measure = "reached"


@dataclass(frozen=True, slots=True)
class Rather:
    """``actor`` expects more (discounted worth at the status quo) under ``rather`` than under ``than``."""

    actor: str
    rather: Values
    than: Values


@dataclass(frozen=True, slots=True)
class Interaction:
    """The effect of ``commit`` on the chance of ``outcome`` is smaller (larger) with ``while_`` than with
    ``instead``, by at least ``margin``: a difference of differences."""

    outcome: Condition
    commit: Values
    while_: Values
    instead: Values
    direction: Literal["less", "more"] = "less"
    margin: float = 0.02
    by: float | None = None
    measure: Measure = "reached"


Test = Rests | Reaches | Prefers | Chance | Shift | Needs | Suffices | Rather | Interaction
VERDICT_TESTS = (Rests, Reaches, Prefers)


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion. ``claimed_by`` names a source. ``answers``: the question it settles, if it is a leading one."""

    id: str
    says: str
    test: Test
    circumstances: Circumstances = field(default_factory=Circumstances)
    claimed_by: str = ""
    because: tuple[str, ...] = ()
    answers: str = ""

    @property
    def needs_process(self) -> bool:
        """Whether the test needs the process of moves."""
        return not isinstance(self.test, VERDICT_TESTS)
