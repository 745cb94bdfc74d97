"""Preferences: whose, with what worths, over which states."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Problem
from .conditions import Condition
from .findings import Finding, bad_condition, bad_quantity, missing_actor, missing_evidence, once
from .model import Model
from .preferences import Priorities, Ranking, Wants


def preference_problems(model: Model) -> Iterator[Finding]:
    yield from once("preferences", "an actor's preference", (actor for actor, _ in model.preferences))
    for actor, preference in model.preferences:
        path = f"preferences.{actor}"
        yield from missing_actor(model, path, "preferences belong to actors", actor)
        match preference:
            case Wants():
                yield from _wants(model, path, preference)
            case Priorities(statements):
                yield from once(path, "a priority's id", (each.id for each in statements))
                if any(not each.id for each in statements):
                    yield Problem(path=path, rule="every priority has an id", found="one without")
                for each in statements:
                    yield from missing_evidence(model, f"{path}.{each.id}", each.because)
                    yield from bad_condition(model, f"{path}.{each.id}", each.condition)
            case Ranking():
                yield from _ranking(model, path, preference)


def _wants(model: Model, path: str, preference: Wants) -> Iterator[Finding]:
    yield from once(path, "a want's id", (each.id for each in preference.wants))
    if any(not want.id for want in preference.wants):
        yield Problem(path=path, rule="every want has an id", found="one without")
    without = [want for want in preference.wants if want.worth is None]
    if 0 < len(without) < len(preference.wants):
        rule, hint = "every want of an actor has a worth, or none has", "add a worth there, or remove all of them"
        found = f"none for `{without[0].id}`"
        yield Problem(path=f"{path}.{without[0].id}", rule=rule, found=found, hint=hint)
    for want in preference.wants:
        yield from missing_evidence(model, f"{path}.{want.id}", want.because)
        yield from bad_condition(model, f"{path}.{want.id}", want.condition)
        if want.worth is not None:
            yield from bad_quantity(f"{path}.{want.id}", want.worth)


def _ranking(model: Model, path: str, ranking: Ranking) -> Iterator[Finding]:
    yield from missing_evidence(model, path, ranking.because)
    seen: set[Condition] = set()
    for number, tier in enumerate(ranking.tiers):
        for state in tier:
            yield from bad_condition(model, f"{path}.{number}", state)
            if state in seen:
                found = "one for the second time"
                yield Problem(path=f"{path}.{number}", rule="a ranking names every state once", found=found)
            seen.add(state)
    if any(not 0 <= gap < len(ranking.tiers) - 1 for gap in ranking.strong_gaps):
        yield Problem(path=path, rule="a strong gap stands between two tiers", found=str(sorted(ranking.strong_gaps)))
