"""Every feasible state, by a walk over the diagram of the rules: time linear in the output, no dead ends.

The walk goes down the diagram, bit by bit from the highest, low branch first; a branch from which no feasible state
can be reached does not exist in the diagram, and a node *true* at level l means that all 2^(B-l) values of the lower
bits are feasible. With the bits in the order of the code the codes come out ascending; otherwise they are sorted.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ..errors import ModelError, Problem, TooLarge
from ..model import Model
from ..model.scenario import Assignment
from .compiled import njit
from .count import amount, graph_states
from .diagram import Constraint, Diagram, constraints, diagram, layout
from .nodes import Ints
from .states import Codes, Space

LIMIT = 2**26
"""States listed at most unless the caller says otherwise (their codes take 512 MB)."""

CODE_BITS = 64


def enumerate_states(model: Model, scenarios: Iterable[Assignment] = ((),), limit: int = LIMIT) -> Space:
    """The states that are feasible in at least one of the scenarios, codes ascending.

    Raises :class:`TooLarge` before any long wait (more than ``limit`` states or 64 bits of options),
    :class:`ModelError` where the rules leave no state, :class:`Unanswerable` where a rule depends on a scenario
    variable without a value.
    """
    scenarios = tuple(scenarios)
    if model.graph is not None:
        return _listed(graph_states(model, model.graph, scenarios))
    shifts, widths = layout(model.options)
    if sum(widths) > CODE_BITS:
        raise TooLarge(f"options take {sum(widths)} bits; limit {CODE_BITS}; name fewer options or choices")
    alternatives = [constraints(model, scenario) for scenario in scenarios]
    found = diagram(model.options, alternatives)
    total = found.count()
    if total > limit:
        raise TooLarge(f"{amount(total)} states; limit {amount(limit)}; name fewer options or add rules")
    if total == 0:
        raise ModelError((_contradiction(model, alternatives),))
    return Space(model.options, codes_of(found, total), shifts, widths)


def codes_of(found: Diagram, total: int) -> Codes:
    """The codes of all states of a diagram, ascending: uint64 [total]."""
    nodes, codes = found.nodes, np.empty(total, dtype=np.uint64)
    _walk(np.array(found.bits, dtype=np.int64), nodes.levels, nodes.low, nodes.high, found.root, codes)
    if not found.is_sorted:
        codes.sort()
    return codes


def _listed(names: tuple[str, ...]) -> Space:
    if not names:
        raise ModelError((Problem(path="graph.states", rule="at least one state must be feasible", found="none"),))
    return Space((), np.arange(len(names), dtype=np.uint64), listed=names)


def _contradiction(model: Model, alternatives: list[tuple[Constraint, ...]]) -> Problem:
    """What to say where no state is left: a smallest set of rules that contradict one another (none can be spared)."""
    kept = [path for path, _ in alternatives[0]] if alternatives else []
    for path in list(kept):
        fewer = [other for other in kept if other != path]
        left = [tuple(each for each in rules if each[0] in fewer) for rules in alternatives]
        if _is_empty(model, left):
            kept = fewer
    texts = {f"rules.{rule.id}": rule.text for rule in model.rules}
    texts |= {f"consequences.{each.id}": each.text for each in model.consequences}
    said = "; ".join(f"{path} ({texts[path]})" if texts[path] else path for path in kept)
    return Problem(
        path="rules",
        rule="at least one state must be feasible",
        found=f"none: these contradict one another: {said}" if kept else "none",
        hint="drop or weaken one of them",
    )


def _is_empty(model: Model, alternatives: list[tuple[Constraint, ...]]) -> bool:
    """Whether no state is left; False where that would take too long to say."""
    try:
        return diagram(model.options, alternatives).count() == 0
    except TooLarge:
        return False


@njit(cache=True, nogil=True)
def _walk(
    bits: npt.NDArray[np.int64],
    levels: Ints,
    low: Ints,
    high: Ints,
    root: int,
    codes: npt.NDArray[np.uint64],
) -> None:
    """Fill ``codes``: depth first with a stack of (node, level, code so far); skipped levels leave their bit free."""
    depth = len(bits)
    below = np.zeros(depth + 1, dtype=np.uint64)
    for level in range(depth - 1, -1, -1):
        below[level] = below[level + 1] | (np.uint64(1) << np.uint64(bits[level]))
    node_at = np.empty(depth + 2, dtype=np.int64)
    level_at = np.empty(depth + 2, dtype=np.int64)
    code_at = np.empty(depth + 2, dtype=np.uint64)
    node_at[0], level_at[0], code_at[0] = root, 0, 0
    top, done = 1, 0
    while top > 0:
        top -= 1
        node, level, code = node_at[top], level_at[top], code_at[top]
        if node == 1:
            free, rest = np.uint64(0), below[level]
            while free != rest:
                codes[done] = code | free
                done += 1
                free = ((free | ~rest) + np.uint64(1)) & rest
            codes[done] = code | rest
            done += 1
            continue
        zero, one = node, node
        if levels[node] == level:
            zero, one = low[node], high[node]
        if one != 0:
            node_at[top], level_at[top] = one, level + 1
            code_at[top] = code | (np.uint64(1) << np.uint64(bits[level]))
            top += 1
        if zero != 0:
            node_at[top], level_at[top], code_at[top] = zero, level + 1, code
            top += 1
