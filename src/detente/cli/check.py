"""``detente check``: every problem of a model at once, and what its assumptions rest on."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ..errors import ModelError
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
    kept = ""
    from ..answer.coverage import coverage
    from ..answer.feasible import feasible
    from ..answer.record import SCHEMA
    from ..cases.load import check as examine
    from ..report.text.coverage import coverage_parts, problem_parts

    try:
        found, problems = examine(model)
    except ModelError as error:
        found, problems = None, error.problems
    if found is not None and not any(each.severity == "error" for each in problems):
        problems += feasible(found)
        if sources is not None:
            from ..language import passages

            read = passages(found, sources)
            problems += read.problems
            passages_found = f"{len(read.found)} of {len(found.evidence)} passages found in {sources}"
            kept = f"{passages_found}; quotations and fingerprints checked"
    broken = found is None or any(each.severity == "error" for each in problems)
    if as_json:
        record = {} if found is None or broken else {"coverage": coverage(found).as_dict()}
        show_json({"schema": SCHEMA, "ok": not broken, "problems": [asdict(each) for each in problems], **record})
    else:
        evidence = () if found is None or broken else coverage_parts(found, coverage(found))
        show(*problem_parts(model, problems), *([kept] if kept else []), *evidence)
    if broken:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    app.command()(check)
