"""Elements taken out of a model's text, with what only serves them and nothing that others speak of."""

from __future__ import annotations

from . import edit
from .elements import Element, Steps
from .form_rules import at_place, by_id, numbered, split, spot_of, still_used
from .mentions import mentions
from .nodes import Mapping, Scalar, Sequence
from .parts import children, end_of
from .plain import refused

_ALONE = frozenset({"want", "rule", "status_quo", "preference", "priority", "claim"})
"""Kinds of elements that nothing else speaks of by name."""


def remove(text: str, element: Element) -> str:
    """The text without an element, its own comments and what only serves it: an option's value today, an actor's
    options and preferences. Refused, with every place, where something else speaks of it."""
    _, what, names = split(element)
    spot = spot_of(text, element)
    if what in ("want", "rule") and element[0] != "reading":
        others = by_id(text, element)
        if others:
            used = [spot_of(text, each).place for each in others]
            raise still_used(used, "what is removed is changed by no reading", "remove it there first")
        made = edit.remove(text, spot.path)
        last = spot.path[-1]
        return numbered(text, made, lambda places: [p for p in places if p != last]) if what == "rule" else made
    if what in _ALONE or not names or (element[0] == "reading" and len(element) > 2):
        return edit.remove(text, spot.path)
    if what == "choice":
        return _remove_choice(text, element)
    return _remove_named(text, what, names[0])


def _remove_choice(text: str, element: Element) -> str:
    _, _, names = split(element)
    spot = spot_of(text, element)
    used = [each for each in mentions(edit.tree(text)).of("choice", names[0]) if each.word == names[1]]
    used = [each for each in used if each.role != "definition"]
    if names[1] == "yes":
        used += [each for each in mentions(edit.tree(text)).of("option", names[0]) if each.role == "alone"]
    if used:
        raise still_used(used, "a choice that is removed is mentioned nowhere", "change this first")
    listed = at_place(text, spot.path[:-1])
    if isinstance(listed, Sequence) and len(listed.items) < 3:
        raise refused("an option has at least two choices", f"{len(listed.items)}", path=spot.path, node=spot.place)
    return edit.remove(text, spot.path)


def _remove_named(text: str, what: str, name: str) -> str:
    document = edit.tree(text)
    found = mentions(document)
    about = found.of(what, name)
    if what == "actor":
        about += found.owned(name)
    serving = {each.node.start for each in about if each.serves}
    gone = [(path, start, end) for path, start, end in _spans(document, ()) if start in serving]
    rest = [each for each in about if not any(start <= each.node.start <= end for _, start, end in gone)]
    rest += [each for each in found.hidden(what, name) if not any(s <= each.node.start <= e for _, s, e in gone)]
    if rest:
        raise still_used(rest, "what is removed is mentioned nowhere else", "change this first")
    for path, _, _ in sorted(gone, key=lambda each: each[1], reverse=True):
        text = edit.remove(text, path)
    return text


def _spans(node: Mapping | Sequence, above: Steps) -> list[tuple[Steps, int, int]]:
    """The path, start and end of every key and item of a document."""
    found = []
    for place, (key, value) in enumerate(children(node)):
        path = (*above, place if key is None else key.text)
        if key is not None or isinstance(value, Scalar):
            found.append((path, value.start if key is None else key.start, end_of(value)))
        if not isinstance(value, Scalar):
            found += _spans(value, path)
    return found
