"""Assumptions in which two models differ, and one moved from one model to the other.

A *unit* is what is moved: one want or priority, one ranking (an actor's whole preference where the two models say it in
different forms), one rule, cost or consequence, one scenario variable, one habit of an actor. Units have the paths of
:mod:`detente.model.assumptions`, a scenario variable the path ``scenario.ID``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from ..model import Model, Preference, Priorities, Wants
from ..model.assumptions import HABITS, assumptions

Part = TypeVar("Part")


def differences(one: Model, other: Model) -> tuple[str, ...]:
    """The paths of the units in which two models differ, in the order of the sections of a file."""
    return tuple(dict.fromkeys(_differences(one, other)))


def _differences(one: Model, other: Model) -> Iterator[str]:
    for actor in one.actors:
        twin = next((each for each in other.actors if each.id == actor.id), actor)
        for habit in HABITS:
            if getattr(actor, habit) != getattr(twin, habit):
                yield f"actors.{actor.id}.{habit}"
    for section in ("scenario", "rules", "soft_rules", "consequences"):
        head = "rules" if section == "soft_rules" else section
        yield from (f"{head}.{each}" for each in _changed(getattr(one, section), getattr(other, section)))
    for actor_id in dict.fromkeys(actor for actor, _ in (*one.preferences, *other.preferences)):
        mine, theirs = one.preference(actor_id), other.preference(actor_id)
        before, after = _parts(mine), _parts(theirs)
        if mine == theirs:
            continue
        if type(mine) is type(theirs) and before is not None and after is not None:
            yield from (f"preferences.{actor_id}.{each}" for each in _changed(before, after))
        else:
            yield f"preferences.{actor_id}"


def _changed(mine: Sequence[Any], theirs: Sequence[Any]) -> Iterator[str]:
    before, after = {each.id: each for each in mine}, {each.id: each for each in theirs}
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name


def _parts(preference: Preference | None) -> tuple[Any, ...] | None:
    match preference:
        case Wants(wants):
            return wants
        case Priorities(statements):
            return statements
        case _:
            return None


def moved(into: Model, source: Model, path: str) -> Model:
    """``into`` with the unit at ``path`` as it is in ``source`` (added, replaced or taken out)."""
    head, name, *rest = path.split(".", 2)
    match head:
        case "actors":
            value = getattr(source.actor(name), rest[0])
            changed = (replace(each, **{rest[0]: value}) if each.id == name else each for each in into.actors)
            return replace(into, actors=tuple(changed))
        case "rules":
            rules = _with(into.rules, source.rules, name)
            return replace(into, rules=rules, soft_rules=_with(into.soft_rules, source.soft_rules, name))
        case "consequences":
            return replace(into, consequences=_with(into.consequences, source.consequences, name))
        case "scenario":
            return replace(into, scenario=_with(into.scenario, source.scenario, name))
        case _:
            return _with_preference(into, source, name, rest[0] if rest else None)


def _with(mine: tuple[Part, ...], theirs: Sequence[Part], name: str) -> tuple[Part, ...]:
    """One list with the element of a name as in another list; a new one comes last."""
    new = next((each for each in theirs if _id(each) == name), None)
    if new is None:
        return tuple(each for each in mine if _id(each) != name)
    if any(_id(each) == name for each in mine):
        return tuple(new if _id(each) == name else each for each in mine)
    return (*mine, new)


def _id(each: object) -> str:
    return str(getattr(each, "id", ""))


def _with_preference(into: Model, source: Model, actor: str, part: str | None) -> Model:
    mine, theirs = into.preference(actor), source.preference(actor)
    found: Preference | None = theirs
    if part is not None and isinstance(mine, Wants) and isinstance(theirs, Wants):
        found = Wants(_with(mine.wants, theirs.wants, part))
    elif part is not None and isinstance(mine, Priorities) and isinstance(theirs, Priorities):
        found = Priorities(_with(mine.statements, theirs.statements, part))
    left = tuple((each, found if each == actor else held) for each, held in into.preferences)
    if found is None:
        return replace(into, preferences=tuple((each, held) for each, held in left if held is not None))
    if mine is None:
        left = (*left, (actor, found))
    return replace(into, preferences=tuple((each, held) for each, held in left if held is not None))


def said(model: Model, path: str) -> str:
    """What a unit says in a model; empty where the model has no such unit."""
    head = path.split(".", 1)[0]
    texts = [
        f"{each.text}: {each.quantity.text()}" if each.quantity and head in ("preferences", "rules") else each.text
        for each in assumptions(model)
        if each.path == path or each.path.startswith(path + ".")
    ]
    return "; ".join(dict.fromkeys(texts))
