"""What a coalition can do together, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...answer.coalition import Together
from ...answer.moves import change_words
from ...model import Model
from ...stability.coalition import COALITION_CONCEPTS
from .stability import HEADS
from .states import scenario_words
from .tables import cut, heading, sentence, simple, state


def coalition_parts(model: Model, found: Together, everything: bool) -> Iterator[RenderableType]:
    """How many states are stable for the coalition, the equilibria it leaves, and its improvements."""
    where = f" when {scenario_words(found.scenario)}" if found.scenario else ""
    labels = " and ".join(model.actor(member).label for member in found.members)
    yield sentence(f"{labels} together{where}; {found.game.size:,} feasible states")
    rows = [(HEADS[concept], f"{int(found.verdicts.stable(concept).sum()):,}") for concept in COALITION_CONCEPTS]
    yield simple("States stable for the coalition", ("concept", "states"), rows, right=(1,))
    left = found.left()
    yield heading("Equilibria (SEQ) of single actors that the coalition can leave together")
    for name in left:
        yield sentence(state(name), 2)
    if not left:
        yield sentence("none", 2)
    yield from _improvements(found, everything)


def _improvements(found: Together, everything: bool) -> Iterator[RenderableType]:
    rows = [
        (state(found.game.space.name(jump.source)), change_words(found.game.space, jump.source, jump.target))
        for jump in found.jumps.jumps
    ]
    if not rows:
        yield sentence("There is no state from which all members improve together.")
        return
    shown, rest = cut(rows, everything)
    yield simple("Coalition improvements", ("from", "together they take up"), shown)
    if rest or found.jumps.unlisted:
        yield sentence(rest or f"... and {found.jumps.unlisted:,} more")
