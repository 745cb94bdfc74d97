"""Console blocks: commands after ``$``, run in this process, and the output that a reader is shown.

A line ``...`` in the output shown stands for any lines. Commands may be joined by ``|`` and may write to a file by
``>``.
"""

from __future__ import annotations

import io
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from tests.docs.pages import Block

from detente.cli.main import main

PROMPT = "$ "
GAP = "..."
WIDTH = "80"


@dataclass(frozen=True)
class Step:
    """One command of a block and what is shown of its output."""

    command: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """``screen``: standard output and error as they appear; ``out``: standard output alone."""

    status: int
    screen: str
    out: str


def steps(block: Block) -> Iterator[Step]:
    """The commands of a console block. A command may go on after a backslash."""
    command = ""
    shown: list[str] = []
    for line in block.text.replace("\\\n> ", "").split("\n"):
        if line.startswith(PROMPT):
            if command:
                yield Step(command, tuple(shown))
            command, shown = line.removeprefix(PROMPT), []
        else:
            shown.append(line)
    if command:
        yield Step(command, tuple(shown))


def perform(command: str) -> Said:
    """Run a line of ``detente`` commands in the current folder."""
    words, target = _words(command), ""
    if ">" in words:
        *words, _, target = words
    said = Said(0, "", "")
    for part in _split(words):
        if part[0] != "detente":
            raise AssertionError(f"only detente is run here; found: {command}")
        said = _run(part, said.out)
    if target:
        Path(target).write_text(said.out, encoding="utf-8")
        return Said(said.status, said.screen.replace(said.out, "", 1), "")
    return said


def _words(command: str) -> list[str]:
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|>")
    lexer.whitespace_split = True
    return list(lexer)


def _split(words: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


class _Both(io.StringIO):
    """A stream that also writes to the screen."""

    def __init__(self, screen: io.StringIO) -> None:
        super().__init__()
        self.screen = screen

    def write(self, text: str) -> int:
        self.screen.write(text)
        return super().write(text)


def _run(words: list[str], typed: str) -> Said:
    """One command. Help texts take the program's name from the main module, which is not theirs here."""
    screen = io.StringIO()
    out, err, status = _Both(screen), _Both(screen), 0
    with (
        patch.object(sys, "argv", words),
        patch.object(sys, "stdin", io.StringIO(typed)),
        patch.object(sys.modules["__main__"], "__package__", None),
        patch.dict("os.environ", COLUMNS=WIDTH),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            status = stop.code if isinstance(stop.code, int) else 1 if stop.code else 0
    return Said(status, screen.getvalue(), out.getvalue())


def fits(expected: tuple[str, ...], screen: str) -> bool:
    """Whether the lines shown are what was printed, with any lines where a gap is shown."""
    shown, printed = _trimmed(expected), _trimmed(tuple(screen.split("\n")))
    parts = _parts(shown)
    if len(parts) == 1:
        return shown == printed
    place = 0
    for number, part in enumerate(parts):
        if number == 0:
            found = 0 if printed[: len(part)] == part else -1
        elif number == len(parts) - 1:
            found = len(printed) - len(part) if printed[len(printed) - len(part) :] == part else -1
        else:
            found = _find(printed, part, place)
        if found < place:
            return False
        place = found + len(part)
    return True


def _trimmed(lines: tuple[str, ...]) -> list[str]:
    kept = [line.rstrip() for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _parts(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if line.strip() == GAP:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _find(lines: list[str], part: list[str], start: int) -> int:
    return next((k for k in range(start, len(lines) - len(part) + 1) if lines[k : k + len(part)] == part), -1)
