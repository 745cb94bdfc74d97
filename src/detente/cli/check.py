"""``detente check``: every problem of a model at once, and what its assumptions rest on."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from .common import JsonOption, ModelArgument, show, show_json

SourcesOption = Annotated[
    Path | None,
    typer.Option(
        "--sources",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder with the sources' texts: passages, quotations and fingerprints are checked.",
    ),
]


def check(model: ModelArgument, sources: SourcesOption = None, as_json: JsonOption = False) -> None:
    """Say everything that is wrong or doubtful in a model, and which assumptions rest on no source."""
    from ..answer.coverage import coverage
    from ..answer.feasible import feasible
    from ..cases.load import check as examine
    from ..report.text.coverage import coverage_parts, problem_parts

    found, problems = examine(model)
    if found is not None and not any(each.severity == "error" for each in problems):
        problems += feasible(found)
        if sources is not None:
            from ..language import passages

            problems += passages(found, sources).problems
    broken = found is None or any(each.severity == "error" for each in problems)
    if as_json:
        record = {} if found is None or broken else {"coverage": coverage(found).as_dict()}
        show_json({"ok": not broken, "problems": [asdict(each) for each in problems], **record})
    else:
        evidence = () if found is None or broken else coverage_parts(found, coverage(found))
        show(*problem_parts(model, problems), *evidence)
    if broken:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    app.command()(check)
