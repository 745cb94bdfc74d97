"""Coalitions, and where play can get to from the status quo, as plain sets.

For a coalition H, R_H(s) is built from legal sequences (:mod:`oracle.concepts`), and

* CI_H(s) = {q in R_H(s) : q better than s for every member} (Kilgour, Hipel, Fang & Peng 2001). The steps on the way
  need not improve.
* "not better" for H: some member finds q not better than s.
* CNash: CI_H(s) is empty. CGMR: each x in CI_H(s) has a y in R_{N-H}(x) that is not better than s for H. CSMR: and
  nothing in R_H(y) is better than s for all members. CSEQ: as CGMR, with y at the end of a legal sequence of
  *coalition improvements* by sub-coalitions of N - H: no sub-coalition moves twice in succession, and each step is a
  coalition improvement over the state it leaves (Inohara & Hipel 2008).

Status-quo analysis (Li, Kilgour & Hipel 2005): for h = 0, 1, 2, ... the states at the end of a legal sequence of at
most h moves by anybody, with the actors that can have made the last move.
"""

from __future__ import annotations

from itertools import combinations

from .concepts import LITERATURE, Rule, deters, legal_sequences, may_follow, replies, steps
from .conflict import Conflict, State

COALITION_CONCEPTS = ("nash", "gmr", "smr", "seq")
Group = tuple[str, ...]


def coalition_improvements(conflict: Conflict, group: Group, state: State) -> frozenset[State]:
    return frozenset(q for q in legal_sequences(conflict, group, state, False) if all_gain(conflict, group, q, state))


def all_gain(conflict: Conflict, group: Group, new: State, old: State) -> bool:
    return all(conflict.better(member, new, old) for member in group)


def some_deterred(conflict: Conflict, group: Group, state: State, end: State, rule: Rule) -> bool:
    return any(deters(conflict, member, state, end, rule) for member in group)


def outsiders(conflict: Conflict, group: Group) -> Group:
    return tuple(each for each in conflict.actors if each not in group)


def subcoalitions(group: Group) -> list[Group]:
    """Every group of one or more members."""
    return [part for size in range(1, len(group) + 1) for part in combinations(group, size)]


def improving_replies(conflict: Conflict, group: Group, start: State) -> frozenset[State]:
    """R++: the end states of legal sequences of coalition improvements by sub-coalitions of ``group``."""
    reached: set[tuple[State, Group]] = set()
    waiting: list[tuple[State, Group | None]] = [(start, None)]
    while waiting:
        state, last = waiting.pop()
        for movers in subcoalitions(group):
            if movers != last:
                for q in coalition_improvements(conflict, movers, state):
                    if (q, movers) not in reached:
                        reached.add((q, movers))
                        waiting.append((q, movers))
    return frozenset(state for state, _ in reached)


def coalition_sanctions(
    conflict: Conflict, group: Group, concept: str, state: State, gain: State, rule: Rule
) -> frozenset[State]:
    """The replies to ``gain`` that deter the coalition."""
    rest = outsiders(conflict, group)
    ends = improving_replies(conflict, rest, gain) if concept == "seq" else replies(conflict, rest, gain, False, rule)
    ends = frozenset(end for end in ends if some_deterred(conflict, group, state, end, rule))
    if concept != "smr":
        return ends
    return frozenset(
        end
        for end in ends
        if all(some_deterred(conflict, group, state, q, rule) for q in legal_sequences(conflict, group, end, False))
    )


def coalition_stable(conflict: Conflict, group: Group, concept: str, state: State, rule: Rule = LITERATURE) -> bool:
    """Whether no coalition improvement from ``state`` goes unpunished. Concepts: nash, gmr, smr, seq."""
    gains = coalition_improvements(conflict, group, state)
    if concept == "nash":
        return not gains
    return all(coalition_sanctions(conflict, group, concept, state, gain, rule) for gain in gains)


def arrivals(conflict: Conflict, start: State, improving: bool) -> list[dict[State, frozenset[str]]]:
    """For each number of moves h: which states can be reached in at most h, and who can have moved last.

    The list ends when one more move would add nothing. The start itself is there from h = 0, with nobody.
    """
    known: dict[State, frozenset[str]] = {start: frozenset()}
    history = [known]
    fresh: list[tuple[State, str | None]] = [(start, None)]
    while fresh:
        landed = {
            (q, mover)
            for state, last in fresh
            for mover in conflict.actors
            if may_follow(mover, last)
            for q in steps(conflict, mover, state, start, improving)
        }
        added = {(q, mover) for q, mover in landed if mover not in known.get(q, frozenset())}
        if added:
            ends = known.keys() | {q for q, _ in added}
            known = {q: known.get(q, frozenset()) | {m for s, m in added if s == q} for q in ends}
            history.append(known)
        fresh = list(added)
    return history
