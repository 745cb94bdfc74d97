"""What each actor wants, in the form in which the model says it, with the passage behind each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ...model import Model, Preference, Priorities, Ranking, Want, Wants
from ...model.conditions import Condition, Is
from ...model.model import STATE
from ..shown import Shown
from ..words import condition_words, passages
from .table import Cell, Column, Row, Table, group, table

Labels = dict[Condition, str]

HEADS = (
    Column("no.", "right"),
    Column("id"),
    Column("what it wants", wide=True),
    Column("worth"),
    Column("stake"),
    Column("passages"),
)


def preferences_table(model: Model, seen: Shown | None) -> Table:
    """Actor by actor: wants with their worths, priorities in order, or a ranking from best to worst.

    ``seen``: the states that the report names, for their labels.
    """
    labels = _labels(model, seen) if seen and seen.whole else {}
    rows: list[Row | Sequence[str | Cell]] = []
    for actor in model.actors:
        preference = model.preference(actor.id)
        rows.append(group(len(HEADS), "", "", f"{actor.label}: {_form(preference)}"))
        rows += list(_rows(model, preference, labels)) if preference is not None else []
    return table("preferences", "Preferences, with what each rests on", HEADS, rows, _note(model))


def _form(preference: Preference | None) -> str:
    match preference:
        case None:
            return "indifferent everywhere (the model says nothing)"
        case Wants() if preference.is_ordinal:
            return "wants, the most important first; only the order counts"
        case Wants():
            return "wants and aversions; their worths add up"
        case Priorities():
            return "priorities, the most important first; an earlier one outweighs all later ones"
        case Ranking():
            return "ranking of states, best first"


def _rows(model: Model, preference: Preference, labels: Labels) -> Iterator[Sequence[str]]:
    match preference:
        case Wants(wants):
            for place, want in enumerate(wants, 1):
                yield (
                    str(place),
                    _id(want.id, want.condition),
                    _want(want),
                    want.worth.text() if want.worth else "",
                    want.stake,
                    passages(model, want.because),
                )
        case Priorities(statements):
            for place, each in enumerate(statements, 1):
                said = each.text if each.text and each.text != condition_words(each.condition) else ""
                words = f"{said}: {condition_words(each.condition)}" if said else condition_words(each.condition)
                yield str(place), _id(each.id, each.condition), words, "", "", passages(model, each.because)
        case Ranking(tiers, gaps, because):
            for place, tier in enumerate(tiers):
                strong = "strongly better than the next" if place in gaps else ""
                words = " ~ ".join(_state(model, each, labels) for each in tier)
                yield str(place + 1), "", words, strong, "", passages(model, because) if place == 0 else ""


def _id(name: str, condition: Condition) -> str:
    """The name that other tables use; empty where it is the condition itself."""
    return "" if name == condition_words(condition) else name


def _want(want: Want) -> str:
    said = condition_words(want.condition)
    verb = "avoids" if want.avoids else "wants"
    return f"{verb}: {want.text}" if want.text and want.text != said and want.text != want.id else f"{verb}: {said}"


def _labels(model: Model, seen: Shown) -> Labels:
    """The short label of each state that a ranking names."""
    tiers = [tier for _, each in model.preferences if isinstance(each, Ranking) for tier in each.tiers]
    found = {}
    for condition in dict.fromkeys(condition for tier in tiers for condition in tier):
        states = np.flatnonzero(seen.game.space.where(condition))
        if len(states) == 1 and not seen.game.space.listed:
            found[condition] = seen.label(int(states[0]))
    return found


def _state(model: Model, condition: Condition, labels: Labels) -> str:
    """A state of a ranking by its label and by what is taken up in it."""
    return f"{labels.get(condition, '')} {_taken(model, condition)}".strip()


def _taken(model: Model, condition: Condition) -> str:
    if isinstance(condition, Is) and condition.name == STATE:
        return condition.value
    values = {part.name: part.value for part in getattr(condition, "parts", (condition,)) if isinstance(part, Is)}
    if not values:
        return condition_words(condition)
    first = {option.id: option.choices[0] for option in model.options}
    said = [
        name if value == "yes" else f"{name} = {value}" for name, value in values.items() if value != first.get(name)
    ]
    return " + ".join(said) or "nothing"


def _note(model: Model) -> str:
    kinds = {type(preference) for _, preference in model.preferences}
    said = []
    if Wants in kinds:
        said.append(
            "Worth: one unit makes an actor e times likelier to choose the better of two lasting moves, at precision 1."
        )
    if Ranking in kinds:
        said.append("~: as good as each other.")
    return " ".join(said)
