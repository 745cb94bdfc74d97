"""What becomes of an outcome if one side can no longer take back what it gave.

A deal that rests on "if you stop, I stop" needs both sides to be able to stop. So for the options that differ between
today and a state of the outcome, owner by owner, the model is changed so that these options can only go from today's
value towards the other one, and the chances of the outcome are worked out again: for each owner alone, and for all
of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..model import Condition, Model
from .play import MEASURES, Play, Stage, play


@dataclass(frozen=True, slots=True)
class Lock:
    """``owners`` can no longer withdraw ``options``. ``chances`` then, and the ``change`` against the model as it
    is."""

    owners: tuple[str, ...]
    options: tuple[str, ...]
    chances: Mapping[str, float]
    change: Mapping[str, float]

    def as_dict(self) -> dict[str, Any]:
        return {
            "owners": list(self.owners),
            "options": list(self.options),
            "chances": dict(self.chances),
            "change": dict(self.change),
        }


def locked(model: Model, options: Mapping[str, str]) -> Model:
    """The model in which options can only go from today's value towards a given one."""
    today = dict(model.status_quo or ())

    def turned(option: Any) -> Any:
        if option.id not in options or option.direction != "both":
            return option
        forward = option.choices.index(options[option.id]) > option.choices.index(today[option.id])
        return replace(option, direction="forward" if forward else "backward")

    return replace(model, options=tuple(turned(option) for option in model.options))


def locks(
    model: Model, outcome: Condition, stage: Stage, parts: Mapping[str, str], without: Play | None = None
) -> tuple[Lock, ...]:
    """The chances if each owner alone, and if all, cannot withdraw their options among ``parts`` (id: value in the
    outcome)."""
    base = without or play(stage(model), outcome)
    owners = list(dict.fromkeys(option.owner for option in model.options if option.id in parts))
    groups: Sequence[tuple[str, ...]] = [(owner,) for owner in owners] + ([tuple(owners)] if len(owners) > 1 else [])
    found = []
    for group in groups:
        mine = {each.id: parts[each.id] for each in model.options if each.id in parts and each.owner in group}
        then = play(stage(locked(model, mine)), outcome).chances
        difference = {name: then[name] - base.chances[name] for name in MEASURES}
        found.append(Lock(group, tuple(mine), then, difference))
    return tuple(found)
