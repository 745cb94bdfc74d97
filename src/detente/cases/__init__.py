"""The built-in cases: a folder each, its name is the case's id, and a case is nothing but a model file.

Nothing here reads the model language: a title is found by scanning the file's first lines.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from ..errors import CaseNotFound, Problem

MODEL_FILE = "model.yaml"


@dataclass(frozen=True, slots=True)
class Case:
    """One built-in case. ``actors``, ``options``, ``claims``: how many of each the file has."""

    id: str
    title: str
    question: str
    actors: int
    options: int
    claims: int


def names() -> tuple[str, ...]:
    """The ids of all built-in cases, sorted."""
    return tuple(sorted(each.name for each in _home().iterdir() if (each / MODEL_FILE).is_file()))


def path(name: str) -> Path:
    """The model file of a case. Raises :class:`CaseNotFound` if there is none of that name."""
    known = names()
    if name not in known:
        close = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {close[0]}?" if close else f"built in are: {', '.join(known)}"
        raise CaseNotFound((Problem(rule="a built-in case has this name", found=name, hint=hint),))
    return _home() / name / MODEL_FILE


def describe() -> tuple[Case, ...]:
    """Every case with its title, its question and its size, sorted by id."""
    return tuple(_case(name) for name in names())


def _home() -> Path:
    return Path(str(files(__package__ or __name__)))


def _case(name: str) -> Case:
    lines = path(name).read_text(encoding="utf-8").splitlines()
    counts = (_entries(lines, section) for section in ("actors", "options", "claims"))
    return Case(name, _said(lines, "title"), _said(lines, "question"), *counts)


def _said(lines: list[str], key: str) -> str:
    """The text after a top-level ``key:``; empty if there is none."""
    head = f"{key}:"
    found = next((line for line in lines if line.startswith(head)), head)
    return found.removeprefix(head).strip().strip("\"'")


def _entries(lines: list[str], section: str) -> int:
    """How many keys stand directly under a top-level section written in block style, two blanks in."""
    count, inside = 0, False
    for line in lines:
        if line and not line[0].isspace() and not line.startswith("#"):
            inside = line.startswith(f"{section}:")
        count += inside and line.startswith("  ") and line[2] not in " #-"
    return count
