"""Where names stand in a document: as definitions, as keys, and as words inside conditions, with their offsets.

A mention is of an actor, an option, a choice (of an option), an outcome, a scenario variable, evidence, a source or a
reading. An option is also a mention of its owner. Conditions are read by the grammar of the language, so that a
name is a name and not a part of a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from .fields import bad_id
from .grammar import MAX_LENGTH, Tree, Trouble, Word, parse
from .nodes import Mapping, Node, Scalar, Sequence, is_null, shown
from .states import NOTHING

Kind = Literal["actor", "option", "choice", "outcome", "scenario", "evidence", "source", "reading"]
Role = Literal["definition", "today", "preference", "use", "alone"]

_CONDITIONS = frozenset({
    "rests", "does_not_rest", "reaches", "cannot_reach", "outcome", "raises", "lowers", "no_effect", "needs",
})  # fmt: skip
_VALUES = frozenset({
    "commit", "better", "worse", "suffices", "not_enough", "under", "rather", "than", "less_while", "more_while",
    "than_while",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """``word`` stands at offset ``at`` of the text of ``node``. ``name``: the id that it refers to (of a choice: the
    option's). ``role``: what kind of place it is: where the thing is defined, its value today, the heading of an
    actor's preferences, a condition in which it stands alone (for ``== yes``), or any other."""

    kind: Kind
    name: str
    word: str
    node: Scalar
    at: int = 0
    role: Role = "use"

    @property
    def serves(self) -> bool:
        """Whether the place is nothing without what it speaks of."""
        return self.role in ("definition", "today", "preference")


@dataclass(slots=True)
class Mentions:
    """All mentions, and the conditions that could not be read."""

    found: list[Mention] = field(default_factory=list)
    unread: list[Scalar] = field(default_factory=list)
    outcomes: frozenset[str] = frozenset()

    def of(self, kind: str, name: str) -> list[Mention]:
        return [each for each in self.found if each.kind == kind and each.name == name]

    def owned(self, actor: str) -> list[Mention]:
        """The mentions of an actor's options."""
        return [each for each in self.found if each.kind == "option" and each.name.startswith(f"{actor}.")]

    def hidden(self, kind: str, name: str) -> list[Mention]:
        """The conditions that could not be read and in which a name seems to stand."""
        if kind not in ("actor", "option", "choice", "outcome", "scenario"):
            return []
        pattern = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
        found = ((node, pattern.search(node.text)) for node in self.unread)
        return [Mention("option", name, name, node, place.start()) for node, place in found if place]


def mentions(document: Mapping) -> Mentions:
    """Every mention in a document."""
    readings = [node for _, node in _entries(document.get("readings"))]
    parts = [document, *(node for node in readings if isinstance(node, Mapping))]
    names = frozenset(key.text for part in parts for key, _ in _entries(part.get("outcomes")))
    finder = _Finder(Mentions(outcomes=names), _default_ids(document))
    for part in parts:
        for section, read in _SECTIONS.items():
            node = part.get(section)
            if node is not None:
                read(finder, node)
        finder.because(part)
    for key, _ in _entries(document.get("readings")):
        finder.add("reading", key, role="definition")
    return finder.all


def _entries(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        yield from node.entries.values()


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """A text, or the texts of a list."""
    if isinstance(node, Scalar) and not node.is_null:
        yield node
    elif isinstance(node, Sequence):
        yield from (item for item in node.items if isinstance(item, Scalar) and not item.is_null)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def condition_of(item: Node) -> Scalar | None:
    """The condition of a want, an avoidance or a priority."""
    if isinstance(item, Mapping):
        found = item.get("wants") or item.get("avoids") or item.get("when")
        return found if isinstance(found, Scalar) else None
    return item if isinstance(item, Scalar) else None


def _default_ids(document: Mapping) -> frozenset[str]:
    """The ids of the base model's wants that are the text of their condition."""
    found = set()
    for _, node in _entries(document.get("preferences")):
        for item in _items(node):
            said = condition_of(item)
            if isinstance(item, Mapping) and item.get("id") is None and said is not None:
                found.add(shown(said.text, MAX_LENGTH))
    return frozenset(found)


class _Finder:
    """Collects the mentions of one document, section by section."""

    def __init__(self, found: Mentions, default_ids: frozenset[str]) -> None:
        self.all = found
        self.default_ids = default_ids

    def add(self, kind: Kind, node: Scalar, word: str = "", at: int = 0, role: Role = "use", name: str = "") -> None:
        said = word or node.text
        self.all.found.append(Mention(kind, name or said, said, node, at, role))

    def because(self, node: Node) -> None:
        if isinstance(node, Mapping):
            for each in _scalars(node.get("because")):
                self.add("evidence", each)

    def actors(self, node: Node) -> None:
        for key, value in _entries(node):
            self.add("actor", key, role="definition")
            self.because(value)
        for item in _scalars(node) if isinstance(node, Sequence) else ():
            self.add("actor", item, role="definition")

    def options(self, node: Node) -> None:
        for key, value in _entries(node):
            self.add("option", key, role="definition")
            self.because(value)
            for choice in _scalars(value.get("choices")) if isinstance(value, Mapping) else ():
                self.add("choice", choice, name=key.text, role="definition")

    def scenario(self, node: Node) -> None:
        for key, value in _entries(node):
            self.add("scenario", key, role="definition")
            self.because(value)
            for parent in _scalars(value.get("given")) if isinstance(value, Mapping) else ():
                self.add("scenario", parent)

    def rules(self, node: Node) -> None:
        for item in _items(node):
            if isinstance(item, Scalar):
                self.condition(item, "rule")
            elif isinstance(item, Mapping):
                self.condition(item.get("rule"), "rule")
                for key in ("never", "always", "when"):
                    self.condition(item.get(key))
                self.values(item.get("sets"))
                for payer in _scalars(item.get("payer")):
                    self.add("actor", payer)
                self.because(item)

    def today(self, node: Node) -> None:
        self.values(node, "today")

    def preferences(self, node: Node) -> None:
        for key, value in _entries(node):
            self.add("actor", key, role="preference")
            self.because(value)
            for item in _items(value):
                self.want(item)
            if isinstance(value, Mapping):
                for item in _items(value.get("priorities")):
                    self.want(item)
                for item in _items(value.get("ranking")):
                    self.state(item)

    def want(self, item: Node) -> None:
        self.condition(condition_of(item))
        stated = item.get("id") if isinstance(item, Mapping) else None
        if isinstance(stated, Scalar) and (bad_id(stated.text, dashed=True) or stated.text in self.default_ids):
            self.condition(stated, must=False)
        self.because(item)

    def state(self, item: Node) -> None:
        """A state of a ranking: options that differ from their first choices, joined by ``+``."""
        for inner in _items(item):
            self.state(inner)
        if isinstance(item, Mapping) and "when" in item.entries:
            self.condition(item.get("when"))
        elif isinstance(item, Mapping):
            self.values(item)
        elif isinstance(item, Scalar) and "." in item.text and item.text != NOTHING:
            for part in re.finditer(r"([^\s+=]+)(?:\s*=\s*([^\s+=]+))?", item.text):
                self.add("option", item, part[1], part.start(1))
                if part[2]:
                    self.add("choice", item, part[2], part.start(2), name=part[1])

    def outcomes(self, node: Node) -> None:
        for key, value in _entries(node):
            self.add("outcome", key, role="definition")
            self.condition(value if isinstance(value, Scalar) else condition_of(value))
            self.because(value)

    def evidence(self, node: Node) -> None:
        for key, value in _entries(node):
            self.add("evidence", key, role="definition")
            for source in _scalars(value.get("source")) if isinstance(value, Mapping) else ():
                self.add("source", source)

    def sources(self, node: Node) -> None:
        for key, _ in _entries(node):
            self.add("source", key, role="definition")

    def coalitions(self, node: Node) -> None:
        for group in _items(node):
            for member in _scalars(group):
                self.add("actor", member)

    def graph(self, node: Node) -> None:
        for key, _ in _entries(node.get("moves")) if isinstance(node, Mapping) else ():
            self.add("actor", key)

    def claims(self, node: Node) -> None:
        for _, value in _entries(node):
            if not isinstance(value, Mapping):
                continue
            self.because(value)
            for source in _scalars(value.get("by")):
                self.add("source", source)
            for reading in _scalars(value.get("reading")):
                self.add("reading", reading)
            for option in _scalars(value.get("without")):
                self.add("option", option)
            self.values(value.get("given"))
            self.values(value.get("hold"))
            self.test(value.get("test"))

    def test(self, node: Node | None) -> None:
        for key, value in _entries(node):
            if key.text in _CONDITIONS:
                self.condition(value)
            elif key.text in _VALUES:
                self.values(value)
            elif key.text in ("actor", "prefers"):
                for actor in _scalars(value):
                    self.add("actor", actor)

    def values(self, node: Node | None, role: Role = "use") -> None:
        """``{option or variable: value}``."""
        for key, value in _entries(node):
            if "." in key.text:
                self.add("option", key, role=role)
                for choice in _scalars(value):
                    self.add("choice", choice, name=key.text, role=role)
            else:
                self.add("scenario", key, role=role)

    def condition(
        self, node: Node | None, start: Literal["condition", "rule"] = "condition", *, must: bool = True
    ) -> None:
        """The names in a condition or rule; it is kept as unread if it is none (and ``must`` be one)."""
        if not isinstance(node, Scalar) or is_null(node):
            return
        if node.text in self.all.outcomes:
            self.add("outcome", node)
            return
        try:
            waiting = [parse(node.text, start)]
        except Trouble:
            self.all.unread += [node] if must else []
            return
        while waiting:
            tree = waiting.pop()
            self.words(tree, node)
            waiting += tree.parts

    def words(self, tree: Tree, node: Scalar) -> None:
        if tree.kind not in ("name", "equal", "unequal", "among"):
            return
        first, *others = tree.words
        self.name(first, node, "alone" if tree.kind == "name" else "use")
        for word in others:
            if "." in word.text:
                self.name(word, node)
            elif "." in first.text:
                self.add("choice", node, word.text, word.at, name=first.text)

    def name(self, word: Word, node: Scalar, role: Role = "use") -> None:
        kind: Kind = "option" if "." in word.text else "outcome" if word.text in self.all.outcomes else "scenario"
        self.add(kind, node, word.text, word.at, role)


_SECTIONS: dict[str, Callable[[_Finder, Node], None]] = {
    "actors": _Finder.actors,
    "options": _Finder.options,
    "scenario": _Finder.scenario,
    "rules": _Finder.rules,
    "status_quo": _Finder.today,
    "preferences": _Finder.preferences,
    "outcomes": _Finder.outcomes,
    "evidence": _Finder.evidence,
    "sources": _Finder.sources,
    "coalitions": _Finder.coalitions,
    "graph": _Finder.graph,
    "claims": _Finder.claims,
}
