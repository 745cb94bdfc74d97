"""``detente export``: the JSON Schema of the language, or a model in machine form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from .common import ModelArgument, open_model, save

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")]

family = typer.Typer(help="Write the language's JSON Schema, or a model in machine form.", no_args_is_help=True)


@family.command()
def schema(output: OutputOption = None, force: ForceOption = False) -> None:
    """The JSON Schema of model files, for editors."""
    from ..language import schema as build_schema

    _write(json.dumps(build_schema(), indent=1, ensure_ascii=False) + "\n", output, force)


@family.command()
def model(model: ModelArgument, output: OutputOption = None, force: ForceOption = False) -> None:
    """A model with every shorthand spelled out; reading it again gives the same model."""
    from ..language import write

    _write(write(open_model(model)), output, force)


def _write(text: str, output: Path | None, force: bool) -> None:
    if output is None:
        typer.echo(text, nl=False)
        return
    save(output, text, force)
    typer.echo(f"wrote {output}", err=True)


def register(app: typer.Typer) -> None:
    app.add_typer(family, name="export")
