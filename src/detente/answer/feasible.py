"""Whether the rules leave states, and rankings name them all, in every scenario: what only counting can tell."""

from __future__ import annotations

from dataclasses import replace

from ..errors import ModelError, Problem, TooLarge
from ..model import Assignment, Model, Ranking
from ..space import build, count
from .worlds import when, worlds


def feasible(model: Model) -> tuple[Problem, ...]:
    """Problems that show only when states are counted: no state left in some scenario, more than can be listed, or a
    ranking that leaves states out. What is so in every scenario is said once."""
    found: list[Problem] = []
    for variant_id, variant in model.variants():
        reading = f" in the reading {variant_id}" if variant_id else ""
        told = [(_problems(variant, scenario), when(scenario)) for scenario, _ in worlds(variant)]
        alike = len({problems for problems, _ in told}) == 1
        for problems, where in told[:1] if alike else told:
            found += [_with(each, reading + ("" if alike else where)) for each in problems]
    return tuple(dict.fromkeys(found))


def _with(problem: Problem, where: str) -> Problem:
    return replace(problem, rule=problem.rule + where)


def _problems(model: Model, scenario: Assignment) -> tuple[Problem, ...]:
    try:
        if (model.graph is None and count(model, (scenario,)) == 0) or any(
            isinstance(preference, Ranking) for _, preference in model.preferences
        ):
            build(model, scenario)
    except ModelError as error:
        return error.problems
    except TooLarge as error:
        return (Problem(path="rules", rule=str(error)),)
    return ()
