"""``detente stability``: where the parties can rest, and why."""

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

WhyOption = Annotated[
    str, typer.Option("--why", metavar="STATE", help="Explain one state: a name, a Y/N pattern, #number, or today.")
]
ActorOption = Annotated[list[str] | None, typer.Option("--actor", metavar="ID", help="With --why: only these actors.")]
ConceptOption = Annotated[
    list[str] | None, typer.Option("--concept", metavar="ID", help="Only nash, gmr, smr, seq, sseq or sim. Repeatable.")
]
NoStatesOption = Annotated[
    bool, typer.Option("--no-states", help="With --json: equilibria only, not every state and who is stable there.")
]
CoalitionOption = Annotated[
    str, typer.Option("--coalition", metavar="A,B", help="Where a coalition of actors would rest or move together.")
]


def stability(
    model: ModelArgument,
    why: WhyOption = "",
    actor: ActorOption = None,
    concept: ConceptOption = None,
    coalition: CoalitionOption = "",
    given: GivenOption = None,
    reading: ReadingOption = "",
    countermoves: CountermovesOption = "legal_sequences",
    sanction: SanctionOption = "not_better",
    everything: AllOption = False,
    as_json: JsonOption = False,
    no_states: NoStatesOption = False,
) -> None:
    """Say where the parties can rest: Nash, GMR, SMR, SEQ, SSEQ, SIM for every actor and state."""
    argument = open_model(model, reading)
    chosen = settings(countermoves, sanction)
    if actor and not why:
        raise typer.BadParameter("--actor chooses among reasons; name a state with --why", param_hint="--actor")
    if concept and coalition:
        raise typer.BadParameter("--coalition answers under all its concepts; leave --concept out")
    if no_states and not as_json:
        raise typer.BadParameter("it shortens the JSON document; add --json", param_hint="--no-states")
    if why and coalition:
        raise typer.BadParameter("ask for reasons (--why) or for a coalition, not for both")
    if why:
        from ..answer.why import why as explain
        from ..report.text.why import why_parts

        reasons = explain(argument, why, pairs(given), actor or (), concept or (), chosen)
        show_json(reasons.as_dict()) if as_json else show(*why_parts(argument, reasons))
        return
    if coalition:
        from ..answer.coalition import together
        from ..report.text.coalition import coalition_parts

        members = [each.strip() for each in coalition.split(",") if each.strip()]
        joint = together(argument, members, pairs(given), chosen)
        show_json(joint.as_dict()) if as_json else show(*coalition_parts(argument, joint, everything))
        return
    from ..answer.solve import solve
    from ..report.text.stability import stability_parts
    from ..stability.settings import CONCEPTS

    found = solve(argument, pairs(given), chosen, concepts=concept or CONCEPTS)
    show_json(found.as_dict(states=not no_states)) if as_json else show(*stability_parts(found, everything))


def register(app: typer.Typer) -> None:
    app.command()(stability)
