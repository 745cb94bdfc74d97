"""The solution concepts as plain sets.

Notation. ``moves(i, s)`` is R_i(s), ``improvements(i, s)`` is R_i+(s). A *legal sequence* of a group H is a chain of
moves by members of H in which nobody moves twice in succession. ``replies(H, s)`` is R_H(s), the end states of all
legal sequences of at least one move; with ``improving`` it is R_H+(s): every move must then be an improvement for its
mover over the state which that move leaves. Both are built by walking over pairs (state, last mover).

State s is stable for actor i, with H everybody else and "not better" meaning s >=_i q:

* Nash: R_i+(s) is empty (Nash 1950).
* GMR: each s1 in R_i+(s) has an s2 in R_H(s1) that is not better than s (Howard 1971).
* SMR: as GMR, and no s3 in R_i(s2) is better than s either (Howard 1971; Fraser & Hipel 1979).
* SEQ: as GMR with s2 in R_H+(s1) (Fraser & Hipel 1979).
* SSEQ: as SMR with s2 in R_H+(s1) (Rego & Vieira 2015, 2017).
* SIM: each s1 in R_i+(s), taken together with some opponents' improvements from s, all option changes at once, makes a
  feasible state that is not better than s (Fraser & Hipel 1979, 1984).

Strong versions (Hamouda, Kilgour & Hipel 2004, 2006): "s strongly preferred to" in place of "not better".
Settings: ``countermoves`` (legal sequences; each opponent at most once; one move by one opponent) and ``sanction``
("not_better", or "worse": s strictly preferred).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from .conflict import Conflict, State

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@dataclass(frozen=True)
class Rule:
    """What counts as a countermove, and what deters: not_better, worse, or much_worse (the strong concepts)."""

    countermoves: str = "legal_sequences"
    sanction: str = "not_better"


LITERATURE = Rule()


def moves(conflict: Conflict, actor: str, state: State) -> frozenset[State]:
    return conflict.moves[actor][state]


def improvements(conflict: Conflict, actor: str, state: State) -> frozenset[State]:
    return frozenset(q for q in moves(conflict, actor, state) if conflict.better(actor, q, state))


def steps(conflict: Conflict, actor: str, state: State, start: State, improving: bool) -> frozenset[State]:
    """What one member of a sequence that began at ``start`` may do in ``state``."""
    return improvements(conflict, actor, state) if improving else moves(conflict, actor, state)


def others(conflict: Conflict, actor: str) -> tuple[str, ...]:
    return tuple(each for each in conflict.actors if each != actor)


def replies(
    conflict: Conflict, group: tuple[str, ...], start: State, improving: bool = False, rule: Rule = LITERATURE
) -> frozenset[State]:
    """The end states of the group's sequences from ``start``."""
    if rule.countermoves == "one_move":
        return frozenset(q for j in group for q in steps(conflict, j, start, start, improving))
    if rule.countermoves == "each_opponent_once":
        return each_once(conflict, group, start, start, improving)
    return legal_sequences(conflict, group, start, improving)


def legal_sequences(conflict: Conflict, group: tuple[str, ...], start: State, improving: bool) -> frozenset[State]:
    """End states of the sequences in which nobody moves twice in succession."""
    reached: set[tuple[State, str]] = set()
    waiting: list[tuple[State, str | None]] = [(start, None)]
    while waiting:
        state, last = waiting.pop()
        for mover in group:
            if may_follow(mover, last):
                for q in steps(conflict, mover, state, start, improving):
                    if (q, mover) not in reached:
                        reached.add((q, mover))
                        waiting.append((q, mover))
    return frozenset(state for state, _ in reached)


def may_follow(mover: str, last: str | None) -> bool:
    return mover != last


def each_once(
    conflict: Conflict, group: tuple[str, ...], state: State, start: State, improving: bool
) -> frozenset[State]:
    """End states of the sequences in which nobody moves twice at all."""
    ends: set[State] = set()
    for mover in group:
        rest = tuple(each for each in group if each != mover)
        for q in steps(conflict, mover, state, start, improving):
            ends |= {q} | each_once(conflict, rest, q, start, improving)
    return frozenset(ends)


