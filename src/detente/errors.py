"""Every exception that detente raises on purpose.

::

    DetenteError
    ├── ModelError        the model has problems; all of them are in .problems
    │   └── CaseNotFound  no file and no built-in case has that name
    ├── TooLarge          a limit would be passed; said before any long wait
    ├── Unanswerable      the question does not apply to this model (the sentence says why)
    └── MissingExtra      an optional dependency is not installed (the sentence says how to install it)

Problems in a model are data (:class:`Problem`), never exceptions one at a time: a reader collects them all and
raises one :class:`ModelError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a model: where, which rule, what was found, what to do."""

    line: int = 0
    column: int = 0
    path: str = ""
    rule: str = ""
    found: str = ""
    hint: str = ""
    severity: Severity = "error"
    file: str = ""

    def sentence(self) -> str:
        """The problem as ``file:line:column: path: rule; found ... (hint)``."""
        where = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        parts = [part for part in (where, self.path) if part]
        said = self.rule + (f"; found {self.found}" if self.found else "")
        said += f" ({self.hint})" if self.hint else ""
        return ": ".join([*parts, said])


class DetenteError(Exception):
    """Base of all exceptions raised by detente."""


class ModelError(DetenteError):
    """The model has problems. ``problems`` holds every one of them, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problem.sentence() for problem in problems))


class CaseNotFound(ModelError):
    """No file and no built-in case has that name."""


class TooLarge(DetenteError):
    """A limit would be passed. The sentence names the size, the limit and what to do."""


class Unanswerable(DetenteError):
    """The question does not apply to this model. The sentence says why."""


class MissingExtra(DetenteError):
    """An optional dependency is missing. The sentence holds the install line."""
