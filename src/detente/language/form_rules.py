"""What forms hold to: elements are found or new, ids are ids, and nothing loses what it speaks of."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from ..errors import ModelError, Problem
from . import edit
from .elements import Element, Spot, Steps, spots
from .fields import bad_id
from .mentions import Mention
from .nodes import Mapping, Node, Scalar, Sequence, is_null, shown
from .plain import refused

MOST = 20
"""Places that are listed where something is still used."""

_DASHED = frozenset({"source", "evidence", "reading", "claim", "outcome", "want", "priority", "rule"})


def split(element: Element) -> tuple[Steps, str, tuple[str, ...]]:
    """The path of the reading in which an element stands (empty: the base model), its kind, and its names."""
    if element[:1] == ("reading",) and len(element) > 2:
        return ("readings", element[1]), element[2], element[3:]
    return (), element[0] if element else "", element[1:]


def spot_of(text: str, element: Element) -> Spot:
    """Where an element is. Raises :class:`ModelError` if it is not there."""
    found = spots(edit.tree(text))
    if element in found:
        return found[element]
    alike = [" ".join(each) for each in found if each[:-1] == element[:-1]]
    close = difflib.get_close_matches(" ".join(element), alike, n=1)
    hint = f"did you mean {close[0]}?" if close else ""
    raise refused("a form changes what is there", f"no {shown(' '.join(element))}", hint)


def must_be_new(text: str, element: Element) -> None:
    """Raises :class:`ModelError` where an element is there already."""
    found = spots(edit.tree(text)).get(element)
    if found is not None:
        raise refused("an id is used once", f"`{shown(element[-1])}` already", path=found.path, node=found.place)


def must_be_id(what: str, name: str) -> None:
    """Raises :class:`ModelError` where a name is no id of its kind."""
    owner, dot, rest = name.partition(".")
    if what == "option":
        trouble = bad_id(owner) or bad_id(rest) if dot else "there is no point in it"
    else:
        trouble = bad_id(name, dashed=what in _DASHED)
    if trouble:
        hint = "for example usa.summit" if what == "option" else ""
        raise refused(f"the name of a form's {what} is an id: {trouble}", f"`{shown(name)}`", hint)


def at_place(text: str, path: Steps) -> Node | None:
    """What stands at a path; None where nothing does."""
    node: Node | None = edit.tree(text)
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return None if node is None or is_null(node) else node


def still_used(places: Iterable[Mention | Node], rule: str, hint: str) -> ModelError:
    """Every place that speaks of something, as a problem."""
    found = []
    for place in places:
        node: Node = place.node if isinstance(place, Mention) else place
        word = place.word if isinstance(place, Mention) else node.text if isinstance(node, Scalar) else node.path
        line, column = place.node.at(place.at) if isinstance(place, Mention) else (node.line, node.column)
        found.append(Problem(line, column, node.path, rule, f"`{shown(word)}`", hint))
    return ModelError(tuple(sorted(set(found))[:MOST]))


def by_id(text: str, element: Element) -> list[Element]:
    """The items of readings that change a want or rule of the base model."""
    found = spots(edit.tree(text))
    return [each for each in found if each[:1] == ("reading",) and each[2:] == element]


def numbered(text: str, made: str, order: Callable[[list[int]], list[int]]) -> str:
    """A text whose rules stand in another order, with the readings' ids of unnamed rules (``rule-3``) brought up to
    date. ``order``: from the old places of the rules to the same places as they now follow one another."""
    old = [element[1] for element in spots(edit.tree(text)) if element[0] == "rule"]
    places = order(list(range(len(old))))
    names = {old[place]: f"rule-{now + 1}" for now, place in enumerate(places) if old[place] == f"rule-{place + 1}"}
    for element, spot in spots(edit.tree(made)).items():
        if element[:1] == ("reading",) and element[2:3] == ("rule",) and isinstance(spot.value, Mapping):
            stated = spot.value.get("id")
            if isinstance(stated, Scalar) and names.get(stated.text, stated.text) != stated.text:
                made = edit.put(made, (*spot.path, "id"), names[stated.text])
    return made