def deters(conflict: Conflict, actor: str, state: State, end: State, rule: Rule) -> bool:
    """Whether ending up in ``end`` would make leaving ``state`` pointless for the actor."""
    if rule.sanction == "worse":
        return conflict.better(actor, state, end)
    if rule.sanction == "much_worse":
        return conflict.much_better(actor, state, end)
    return not conflict.better(actor, end, state)


def no_escape(conflict: Conflict, actor: str, state: State, end: State, rule: Rule) -> bool:
    """Whether nothing that the actor can do about ``end`` leaves it undeterred."""
    return all(deters(conflict, actor, state, q, rule) for q in moves(conflict, actor, end))


def sanctioned(
    conflict: Conflict, actor: str, state: State, gain: State, rule: Rule, improving: bool, symmetric: bool
) -> bool:
    """Whether the others have a reply to ``gain`` that deters (and, if ``symmetric``, cannot be escaped)."""
    return any(
        deters(conflict, actor, state, end, rule) and (not symmetric or no_escape(conflict, actor, state, end, rule))
        for end in replies(conflict, others(conflict, actor), gain, improving, rule)
    )


def nash(conflict: Conflict, actor: str, state: State, rule: Rule = LITERATURE) -> bool:
    return not improvements(conflict, actor, state)


def gmr(conflict: Conflict, actor: str, state: State, rule: Rule = LITERATURE) -> bool:
    gains = improvements(conflict, actor, state)
    return all(sanctioned(conflict, actor, state, gain, rule, improving=False, symmetric=False) for gain in gains)


def smr(conflict: Conflict, actor: str, state: State, rule: Rule = LITERATURE) -> bool:
    gains = improvements(conflict, actor, state)
    return all(sanctioned(conflict, actor, state, gain, rule, improving=False, symmetric=True) for gain in gains)


def seq(conflict: Conflict, actor: str, state: State, rule: Rule = LITERATURE) -> bool:
    gains = improvements(conflict, actor, state)
    return all(sanctioned(conflict, actor, state, gain, rule, improving=True, symmetric=False) for gain in gains)


def sseq(conflict: Conflict, actor: str, state: State, rule: Rule = LITERATURE) -> bool:
    gains = improvements(conflict, actor, state)
    return all(sanctioned(conflict, actor, state, gain, rule, improving=True, symmetric=True) for gain in gains)


def sim(conflict: Conflict, actor: str, state: State, rule: Rule = LITERATURE) -> bool:
    """Only where states are made of options and each move changes nothing but the mover's own."""
    return all(
        any(
            feasible(conflict, joint) and deters(conflict, actor, state, joint, rule)
            for joint in joint_outcomes(conflict, actor, state, gain)
        )
        for gain in improvements(conflict, actor, state)
    )


def joint_outcomes(conflict: Conflict, actor: str, state: State, gain: State) -> Iterable[State]:
    """The actor takes ``gain`` while every other stays or takes one of its improvements from ``state``."""
    menus = [(state, *improvements(conflict, j, state)) for j in others(conflict, actor)]
    for chosen in product(*menus):
        yield combined(conflict, state, (gain, *chosen))


def combined(conflict: Conflict, state: State, chosen: tuple[State, ...]) -> State:
    """All the option changes from ``state`` at once; no two movers share an option."""
    if conflict.owners is None:
        raise ValueError("simultaneous moves need states made of options that one actor each controls")
    return tuple(next((new[place] for new in chosen if new[place] != old), old) for place, old in enumerate(state))


def feasible(conflict: Conflict, state: State) -> bool:
    return state in conflict.states


def stable(conflict: Conflict, concept: str, actor: str, state: State, rule: Rule = LITERATURE) -> bool:
    """Whether a state is stable for an actor. The functions are looked up by name when called."""
    return bool(globals()[concept](conflict, actor, state, rule))


def equilibria(conflict: Conflict, concept: str, rule: Rule = LITERATURE) -> frozenset[State]:
    """The states that are stable for everybody."""
    return frozenset(
        state
        for state in conflict.states
        if all(stable(conflict, concept, actor, state, rule) for actor in conflict.actors)
    )


def table(conflict: Conflict, concept: str, rule: Rule = LITERATURE) -> dict[tuple[str, State], bool]:
    """The verdict for every actor and state."""
    return {(i, s): stable(conflict, concept, i, s, rule) for i in conflict.actors for s in conflict.states}
