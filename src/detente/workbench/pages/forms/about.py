"""The head of a model: title, question, today's date and how far ahead it looks."""

from __future__ import annotations

from functools import partial

from .bench import Bench
from .dialog import Form
from .entry import Document, Entry, Section
from .fields import Field, field, typed
from .writing import Given, written

FIELDS: tuple[Field, ...] = tuple(field("model", key) for key in ("title", "question", "as_of", "horizon"))


def entries(held: Document, bench: Bench) -> list[Entry]:
    """One entry a field."""
    return [Entry(each.label, typed(held.get(each.key)), (each.key,), partial(_form, held, bench)) for each in FIELDS]


def _form(held: Document, bench: Bench) -> Form:
    def write(text: str, given: Given) -> str:
        return written(text, (), given)

    return Form(bench, "title and dates", FIELDS, held, write, "")


SECTION = Section(
    "Title and dates", "What the model is called and asks, which day is today, and how far ahead it looks.", entries
)
