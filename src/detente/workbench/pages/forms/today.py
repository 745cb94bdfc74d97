"""Today: the value of every option now."""

from __future__ import annotations

from functools import partial

from ....language import forms
from ....language.plain import Value
from .bench import Bench
from .dialog import Form
from .entry import Document, Entry, Section, listing, mapping
from .fields import Field, typed
from .writing import Given


def entries(held: Document, bench: Bench) -> list[Entry]:
    """Every option with its value; in a model given as a graph, the state."""
    today = held.get("status_quo")
    if "graph" in held:
        states = mapping(held.get("graph")).get("states")
        names = [typed(each) for each in listing(states)] or list(mapping(states))
        form = partial(_form, "state", "the state", tuple(names), today, bench)
        return [Entry("state", typed(today), ("status_quo",), form)]
    found = []
    for name, value in mapping(held.get("options")).items():
        choices = tuple(typed(each) for each in listing(mapping(value).get("choices"))) or ("no", "yes")
        now = mapping(today).get(name)
        said = typed(now) or f"{choices[0]} (not named)"
        form = partial(_form, name, name, choices, now if now is not None else choices[0], bench)
        found.append(Entry(name, said, ("status_quo", name), form))
    return found


def _form(option: str, title: str, choices: tuple[str, ...], now: Value, bench: Bench) -> Form:
    value = Field("value", "Today", "choice", "Its value today.", choices, True)

    def write(text: str, given: Given) -> str:
        said = typed(given.get("value"))
        return forms.set_today(text, option, {"yes": True, "no": False}.get(said, said))

    return Form(bench, f"{title} today", (value,), {"value": now}, write, "status_quo")


SECTION = Section(
    "Today", "The status quo. An option that is not named has its first choice (for yes or no: no).", entries
)
