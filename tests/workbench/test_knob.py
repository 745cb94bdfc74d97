"""What can be turned, and how far."""

from __future__ import annotations

import pytest

from detente.language import read
from detente.model import assumptions
from detente.model.quantities import between, fixed, normal
from detente.workbench.knob import grouped, knobs, said, span, step

from .small import TRIBUTE


@pytest.fixture(scope="module")
def found():
    return {each.path: each for each in knobs(read(TRIBUTE))}


def test_every_number_of_the_model_has_a_knob(found):
    assert set(found) == {each.path for each in assumptions(read(TRIBUTE)) if each.quantity is not None}


def test_knobs_stand_with_their_actor_or_variable(found):
    groups = {group: [each.path for each in few] for group, few in grouped(tuple(found.values()))}
    assert list(groups) == ["North", "South", "Rules that cost", "Scenario: mood"]
    assert "preferences.south.silver" in groups["South"]
    assert groups["Scenario: mood"] == ["scenario.mood.0.calm", "scenario.mood.0.tense"]


def test_a_knob_says_what_it_is(found):
    silver = found["preferences.south.silver"]
    assert (silver.label, silver.said, silver.unit, silver.middle) == (
        "wants north.pays",
        "1 to 3",
        "units of worth",
        2,
    )
    assert silver.because == ("hunger",)
    assert found["actors.south.tempo"].said == "fixed at 3"
    assert found["actors.south.tempo"].is_fixed


@pytest.mark.parametrize(
    ("foresight", "told"),
    [
        ("2 months..6 months", "2 to 6 months: 0.167 to 0.5"),
        ("6 months", "6 months: fixed at 0.5"),
        ("1 year..3 years", "1 to 3"),
        ("10 days", "fixed at 0.027"),
    ],
)
def test_parts_of_a_year_are_said_in_months(foresight, told):
    text = f"title: T\nactors: {{a: {{foresight: {foresight}}}}}\noptions: {{a.x: takes it}}\n"
    assert {each.path: each.said for each in knobs(read(text))}["actors.a.foresight"] == told


def test_words_are_looked_for_everywhere(found):
    assert found["preferences.south.silver"].matches("SOUTH pays hunger")
    assert not found["preferences.south.silver"].matches("south toil")


@pytest.mark.parametrize(
    ("quantity", "kind", "expected"),
    [
        (between(2, 4), "want", (0, 6)),
        (between(2, 4, "some"), "want", (0, 6)),
        (between(-3, -1), "want", (-5, 1)),
        (between(0.6, 0.8), "chance", (0, 1)),
        (fixed(4), "tempo", (0, 8)),
        (fixed(0), "move_cost", (0, 1)),
        (normal(3, 1), "want", (0, 6)),
        (between(1, 3), "foresight", (0.05, 5)),
    ],
)
def test_how_far_a_control_goes(quantity, kind, expected):
    assert span(quantity, kind) == pytest.approx(expected)


@pytest.mark.parametrize(("low", "high", "expected"), [(0, 1, 0.005), (0, 6, 0.05), (0.05, 5, 0.05), (0, 32, 0.2)])
def test_steps_are_round(low, high, expected):
    assert step(low, high) == pytest.approx(expected)


def test_ranges_in_words():
    assert said(between(3, 6, "large")) == "large, 3 to 6"
    assert said(normal(3, 1)) == "about 3, give or take 1"
