"""A reading as a patch: what must be merged into one tree to make it another (the reverse of :mod:`.patch`)."""

from __future__ import annotations

from ..errors import ModelError, Problem
from .emit import Tree

Fields = dict[str, Tree]

_BY_NAME = frozenset(
    {"evidence", "actors", "options", "outcomes", "scenario", "preferences", "graph.moves", "graph.states"}
)
"""Sections in which the order of the entries is part of the model."""


def difference(base: Fields, other: Fields, inside: str = "") -> Fields:
    """The patch that turns ``base`` into ``other``, two trees of the machine form.

    Raises :class:`ModelError` where a patch cannot say it: entries of a section in another order.
    """
    if inside in _BY_NAME:
        _same_order(base, other, inside)
    patch: Fields = {key: None for key in base if key not in other}
    for key, new in other.items():
        old = base.get(key)
        if old is None:
            patch[key] = new
        elif old != new:
            patch[key] = _change(old, new, inside, key)
        elif isinstance(old, dict) and isinstance(new, dict) and key in _BY_NAME:
            _same_order(old, new, key)
    return patch


def _change(old: Tree, new: Tree, inside: str, key: str) -> Tree:
    path = f"{inside}.{key}" if inside else key
    by_id = path == "rules" or inside == "preferences"
    if by_id and isinstance(old, list) and isinstance(new, list):
        return _by_id(old, new)
    if inside == "scenario" or not isinstance(old, dict) or not isinstance(new, dict):
        return new
    if inside == "preferences" and old.keys() - {"because"} != new.keys() - {"because"}:
        return new
    return difference(old, new, path)


def _same_order(base: Fields, other: Fields, inside: str) -> None:
    merged = [key for key in base if key in other] + [key for key in other if key not in base]
    if merged != list(other):
        rule = f"a reading keeps the order of the base model's {inside}, and adds at the end"
        raise ModelError((Problem(path=f"readings.{inside}", rule=rule, found="another order"),))


def _id(item: Tree) -> str:
    found = item["id"] if isinstance(item, dict) else ""
    return found if isinstance(found, str) else ""


def _by_id(old: list[Tree], new: list[Tree]) -> list[Tree]:
    """Items to drop, replace and add. Where the order has changed, everything is dropped and added again."""
    before, after = {_id(item): item for item in old}, {_id(item): item for item in new}
    kept = [name for name in before if name in after]
    if kept + [name for name in after if name not in before] != list(after):
        return [_drop(name) for name in before] + new
    dropped = [_drop(name) for name in before if name not in after]
    return dropped + [item for name, item in after.items() if before.get(name) != item]


def _drop(name: str) -> Tree:
    return {"id": name, "drop": "yes"}
