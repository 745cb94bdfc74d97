"""Problems are collected, not raised one at a time."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..errors import Problem, Severity
from .nodes import Node, Scalar

MOST = 200
"""Problems listed of one file; a file with more is of another kind, and its first problems say so."""


EFFORT = 500_000
"""Letters compared in the search for words that were meant, in all problems of a file together: a hostile file must
not make its problems costly to report."""

LONGEST = 300
"""Letters of one part of a sentence."""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


@dataclass(slots=True)
class Report:
    """Everything found wrong so far. ``file`` is the name shown in front."""

    file: str = ""
    found: dict[tuple[int, int, str, str], Problem] = field(default_factory=dict)
    more: int = 0
    effort: int = EFFORT

    @property
    def full(self) -> bool:
        return len(self.found) >= MOST

    def add(
        self,
        node: Node | None,
        rule: str,
        found: str = "",
        hint: str = "",
        *,
        offset: int | None = None,
        severity: Severity = "error",
    ) -> None:
        """One problem at a node; ``offset`` points at a character inside a scalar."""
        line, column, path = (node.line, node.column, node.path) if node is not None else (1, 1, "")
        if offset is not None and isinstance(node, Scalar):
            line, column = node.at(offset)
        self.put(Problem(line, column, path, rule, found, hint, severity, self.file))

    def put(self, problem: Problem) -> None:
        """A ready problem. The same one twice (met again under a reading) counts once."""
        path, rule, found = _short(problem.path), _short(problem.rule), _short(problem.found)
        problem = replace(problem, path=path, rule=rule, found=found)
        key = (problem.line, problem.column, problem.rule, problem.found)
        if key in self.found:
            return
        if self.full:
            self.more += 1
        else:
            self.found[key] = problem

    def meant(self, word: str, known: Iterable[str]) -> str:
        """``did you mean ...?``, or nothing where no known word is close."""
        words = [each for each in known if abs(len(each) - len(word)) <= max(3, len(word) // 2)]
        effort = len(word) * sum(map(len, words)) + 100 * len(words)
        if self.full or effort > self.effort:
            return ""
        self.effort -= effort
        close = difflib.get_close_matches(word, words, n=1)
        return f"did you mean {close[0]}?" if close else ""

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.found.values())

    def problems(self) -> tuple[Problem, ...]:
        """All of them, in file order."""
        listed = tuple(sorted(self.found.values()))
        if not self.more:
            return listed
        rest = Problem(rule=f"and {self.more} more problems that are not listed", file=self.file)
        return (*listed, rest)
