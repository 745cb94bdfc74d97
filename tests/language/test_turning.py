"""Numbers written into a text."""

from __future__ import annotations

import difflib

import pytest

from detente.cases import path as case_path
from detente.errors import ModelError
from detente.language import read
from detente.language.turning import written
from detente.model.turned import turned

KOREA = case_path("korea").read_text(encoding="utf-8")

NUMBERS = {
    "preferences.dprk.used-up": 1.5,
    "actors.usa.tempo": 2.25,
    "actors.dprk.foresight": 3.3,
    "actors.rok.move_cost": 0.2,
    "scenario.president.1.withdrawal.trump": 0.6123456,
    "scenario.pact.0.yes": 0.8,
    "rules.no-pay-for-tests": 1.1,
}


def changed(before, after):
    rows = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [row for row in rows if row[0] in "+-" and not row.startswith(("+++", "---"))]


def test_a_text_with_numbers_written_in_is_the_model_with_them_held():
    model, text = read(KOREA), written(KOREA, NUMBERS)
    found, wanted = read(text), turned(model, {**NUMBERS, "scenario.president.1.withdrawal.trump": 0.612346})
    assert found.actors == wanted.actors
    assert found.preferences == wanted.preferences
    assert found.soft_rules == wanted.soft_rules
    for reading in ("lin", "choi"):
        assert found.reading(reading).preferences == wanted.reading(reading).preferences
        chances = [each.reading(reading).scenario[-1].phases[0].rows[0].probabilities() for each in (found, wanted)]
        assert chances[0] == pytest.approx((0.8, 0.2))
        assert chances[1] == pytest.approx((0.8, 0.2))


def test_only_the_lines_of_the_numbers_change():
    rows = changed(KOREA, written(KOREA, NUMBERS))
    assert "-    tempo: 1.5..3 per year" in rows
    assert "+    tempo: 2.25 per year" in rows
    assert "+      withdrawal: {trump: 0.612346, harris: 0.387654, biden: 0}" in rows
    assert sum("used-up" in row for row in rows) == 6  # the base model and both readings
    assert len(rows) == 23


def test_a_value_that_was_certain_becomes_a_row():
    text = written(KOREA, {"scenario.president.0.withdrawal.trump": 0.25})
    row = read(text).scenario[1].phases[0].row(("withdrawal",))
    assert dict(zip(read(text).scenario[1].values, (each.middle for each in row.chances), strict=True)) == {
        "trump": 0.25,
        "biden": 0.75,
        "harris": 0.0,
    }


def test_paths_that_the_model_has_not_are_passed_over():
    assert written(KOREA, {"preferences.dprk.nothing": 2.0, "actors.nobody.tempo": 3.0}) == KOREA


@pytest.mark.parametrize("text", ["title: [", "title: x", ""])
def test_a_text_that_is_no_model_is_refused(text):
    with pytest.raises(ModelError):
        written(text, {"actors.a.tempo": 3.0})


def test_a_shorthand_that_cannot_hold_a_number_is_refused():
    text = "title: T\nactors: [a, b]\noptions: {a.x: does x, b.y: does y}\n"
    with pytest.raises(ModelError):
        written(text, {"actors.a.tempo": 3.0})
