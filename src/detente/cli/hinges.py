"""``detente hinges``: what an answer hinges on."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import GivenOption, JsonOption, ModelArgument, ReadingOption, open_model, pairs, show, show_json
from .progress import progress
from .states import AllOption

TargetArgument = Annotated[str, typer.Argument(metavar="TARGET", help="The id of an outcome or of a claim.")]
DrawsOption = Annotated[
    int,
    typer.Option("--draws", metavar="N", min=8, max=65536, help="Draws behind the indices (--exact: a power of 2)."),
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of the draws.")]
ExactOption = Annotated[bool, typer.Option("--exact", help="Run the model itself at every point: slow, no emulator.")]


def hinges(
    model: ModelArgument,
    target: TargetArgument,
    draws: DrawsOption = 128,
    seed: SeedOption = 20260101,
    given: GivenOption = None,
    reading: ReadingOption = "",
    exact: ExactOption = False,
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say which assumptions an outcome's chance or a claim hinges on, and where each would turn it."""
    argument = open_model(model, reading)
    if exact and draws & (draws - 1):
        raise typer.BadParameter(f"with --exact, draws are a power of 2; found {draws}", param_hint="--draws")
    from ..forecast.hinges import hinges as look

    with progress("hinges") as tell:
        found = look(argument, target, draws, seed, pairs(given), exact=exact, progress=tell)
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.hinges import hinges_parts
    from ..report.text.tables import sentence

    if found.stamp.partial:
        show(sentence(f"PARTIAL: stopped after {found.draws} of {draws} draws; turning points are missing."))
    show(*hinges_parts(argument, found, everything))


def register(app: typer.Typer) -> None:
    app.command()(hinges)
