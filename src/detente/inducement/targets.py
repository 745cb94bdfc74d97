"""Whose move the outcome is, and what it says."""

from __future__ import annotations

from ..errors import Unanswerable
from ..model import Condition, Model, conditions


def condition_of(model: Model, outcome: str | Condition) -> Condition:
    """The condition of an outcome, by its id or as it is. Raises Unanswerable, with the ids there are."""
    if not isinstance(outcome, str):
        return outcome
    for each in model.outcomes:
        if each.id == outcome:
            return each.condition
    known = ", ".join(each.id for each in model.outcomes) or "none"
    raise Unanswerable(f"there is no outcome {outcome}; there are: {known}")


def target_of(model: Model, outcome: Condition, target: str | None = None) -> str:
    """The actor who is to be moved: the one named, or the only one whose options the outcome speaks of.

    Raises Unanswerable where that is not one actor.
    """
    if target is not None:
        if target not in {actor.id for actor in model.actors}:
            raise Unanswerable(f"there is no actor {target}; there are {', '.join(a.id for a in model.actors)}")
        return target
    spoken = conditions.names(outcome)
    owners = sorted({option.owner for option in model.options if option.id in spoken})
    if len(owners) != 1:
        said = ", ".join(owners) or "no actor"
        raise Unanswerable(f"the outcome speaks of options of {said}; say whom it asks to move (target)")
    return owners[0]
