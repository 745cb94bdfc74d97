"""``detente compare``: a model's readings side by side, and what divides them."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import GivenOption, JsonOption, ModelArgument, open_model, pairs, show, show_json
from .forecast import MEASURES, OutcomeOption
from .progress import progress

DrawsOption = Annotated[int, typer.Option("--draws", metavar="N", min=1, max=65536, help="Draws for each reading.")]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of the draws.")]
BetweenOption = Annotated[
    str, typer.Option("--between", metavar="A,B", help="Whose crux: two readings; base is the base model.")
]
MeasureOption = Annotated[
    str, typer.Option("--measure", metavar="WORD", help="Which chance: reached (default), holding or in_place.")
]


def compare(
    model: ModelArgument,
    outcome: OutcomeOption = None,
    between: BetweenOption = "",
    measure: MeasureOption = "reached",
    given: GivenOption = None,
    draws: DrawsOption = 16,
    seed: SeedOption = 20260101,
    as_json: JsonOption = False,
) -> None:
    """Put rival readings side by side, and find the crux: the assumption that carries their difference."""
    argument = open_model(model, draws=True)
    if measure not in MEASURES:
        raise typer.BadParameter(f"{measure} is not one of {', '.join(MEASURES)}", param_hint="--measure")
    two = _two(between)
    from ..forecast.compare import compare as side_by_side

    with progress("compare") as tell:
        found = side_by_side(argument, outcome or None, two, measure, pairs(given), draws, seed=seed, progress=tell)  # type: ignore[arg-type]
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.compare import compare_parts
    from ..report.text.tables import sentence

    if found.stamp.partial:
        show(sentence("PARTIAL: stopped early; readings or swaps are missing."))
    show(*compare_parts(argument, found))


def _two(between: str) -> tuple[str, str] | None:
    if not between:
        return None
    names = ["" if name.strip() == "base" else name.strip() for name in between.split(",")]
    if len(names) != 2:
        raise typer.BadParameter(f"write two readings, A,B; found {between}", param_hint="--between")
    return names[0], names[1]


def register(app: typer.Typer) -> None:
    app.command()(compare)
