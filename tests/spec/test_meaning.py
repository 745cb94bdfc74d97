"""What the shorthands of the model language mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente import language
from detente.model import Model, conditions

HERE = Path(__file__).parent


def _meaning(body: str) -> Model:
    return language.read("title: T\nactors: [a, b]\noptions: {a.x: x, a.y: y, b.z: z}\n" + body, "meaning.yaml")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("not a.x and a.y", "(not a.x) and a.y"),
        ("a.x or a.y and b.z", "a.x or (a.y and b.z)"),
        ("a.x and a.y implies b.z", "not (a.x and a.y) or b.z"),
        ("a.x implies a.y implies b.z", "a.x implies (a.y implies b.z)"),
        ("a.x implies a.y iff b.z", "(a.x implies a.y) iff b.z"),
        ("a.x or a.y implies b.z", "not (a.x or a.y) or b.z"),
        ("not a.x == yes", "a.x == no"),
        ("a.x != no", "a.x"),
        ("a.x == b.z", "a.x iff b.z"),
        ("a.x != b.z", "not (a.x iff b.z)"),
        ("at least 2 of (a.x, a.y, b.z)", "a.x and a.y or a.x and b.z or a.y and b.z"),
        ("at most 1 of (a.x, a.y, b.z)", "not (at least 2 of (a.x, a.y, b.z))"),
        ("exactly 1 of (a.x, a.y)", "not (a.x iff a.y)"),
        ("a.x in (yes, no)", "true"),
    ],
)
def test_conditions_mean(text: str, same: str) -> None:
    model = _meaning(f'outcomes:\n  left: "{text}"\n  right: "{same}"\n')
    left, right = (model.outcome(each).condition for each in ("left", "right"))
    for number in range(8):
        names = ("a.x", "a.y", "b.z")
        values = {name: "yes" if number >> place & 1 else "no" for place, name in enumerate(names)}
        assert conditions.holds(left, values) == conditions.holds(right, values), values


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("a.x requires b.z", "always: a.x implies b.z"),
        ("a.x excludes b.z", "never: a.x and b.z"),
        ("a.x excludes a.y, b.z", "never: a.x and (a.y or b.z)"),
        ("exactly one of a.x, a.y, b.z", 'always: "exactly 1 of (a.x, a.y, b.z)"'),
        ("at least one of a.x, b.z", "always: a.x or b.z"),
        ("at most one of a.x, b.z", "never: a.x and b.z"),
        ("a.x or a.y requires b.z", "always: b.z or not (a.x or a.y)"),
    ],
)
def test_rules_mean(rule: str, same: str) -> None:
    one, two = (_meaning(f"rules:\n  - {each}\n") for each in (rule, same))
    for number in range(8):
        names = ("a.x", "a.y", "b.z")
        values = {name: "yes" if number >> place & 1 else "no" for place, name in enumerate(names)}
        feasible = [all(conditions.holds(each.condition, values) for each in model.rules) for model in (one, two)]
        assert feasible[0] == feasible[1], values


def test_durations_and_tempos_are_in_years() -> None:
    text = """title: T
horizon: 6 months
actors:
  a: {tempo: 1 per month, foresight: 6 months..3 years}
  b: {tempo: 2..6 per year}
options: {a.x: x}
"""
    model = language.read(text, "years.yaml")
    assert model.horizon == pytest.approx(0.5)
    assert model.actor("a").tempo.middle == pytest.approx(12)
    assert (model.actor("a").foresight.low, model.actor("a").foresight.high) == pytest.approx((0.5, 3))
    assert (model.actor("b").tempo.low, model.actor("b").tempo.high) == pytest.approx((2, 6))


def test_the_rest_is_what_is_left() -> None:
    model = _meaning("scenario: {pact: {yes: 0.8..1, no: rest}, crop: {good: 0.25, fair: rest, bad: 0.25}}\n")
    chances = {each.id: each.phases[0].rows[0].probabilities() for each in model.scenario}
    assert chances["pact"] == pytest.approx((0.9, 0.1))
    assert chances["crop"] == pytest.approx((0.25, 0.5, 0.25))


def test_parents_come_before_children() -> None:
    model = language.read((HERE / "valid" / "scenario_given.yaml").read_text(encoding="utf-8"), "given.yaml")
    assert [variable.id for variable in model.scenario] == ["president", "process"]


def test_a_reading_changes_only_what_it_names() -> None:
    body = """preferences:
  a: [{wants: a.x, worth: 1, id: one}, {wants: a.y, worth: 1, id: two}, {avoids: b.z, worth: 1}]
rules: [a.x excludes b.z]
readings:
  r:
    preferences: {a: [{wants: a.x, worth: 5, id: one}, {id: two, drop: yes}]}
    rules: [{id: rule-1, drop: yes}]
"""
    model = _meaning(body)
    base, patched = dict(model.preferences)["a"], dict(model.reading("r").preferences)["a"]
    assert [(want.id, want.worth.middle) for want in base.wants] == [("one", 1), ("two", 1), ("b.z", 1)]  # type: ignore
    assert [(want.id, want.worth.middle) for want in patched.wants] == [("one", 5), ("b.z", 1)]  # type: ignore
    assert len(model.rules) == 1
    assert model.reading("r").rules == ()
    assert model.reading("r").options == model.options


def test_default_status_quo_that_breaks_a_rule_is_none() -> None:
    assert _meaning("rules:\n  - at least one of a.x, a.y\n").status_quo is None
    quo = _meaning("status_quo: {a.y: yes}\n").status_quo
    assert quo is not None
    assert dict(quo) == {"a.x": "no", "a.y": "yes", "b.z": "no"}
