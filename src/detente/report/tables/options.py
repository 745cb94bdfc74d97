"""Who can do what: options with their meaning; and the rules, with how many states each leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Condition, Model, Option, conditions
from ...model.model import STATE
from ..words import DASH, condition_words, passages, value_words
from .table import Cell, Column, Row, Table, cell, group, table

WAYS = {"both": "", "forward": "one way", "backward": "only back", "fixed": "fixed"}


def options_table(model: Model) -> Table:
    """Each actor's options: meaning, choices, today's value. For an explicit graph, its states and what they mean."""
    if model.graph is not None:
        return _graph(model)
    columns = (Column("option"), Column("meaning", wide=True), Column("choices"), Column("today"), Column("passages"))
    rows: list[Row | Sequence[str | Cell]] = []
    today = dict(model.status_quo or ())
    for actor in model.actors:
        rows.append(group(len(columns), actor.label))
        rows += [_option(model, option, today) for option in model.options if option.owner == actor.id]
    return table("options", "Actors, their options and what each means", columns, rows, _one_way(model))


def _option(model: Model, option: Option, today: dict[str, str]) -> Sequence[str]:
    choices = "no, yes" if option.is_yes_no else ", ".join(option.choices)
    way = WAYS[option.direction]
    said = f"{choices} ({way})" if way else choices
    return option.id, option.text or DASH, said, today.get(option.id, DASH), passages(model, option.because)


def _one_way(model: Model) -> str:
    if all(option.direction == "both" for option in model.options):
        return ""
    return "One way: a later choice cannot be taken back. Only back: only an earlier choice can follow."


def _graph(model: Model) -> Table:
    assert model.graph is not None
    now = dict(model.status_quo or ()).get(STATE, "")
    rows = [(name, text or DASH, "today" if name == now else "") for name, text in model.graph.states]
    moves = [sum(actor == each.id for actor, _, _ in model.graph.arcs) for each in model.actors]
    said = ", ".join(f"{actor.label} {count}" for actor, count in zip(model.actors, moves, strict=True))
    note = f"The model lists states and moves one by one. Moves listed: {said}."
    return table("options", "States as the model lists them", ("state", Column("meaning", wide=True), ""), rows, note)


def rules_table(model: Model, counts: Sequence[int]) -> Table:
    """``counts``: states left when the first 0, 1, 2 ... hard rules hold, in the likeliest scenario; empty if not
    counted."""
    columns = (
        Column("rule"),
        Column("what it says", wide=True),
        Column("kind"),
        Column("states left", "right"),
        Column("passages"),
    )
    rows: list[Sequence[str | Cell]] = []
    if counts:
        rows.append(("(no rule)", "every combination of choices", "", _count(counts[0]), ""))
    for place, rule in enumerate(model.rules, 1):
        left = _count(counts[place]) if counts else cell("")
        said = _said(rule.text, rule.condition)
        rows.append((rule.id, said, "rule", left, passages(model, rule.because)))
    rows += _others(model)
    note = "States left: with this rule and those above it, in the likeliest scenario." if counts else ""
    return table("rules", "Rules, costs and consequences", columns, rows, note)


def _others(model: Model) -> Iterator[Sequence[str | Cell]]:
    for soft in model.soft_rules:
        payers = ", ".join(model.actor(payer).label for payer in soft.payers)
        said = _said(soft.text, soft.condition)
        kind = f"costs {payers} {soft.cost.text()} if broken"
        yield soft.id, said, kind, "", passages(model, soft.because)
    for each in model.consequences:
        said = f"as soon as {condition_words(each.when)}: {value_words(each.sets)}"
        yield each.id, said, "consequence", "", passages(model, each.because)


def _said(text: str, condition: Condition) -> str:
    """The analyst's words, then the condition, unless the words are the condition said otherwise."""
    formal = all(name in text for name in conditions.names(condition))
    return text if text and formal else f"{text}: {condition_words(condition)}" if text else condition_words(condition)


def _count(left: int) -> Cell:
    return Cell(f"{left:,}", float(left))
