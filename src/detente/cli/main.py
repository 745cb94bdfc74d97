"""``detente``: one command per verb. Exit status 0, 1 (the model or the question has problems), 2 (usage),
3 (a fault of detente), 130 (stopped)."""

from __future__ import annotations

import atexit
import gc
import os
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
    serve,
    stability,
    states,
)

STOPPED, FAULT = 130, 3
"""Exit statuses: Ctrl-C, and a fault of detente itself."""

DEBUG = "DETENTE_DEBUG"
"""Set in the environment: exceptions that nobody foresaw are shown in full."""

SELDOM = 100_000
"""Objects made, and still there, after which Python looks for garbage among them (its own setting: 700)."""

LONGEST = 300
"""Characters of such an exception's message that are quoted."""

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
    serve,
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
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # draws take all cores; more threads would be in the way
    _leave_garbage()
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
    except SystemExit as stop:
        if stop.code == STOPPED:
            typer.echo("stopped", err=True)
        raise
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
        sys.exit(STOPPED)
    except MemoryError:
        typer.echo("detente: the memory of this machine does not suffice; ask about fewer states or draws", err=True)
        sys.exit(1)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        typer.echo(_fault(error), err=True)
        sys.exit(FAULT)


def _leave_garbage() -> None:
    """Look for garbage seldom: nearly all that is loaded or made stays. At the end it goes with the process."""
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)


def _fault(error: Exception) -> str:
    """What is said of an exception that nobody foresaw: its first line, whose fault it is, how to see more."""
    said = (str(error).strip() or "no message").splitlines()[0][:LONGEST]
    return (
        f"detente: {type(error).__name__}: {said}\n"
        "This is a fault of detente, not of your model. Please report it, with the command and, if you may, the model. "
        f"Set {DEBUG}=1 in the environment and run the command again to see where it happened."
    )
