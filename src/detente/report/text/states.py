"""The list of feasible states for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...answer.listing import States
from ...model import Assignment
from ..words import count
from .tables import cut, sentence, simple, state


def scenario_words(scenario: Assignment) -> str:
    """``president = trump, process = top_down``; "no scenario" where the model has none."""
    return ", ".join(f"{name} = {value}" for name, value in scenario)


def states_parts(found: States, everything: bool) -> Iterator[RenderableType]:
    """How many states there are, then each with what is taken in it; today is marked."""
    where = f" when {scenario_words(found.scenario)}" if found.scenario else ""
    shown = (
        f"; {len(found.chosen):,} match{'es' if len(found.chosen) == 1 else ''}"
        if len(found.chosen) != found.game.size
        else ""
    )
    yield sentence(f"{count(found.game.size, 'feasible state')}{where}{shown}")
    chosen, rest = cut([(str(index),) for index in found.chosen], everything)
    today = found.game.status_quo
    rows = [("today" if int(index) == today else "", state(found.game.space.name(int(index)))) for (index,) in chosen]
    if rows:
        yield simple("", ("", "state"), rows, spare=(0,))
    if rest:
        yield sentence(rest)
