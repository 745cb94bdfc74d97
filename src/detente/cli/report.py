"""``detente report``: everything about one model in one file to read, print and send."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from .claims import SeedOption
from .common import CountermovesOption, ModelArgument, SanctionOption, open_model, settings
from .progress import progress

OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.html", help="The file to write.")]
DrawsOption = Annotated[
    int, typer.Option("--draws", min=1, max=65536, help="Draws of everything uncertain, for each reading.")
]
UpToOption = Annotated[int, typer.Option("--up-to", min=1, max=4, help="Commitments in one offer, at most.")]
FiguresOption = Annotated[
    Path | None, typer.Option("--figures", metavar="DIR", file_okay=False, help="Write each figure as SVG and PDF.")
]
TablesOption = Annotated[
    Path | None, typer.Option("--tables", metavar="DIR", file_okay=False, help="Write each table as CSV and LaTeX.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite the report if it exists.")]


def report(
    model: ModelArgument,
    output: OutputOption,
    figures: FiguresOption = None,
    tables: TablesOption = None,
    draws: DrawsOption = 8,
    seed: SeedOption = 20260101,
    up_to: UpToOption = 1,
    countermoves: CountermovesOption = "legal_sequences",
    sanction: SanctionOption = "not_better",
    force: ForceOption = False,
) -> None:
    """Write everything about a model as one HTML file: offline, printable, with the tables and figures of a paper."""
    from ..report.extra import need
    from ..report.publish import publish

    need()
    if output.exists() and not force:
        raise typer.BadParameter(f"{output} exists; choose another name or pass --force", param_hint="--output")
    if not output.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {output.parent}", param_hint="--output")
    argument = open_model(model, draws=True)
    chosen = settings(countermoves, sanction)
    with ExitStack() as bars:
        written = publish(argument, output, tables, figures, draws, seed, up_to, chosen, _stages(bars))
    more = f" and {len(written) - 1} files beside it" if len(written) > 1 else ""
    typer.echo(f"wrote {output}{more}", err=True)


def _stages(bars: ExitStack) -> Callable[[str], Callable[[int, int], None]]:
    """A bar for each stage; a new stage takes the place of the one before."""

    def stage(label: str) -> Callable[[int, int], None]:
        bars.close()
        return bars.enter_context(progress(label))

    return stage


def register(app: typer.Typer) -> None:
    app.command()(report)
