"""Named sets of states. An outcome may speak of other outcomes, but not in a circle."""

from __future__ import annotations

from ..model import Outcome
from ..model.conditions import TRUE, Condition
from . import numbers
from .conditions import condition, tree_of
from .context import Context
from .fields import bad_id, because, entries, identifier, known, mapping, text
from .grammar import Tree
from .nodes import Mapping, Node, Scalar


def outcomes(node: Node | None, context: Context) -> tuple[Outcome, ...]:
    """``outcomes: {id: condition}`` or ``{id: {when, text, base_rate, because}}``."""
    drafts: dict[str, tuple[Scalar, Mapping]] = {}
    for key, place, value in entries(mapping(node, context.report, "`outcomes`")):
        identifier(place, context.report, "an outcome's name", dashed=True)
        context.place(f"outcomes.{key}", place)
        drafts[key] = (place, known(value, context.report, "an outcome", "outcome"))
    context.broken.update(key for key in drafts if not bad_id(key))
    open_names: list[str] = []
    for key in drafts:
        _define(key, drafts, open_names, context)
    return tuple(_outcome(key, fields, context) for key, (_, fields) in drafts.items())


def _define(key: str, drafts: dict[str, tuple[Scalar, Mapping]], above: list[str], context: Context) -> None:
    """Make an outcome's condition known, those that it mentions first (without recursion: a chain may be long)."""
    stack: list[tuple[str, bool]] = [(key, False)]
    while stack:
        name, ready = stack.pop()
        if name in context.aliases:
            continue
        if ready:
            above.remove(name)
            context.aliases[name] = _condition(drafts[name], context)
            context.broken.discard(name)
            continue
        if name in above:
            found = " -> ".join(f"`{each}`" for each in [*above[above.index(name) :], name])
            context.report.add(drafts[name][0], "outcomes are not cyclic", found)
            continue
        above.append(name)
        stack.append((name, True))
        stack += [(each, False) for each in reversed(_mentions(drafts[name][1], drafts, context))]


def _condition(draft: tuple[Scalar, Mapping], context: Context) -> Condition:
    place, fields = draft
    source = fields.get("when")
    if source is None:
        context.report.add(place, "an outcome has a condition", "none", "write `when: CONDITION`")
        return TRUE
    return condition(source, context)


def _mentions(fields: Mapping, drafts: dict[str, tuple[Scalar, Mapping]], context: Context) -> list[str]:
    """The outcomes in an outcome's condition, in order."""
    source = fields.get("when")
    tree = tree_of(source, context, "condition") if isinstance(source, Scalar) else None
    found: list[str] = []
    waiting: list[Tree] = [tree] if tree is not None else []
    while waiting:
        each = waiting.pop()
        found += [word.text for word in each.words if each.kind == "name" and word.text in drafts]
        waiting += each.parts
    return list(dict.fromkeys(found))


def _outcome(key: str, fields: Mapping, context: Context) -> Outcome:
    rate = fields.get("base_rate")
    return Outcome(
        key,
        context.aliases.get(key, TRUE),
        text(fields.get("text"), context.report, "`text`"),
        None if rate is None else numbers.number(rate, context.report, "`base_rate`", 0.0, 1.0),
        because(fields, context, f"outcomes.{key}"),
    )
