"""``detente induce``: what would bring an outcome about, at whose cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .common import GivenOption, JsonOption, ModelArgument, ReadingOption, open_model, pairs, show, show_json
from .forecast import MEASURES
from .progress import progress
from .states import AllOption

if TYPE_CHECKING:
    from ..model import Condition, Model

OutcomeArgument = Annotated[str, typer.Argument(metavar="OUTCOME", help="An outcome of the model, or a condition.")]
PayersOption = Annotated[
    list[str] | None,
    typer.Option("--payer", metavar="ACTOR", help="Only commitments by this actor. Repeatable; default: all others."),
]
TargetOption = Annotated[
    str, typer.Option("--target", metavar="ACTOR", help="Whom the package is to move; needed if several act.")
]
SizeOption = Annotated[int, typer.Option("--up-to", metavar="N", min=1, max=4, help="Commitments in a package.")]
LiftOption = Annotated[
    float,
    typer.Option("--lift", metavar="CHANCE", min=0.0, max=1.0, help="Also: what worths would lift the chance so far."),
]
MeasureOption = Annotated[
    str, typer.Option("--measure", metavar="WORD", help="Which chance: reached, holding (default) or in_place.")
]
ConceptOption = Annotated[str, typer.Option("--concept", metavar="ID", help="What the outcome is to rest under: seq.")]


def induce(
    model: ModelArgument,
    outcome: OutcomeArgument,
    payer: PayersOption = None,
    target: TargetOption = "",
    up_to: SizeOption = 2,
    measure: MeasureOption = "holding",
    concept: ConceptOption = "seq",
    lift: LiftOption = 0.0,
    given: GivenOption = None,
    reading: ReadingOption = "",
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find what would bring an outcome about: packages and who pays, what must change for it to rest, the road."""
    if measure not in MEASURES:
        raise typer.BadParameter(f"{measure} is not one of {', '.join(MEASURES)}", param_hint="--measure")
    argument = open_model(model, reading)
    from ..inducement.induce import induce as bring

    goal = outcome if outcome in {each.id for each in argument.outcomes} else _condition(outcome, argument)
    with progress("induce") as tell:
        found = bring(
            argument,
            goal,
            payers=payer or None,
            up_to=up_to,
            given=pairs(given),
            target=target or None,
            measure=measure,
            concept=concept,
            lift=lift or None,
            progress=lambda _, done, whole: tell(done, whole),
        )
    if as_json:
        show_json(found.as_dict())
        return
    from ..report.text.induce import induce_parts

    show(*induce_parts(argument, found, everything))


def _condition(text: str, model: Model) -> Condition:
    from ..language import parse_condition

    return parse_condition(text, model)


def register(app: typer.Typer) -> None:
    app.command()(induce)
