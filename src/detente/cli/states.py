"""``detente states``: which states could hold."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import GivenOption, JsonOption, ModelArgument, ReadingOption, open_model, pairs, show, show_json

WhereOption = Annotated[
    str, typer.Option("--where", metavar="CONDITION", help="Only states in which a condition holds.")
]
AllOption = Annotated[bool, typer.Option("--all", help="Show every row of long tables.")]


def states(
    model: ModelArgument,
    where: WhereOption = "",
    given: GivenOption = None,
    reading: ReadingOption = "",
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """List the feasible states, by the names that other commands take."""
    argument = open_model(model, reading)
    from ..answer.listing import states as listing

    condition = None
    if where:
        from ..language import parse_condition

        condition = parse_condition(where, argument)
    found = listing(argument, pairs(given), condition)
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.states import states_parts

    show(*states_parts(found, everything))


def register(app: typer.Typer) -> None:
    app.command()(states)
