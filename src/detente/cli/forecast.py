"""``detente forecast``: how likely each outcome is, by when, and for how long."""

from __future__ import annotations

from typing import Annotated

import typer

from .claims import DrawsOption, SeedOption
from .common import GivenOption, JsonOption, ModelArgument, ReadingOption, open_model, pairs, show, show_json
from .progress import progress

WorkersOption = Annotated[
    int, typer.Option("--workers", metavar="N", min=0, max=1024, help="Threads; 0: one for every core.")
]
SchedulerOption = Annotated[
    str, typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Use a Dask cluster instead of this machine.")
]
OutcomeOption = Annotated[
    list[str] | None, typer.Option("--outcome", metavar="ID", help="Only this outcome. Repeatable.")
]
CommitOption = Annotated[
    list[str] | None,
    typer.Option("--commit", metavar="OPTION=VALUE", help="Hold an option from today on. Repeatable."),
]


MEASURES = ("reached", "holding", "in_place")
"""The words for which chance is meant."""


def forecast(
    model: ModelArgument,
    outcome: OutcomeOption = None,
    draws: DrawsOption = 64,
    seed: SeedOption = 20260101,
    given: GivenOption = None,
    commit: CommitOption = None,
    reading: ReadingOption = "",
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say how likely each outcome is by each date: reached, holding, in place; beside what chance alone would give."""
    argument = open_model(model, reading, draws=True)
    from ..forecast.predict import predict

    with progress("forecast") as tell:
        found = predict(
            argument,
            outcome or None,
            draws,
            seed,
            given=pairs(given),
            commit=pairs(commit, "--commit"),
            workers=scheduler or workers or None,
            progress=tell,
        )
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.forecast import forecast_parts

    show(*forecast_parts(found))


def register(app: typer.Typer) -> None:
    app.command()(forecast)
