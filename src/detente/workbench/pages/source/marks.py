"""Which lines of a text are marked: those with problems, and those that were changed just now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ....errors import Problem
from ..problem import sentence
from .merge import changes

MOST_FRESH = 400
"""Changed lines that are marked at most."""


def marks(text: str, problems: Sequence[Problem], fresh: Sequence[int]) -> list[dict[str, Any]]:
    """Decorations of the editor: a bar beside each line with a problem, a wavy line from the problem's place to the end
    of its word, a wash on lines that were changed."""
    lines = text.split("\n")
    worst = {each.line: each.severity for each in sorted(problems, key=lambda each: each.severity == "error")}
    found: list[dict[str, Any]] = [_line(line, "md-fresh") for line in fresh[:MOST_FRESH] if 0 < line <= len(lines)]
    found += [_line(line, f"md-{worst[line]}") for line in worst if 0 < line <= len(lines)]
    starts = [0]
    for each in lines:
        starts.append(starts[-1] + len(each) + 1)
    for problem in problems:
        if 0 < problem.line <= len(lines):
            first, last = _word(lines[problem.line - 1], problem.column - 1)
            if first < last:
                start = starts[problem.line - 1]
                place = {"from": start + first, "to": start + last}
                found.append({"kind": "mark", **place, "class": f"md-word-{problem.severity}"})
    return found


def tooltips(text: str, problems: Sequence[Problem]) -> dict[int, str]:
    """What the problems of each line say."""
    last = text.count("\n") + 1
    said: dict[int, list[str]] = {}
    for problem in problems:
        if 0 < problem.line <= last:
            said.setdefault(problem.line, []).append(sentence(problem))
    return {line: "\n".join(each) for line, each in said.items()}


def changed_lines(before: str, after: str) -> tuple[int, ...]:
    """The lines of ``after``, from 1, that are not in ``before``."""
    found: list[int] = []
    moved = 0
    for first, last, put in changes(before.split("\n"), after.split("\n")):
        found += range(first + moved + 1, first + moved + len(put) + 1)
        moved += len(put) - (last - first)
    return tuple(found)


def _line(line: int, name: str) -> dict[str, Any]:
    return {"kind": "line", "line": line, "class": name}


def _word(line: str, start: int) -> tuple[int, int]:
    """From a column to the end of its word; the whole line where the column is past its end."""
    start = min(max(start, 0), len(line))
    rest = line[start:]
    if not rest.strip():
        lead = len(line) - len(line.lstrip())
        return lead, len(line.rstrip())
    length = next((place for place, letter in enumerate(rest) if place and letter in " ,:]}\t"), len(rest))
    return start, start + length
