"""Assertions, each with a test that could fail. Which test it is, one of its keys tells (``TESTS``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from ..model.claims import (
    Chance,
    Circumstances,
    Claim,
    Concept,
    Interaction,
    Measure,
    Needs,
    Prefers,
    Rather,
    Reaches,
    Rests,
    Shift,
    Suffices,
    Test,
)
from ..model.conditions import Condition
from ..model.model import Values
from . import numbers
from .conditions import condition
from .context import Context
from .fields import because, entries, identifier, known, mapping, one_or_more, text, word_of, yes_no
from .nodes import Mapping, Node, Scalar, kind
from .states import Names, known_name, values
from .vocabulary import TESTS

_CHANCE = re.compile(r"(at least|at most)\s+(\S+)")
_BETWEEN = re.compile(r"between\s+(\S+)\s+and\s+(\S+)")
_MEASURES = ("reached", "holding", "in_place")
_CONCEPTS = get_args(Concept)


def claims(node: Node | None, context_of: Callable[[str], Context | None], base: Context) -> tuple[Claim, ...]:
    """``claims: {id: {says, test, ...}}``. ``context_of`` gives the names known under a reading (None: no such
    reading); a claim's names are looked up in the reading in which it is tested."""
    found = []
    others: list[Context] = []
    for key, place, value in entries(mapping(node, base.report, "`claims`")):
        identifier(place, base.report, "a claim's name", dashed=True)
        fields = known(value, base.report, "a claim", "claim")
        reading = text(fields.get("reading"), base.report, "`reading`")
        context = context_of(reading) if reading else base
        base.place(f"claims.{key}", place)
        if fields.get("reading") is not None:
            base.place(f"claims.{key}.reading", fields.get("reading") or place)
        claim = _claim(key, place, fields, reading, context or base)
        others.append(context or base)
        if claim is not None:
            found.append(claim)
    for other in {id(each): each for each in others if each is not base}.values():
        base.places |= {path: each for path, each in other.places.items() if path.startswith("claims.")}
    return tuple(found)


def _claim(key: str, place: Scalar, fields: Mapping, reading: str, context: Context) -> Claim | None:
    report, path = context.report, f"claims.{key}"
    says = text(fields.get("says"), report, "`says`")
    if not says:
        report.add(place, "a claim says something", "no `says`", "add `says: ...`, one sentence")
    claimed_by = fields.get("by")
    if claimed_by is not None:
        context.place(f"{path}.by", claimed_by)
    held = values(fields.get("hold"), context, "`hold`")
    test, committed = _test(fields.get("test"), place, path, context)
    circumstances = Circumstances(
        values(fields.get("given"), context, "`given`", "scenario"),
        _united(held, committed, fields, context),
        _without(fields.get("without"), context),
        reading,
    )
    if test is None:
        return None
    said_by = text(claimed_by, report, "`by`")
    question = text(fields.get("answers"), report, "`answers`")
    return Claim(key, says, test, circumstances, said_by, because(fields, context, path), question)


def _united(held: Values, committed: Values, fields: Mapping, context: Context) -> Values:
    """What ``hold`` and the test's ``commit`` fix together."""
    for option, value in committed:
        if dict(held).get(option, value) != value:
            context.report.add(fields.get("hold"), "`hold` and `commit` agree", f"two values of `{option}`")
    return tuple((dict(held) | dict(committed)).items())


def _without(node: Node | None, context: Context) -> tuple[str, ...]:
    found = []
    for item in one_or_more(node, context.report, "`without`"):
        name = text(item, context.report, "`without`")
        context.used.add(name)
        if known_name(name, item, context, "`without` names options", "options"):
            found.append(name)
    return tuple(found)


