"""What the board is told by the workers: plain records about one state, its verdicts, its moves, and lists of states.

A *place* is a state by its name and its values, so that a page can ask for it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..model import Assignment
from ..model.model import Values

Interest = Literal["improvement", "indifferent", "against"]


@dataclass(frozen=True, slots=True)
class Place:
    """``values``: option by option; of a listed state ``(("state", name),)``."""

    name: str
    values: Values


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A scenario variable and the values of it that can occur."""

    id: str
    text: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """One scenario of a model: the values ``given`` that it was chosen by, its ``chance``, how many states are feasible
    in it (``large``: so many that their verdicts take a while), and today (None: the model does not say).
    ``concepts``: what each concept of stability looks at, by id."""

    given: Assignment
    scenario: Assignment
    chance: float
    states: int
    today: Place | None
    circumstances: tuple[Circumstance, ...]
    large: bool
    concepts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One actor under one concept, with the witness in words (``lines``)."""

    concept: str
    stable: bool
    said: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """One actor in a state. ``kind``: ``cannot move``, ``no improvement``, or ``improvements``; ``marks``: by concept,
    as far as they could be given."""

    actor: str
    label: str
    kind: str
    marks: tuple[Mark, ...]

    def stable(self, concept: str) -> bool | None:
        """None where the concept has no verdict."""
        return next((each.stable for each in self.marks if each.concept == concept), None)


@dataclass(frozen=True, slots=True)
class Step:
    """``actor`` takes up ``words`` and comes to ``place``."""

    actor: str
    label: str
    words: str
    interest: Interest
    place: Place


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A state one move away, by one actor. ``there``, ``back``: the mover's interest in going there and in coming from
    there, None where that cannot be done. ``rests``: under SEQ, None where that is not worked out."""

    place: Place
    mover: int
    words: str
    there: Interest | None
    back: Interest | None
    today: bool
    rests: bool | None


@dataclass(frozen=True, slots=True)
class Look:
    """One combination of values. ``broken``: the rules that forbid it, in words; everything else is only there where
    none does. ``follows``: where the consequences would lead. ``outcomes``: what each is called, and whether it holds.
    ``rests``: the concepts under which every actor is stable. ``unlisted``: neighbours beyond these."""

    place: Place
    broken: tuple[str, ...] = ()
    follows: Place | None = None
    phrase: str = ""
    today: bool = False
    outcomes: tuple[tuple[str, bool], ...] = ()
    stands: tuple[Stand, ...] = ()
    rests: tuple[str, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    unlisted: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A shortest way from today. ``against``: steps that are worse for their mover."""

    steps: tuple[Step, ...]
    against: int


@dataclass(frozen=True, slots=True)
class Ways:
    """By improvements alone and by any moves; None where there is none."""

    improvements: Way | None
    moves: Way | None


@dataclass(frozen=True, slots=True)
class Row:
    """A state in a list. ``concepts``: under which it is an equilibrium, as far as that is known."""

    place: Place
    concepts: tuple[str, ...] = ()
    today: bool = False


@dataclass(frozen=True, slots=True)
class States:
    """A page of a list of ``total`` states out of ``of``. ``problem``: why there is no list, with the ``column`` of the
    condition (from 1; 0: no particular one)."""

    rows: tuple[Row, ...]
    total: int
    of: int
    problem: str = ""
    column: int = 0
