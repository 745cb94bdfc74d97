"""What all commands share: options, loading a model, printing."""

from __future__ import annotations

import json
import math
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from ..model import Model
    from ..stability import Settings

ModelArgument = Annotated[
    str, typer.Argument(metavar="MODEL", help="A built-in case, a model file, a .gmcr file, or - for standard input.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
GivenOption = Annotated[
    list[str] | None,
    typer.Option("--given", metavar="VARIABLE=VALUE", help="Take a scenario value for certain. Repeatable."),
]
ReadingOption = Annotated[str, typer.Option("--reading", metavar="ID", help="Ask one reading, not the base model.")]
CountermovesOption = Annotated[
    str,
    typer.Option(
        "--countermoves",
        metavar="RULE",
        help="Which replies count: legal_sequences (default), each_opponent_once, one_move.",
    ),
]
SanctionOption = Annotated[
    str, typer.Option("--sanction", metavar="RULE", help="What deters: not_better (default) or worse.")
]


FEW_WARNINGS = 3
"""Warnings that a command other than ``check`` says."""


def open_model(source: str, reading: str = "", draws: bool = False) -> Model:
    """Load a model, say its warnings on stderr, choose a reading. ``draws``: what is uncertain in it will be drawn."""
    if draws:  # a second process loads what draws numbers, while this one loads all else
        from ..forecast import points

        points.begin()
    from ..cases.load import read

    model, problems = read(source)
    _spare_compiling(model)
    if draws:
        from ..model import uncertain

        if not uncertain(model):
            points.end()
    for problem in problems[:FEW_WARNINGS]:
        typer.echo(f"warning: {problem.sentence()}", err=True)
    if len(problems) > FEW_WARNINGS:
        typer.echo(f"... and {len(problems) - FEW_WARNINGS} more; detente check {source} says them all", err=True)
    if reading and reading not in {each.id for each in model.readings}:
        have = ", ".join(each.id for each in model.readings) or "none"
        raise typer.BadParameter(f"the model has no reading {reading}; it has: {have}", param_hint="--reading")
    return model.reading(reading)


TINY = 64
"""Combinations of choices up to which a game is worked out without compiling anything."""


def _spare_compiling(model: Model) -> None:
    """Run the kernels of a tiny model as plain Python: the same code, and no seconds of compiling on a first run.

    Takes effect only if numba is not loaded yet, and gives way to a NUMBA_DISABLE_JIT that is set.
    """
    combinations = math.prod(len(option.choices) for option in model.options) if model.graph is None else TINY + 1
    if combinations <= TINY and "numba" not in sys.modules:
        os.environ.setdefault("NUMBA_DISABLE_JIT", "1")


def pairs(items: list[str] | None, hint: str = "--given") -> dict[str, str]:
    """``["a=b"]`` as a mapping; a usage error otherwise."""
    found: dict[str, str] = {}
    for item in items or []:
        name, equals, value = item.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise typer.BadParameter(f"write NAME=VALUE; found {item}", param_hint=hint)
        found[name.strip()] = value.strip()
    return found


def settings(countermoves: str, sanction: str) -> Settings:
    """The settings that two options name; a usage error if they name none."""
    from typing import get_args

    from ..stability.settings import Countermoves, Sanction, Settings

    for value, allowed, hint in (
        (countermoves, get_args(Countermoves), "--countermoves"),
        (sanction, get_args(Sanction), "--sanction"),
    ):
        if value not in allowed:
            raise typer.BadParameter(f"{value} is not one of {', '.join(allowed)}", param_hint=hint)
    return Settings(countermoves, sanction)  # type: ignore[arg-type]


def console() -> Console:
    """Standard output: colour only on a terminal, 80 columns elsewhere."""
    from rich.console import Console

    columns = os.environ.get("COLUMNS", "")
    width = None if sys.stdout.isatty() else int(columns) if columns.isdigit() and int(columns) else 80
    return Console(width=width, highlight=False, soft_wrap=False)


def show(*parts: RenderableType) -> None:
    """Print parts one under the other, without trailing blanks."""
    screen = console()
    with screen.capture() as captured:
        for part in parts:
            screen.print(part)
    lines = captured.get().rstrip().split("\n")
    sys.stdout.write("\n".join(line.rstrip() for line in lines).lstrip("\n") + "\n")


def show_json(record: dict[str, Any]) -> None:
    """One JSON document on stdout, a line per key; keys keep their order."""
    for number, (key, value) in enumerate(record.items()):
        sys.stdout.write("{" if number == 0 else ",\n ")
        sys.stdout.write(json.dumps(key) + ": " + json.dumps(value, ensure_ascii=False, allow_nan=False))
    sys.stdout.write("}\n")


def save(path: Path, text: str, overwrite: bool = False) -> None:
    """Write a file whole or not at all; refuse to overwrite unless told to."""
    if path.exists() and not overwrite:
        raise typer.BadParameter(f"{path} exists; choose another name or pass --force")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"{path.parent} is not a folder; make it first, or write elsewhere")
    handle, temporary = tempfile.mkstemp(dir=path.parent or Path("."), prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
