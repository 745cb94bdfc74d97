"""What a problem of the text says, wherever it is shown beside its place."""

from __future__ import annotations

from ...errors import Problem


def sentence(problem: Problem) -> str:
    """The rule, what was found and what to do, without the place."""
    found = f"; found {problem.found}" if problem.found else ""
    return problem.rule + found + (f" ({problem.hint})" if problem.hint else "")
