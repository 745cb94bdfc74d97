"""The sections whose entries are mappings with ids: actors, options, outcomes, sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ....language import forms
from ....language.plain import Value
from .bench import Bench
from .dialog import Form
from .entry import Adder, Document, Entry, Section, dotted, mapping
from .fields import Field, field, typed
from .writing import Given, changed, stated

ID = Field(
    "id", "Id", "line", "Letters, digits and _. A new id is put wherever the text speaks of the old one.", (), True
)


@dataclass(frozen=True)
class Kind:
    """``section``: its key in the file; ``what``: the kind of its elements; ``fields``: of an entry; ``short``: the key
    of the short form; ``brief``: how an entry is summed up; ``id_help``: what an id looks like."""

    section: str
    what: str
    noun: str
    fields: tuple[Field, ...]
    short: str
    brief: Callable[[dict[str, Value]], str]
    id_help: str = ID.help

    def entries(self, held: Document, bench: Bench) -> list[Entry]:
        return [self._entry(name, value, bench) for name, value in self._held(held).items()]

    def adders(self, _: Document, bench: Bench) -> list[Adder]:
        return [Adder(f"Add {self.noun}", lambda: self._new(bench))]

    def _held(self, held: Document) -> dict[str, Value]:
        """The entries; ids alone are entries with nothing said."""
        value = held.get(self.section)
        return {typed(each): None for each in value} if isinstance(value, list) else mapping(value)

    def _entry(self, name: str, value: Value, bench: Bench) -> Entry:
        said: dict[str, Value] = value if isinstance(value, dict) else {self.short: value}
        return Entry(name, self.brief(said), (self.section, name), lambda: self._form(name, said, bench))

    def _form(self, name: str, said: dict[str, Value], bench: Bench) -> Form:
        element = (self.what, name)
        return Form(
            bench,
            f"{self.what} {name}",
            (ID, *self.fields),
            {**said, "id": name},
            lambda text, given: changed(text, element, given),
            dotted((self.section, name)),
            lambda text: forms.remove(text, element),
        )

    def _new(self, bench: Bench) -> Form:
        def write(text: str, given: Given) -> str:
            rest = {key: value for key, value in stated(given).items() if key != "id"}
            return forms.add(text, (self.what, typed(given.get("id"))), rest)

        named = replace(ID, help=self.id_help)
        return Form(bench, self.noun, (named, *self.fields), {}, write, self.section, is_new=True)


def _actor(said: dict[str, Value]) -> str:
    parts = [typed(said.get("name")), *(f"{key} {typed(said[key])}" for key in ("tempo", "foresight") if key in said)]
    return " · ".join(part for part in parts if part)


def _option(said: dict[str, Value]) -> str:
    choices = typed(said.get("choices"))
    return typed(said.get("text")) + (f" ({choices})" if choices else "")


def _outcome(said: dict[str, Value]) -> str:
    words = typed(said.get("text"))
    return typed(said.get("when")) + (f" · {words}" if words else "")


def _source(said: dict[str, Value]) -> str:
    return " · ".join(typed(said[key]) for key in ("author", "title", "date") if key in said)


def _fields(kind: str, *keys: str, needed: str = "") -> tuple[Field, ...]:
    return tuple(field(kind, key, needed=key == needed) for key in keys)


_ACTORS = Kind(
    "actors",
    "actor",
    "an actor",
    _fields("actor", "name", "aliases", "tempo", "precision", "foresight", "move_cost", "because"),
    "name",
    _actor,
    "Letters, digits and _; options begin with it: usa.summit.",
)
_OPTIONS = Kind(
    "options",
    "option",
    "an option",
    _fields("option", "text", "choices", "reversible", "direction", "because", needed="text"),
    "text",
    _option,
    "The actor's id, a dot, and a name of your own: usa.summit.",
)
_OUTCOMES = Kind(
    "outcomes",
    "outcome",
    "an outcome",
    _fields("outcome", "when", "text", "base_rate", "because", needed="when"),
    "when",
    _outcome,
    "Letters, digits and _; conditions and claims speak of it by this name.",
)
_SOURCES = Kind(
    "sources",
    "source",
    "a source",
    _fields("source", "author", "title", "date", "file", "url"),
    "",
    _source,
    "Letters, digits, _ and -; passages name their source so.",
)

ACTORS = Section(
    "Actors",
    "Who takes part. Tempo, precision, foresight and the cost of a move matter only to chances.",
    _ACTORS.entries,
    _ACTORS.adders,
)
OPTIONS = Section(
    "Options",
    "What each actor alone decides: yes or no, or one of several choices.",
    _OPTIONS.entries,
    _OPTIONS.adders,
)
OUTCOMES = Section(
    "Outcomes",
    "Named sets of states, of which chances and claims speak.",
    _OUTCOMES.entries,
    _OUTCOMES.adders,
)
SOURCES = Section(
    "Sources",
    "The texts that are cited. Passages of them are added in the tab Evidence.",
    _SOURCES.entries,
    _SOURCES.adders,
)
