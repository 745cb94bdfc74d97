"""Who takes part, and what each can do."""

from __future__ import annotations

from typing import get_args

from ..model import Actor, Option
from ..model.actors import (
    DEFAULT_FORESIGHT,
    DEFAULT_MOVE_COST,
    DEFAULT_PRECISION,
    DEFAULT_TEMPO,
    YES_NO,
    Direction,
)
from . import numbers
from .context import Context
from .fields import bad_id, because, each, identifier, items, known, text, texts, word_of, yes_no
from .nodes import Mapping, Node, Scalar, Sequence, shown

MAX_CHOICES = 1000


def actors(node: Node | None, context: Context) -> tuple[Actor, ...]:
    """``actors: {id: {...}}``, ``{id: Name}`` or a list of ids."""
    if isinstance(node, Sequence):
        return tuple(_bare(item, context) for item in node.items)
    return each(node, context.report, "`actors`", lambda key, place, value: _actor(key, place, value, context))


def _bare(node: Node, context: Context) -> Actor:
    word = identifier(node, context.report, "an actor's name")
    context.place(f"actors.{word}", node)
    return Actor(word)


def _actor(key: str, place: Scalar, value: Node, context: Context) -> Actor:
    report = context.report
    context.place(f"actors.{key}", place)
    identifier(place, report, "an actor's name")
    if isinstance(value, Scalar):
        return Actor(key, "" if value.is_null else value.text)
    fields = known(value, report, "an actor", "actor")
    tempo, precision = fields.get("tempo"), fields.get("precision")
    foresight, cost = fields.get("foresight"), fields.get("move_cost")
    return Actor(
        key,
        text(fields.get("name"), report, "`name`"),
        texts(fields.get("aliases"), report, "`aliases`"),
        DEFAULT_TEMPO if tempo is None else numbers.rate(tempo, report, "`tempo`"),
        DEFAULT_PRECISION if precision is None else numbers.positive(precision, report, "`precision`"),
        DEFAULT_FORESIGHT if foresight is None else numbers.span(foresight, report, "`foresight`"),
        DEFAULT_MOVE_COST if cost is None else numbers.positive(cost, report, "`move_cost`", zero=True),
        because(fields, context, f"actors.{key}"),
    )


def options(node: Node | None, context: Context) -> tuple[Option, ...]:
    """``options: {owner.option: text or {text, choices, reversible, direction}}``."""
    read = each(node, context.report, "`options`", lambda key, place, value: _option(key, place, value, context))
    return tuple(option for option in read if option is not None)


def _option(key: str, place: Scalar, value: Node, context: Context) -> Option | None:
    report = context.report
    owner, dot, name = key.partition(".")
    trouble = bad_id(owner) or bad_id(name) if dot else "there is no point in it"
    if trouble:
        report.add(place, f"an option is called owner.option: {trouble}", f"`{shown(key)}`", "for example usa.summit")
        context.broken.add(key)
        return None
    context.place(f"options.{key}", place)
    if isinstance(value, Scalar):
        return Option(owner, name, "" if value.is_null else value.text)
    fields = known(value, report, "an option", "option")
    choices = _choices(fields.get("choices"), key, context)
    if isinstance(value, Sequence):
        context.broken.add(key)
    said = text(fields.get("text"), report, "`text`")
    return Option(owner, name, said, choices, _direction(fields, context), because(fields, context, f"options.{key}"))


def _choices(node: Node | None, key: str, context: Context) -> tuple[str, ...]:
    if node is None:
        return YES_NO
    found = items(node, context.report, "`choices`")
    words = tuple(identifier(item, context.report, "a choice") for item in found)
    if len(words) > MAX_CHOICES:
        context.report.add(node, f"an option has at most {MAX_CHOICES:,} choices", f"{len(words):,}")
    if isinstance(node, Sequence) and len(words) < 2:
        context.report.add(node, "an option has at least two choices", f"{len(words)}", "without `choices`: no and yes")
    for place, word in enumerate(words):
        if word in words[:place]:
            context.report.add(found[place], "a choice is named once", f"`{word}` again")
    if len(set(words)) < 2:
        context.broken.add(key)
        return YES_NO
    return words


def _direction(fields: Mapping, context: Context) -> Direction:
    stated, reversible = fields.get("direction"), fields.get("reversible")
    if stated is not None and reversible is not None:
        context.report.add(reversible, "`reversible` and `direction` say the same thing", "both", "keep one")
    if stated is None:
        return "both" if yes_no(reversible, context.report, "`reversible`", True) else "forward"
    word = word_of(stated, context.report, "`direction`", ("both", "forward", "backward", "fixed"), "both")
    return next(each for each in get_args(Direction) if each == word)
