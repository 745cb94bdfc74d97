"""Whether the rules leave states, in every scenario: what only counting can tell."""

from __future__ import annotations

from ..errors import ModelError, Problem, TooLarge
from ..model import Model
from ..space import count
from .worlds import worlds


def feasible(model: Model) -> tuple[Problem, ...]:
    """Problems that show only when states are counted: no state left in some scenario, or more than can be listed."""
    if model.graph is not None:
        return ()
    found: list[Problem] = []
    for variant_id, variant in model.variants():
        for scenario, _ in worlds(variant):
            try:
                left = count(variant, (scenario,))
            except (ModelError, TooLarge) as error:
                found.append(Problem(path="rules", rule=str(error)))
                continue
            if left == 0:
                said = ", ".join(f"{name} = {value}" for name, value in scenario)
                where = (f" in the reading {variant_id}" if variant_id else "") + (f" when {said}" if said else "")
                found.append(
                    Problem(path="rules", rule=f"the rules leave no state{where}", hint="drop or weaken a rule")
                )
    return tuple(dict.fromkeys(found))