def _test(node: Node | None, place: Scalar, path: str, context: Context) -> tuple[Test | None, Values]:
    """The test, and the commitments that belong to the claim's circumstances."""
    report = context.report
    if node is None:
        report.add(place, "a claim has a test", "none", "for example test: {outcome: talks, chance: at least 0.5}")
        return None, ()
    fields = mapping(node, report, "a test")
    context.place(f"{path}.test", node)
    kinds = [each for each in TESTS if each in fields.entries]
    if len(kinds) != 1:
        found = " and ".join(f"`{each}`" for each in kinds) or "none of them"
        words = [each for key in fields.entries for each in [context.report.meant(key, TESTS)] if each]
        hint = words[0] if words else "one of " + ", ".join(f"`{each}`" for each in TESTS)
        report.add(node, "a test has one key that tells what must come out", found, hint)
        return None, ()
    mapping(fields, report, f"a test with `{kinds[0]}`", TESTS[kinds[0]])
    reader = _Reader(fields, kinds[0], path, context)
    made = _READERS[kinds[0]](reader)
    return made, reader.values("commit") if kinds[0] == "chance" else ()


class _Reader:
    """The fields of one test. ``kind`` is the key that tells which test it is."""

    def __init__(self, fields: Mapping, kind_of: str, path: str, context: Context) -> None:
        self.fields = fields
        self.kind = kind_of
        self.path = path
        self.context = context
        self.report = context.report
        self.misspelt = bool(fields.entries.keys() - TESTS[kind_of].keys())

    def condition(self, key: str) -> Condition:
        return condition(self.need(key), self.context)

    def need(self, key: str) -> Node:
        """What a key holds; the whole test (and a problem) where it is absent."""
        found = self.fields.get(key)
        if found is None and not self.misspelt:
            self.report.add(self.fields, f"a test with `{self.kind}` has `{key}`", "none")
        return found if found is not None else Scalar("true", self.fields.line, self.fields.column, self.fields.path)

    def outcome(self, key: str = "outcome") -> Condition:
        """An outcome by its id, or a condition."""
        node = self.need(key)
        if isinstance(node, Scalar) and node.text in self.context.aliases:
            self.context.used.add(node.text)
            return self.context.aliases[node.text]
        return condition(node, self.context)

    def values(self, key: str, names: Names = "options") -> Values:
        return values(self.fields.get(key), self.context, f"`{key}`", names)

    def needed(self, key: str, names: Names = "options", *, empty: bool = False) -> Values:
        node = self.need(key)
        found = values(node, self.context, f"`{key}`", names) if isinstance(node, Mapping) else ()
        if not isinstance(node, Mapping) and self.fields.get(key) is not None:
            self.report.add(node, f"`{key}` is a mapping `name: value`", kind(node))
        elif isinstance(node, Mapping) and not node.entries and not empty:
            self.report.add(node, f"`{key}` names at least one value", "none")
        return found

    def number(self, key: str, default: float) -> float:
        node = self.fields.get(key)
        return default if node is None else numbers.number(node, self.report, f"`{key}`", 0.0, 1.0)

    def actor(self, key: str) -> str:
        node = self.need(key)
        self.context.place(f"{self.path}.test.actor", node)
        return text(node, self.report, f"`{key}`") if self.fields.get(key) is not None else ""

    def by(self) -> float | None:
        node = self.fields.get("within")
        return None if node is None else numbers.duration(node, self.report, "`within`", 1.0)

    def measure(self) -> Measure:
        word = word_of(self.fields.get("measure"), self.report, "`measure`", _MEASURES, "reached")
        return "holding" if word == "holding" else "in_place" if word == "in_place" else "reached"


def _rests(read: _Reader) -> Test:
    word = word_of(read.fields.get("concept"), read.report, "`concept`", _CONCEPTS, "seq")
    concept: Concept = next(each for each in _CONCEPTS if each == word)
    actor = read.actor("actor") if read.fields.get("actor") is not None else None
    every = yes_no(read.fields.get("every"), read.report, "`every`", False)
    return Rests(read.condition(read.kind), concept, actor, every, read.kind == "rests")


