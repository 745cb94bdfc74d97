"""Claims: what is asserted, under which circumstances, and the test that could fail it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from nicegui import ui

from ....language import forms
from ....language.plain import Value
from ....language.vocabulary import TESTS
from ..tags import tag
from .bench import Bench
from .dialog import Form
from .entry import Adder, Document, Entry, Section, dotted, mapping
from .fields import Field, field, fields_of_test, typed
from .kinds import ID
from .writing import Given, changed, stated, written

SAYS = (field("claim", "says", needed=True),)
REST = tuple(field("claim", key) for key in ("by", "answers", "because", "reading", "given", "hold", "without"))

KINDS: dict[str, str] = {
    "rests": "some state with a condition is stable",
    "does_not_rest": "no state with a condition is stable",
    "reaches": "play from today can get to a condition",
    "cannot_reach": "play from today cannot get there",
    "prefers": "an actor prefers one change of today to another",
    "chance": "an outcome has a chance of at least, at most or between",
    "raises": "a commitment raises the chance of an outcome",
    "lowers": "a commitment lowers it",
    "no_effect": "a commitment has no effect on it",
    "needs": "an outcome needs a condition",
    "suffices": "commitments suffice for an outcome",
    "not_enough": "commitments are not enough for it",
    "rather": "an actor would rather face one scenario than another",
    "less_while": "a commitment does less while something holds",
    "more_while": "a commitment does more while something holds",
}
"""The tests in words, in the order of the reference."""


def entries(held: Document, bench: Bench) -> list[Entry]:
    """Every claim."""
    return [
        Entry(name, typed(mapping(value).get("says")), ("claims", name), partial(_form, name, mapping(value), bench))
        for name, value in mapping(held.get("claims")).items()
    ]


def adders(_: Document, bench: Bench) -> list[Adder]:
    """A claim of each kind of test."""
    return [Adder("Add a claim", partial(NewClaim, bench))]


def kind_of(test: dict[str, Value]) -> str:
    """Which test it is; empty where no key tells."""
    return next((kind for kind in TESTS if kind in test), "")


def _tested(kind: str) -> tuple[Field, ...]:
    return tuple(
        replace(each, key=f"test.{each.key}", label=f"Test: {each.label.lower()}") for each in fields_of_test(kind)
    )


def _form(name: str, held: dict[str, Value], bench: Bench) -> Form:
    path = ("claims", name)
    test = mapping(held.get("test"))
    kind = kind_of(test)
    values = {**held, "id": name, **{f"test.{key}": value for key, value in test.items()}}
    note = f"The test: {KINDS[kind]}." if kind else ""
    return Form(
        bench, f"claim {name}", (ID, *SAYS, *(_tested(kind) if kind else ()), *REST), values,
        lambda text, given: _write(text, name, given), dotted(path),
        lambda text: forms.remove(text, ("claim", name)), note,
    )  # fmt: skip


def _write(text: str, name: str, given: Given) -> str:
    test, head = _split(given)
    text = written(text, ("claims", name, "test"), test) if test else text
    return changed(text, ("claim", name), head)


def _split(given: Given) -> tuple[dict[str, Value], dict[str, Value]]:
    """The keys of the test, and those of the claim."""
    test = {key.removeprefix("test."): value for key, value in given.items() if key.startswith("test.")}
    return test, {key: value for key, value in given.items() if not key.startswith("test.")}


class NewClaim:
    """Asks first for the kind of test, then for the claim."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def open(self) -> None:
        """Show the kinds."""
        with (
            self.bench.sheet.client.content,
            ui.dialog() as dialog,
            ui.card().classes("w-full max-w-xl gap-0 fm-card").props('data-testid="claim-kind"'),
        ):
            ui.label("What is claimed?").classes("text-lg md-strong")
            for kind, said in KINDS.items():
                button = ui.button(color=None, on_click=partial(self._ask, kind, dialog))
                with tag(button.props("flat no-caps align=left").classes("w-full md-entry"), f"kind-{kind}"):
                    ui.label(said[:1].upper() + said[1:]).classes("md-said")
        dialog.on("hide", dialog.delete)
        dialog.open()

    def _ask(self, kind: str, dialog: ui.dialog) -> None:
        def write(text: str, given: Given) -> str:
            test, head = _split(stated(given))
            rest: dict[str, Value] = {key: value for key, value in head.items() if key != "id"}
            return forms.add(text, ("claim", typed(given.get("id"))), {**rest, "test": test})

        dialog.close()
        note = f"The test: {KINDS[kind]}."
        Form(self.bench, "a claim", (ID, *SAYS, *_tested(kind), *REST), {}, write, "claims", None, note, True).open()


SECTION = Section("Claims", "Assertions, each with a test that could fail.", entries, adders)
