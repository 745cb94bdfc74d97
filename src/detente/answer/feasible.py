"""Whether the rules leave states, and rankings name them all, in every scenario: what only counting can tell."""

from __future__ import annotations

from dataclasses import replace

from ..errors import ModelError, Problem, TooLarge
from ..model import Assignment, Model, Ranking
from ..space import build, count
from .worlds import worlds


def feasible(model: Model) -> tuple[Problem, ...]:
    """Problems that show only when states are counted: no state left in some scenario, more than can be listed, or a
    ranking that leaves states out."""
    found: list[Problem] = []
    for variant_id, variant in model.variants():
        for scenario, _ in worlds(variant):
            where = _where(variant_id, scenario)
            try:
                found += _problems(variant, scenario, where)
            except ModelError as error:
                found += [replace(each, rule=each.rule + where) for each in error.problems]
            except TooLarge as error:
                found.append(Problem(path="rules", rule=str(error)))
    return tuple(dict.fromkeys(found))


def _problems(model: Model, scenario: Assignment, where: str) -> list[Problem]:
    if model.graph is None and count(model, (scenario,)) == 0:
        return [Problem(path="rules", rule=f"the rules leave no state{where}", hint="drop or weaken a rule")]
    if any(isinstance(preference, Ranking) for _, preference in model.preferences):
        build(model, scenario)
    return []


def _where(variant: str, scenario: Assignment) -> str:
    said = ", ".join(f"{name} = {value}" for name, value in scenario)
    return (f" in the reading {variant}" if variant else "") + (f" when {said}" if said else "")
