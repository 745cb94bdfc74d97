"""Preferences: wants and avoids that add up, or priorities in order; a ranking is edited in the text."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ....language import forms
from ....language.plain import Value
from .bench import Bench
from .dialog import Form
from .entry import Adder, Document, Entry, Section, dotted, listing, mapping
from .fields import Field, field, typed
from .writing import Given, changed_at, removed_at, stated

VERB = Field("verb", "The actor", "choice", "Whether it wants the condition to hold, or would rather not have it.", ("wants", "avoids"), True)  # fmt: skip  # noqa: E501
CONDITION = replace(field("want", "wants", "That", True), key="condition")
WANT = (VERB, CONDITION, *(field("want", key) for key in ("worth", "stake", "id", "text", "because")))
STATEMENT = (
    field("statement", "when", "Condition", True),
    *(field("statement", key) for key in ("id", "text", "because")),
)


def entries(held: Document, bench: Bench) -> list[Entry]:
    """The wants and priorities of every actor, in order."""
    found: list[Entry] = []
    for actor, value in mapping(held.get("preferences")).items():
        place: tuple[str | int, ...] = ("preferences", actor)
        if isinstance(value, dict) and "ranking" in value:
            said = f"a ranking of {len(listing(value['ranking']))} tiers"
            found.append(Entry("ranking", said, (*place, "ranking"), None, actor))
            continue
        is_ordered = isinstance(value, dict)
        listed = listing(value.get("priorities")) if isinstance(value, dict) else listing(value)
        place = (*place, "priorities") if is_ordered else place
        make = _statement if is_ordered else _want
        found += [make(actor, each, (*place, number), len(listed), bench) for number, each in enumerate(listed)]
    return found


def adders(held: Document, bench: Bench) -> list[Adder]:
    """A want for every actor without another form of preference, a priority for those that have priorities."""
    found = []
    actors = held.get("actors")
    for actor in [typed(each) for each in listing(actors)] or list(mapping(actors)):
        value = mapping(held.get("preferences")).get(actor)
        if isinstance(value, dict) and "ranking" in value:
            continue
        if isinstance(value, dict) and "priorities" in value:
            found.append(Adder("Add a priority", partial(_new_statement, actor, bench), actor))
        else:
            found.append(Adder("Add a want", partial(_new_want, actor, bench), actor))
    return found


def _want(actor: str, value: Value, path: tuple[str | int, ...], count: int, bench: Bench) -> Entry:
    held = mapping(value)
    verb = "avoids" if "avoids" in held else "wants"
    worth = f" · worth {typed(held['worth'])}" if "worth" in held else ""
    said = f"{verb} {typed(held.get(verb))}{worth}"
    return Entry(typed(held.get("id")), said, path, partial(_want_form, actor, held, path, bench), actor, count)


def _want_form(actor: str, held: dict[str, Value], path: tuple[str | int, ...], bench: Bench) -> Form:
    verb = "avoids" if "avoids" in held else "wants"
    values = {**held, "verb": verb, "condition": held.get(verb)}

    def write(text: str, given: Given) -> str:
        now = typed(given.get("verb")) or verb
        told = {"condition": held.get(verb), **given} if now != verb else given
        return changed_at(text, path, _keys(told, now))

    title = f"what {actor} {verb}"
    return Form(bench, title, WANT, values, write, dotted(path), lambda text: removed_at(text, path))


def _new_want(actor: str, bench: Bench) -> Form:
    def write(text: str, given: Given) -> str:
        verb = typed(given.get("verb")) or "wants"
        condition = {verb: given.get("condition")}
        return forms.add(text, ("want", actor), stated(condition | _keys(given, verb)))

    return Form(bench, f"a want of {actor}", WANT, {"verb": "wants"}, write, f"preferences.{actor}", is_new=True)


def _keys(given: Given, verb: str) -> dict[str, Value]:
    """The keys of the file for the fields of the form."""
    return {verb if key == "condition" else key: value for key, value in given.items() if key != "verb"}


def _statement(actor: str, value: Value, path: tuple[str | int, ...], count: int, bench: Bench) -> Entry:
    held: dict[str, Value] = value if isinstance(value, dict) else {"when": value}
    form = partial(_statement_form, actor, held, path, bench)
    return Entry(typed(held.get("id")), typed(held.get("when")), path, form, actor, count)


def _statement_form(actor: str, held: dict[str, Value], path: tuple[str | int, ...], bench: Bench) -> Form:
    title = f"priority {int(path[-1]) + 1} of {actor}"
    return Form(
        bench, title, STATEMENT, held, lambda text, given: changed_at(text, path, given), dotted(path),
        lambda text: removed_at(text, path),
    )  # fmt: skip


def _new_statement(actor: str, bench: Bench) -> Form:
    def write(text: str, given: Given) -> str:
        return forms.add(text, ("priority", actor), stated(given))

    path = f"preferences.{actor}.priorities"
    return Form(bench, f"a priority of {actor}", STATEMENT, {}, write, path, is_new=True)


SECTION = Section(
    "Preferences",
    "What each actor wants. Where no want of an actor has a worth, and among priorities, the order counts.",
    entries,
    adders,
)