def _reaches(read: _Reader) -> Test:
    word = word_of(read.fields.get("through"), read.report, "`through`", ("improvements", "moves"), "improvements")
    return Reaches(read.condition(read.kind), "moves" if word == "moves" else "improvements", read.kind == "reaches")


def _prefers(read: _Reader) -> Test:
    better, worse = read.needed("better", empty=True), read.needed("worse", empty=True)
    return Prefers(read.actor("prefers"), better, worse)


def _chance(read: _Reader) -> Test:
    low, high = _bounds(read.need("chance"), read)
    return Chance(read.outcome(), low, high, read.by(), read.measure())


def _bounds(node: Node, read: _Reader) -> tuple[float, float]:
    """``at least 0.5``, ``at most 0.2``, ``between 0.2 and 0.4``."""
    words = " ".join(node.text.split()) if isinstance(node, Scalar) else ""
    if one := _CHANCE.fullmatch(words):
        bound = _bound(node, one[2], read)
        return (bound, 1.0) if one[1] == "at least" else (0.0, bound)
    if two := _BETWEEN.fullmatch(words):
        low, high = _bound(node, two[1], read), _bound(node, two[2], read)
        if low > high:
            read.report.add(node, "`between` goes from the smaller chance to the larger", kind(node))
        return low, high
    read.report.add(node, "`chance` is `at least N`, `at most N` or `between N and M`", kind(node))
    return 0.0, 1.0


def _bound(node: Node, digits: str, read: _Reader) -> float:
    place = replace(node, text=digits, raw="") if isinstance(node, Scalar) else node
    return numbers.number(place, read.report, "a chance", 0.0, 1.0)


def _shift(read: _Reader) -> Test:
    commit, under = read.values("commit"), read.values("under", "scenario")
    said = [node for node in (read.fields.get("commit"), read.fields.get("under")) if node is not None]
    if all(isinstance(node, Mapping) and not node.entries for node in said) and not read.misspelt:
        rule = f"a test with `{read.kind}` says what changes"
        read.report.add(read.fields, rule, "nothing", "commit: {option: value}")
    direction: Literal["raises", "lowers", "no_effect"]
    direction = "raises" if read.kind == "raises" else "lowers" if read.kind == "lowers" else "no_effect"
    margin = read.number("margin", 0.02)
    return Shift(read.outcome(read.kind), direction, commit, under, margin, read.by(), read.measure())


def _needs(read: _Reader) -> Test:
    return Needs(read.outcome(), read.condition("needs"), read.number("at_most", 0.05), read.by(), read.measure())


def _suffices(read: _Reader) -> Test:
    commit = read.needed(read.kind)
    bound = read.number("at_least", 0.5)
    return Suffices(read.outcome(), commit, bound, read.kind == "suffices", read.by(), read.measure())


def _rather(read: _Reader) -> Test:
    return Rather(read.actor("actor"), read.needed("rather", "scenario"), read.needed("than", "scenario"))


def _interaction(read: _Reader) -> Test:
    while_, instead = read.needed(read.kind, "both"), read.needed("than_while", "both")
    commit, margin = read.needed("commit"), read.number("margin", 0.02)
    direction: Literal["less", "more"] = "less" if read.kind == "less_while" else "more"
    return Interaction(read.outcome(), commit, while_, instead, direction, margin, read.by(), read.measure())


_READERS: dict[str, Callable[[_Reader], Test]] = {
    "rests": _rests,
    "does_not_rest": _rests,
    "reaches": _reaches,
    "cannot_reach": _reaches,
    "prefers": _prefers,
    "chance": _chance,
    "raises": _shift,
    "lowers": _shift,
    "no_effect": _shift,
    "needs": _needs,
    "suffices": _suffices,
    "not_enough": _suffices,
    "rather": _rather,
    "less_while": _interaction,
    "more_while": _interaction,
}
