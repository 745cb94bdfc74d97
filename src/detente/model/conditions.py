"""Conditions: true or false in a state, given the scenario.

Atoms compare a *name* (an option ``owner.option``, a scenario variable, or ``state`` in a model given as an explicit
graph) with one of its values; a yes/no option has the values ``no`` and ``yes``. Conditions are plain trees of
frozen records: no text, no evaluation of code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Constant:
    """True everywhere or nowhere."""

    value: bool


@dataclass(frozen=True, slots=True)
class Is:
    """``name`` has the value ``value``."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    inner: Condition


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Iff:
    """Both sides have the same truth value."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Count:
    """At least ``low`` and at most ``high`` of ``parts`` hold."""

    low: int
    high: int
    parts: tuple[Condition, ...]


Condition = Constant | Is | Not | And | Or | Implies | Iff | Count

TRUE = Constant(True)
FALSE = Constant(False)


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside."""
    match condition:
        case Not(inner):
            return (inner,)
        case And(parts) | Or(parts) | Count(parts=parts):
            return parts
        case Implies(left, right) | Iff(left, right):
            return (left, right)
        case _:
            return ()


def atoms(condition: Condition) -> Iterator[Is]:
    """Every comparison inside, left to right, repeats included."""
    if isinstance(condition, Is):
        yield condition
    for child in children(condition):
        yield from atoms(child)


def names(condition: Condition) -> frozenset[str]:
    """The options and variables that a condition mentions."""
    return frozenset(atom.name for atom in atoms(condition))


def holds(condition: Condition, values: Mapping[str, str]) -> bool:
    """Whether the condition holds. ``values`` must give a value to every name in it (KeyError otherwise)."""
    match condition:
        case Constant(value):
            return value
        case Is(name, value):
            return values[name] == value
        case Not(inner):
            return not holds(inner, values)
        case And(parts):
            return all(holds(part, values) for part in parts)
        case Or(parts):
            return any(holds(part, values) for part in parts)
        case Implies(left, right):
            return not holds(left, values) or holds(right, values)
        case Iff(left, right):
            return holds(left, values) == holds(right, values)
        case Count(low, high, parts):
            return low <= sum(holds(part, values) for part in parts) <= high


def assume(condition: Condition, values: Mapping[str, str]) -> Condition:
    """The condition with the names in ``values`` replaced by their values, constants folded away."""
    match condition:
        case Is(name, value):
            return Constant(values[name] == value) if name in values else condition
        case Not(inner):
            return negation(assume(inner, values))
        case And(parts):
            return conjunction(tuple(assume(part, values) for part in parts))
        case Or(parts):
            return disjunction(tuple(assume(part, values) for part in parts))
        case Implies(left, right):
            return disjunction((negation(assume(left, values)), assume(right, values)))
        case Iff(left, right):
            return _iff(assume(left, values), assume(right, values))
        case Count(low, high, parts):
            return _count(low, high, tuple(assume(part, values) for part in parts))
        case _:
            return condition


def negation(condition: Condition) -> Condition:
    match condition:
        case Constant(value):
            return Constant(not value)
        case Not(inner):
            return inner
        case _:
            return Not(condition)


def conjunction(parts: tuple[Condition, ...]) -> Condition:
    """All of them; a single part is itself, none is true."""
    kept = tuple(part for part in parts if part != TRUE)
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else And(kept) if kept else TRUE


def disjunction(parts: tuple[Condition, ...]) -> Condition:
    """At least one of them; a single part is itself, none is false."""
    kept = tuple(part for part in parts if part != FALSE)
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else Or(kept) if kept else FALSE


def _iff(left: Condition, right: Condition) -> Condition:
    if isinstance(left, Constant):
        return right if left.value else negation(right)
    if isinstance(right, Constant):
        return left if right.value else negation(left)
    return Iff(left, right)


def _count(low: int, high: int, parts: tuple[Condition, ...]) -> Condition:
    sure = sum(part == TRUE for part in parts)
    open_parts = tuple(part for part in parts if not isinstance(part, Constant))
    low, high = low - sure, high - sure
    if high < 0 or low > len(open_parts):
        return FALSE
    return TRUE if low <= 0 and high >= len(open_parts) else Count(max(low, 0), high, open_parts)


_STRENGTH = {Iff: 1, Implies: 2, Or: 3, And: 4, Not: 5}


def text(condition: Condition) -> str:
    """The condition in the model language; reading it back gives the same condition (``and`` and ``or`` having at
    least two parts, and counts lying between 0 and the number of parts)."""
    match condition:
        case Constant(value):
            return "true" if value else "false"
        case Is(name, "yes"):
            return name
        case Is(name, value):
            return f"{name} == {value}"
        case Not(inner):
            return "not " + _inside(inner, 5)
        case And(parts):
            return " and ".join(_inside(part, 4) for part in parts) or "true"
        case Or(parts):
            return " or ".join(_inside(part, 3) for part in parts) or "false"
        case Implies(left, right):
            return f"{_inside(left, 3)} implies {_inside(right, 3)}"
        case Iff(left, right):
            return f"{_inside(left, 2)} iff {_inside(right, 2)}"
        case Count(low, high, parts):
            return _count_text(low, high, ", ".join(text(part) for part in parts), len(parts))


def _inside(condition: Condition, strength: int) -> str:
    said = text(condition)
    own = 5 if isinstance(condition, Is) and condition.value != "yes" else _STRENGTH.get(type(condition), 6)
    return said if own > strength or (own == strength and isinstance(condition, Not)) else f"({said})"


def _count_text(low: int, high: int, inside: str, size: int) -> str:
    if low == high:
        return f"exactly {low} of ({inside})"
    if high >= size:
        return f"at least {low} of ({inside})"
    if low <= 0:
        return f"at most {high} of ({inside})"
    return f"at least {low} and at most {high} of ({inside})"
