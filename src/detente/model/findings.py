"""What the rules between elements share: looking up names, and saying that one is missing."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import isfinite

from ..errors import Problem
from .conditions import Condition, atoms
from .model import STATE, Model, Values
from .quantities import WORDS, Quantity

MAX_HINTS = 40
"""Problems for which a word that was meant is looked for."""

MAX_EFFORT = 60_000
"""Letters compared in one such search."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that the model does not have, and those that it has."""

    path: str
    rule: str
    word: str
    known: tuple[str, ...]


Finding = Problem | Missing


def finished(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """All findings as problems, the first of them with the word that was probably meant."""
    hints = 0
    done: dict[Problem, None] = {}
    for each in findings:
        if isinstance(each, Missing):
            hints += 1
            hint = _meant(each.word, each.known) if hints <= MAX_HINTS else ""
            done[Problem(path=each.path, rule=each.rule, found=f"`{each.word}`", hint=hint)] = None
        else:
            done[each] = None
    return tuple(done)


def _meant(word: str, known: tuple[str, ...]) -> str:
    if len(word) * sum(map(len, known)) > MAX_EFFORT:
        return ""
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]}?" if close else ""


def missing(path: str, rule: str, word: str, known: Iterable[str]) -> Missing:
    return Missing(path, rule, word, tuple(known))


def once(path: str, what: str, ids: Iterable[str]) -> Iterator[Finding]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Problem(path=f"{path}.{name}#2", rule=f"{what} does not stand twice", found=f"`{name}` {count} times")


def missing_evidence(model: Model, path: str, reasons: tuple[str, ...]) -> list[Finding]:
    known = {each.id for each in model.evidence}
    rule = "`because` names evidence of the model"
    return [missing(f"{path}.because.{each}", rule, each, known) for each in reasons if each not in known]


def missing_actor(model: Model, path: str, rule: str, actor: str) -> Iterator[Finding]:
    """A name that is no actor's. Where the model has no actors at all, that is said once, and not of every name."""
    ids = [each.id for each in model.actors]
    if ids and actor not in ids:
        yield missing(path, rule, actor, ids)


def bad_quantity(path: str, quantity: Quantity) -> Iterator[Finding]:
    low, high = quantity.low, quantity.high
    if not (isfinite(low) and isfinite(high)):
        yield Problem(path=path, rule="numbers are finite", found=quantity.text())
    elif (quantity.kind != "normal" and low > high) or (quantity.kind == "normal" and high < 0):
        rule = "a range ascends, a standard deviation is not negative"
        yield Problem(path=path, rule=rule, found=f"{low:g}, {high:g}")
    elif quantity.word and WORDS.get(quantity.word) != (low, high):
        yield Problem(path=path, rule="a word stands for its documented range", found=quantity.word)


def bad_condition(model: Model, path: str, condition: Condition) -> Iterator[Finding]:
    """Names and values that a condition mentions and the model does not have."""
    known = known_names(model)
    for atom in dict.fromkeys(atoms(condition)):
        if atom.name not in known:
            yield missing(path, "a condition speaks of options and scenario variables", atom.name, known)
        elif atom.value not in known[atom.name]:
            yield missing(path, f"`{atom.name}` is compared with one of its values", atom.value, known[atom.name])


def known_names(model: Model) -> dict[str, tuple[str, ...]]:
    known = {option.id: option.choices for option in model.options}
    known |= {variable.id: variable.values for variable in model.scenario}
    if model.graph is not None:
        known[STATE] = tuple(state for state, _ in model.graph.states)
    return known


def bad_values(model: Model, path: str, values: Values, kind: str) -> Iterator[Finding]:
    """Values of options (``kind`` "options"), of scenario variables ("scenario") or of either ("both")."""
    scenario = {variable.id for variable in model.scenario}
    every = known_names(model).items()
    known = {name: each for name, each in every if kind == "both" or (name in scenario) == (kind == "scenario")}
    what = {"options": "options", "scenario": "scenario variables", "both": "options and scenario variables"}[kind]
    for name, value in values:
        if name not in known:
            yield missing(path, f"here stand {what}", name, known)
        elif value not in known[name]:
            yield missing(path, f"`{name}` has one of its values", value, known[name])


def is_day(word: str) -> bool:
    """Whether a text is a day that exists, ``YYYY-MM-DD``."""
    try:
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False
