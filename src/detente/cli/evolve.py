"""``detente evolve``: how play gets from today to where it can rest."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import (
    CountermovesOption,
    GivenOption,
    JsonOption,
    ModelArgument,
    ReadingOption,
    SanctionOption,
    open_model,
    pairs,
    settings,
    show,
    show_json,
)
from .states import AllOption

ToOption = Annotated[
    str, typer.Option("--to", metavar="CONDITION", help="Paths to states with a condition, not to equilibria.")
]
ConceptOption = Annotated[str, typer.Option("--concept", metavar="ID", help="Whose equilibria: seq unless told.")]


def evolve(
    model: ModelArgument,
    to: ToOption = "",
    concept: ConceptOption = "seq",
    given: GivenOption = None,
    reading: ReadingOption = "",
    countermoves: CountermovesOption = "legal_sequences",
    sanction: SanctionOption = "not_better",
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show how play gets from today to each equilibrium: who moves, and which steps are against its interest."""
    argument = open_model(model, reading)
    from ..answer.evolve import evolve as follow

    condition = None
    if to:
        from ..language import parse_condition

        condition = parse_condition(to, argument)
    found = follow(argument, pairs(given), condition, concept, settings(countermoves, sanction))
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.evolve import evolve_parts

    show(*evolve_parts(argument, found, everything))


def register(app: typer.Typer) -> None:
    app.command()(evolve)
