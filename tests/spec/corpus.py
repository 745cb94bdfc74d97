"""Reading the announcements of an invalid model file, and comparing them with what the reader says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente import language
from detente.errors import ModelError, Problem

GOOD = "title: T\nactors: [a]\noptions: {a.go: goes}\n"

HEADER = re.compile(r"# (?P<line>\d+|\*)(?::(?P<column>\d+))? (?P<piece>.+)")


@dataclass(frozen=True)
class Announced:
    """One problem that a file must earn. ``line`` None: anywhere; ``column`` None: anywhere in the line."""

    line: int | None
    column: int | None
    piece: str

    def is_met_by(self, problem: Problem) -> bool:
        return (
            self.line in (None, problem.line)
            and self.column in (None, problem.column)
            and self.piece.lower() in said(problem).lower()
        )


def said(problem: Problem) -> str:
    """What a problem says, without its place and path (which often hold the very word that is looked for)."""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.rule}; found {problem.found}{hint}".replace("`", "")


def announcements(text: str) -> Iterator[Announced]:
    """The problems that the first comments of a file announce."""
    for row in text.split("\n"):
        found = HEADER.fullmatch(row)
        if found is None:
            return
        line, column, piece = found.groups()
        yield Announced(None if line == "*" else int(line), int(column) if column else None, piece)


def errors(text: str) -> tuple[Problem, ...]:
    """What the reader finds wrong with a file."""
    try:
        language.read(text, "model.yaml")
        found: tuple[Problem, ...] = ()
    except ModelError as error:
        found = tuple(problem for problem in error.problems if problem.severity == "error")
    return found


def failings(text: str) -> list[str]:
    """Where the reader and the announcements of an invalid file differ."""
    expected, found = list(announcements(text)), errors(text)
    if not expected:
        return ["the file announces no problem"]
    sentences = [problem.sentence() for problem in found]
    missing = [f"not said: {each}" for each in expected if not any(each.is_met_by(problem) for problem in found)]
    lines = {each.line for each in expected}
    cascades = [
        f"not announced: {sentence}"
        for problem, sentence in zip(found, sentences, strict=True)
        if problem.line not in lines and None not in lines
    ]
    return [*missing, *cascades, *(f"said: {sentence}" for sentence in sentences if missing)]
