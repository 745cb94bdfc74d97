"""What no actor decides: the variables of the scenario and their probabilities."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ....language import forms
from ....language.edit import put
from ....language.plain import Value
from .bench import Bench
from .dialog import Form
from .entry import Adder, Document, Entry, Section, dotted, mapping
from .fields import Field, field, number, typed
from .kinds import ID
from .writing import Given, changed

OTHER = frozenset({"text", "because", "given", "until", "is", "values"})
"""Keys that are no values of a variable."""

WHAT = "A number from 0 to 1, a range such as 0.4..0.6, or rest: what the others leave."


def entries(held: Document, bench: Bench) -> list[Entry]:
    """Every variable with its probabilities."""
    return [
        Entry(name, _brief(mapping(value)), ("scenario", name), partial(_form, name, mapping(value), bench))
        for name, value in mapping(held.get("scenario")).items()
    ]


def adders(_: Document, bench: Bench) -> list[Adder]:
    return [Adder("Add a variable", partial(_new, bench))]


def leaves(value: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Value]]:
    """The probabilities of a variable with their paths below it, however they are nested."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in OTHER:
                yield from leaves(inner, (*path, key))
    elif path and not isinstance(value, list):
        yield path, value


def _brief(held: dict[str, Value]) -> str:
    given = f"given {typed(held['given'])}: " if "given" in held else ""
    parts = [f"{' '.join(path)} {typed(value)}" for path, value in leaves(held)]
    return given + ", ".join(parts[:6]) + (", …" if len(parts) > 6 else "")


def _form(name: str, held: dict[str, Value], bench: Bench) -> Form:
    path = ("scenario", name)
    found = {"/".join(below): (below, value) for below, value in leaves(held)}
    numbers = [Field(key, " · ".join(below), "number", WHAT, (), True) for key, (below, _) in found.items()]
    values = {key: value for key, (_, value) in found.items()} | {key: held.get(key) for key in ("text", "because")}
    values["id"] = name

    def write(text: str, given: Given) -> str:
        for key, value in given.items():
            if key in found:
                text = put(text, (*path, *found[key][0]), value)
        rest = {key: value for key, value in given.items() if key not in found}
        return changed(text, ("scenario", name), rest)

    fields = [ID, *numbers, field("variable", "text"), field("variable", "because")]
    note = f"Until {typed(held['until'])} it is {typed(held.get('is'))}; then:" if "until" in held else ""
    return Form(
        bench, f"chances of {name}", fields, values, write, dotted(path),
        lambda text: forms.remove(text, ("scenario", name)), note,
    )  # fmt: skip


def _new(bench: Bench) -> Form:
    values = Field("values", "Values with their probabilities", "values", "trump: 0.5, harris: rest. " + WHAT, (), True)

    def write(text: str, given: Given) -> str:
        chances = {key: number(typed(value)) for key, value in mapping(given.get("values")).items()}
        rest = {key: given[key] for key in ("text", "because") if given.get(key) is not None}
        return forms.add(text, ("scenario", typed(given.get("id"))), {**chances, **rest})

    fields = (ID, values, field("variable", "text"), field("variable", "because"))
    return Form(bench, "a variable", fields, {}, write, "scenario", is_new=True)


SECTION = Section(
    "Chances",
    "The scenario: what no actor decides. Probabilities are numbers, ranges such as 0.4..0.6, or rest.",
    entries,
    adders,
)
