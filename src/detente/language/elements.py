"""The elements of a model in its document: what an analyst would point at, by kind and id.

An element is a tuple: ``("actor", "usa")``, ``("option", "usa.summit")``, ``("choice", "usa.status", "denies")``,
``("scenario", "pact")``, ``("rule", id)``, ``("status_quo", option)``, ``("preference", actor)``, ``("want", actor,
id)``, ``("priority", actor, id)``, ``("outcome", id)``, ``("claim", id)``, ``("evidence", id)``, ``("source", id)``,
``("reading", id)``, and a part of a reading ``("reading", id, "want", actor, id)``; the model's own fields are
``("title",)``, ``("question",)``, ``("as_of",)`` and ``("horizon",)``. Ids that a file leaves out are those of the
reader: a want's condition, ``rule-3``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .edit import tree
from .grammar import MAX_LENGTH
from .mentions import condition_of
from .nodes import Mapping, Node, Scalar, Sequence, shown
from .patch import rule_count
from .preferences import told_apart

Element: TypeAlias = tuple[str, ...]
Steps: TypeAlias = tuple["str | int", ...]

KEYED = {
    "actor": "actors",
    "option": "options",
    "scenario": "scenario",
    "status_quo": "status_quo",
    "preference": "preferences",
    "outcome": "outcomes",
    "claim": "claims",
    "evidence": "evidence",
    "source": "sources",
    "reading": "readings",
}
"""Kinds of elements that are keys of a section."""

_FIELDS = ("title", "question", "as_of", "horizon")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an element is: the path to it, the node that shows it, and the node that it holds."""

    path: Steps
    place: Node
    value: Node


def where(text: str) -> dict[Element, tuple[int, int]]:
    """Line and column (from 1) of every element of a model's text, in file order by section.

    Works for any text that is YAML, sound as a model or not. Raises :class:`ModelError` where it is none.
    """
    return {element: (spot.place.line, spot.place.column) for element, spot in spots(tree(text)).items()}


def spots(document: Mapping) -> dict[Element, Spot]:
    """Every element of a document; of two with the same id, the first."""
    found: dict[Element, Spot] = {}
    for element, spot in _all(document):
        found.setdefault(element, spot)
    return found


def _all(document: Mapping) -> Iterator[tuple[Element, Spot]]:
    for name in _FIELDS:
        if name in document.entries:
            key, value = document.entries[name]
            yield (name,), Spot((name,), key, value)
    yield from _part(document, (), 1)
    readings = document.get("readings")
    for key, value in readings.entries.values() if isinstance(readings, Mapping) else ():
        path: Steps = ("readings", key.text)
        yield ("reading", key.text), Spot(path, key, value)
        for element, spot in _part(value, path, rule_count(document) + 1) if isinstance(value, Mapping) else ():
            yield ("reading", key.text, *element), spot


def _part(document: Mapping, above: Steps, first_rule: int) -> Iterator[tuple[Element, Spot]]:
    """The elements of the base model, or of one reading."""
    for kind, section in KEYED.items():
        node = document.get(section)
        if isinstance(node, Mapping) and kind != "reading":
            for key, value in node.entries.values():
                yield (kind, key.text), Spot((*above, section, key.text), key, value)
                yield from _inside(kind, key.text, value, (*above, section, key.text))
    yield from _listed(document, above, first_rule)


def _listed(document: Mapping, above: Steps, first_rule: int) -> Iterator[tuple[Element, Spot]]:
    """Actors as a list, the rules, and a status quo that is a state's name."""
    for place, item in enumerate(_items(document.get("actors"))):
        if isinstance(item, Scalar):
            yield ("actor", item.text), Spot((*above, "actors", place), item, item)
    for place, item in enumerate(_items(document.get("rules"))):
        stated = item.get("id") if isinstance(item, Mapping) else None
        name = stated.text if isinstance(stated, Scalar) else f"rule-{first_rule + place}"
        yield ("rule", name), Spot((*above, "rules", place), item, item)
    today = document.get("status_quo")
    if isinstance(today, Scalar):
        yield ("status_quo", "state"), Spot((*above, "status_quo"), today, today)


def _inside(kind: str, key: str, value: Node, path: Steps) -> Iterator[tuple[Element, Spot]]:
    """The choices of an option, the wants or priorities of an actor."""
    if kind == "option" and isinstance(value, Mapping):
        for place, item in enumerate(_items(value.get("choices"))):
            if isinstance(item, Scalar):
                yield ("choice", key, item.text), Spot((*path, "choices", place), item, item)
    elif kind == "preference":
        for place, item in enumerate(_items(value)):
            yield ("want", key, want_id(item)), Spot((*path, place), item, item)
        listed = _items(value.get("priorities") if isinstance(value, Mapping) else None)
        for place, (item, apart) in enumerate(zip(listed, told_apart(listed), strict=True)):
            yield ("priority", key, want_id(apart)), Spot((*path, "priorities", place), item, item)


def want_id(item: Node) -> str:
    """The id of a want or priority: the stated one, or its condition as written."""
    stated = item.get("id") if isinstance(item, Mapping) else None
    if isinstance(stated, Scalar):
        return stated.text
    said = condition_of(item)
    return shown(said.text, MAX_LENGTH) if said is not None else ""


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()
