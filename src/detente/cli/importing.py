"""``detente import``: a .gmcr file becomes a model file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import save
from .export import ForceOption, OutputOption


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.gmcr", exists=True, dir_okay=False, help="A GMCR+ save file.")],
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Turn a .gmcr file into a model file; what was changed or left out is said on stderr."""
    from ..language.gmcr import read_gmcr
    from ..language.read import read_text

    imported = read_gmcr(read_text(file), str(file))
    for remark in imported.remarks:
        typer.echo(f"note: {remark}", err=True)
    if output is None:
        typer.echo(imported.text, nl=False)
        return
    save(output, imported.text, force)
    typer.echo(f"wrote {output}; next: detente check {output}", err=True)


def register(app: typer.Typer) -> None:
    app.command("import")(import_)
