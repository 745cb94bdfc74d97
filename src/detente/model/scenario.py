"""What no actor decides: variables with probabilities, conditional where needed, that may change on a date.

A variable has *phases*. Each phase holds until its date (the last one for good) and gives, for every combination of
values of the variables in ``given``, a probability for each of the variable's values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .quantities import Quantity


@dataclass(frozen=True, slots=True)
class Row:
    """Probabilities of ``Variable.values`` (same order) when the parents have the values ``when``."""

    when: tuple[str, ...]
    chances: tuple[Quantity, ...]

    def probabilities(self) -> tuple[float, ...]:
        """Central probabilities, scaled to sum to 1."""
        middles = [max(chance.middle, 0.0) for chance in self.chances]
        total = sum(middles)
        return tuple(middle / total for middle in middles)


@dataclass(frozen=True, slots=True)
class Phase:
    """``until``: ISO date on which the phase ends; None for the last one."""

    rows: tuple[Row, ...]
    until: str | None = None

    def row(self, when: tuple[str, ...]) -> Row:
        return next(row for row in self.rows if row.when == when)


@dataclass(frozen=True, slots=True)
class Variable:
    """One scenario variable. ``given`` names its parents; rows are indexed by their values."""

    id: str
    values: tuple[str, ...]
    phases: tuple[Phase, ...]
    given: tuple[str, ...] = ()
    text: str = ""
    because: tuple[str, ...] = ()

    def phase(self, date: str | None) -> Phase:
        """The phase in force on an ISO date; None means after the last change."""
        if date is None:
            return self.phases[-1]
        return next(phase for phase in self.phases if phase.until is None or date < phase.until)


Assignment = tuple[tuple[str, str], ...]
"""Values of scenario variables, in the order of the model."""


def joint(variables: tuple[Variable, ...], date: str | None = None) -> Iterator[tuple[Assignment, float]]:
    """Every combination of values with positive probability on ``date``, with its probability.

    ``variables`` must list parents before children (``Model`` guarantees it). Probabilities are the central ones.
    """

    def extend(done: Assignment, chance: float, rest: tuple[Variable, ...]) -> Iterator[tuple[Assignment, float]]:
        if not rest:
            yield done, chance
            return
        variable, known = rest[0], dict(done)
        row = variable.phase(date).row(tuple(known[parent] for parent in variable.given))
        for value, probability in zip(variable.values, row.probabilities(), strict=True):
            if probability > 0:
                yield from extend((*done, (variable.id, value)), chance * probability, rest[1:])

    return extend((), 1.0, variables)
