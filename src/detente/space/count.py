"""How many states are feasible, exactly and before any is listed."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Model, conditions
from ..model.model import STATE, Graph
from ..model.scenario import Assignment
from .diagram import constraints, diagram


def count(model: Model, scenarios: Iterable[Assignment] = ((),)) -> int:
    """The exact number of states that are feasible in at least one of the scenarios.

    Raises :class:`TooLarge` where the rules cannot be counted within seconds, and :class:`Unanswerable` where a rule
    depends on a scenario variable without a value.
    """
    if model.graph is not None:
        return len(graph_states(model, model.graph, scenarios))
    return diagram(model.options, [constraints(model, scenario) for scenario in scenarios]).count()


def graph_states(model: Model, graph: Graph, scenarios: Iterable[Assignment]) -> tuple[str, ...]:
    """The states of an explicit graph that the rules allow in at least one of the scenarios, in the graph's order."""
    alternatives = [constraints(model, scenario) for scenario in scenarios]
    return tuple(
        name
        for name, _ in graph.states
        if any(all(conditions.holds(condition, {STATE: name}) for _, condition in each) for each in alternatives)
    )


def amount(number: int) -> str:
    """A count for a sentence: a power of two as ``2^31``, anything else with thousands apart."""
    if number >= 2**16 and number & (number - 1) == 0:
        return f"2^{number.bit_length() - 1}"
    return f"{number:,}"
