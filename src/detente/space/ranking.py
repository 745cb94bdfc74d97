"""Which tier of a ranking each state belongs to: every feasible state exactly once, or a sentence for each mistake."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..errors import ModelError, Problem
from ..model import Condition, Model, Ranking, conditions
from ..model.model import STATE
from ..model.scenario import Assignment
from .states import Mask, Space

NAMED = 5
"""Missing states that are named one by one."""


def tiers_of(
    model: Model, actor: str, ranking: Ranking, space: Space, scenario: Assignment = (), shut: Mask | None = None
) -> npt.NDArray[np.int32]:
    """The tier of each state: int32 [S], 0 best. States not listed (``shut`` ones need not be) come after the last.

    Where rules depend on the scenario, states listed for another scenario are passed over. Raises :class:`ModelError`.
    """
    tiers = np.full(space.size, len(ranking.tiers), dtype=np.int32)
    path, values = f"preferences.{actor}", dict(scenario)
    places = {option.id: place for place, option in enumerate(space.options)}
    problems: list[Problem] = []
    for tier, listed in enumerate(ranking.tiers):
        for condition in listed:
            states = picked(space, conditions.assume(condition, values), places)
            if len(states) == 1 and tiers[states[0]] == len(ranking.tiers):
                tiers[states[0]] = tier
            elif len(states) != 0 or not _rules_vary(model):
                problems.append(_misplaced(space, path, condition, states))
    wanted = np.ones(space.size, dtype=np.bool_) if shut is None else ~shut
    missing = np.flatnonzero(wanted & (tiers == len(ranking.tiers)))
    if len(missing):
        problems.append(_missing(space, path, missing))
    if problems:
        raise ModelError(tuple(problems))
    return tiers


def picked(space: Space, condition: Condition, places: dict[str, int]) -> npt.NDArray[np.int64]:
    """The states in which a condition holds; at once where it gives every option a value."""
    parts = condition.parts if isinstance(condition, conditions.And) else (condition,)
    said = {part.name: part.value for part in parts if isinstance(part, conditions.Is) and part.name in places}
    if len(said) < len(parts) or len(said) < len(places) or not places:
        return np.flatnonzero(space.where(condition))
    code = sum(space.options[place].choices.index(said[name]) << space.shifts[place] for name, place in places.items())
    state = space.index(code)
    return np.array([] if state < 0 else [state], dtype=np.int64)


def _rules_vary(model: Model) -> bool:
    """Whether some rule or consequence depends on the scenario."""
    variables = {variable.id for variable in model.scenario}
    said = [rule.condition for rule in model.rules] + [each.when for each in model.consequences]
    return any(conditions.names(condition) & variables for condition in said)


def _misplaced(space: Space, path: str, condition: Condition, states: npt.NDArray[np.int64]) -> Problem:
    rule = "a ranking lists every feasible state exactly once"
    said = condition.value if isinstance(condition, conditions.Is) and condition.name == STATE else None
    said = said or conditions.text(condition)
    if len(states) == 1:
        return Problem(path=path, rule=rule, found=f"{space.name(int(states[0]))} twice")
    found = f"{said}, which is {'no feasible state' if len(states) == 0 else f'{len(states)} states'}"
    return Problem(path=path, rule=rule, found=found)


def _missing(space: Space, path: str, missing: npt.NDArray[np.int64]) -> Problem:
    named = ", ".join(space.name(int(state)) for state in missing[:NAMED])
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    rule = "a ranking lists every feasible state exactly once"
    return Problem(
        path=path, rule=rule, found=f"{named}{more} not listed", hint="add them, in a tier of their own or tied"
    )
