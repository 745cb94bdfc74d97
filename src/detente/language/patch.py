"""Readings as patches: two documents merged into one.

Shorthands are first spelled out as far as merging needs (:func:`spelled_out`), so that a patch on one key of an option
keeps its text. Then mappings merge key by key, a null removes, scenario variables are replaced whole, and lists of
wants and rules merge by id. All other lists are replaced. Every node keeps the place where it was written.
"""

from __future__ import annotations

from dataclasses import replace

from .nodes import Mapping, Node, Scalar, Sequence, is_null, shown
from .preferences import named
from .report import Report

WHOLE = frozenset({"scenario"})
"""Sections whose entries are replaced whole."""

_SHORT = {"actors": "name", "options": "text", "outcomes": "when"}
"""Sections whose entries may be a text, and the key that the text stands for."""

_PATCH_ONLY = frozenset({"name", "says", "because"})


def spelled_out(document: Mapping, first_rule: int = 1) -> Mapping:
    """The document with texts made mappings in ``actors``, ``options`` and ``outcomes``, and an id in every rule and
    want. Rules without an id count from ``first_rule``."""
    return replace(
        document,
        entries={key: (place, _section(key, node, first_rule)) for key, (place, node) in document.entries.items()},
    )


def _section(key: str, node: Node, first_rule: int) -> Node:
    if key == "actors" and isinstance(node, Sequence):
        return _actors(node)
    if key in _SHORT and isinstance(node, Mapping):
        short = _SHORT[key]
        return replace(node, entries={k: (place, _long(inner, short)) for k, (place, inner) in node.entries.items()})
    if key == "rules" and isinstance(node, Sequence):
        return replace(node, items=tuple(_rule(item, first_rule + place) for place, item in enumerate(node.items)))
    if key == "preferences" and isinstance(node, Mapping):
        return replace(node, entries={k: (place, _wants(inner)) for k, (place, inner) in node.entries.items()})
    return node


def _actors(node: Sequence) -> Node:
    """A list of ids as a mapping; left alone where an id stands twice or is none, so that this is reported."""
    words = [item for item in node.items if isinstance(item, Scalar)]
    if len({word.text for word in words}) < len(node.items):
        return node
    entries: dict[str, tuple[Scalar, Node]] = {
        word.text: (word, Mapping({}, word.line, word.column, word.path)) for word in words
    }
    return Mapping(entries, node.line, node.column, node.path)


def _long(node: Node, key: str) -> Node:
    if not isinstance(node, Scalar) or node.is_null:
        return node
    return Mapping({key: (Scalar(key, node.line, node.column, node.path), node)}, node.line, node.column, node.path)


def _rule(node: Node, number: int) -> Node:
    node = _long(node, "rule")
    if isinstance(node, Mapping) and node.get("id") is None:
        return node.having(id=f"rule-{number}")
    return node


def _wants(node: Node) -> Node:
    if not isinstance(node, Sequence):
        return node
    return replace(node, items=tuple(_want(item) for item in node.items))


def _want(node: Node) -> Node:
    if not isinstance(node, Mapping) or node.get("id") is not None:
        return node
    source = node.get("wants") or node.get("avoids")
    return node.having(id=named(node, source.text)) if isinstance(source, Scalar) else node


def rule_count(document: Mapping) -> int:
    rules = document.get("rules")
    return len(rules.items) if isinstance(rules, Sequence) else 0


def patched(base: Mapping, patch: Mapping, report: Report) -> Mapping:
    """``base`` (spelled out) with a reading's patch applied."""
    inner = {key: pair for key, pair in patch.entries.items() if key not in _PATCH_ONLY}
    changes = spelled_out(replace(patch, entries=inner), rule_count(base) + 1)
    return _merged(base, changes, "", report)


def _merged(base: Mapping, patch: Mapping, section: str, report: Report) -> Mapping:
    entries = dict(base.entries)
    for key, (place, node) in patch.entries.items():
        if is_null(node):
            if entries.pop(key, None) is None:
                rule = "null removes what the base model has"
                report.add(place, rule, f"`{shown(key)}`, which is not there", report.meant(key, entries))
            continue
        old = entries.get(key)
        entries[key] = (place, node if old is None or is_null(old[1]) else _one(old[1], node, section, key, report))
    return replace(base, entries=entries)


def _one(old: Node, new: Node, section: str, key: str, report: Report) -> Node:
    """One entry of a section (``section`` empty: a whole section)."""
    inside = f"{section}.{key}" if section else key
    by_id = inside == "rules" or section == "preferences"
    if isinstance(old, Sequence) and isinstance(new, Sequence) and by_id:
        return _by_id(old, new, report)
    if not isinstance(old, Mapping) or not isinstance(new, Mapping) or section in WHOLE:
        return new
    if section == "preferences" and set(old.entries) & {"priorities", "ranking"} != set(new.entries) & {
        "priorities",
        "ranking",
    }:
        return new if set(new.entries) & {"priorities", "ranking"} else _merged(old, new, inside, report)
    return _merged(old, new, inside, report)


def _id(node: Node) -> str:
    found = node.get("id") if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _by_id(old: Sequence, new: Sequence, report: Report) -> Sequence:
    """Lists of rules or wants: the same id is replaced, a new one added, ``drop: yes`` removes one."""
    kept: list[Node] = list(old.items)
    for item in new.items:
        name = _id(item)
        place = next((number for number, each in enumerate(kept) if name and _id(each) == name), None)
        dropped = item.get("drop") if isinstance(item, Mapping) else None
        if dropped is not None:
            if not isinstance(dropped, Scalar) or dropped.text != "yes":
                report.add(dropped, "`drop` is yes", "something else")
            if place is None:
                known = [_id(each) for each in kept]
                report.add(
                    item, "`drop` removes what the base model has", f"`{shown(name)}`", report.meant(name, known)
                )
            else:
                del kept[place]
        elif place is None:
            kept.append(item)
        else:
            kept[place] = item
    return replace(old, items=tuple(kept))
