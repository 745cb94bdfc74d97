"""``detente``: one command per verb. Exit status 0, 1 (the model or the question has problems), 2 (usage)."""

from __future__ import annotations

import signal
import sys

import typer

from ..errors import DetenteError, ModelError
from . import (
    cases,
    check,
    claims,
    compare,
    evolve,
    export,
    forecast,
    hinges,
    importing,
    induce,
    report,
    run,
    stability,
    states,
)

app = typer.Typer(
    name="detente",
    help="Write a strategic argument once, with its sources; ask where it rests, how it moves, what it hinges on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

for family in (
    run,
    check,
    cases,
    states,
    stability,
    evolve,
    forecast,
    compare,
    hinges,
    induce,
    claims,
    report,
    export,
    importing,
):
    family.register(app)


@app.callback(invoke_without_command=True)
def root(version: bool = typer.Option(False, "--version", help="Print the version and stop.")) -> None:
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"detente {installed('detente')}")
        raise typer.Exit


def main() -> None:
    """The entry point: runs a command, and turns problems into sentences on stderr."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except ModelError as error:
        count = len(error.problems)
        for problem in error.problems:
            typer.echo(problem.sentence(), err=True)
        typer.echo(f"{count} problem{'s' if count != 1 else ''}", err=True)
        sys.exit(1)
    except DetenteError as error:
        typer.echo(f"detente: {error}", err=True)
        sys.exit(1)
    except OSError as error:
        typer.echo(f"detente: {error.filename or ''}: {error.strerror or error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        sys.exit(130)
