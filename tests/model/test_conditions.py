"""Conditions: what they mean, folding, and their text read back."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from tests.language.models import conditions_over

from detente.language import parse_condition
from detente.model import Actor, Condition, Model, Option
from detente.model.conditions import FALSE, TRUE, Count, Is, Not, assume, conjunction, disjunction, holds, names, text

KNOWN = {"a.x": ("no", "yes"), "a.y": ("no", "maybe", "yes"), "b.z": ("low", "high")}
OPTIONS = tuple(Option(name[0], name[2:], choices=values) for name, values in KNOWN.items())
MODEL = Model("T", (Actor("a"), Actor("b")), OPTIONS)
STATES = [dict(zip(KNOWN, row, strict=True)) for row in product(*KNOWN.values())]


@given(conditions_over(KNOWN))
def test_text_reads_back_as_the_same_condition(condition: Condition) -> None:
    assert parse_condition(text(condition), MODEL) == condition


@given(conditions_over(KNOWN), st.sampled_from(STATES), st.sets(st.sampled_from(sorted(KNOWN))))
def test_assuming_values_does_not_change_the_truth(condition: Condition, state: dict[str, str], some: set[str]) -> None:
    folded = assume(condition, {name: state[name] for name in some})
    assert holds(folded, state) == holds(condition, state)
    assert not names(folded) & some


@given(conditions_over(KNOWN))
def test_assuming_everything_leaves_a_constant(condition: Condition) -> None:
    for state in STATES:
        assert assume(condition, state) == (TRUE if holds(condition, state) else FALSE)


def test_no_is_said_in_full() -> None:
    """`not a.y` would also hold where a.y is maybe."""
    assert text(Is("a.y", "no")) == "a.y == no"
    assert text(Not(Is("a.y", "no"))) == "not (a.y == no)"
    assert holds(parse_condition("not a.y", MODEL), {"a.y": "maybe"})


def test_joining() -> None:
    x = Is("a.x", "yes")
    assert conjunction((TRUE, x)) == disjunction((FALSE, x)) == x
    assert conjunction((x, FALSE)) == disjunction(()) == FALSE
    assert assume(Count(1, 1, (x, Not(x))), {"a.x": "yes"}) == TRUE
