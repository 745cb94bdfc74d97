"""``detente run``: everything about one model on one or two screens."""

from __future__ import annotations

import typer

from .claims import DrawsOption, SeedOption
from .common import (
    CountermovesOption,
    JsonOption,
    ModelArgument,
    SanctionOption,
    open_model,
    settings,
    show,
    show_json,
)
from .progress import progress


def run(
    model: ModelArgument,
    draws: DrawsOption = 64,
    seed: SeedOption = 20260101,
    countermoves: CountermovesOption = "legal_sequences",
    sanction: SanctionOption = "not_better",
    as_json: JsonOption = False,
) -> None:
    """Answer a model's question: where it can rest, each reading, each claim, and what all of it rests on."""
    argument = open_model(model, draws=True)
    from ..report.overview import overview

    with progress("run") as tell:
        found = overview(argument, draws, seed, settings(countermoves, sanction), tell)
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.overview import overview_parts

    show(*overview_parts(found))


def register(app: typer.Typer) -> None:
    app.command()(run)
