"""The states of a ``.gmcr`` file and what its rankings and statements say of them.

A state of K options is an integer below 2^K: bit k is 1 iff option k is taken. The feasible states are those that no
infeasible conjunction matches. They are numbered by their place in ascending order (from 1 in the file, from 0 here);
manual rankings name them by these numbers.

Statements s_1, ..., s_m, most important first, order two states by their truth vectors (s_1(x), ..., s_m(x)),
lexicographically (option prioritisation).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .gmcr_json import Checker

Conjunction = tuple[tuple[int, bool], ...]
Statement = tuple[Conjunction, ...]
Tiers = tuple[tuple[int, ...], ...]

MAX_RANKED = 20_000
"""States that manual rankings may list, all decision makers together."""
MAX_COMPARED = 400
"""States up to which a ranking is compared with the stored statements, pair by pair."""
_MAX_STEPS = 20_000_000
_MAX_WIDTH = 16 * MAX_RANKED


def masks(pairs: Conjunction) -> tuple[int, int]:
    """``(mask, wanted)``: a state matches iff ``state & mask == wanted``."""
    return sum(1 << option for option, _ in pairs), sum(1 << option for option, taken in pairs if taken)


def distinct(conjunctions: Sequence[Conjunction]) -> tuple[Conjunction, ...]:
    """Without repetitions."""
    first: dict[frozenset[tuple[int, bool]], Conjunction] = {}
    for pairs in conjunctions:
        first.setdefault(frozenset(pairs), pairs)
    return tuple(first.values())


def telling(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Without repetitions and without what is true in every state: neither changes a lexicographic order."""
    first: dict[frozenset[frozenset[tuple[int, bool]]], Statement] = {}
    for statement in statements:
        if () not in statement:
            first.setdefault(frozenset(frozenset(member) for member in statement), statement)
    return tuple(first.values())


def feasible(infeasibles: Sequence[Conjunction], size: int, most: int = _MAX_WIDTH) -> tuple[int, ...] | None:
    """The feasible states, ascending; None where more than ``most`` would have to be looked at in one step.

    Options are settled from the highest bit down; a conjunction is checked as soon as its lowest option is settled.
    """
    checks: dict[int, dict[tuple[int, int], None]] = {}
    for pairs in infeasibles:
        checks.setdefault(min(option for option, _ in pairs), {})[masks(pairs)] = None
    states, steps = [0], 0
    for option in reversed(range(size)):
        states = [state | bit for state in states for bit in (0, 1 << option)]
        for mask, wanted in checks.get(option, ()):
            steps += len(states)
            if steps > _MAX_STEPS:
                return None
            states = [state for state in states if state & mask != wanted]
        if len(states) > most:
            return None
    return tuple(states)


def matched(states: Sequence[int], conjunctions: Sequence[Conjunction]) -> int:
    """How many of the states match at least one of the conjunctions."""
    tests = [masks(pairs) for pairs in conjunctions]
    return sum(any(state & mask == wanted for mask, wanted in tests) for state in states)


def some_state(infeasibles: Sequence[Conjunction], size: int, checker: Checker) -> None:
    """Complain where the infeasible conditions leave no state; a file too large to tell here passes."""
    if feasible(infeasibles, size, 4096) == ():
        checker.wrong("infeasibles", "some state is feasible", "conditions that together forbid every state")
        checker.stop()


def ranked(
    infeasibles: Sequence[Conjunction], size: int, rankings: Sequence[Tiers], checker: Checker
) -> tuple[int, ...]:
    """The feasible states, once it is sure that every ranking holds each of them once."""
    states = feasible(infeasibles, size)
    if states is None or len(states) * len(rankings) > MAX_RANKED:
        said = f"{len(states):,} feasible states" if states is not None else f"more than {MAX_RANKED:,} feasible states"
        rule = f"manual rankings are read if they list at most {MAX_RANKED:,} states in all"
        checker.wrong("infeasibles", rule, f"{said} for each of {len(rankings)}", "order them by statements")
        checker.stop()
    for number, ranking in enumerate(rankings):
        _each_once(ranking, len(states), f"decisionMakers.{number}.preferenceRanking", checker)
    checker.settle()
    return states


def _each_once(ranking: Tiers, size: int, path: str, checker: Checker) -> None:
    times = Counter(state for tier in ranking for state in tier)
    rule = f"a ranking holds each of the {size} feasible states once, by its number from 1 to {size}"
    for label, numbers in (
        ("no such state", [state for state in times if not 0 <= state < size]),
        ("more than once", [state for state in times if times[state] > 1]),
        ("missing", [state for state in range(size) if state not in times]),
    ):
        if numbers:
            more = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
            said = ", ".join(_number(state + 1) for state in sorted(numbers)[:8])
            checker.wrong(path, rule, f"{label}: {said}{more}")


def _number(value: int) -> str:
    return str(value) if abs(value) < 10**12 else f"a number of {value.bit_length()} bits"


def disagreements(states: Sequence[int], ranking: Tiers, statements: Sequence[Statement]) -> int:
    """Pairs of states that a ranking and statements order differently (a tie against an order counts)."""
    tests = [[masks(member) for member in statement] for statement in statements]
    truths = [tuple(any(state & mask == wanted for mask, wanted in test) for test in tests) for state in states]
    place = {truth: -rank for rank, truth in enumerate(sorted(set(truths)))}
    stated = [place[truth] for truth in truths]
    tier = {state: number for number, group in enumerate(ranking) for state in group}
    pairs = ((a, b) for a in range(len(states)) for b in range(a))
    return sum(_sign(tier[a] - tier[b]) != _sign(stated[a] - stated[b]) for a, b in pairs)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
