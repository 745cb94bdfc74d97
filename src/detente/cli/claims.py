"""``detente claims``: each claim with what became of it."""

from __future__ import annotations

from typing import Annotated

import typer

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

DrawsOption = Annotated[
    int, typer.Option("--draws", metavar="N", min=1, max=65536, help="Draws of everything uncertain.")
]
SeedOption = Annotated[
    int, typer.Option("--seed", metavar="N", min=0, help="Seed of the draws; recorded in the answer.")
]


def claims(
    model: ModelArgument,
    draws: DrawsOption = 64,
    seed: SeedOption = 20260101,
    countermoves: CountermovesOption = "legal_sequences",
    sanction: SanctionOption = "not_better",
    as_json: JsonOption = False,
) -> None:
    """Test every claim: holds, fails, undecided, with the passages behind it."""
    argument = open_model(model, draws=True)
    from ..forecast.judge import judge

    with progress("claims") as tell:
        found = judge(argument, draws, seed, settings(countermoves, sanction), tell)
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.claims import claims_parts

    show(*claims_parts(argument, found))


def register(app: typer.Typer) -> None:
    app.command()(claims)
