"""Rules: what cannot be, what costs, and what follows by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ....language import forms
from ....language.plain import Value
from .bench import Bench
from .dialog import Form
from .entry import Adder, Document, Entry, Section, dotted, listing
from .fields import Field, field, typed
from .writing import Given, changed_at, removed_at, stated

VERBS = ("rule", "never", "always")
VERB = Field("verb", "Kind", "choice", "A rule in words (requires, excludes, one of), or a condition that never or always holds.", VERBS, True)  # fmt: skip  # noqa: E501
SAID = Field("said", "It says", "line", "usa.offer requires rok.open; exactly one of a.x, a.y; or, for never and always, a condition.", (), True)  # fmt: skip  # noqa: E501
COMMON = tuple(field("rule", key) for key in ("id", "text", "because"))
HARD = (VERB, SAID, *(field("rule", key) for key in ("costs", "payer")), *COMMON)
FORCED = (
    replace(field("rule", "when", "When", True), form="condition"),
    replace(field("rule", "sets", "It sets", True), form="values"),
    *COMMON,
)


def entries(held: Document, bench: Bench) -> list[Entry]:
    """Every rule, in order."""
    return [_entry(number, value, bench) for number, value in enumerate(listing(held.get("rules")))]


def adders(_: Document, bench: Bench) -> list[Adder]:
    """A rule, or a consequence."""
    return [Adder("Add a rule", partial(_new, False, bench)), Adder("Add a consequence", partial(_new, True, bench))]


def _entry(number: int, value: Value, bench: Bench) -> Entry:
    held: dict[str, Value] = value if isinstance(value, dict) else {"rule": value}
    form = partial(_form, number, held, bench)
    return Entry(typed(held.get("id")) or f"rule-{number + 1}", brief(held), ("rules", number), form)


def brief(held: dict[str, Value]) -> str:
    """A rule in a line."""
    if "when" in held:
        return f"when {typed(held['when'])}: {typed(held.get('sets'))}"
    verb = _verb(held)
    costs = f" · costs {typed(held['costs'])}" if "costs" in held else ""
    return ("" if verb == "rule" else f"{verb} ") + typed(held.get(verb)) + costs


def _verb(held: dict[str, Value]) -> str:
    return next((verb for verb in VERBS if verb in held), "rule")


def _form(number: int, held: dict[str, Value], bench: Bench) -> Form:
    path = ("rules", number)
    is_forced = "when" in held
    values = held if is_forced else {**held, "verb": _verb(held), "said": held.get(_verb(held))}

    def write(text: str, given: Given) -> str:
        return changed_at(text, path, given if is_forced else _keys(given, held))

    title, fields = ("the consequence", FORCED) if is_forced else ("the rule", HARD)
    return Form(bench, title, fields, values, write, dotted(path), lambda text: removed_at(text, path))


def _new(is_forced: bool, bench: Bench) -> Form:
    def write(text: str, given: Given) -> str:
        return forms.add(text, ("rule",), stated(given if is_forced else _keys(given, {})))

    title, fields = ("a consequence", FORCED) if is_forced else ("a rule", HARD)
    return Form(bench, title, fields, {} if is_forced else {"verb": "rule"}, write, "rules", is_new=True)


def _keys(given: Given, held: dict[str, Value]) -> dict[str, Value]:
    """The keys of the file for the fields of the form."""
    verb = typed(given.get("verb")) or _verb(held)
    told = {**given, "said": given.get("said", held.get(_verb(held)))} if verb != _verb(held) else dict(given)
    return {verb if key == "said" else key: value for key, value in told.items() if key != "verb"}


SECTION = Section("Rules", "What cannot be, what costs whoever does it, and what follows by itself.", entries, adders)
