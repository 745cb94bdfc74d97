"""Numbers held at values: what a file would say with them written in."""

from __future__ import annotations

import pytest

from detente.cases.load import load
from detente.language import read
from detente.model import uncertain
from detente.model.turned import rows, shared, turned

WEATHER = """
title: Weather
actors: {a: A, b: B}
options: {a.x: does x, b.y: does y}
scenario:
  sky: {clear: 0.2..0.4, cloudy: 0.3, wet: 0.4}
  wind: {given: sky, clear: {low: 0.9, high: 0.1}, cloudy: {low: 0.5, high: 0.5}, wet: {low: 0.2..0.4, high: rest}}
rules:
  - {rule: a.x excludes b.y, id: clash, costs: 1..3, payer: [a]}
preferences:
  a:
    - {id: mine, wants: a.x, worth: 2..4}
    - {id: theirs, avoids: b.y, worth: small}
  b: [b.y, a.x]
readings:
  other:
    preferences:
      a: [{id: mine, wants: a.x, worth: 8..9}]
"""


@pytest.fixture(scope="module")
def model():
    return read(WEATHER.replace("  b: [b.y, a.x]\n", "  b: {priorities: [b.y, a.x]}\n"))


@pytest.mark.parametrize(
    ("held", "middles", "expected"),
    [
        ([0.5, None, None], [0.3, 0.3, 0.4], [0.5, 0.5 * 3 / 7, 0.5 * 4 / 7]),
        ([None, 0.25], [0.9, 0.1], [0.75, 0.25]),
        ([1.0, None], [0.5, 0.5], [1.0, 0.0]),
        ([0.6, None, None], [1.0, 0.0, 0.0], [0.6, 0.2, 0.2]),
        ([0.8, 0.8, None], [0.3, 0.3, 0.4], [0.5, 0.5, 0.0]),
        ([0.1, 0.3], [0.5, 0.5], [0.25, 0.75]),
        ([0.0, 0.0], [0.5, 0.5], [0.5, 0.5]),
        ([-1.0, None], [0.5, 0.5], [0.0, 1.0]),
        ([7.0, None], [0.5, 0.5], [1.0, 0.0]),
    ],
)
def test_what_is_not_held_shares_what_is_left(held, middles, expected):
    assert shared(held, middles) == pytest.approx(expected)


def test_every_kind_of_number_can_be_held(model):
    numbers = {
        "actors.a.tempo": 7.0,
        "actors.b.foresight": 2.5,
        "preferences.a.mine": 1.25,
        "rules.clash": 0.5,
        "scenario.sky.0.clear": 0.6,
    }
    changed = turned(model, numbers)
    assert changed.actor("a").tempo.middle == 7.0
    assert changed.actor("b").foresight.middle == 2.5
    assert changed.preference("a").wants[0].worth.middle == 1.25
    assert changed.soft_rules[0].cost.middle == 0.5
    assert [each.middle for each in changed.scenario[0].phases[0].rows[0].chances] == pytest.approx(
        [0.6, 0.4 * 3 / 7, 0.4 * 4 / 7]
    )
    assert not {each.path for each in uncertain(changed)} & set(numbers)
    assert not changed.problems()


def test_a_number_is_held_in_the_readings_too(model):
    changed = turned(model, {"preferences.a.mine": 1.25})
    assert changed.reading("other").preference("a").wants[0].worth.middle == 1.25


def test_nothing_else_changes(model):
    assert turned(model, {}) is model
    assert turned(model, {"preferences.nobody.nothing": 1.0, "scenario.sky.9.clear": 0.5}) == model
    changed = turned(model, {"preferences.a.mine": 1.25})
    assert changed.scenario is model.scenario
    assert changed.preference("a").wants[1] == model.preference("a").wants[1]
    assert changed.preference("b") == model.preference("b")


def test_rows_of_which_something_is_held(model):
    found = rows(model, {"scenario.wind.0.wet.high": 0.9, "actors.a.tempo": 3.0})
    assert found == {"scenario.wind.0.wet": pytest.approx((0.1, 0.9))}


def test_korea_stays_sound_with_every_number_held():
    model = load("korea")
    numbers = {each.path: each.quantity.at(0.75) for each in uncertain(model)}
    assert not turned(model, numbers).problems()
