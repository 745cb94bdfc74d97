"""Moves in words: what changes from one state to the next."""

from __future__ import annotations

from typing import Any

from ..space import Space


def change(space: Space, source: int, target: int) -> dict[str, str]:
    """The options that differ between two states, with their values in the second; in an explicit graph, the state."""
    if space.listed:
        return {"state": space.listed[target]}
    pairs = zip(space.options, space.values(source), space.values(target), strict=True)
    return {option.id: after for option, before, after in pairs if before != after}


def change_words(space: Space, source: int, target: int) -> str:
    """``usa.summit, not dprk.test, usa.status = tolerates``: the same in words."""
    yes_no = {option.id for option in space.options if option.is_yes_no}
    said = []
    for name, value in change(space, source, target).items():
        if name in yes_no:
            said.append(name if value == "yes" else f"not {name}")
        else:
            said.append(f"{name} = {value}")
    return ", ".join(said) or "nothing"


def step_record(space: Space, actors: tuple[str, ...], step: Any) -> dict[str, Any]:
    """One step (``mover``, ``source``, ``target`` by index) with names."""
    return {
        "mover": actors[step.mover],
        "from": space.name(step.source),
        "to": space.name(step.target),
        "change": change(space, step.source, step.target),
    }
