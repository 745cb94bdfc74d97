"""``detente cases`` and ``detente new``: what is built in, and a model to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import JsonOption, save, show, show_json


def cases(as_json: JsonOption = False) -> None:
    """List the built-in cases."""
    from ..answer.record import SCHEMA
    from ..cases import describe

    rows = describe()
    if as_json:
        show_json(
            {
                "schema": SCHEMA,
                "cases": [{"id": each.id, "title": each.title, "question": each.question} for each in rows],
            }
        )
        return
    from ..report.text.tables import simple

    show(simple("", ("case", "title", "question"), [(each.id, each.title, each.question) for each in rows]))


def new(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="The model file to write, for example dispute.yaml.")],
    start: Annotated[str, typer.Option("--from", metavar="CASE", help="Copy a built-in case.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Write a model to start from: a short commented one, or a copy of a built-in case."""
    from ..cases.load import locate, starter

    text = locate(start).read_text(encoding="utf-8") if start else starter()
    save(output, text, force)
    typer.echo(f"wrote {output}; next: detente check {output}", err=True)


def register(app: typer.Typer) -> None:
    app.command()(cases)
    app.command()(new)
