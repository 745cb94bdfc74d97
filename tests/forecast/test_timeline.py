"""Spans, worlds and chances, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import TooLarge
from detente.forecast import timeline as module
from detente.forecast.timeline import probabilities, timeline
from detente.language import read
from detente.model import Model

HEAD = """
title: t
as_of: 2024-07-01
horizon: 2 years
actors: [a]
options: {a.x: x}
preferences: {a: [{wants: a.x, worth: 1}]}
scenario:
"""


def model(scenario: str) -> Model:
    return read(HEAD + scenario)


ELECTION = """
  mood: {calm: 0.25, tense: 0.75}
  office: {given: mood, until: 2025-01-01, is: old, then: {calm: {old: 0.6, new: 0.4}, tense: {old: 0.1, new: 0.9}}}
  style: {given: office, old: {soft: 1}, new: {soft: 0.5, hard: 0.5}}
"""


def test_a_variable_without_date_keeps_its_value_and_children_follow_their_parents() -> None:
    found = timeline(model(ELECTION))
    first, second = found.spans
    assert [dict(world)["mood"] for world in first.worlds] == ["calm", "tense"]
    assert {dict(world)["style"] for world in first.worlds} == {"soft"}
    assert first.length == pytest.approx(184 / 365.25)
    assert second.length == float("inf")
    start, follow = found.chances()
    np.testing.assert_allclose(start, [[0.25, 0.75]])
    said = {
        (dict(first.worlds[p])["mood"], dict(world)["office"], dict(world)["style"]): follow[p, q]
        for p in range(2)
        for q, world in enumerate(second.worlds)
        if follow[p, q] > 0
    }
    assert said == pytest.approx(
        {
            ("calm", "old", "soft"): 0.6,
            ("calm", "new", "soft"): 0.2,
            ("calm", "new", "hard"): 0.2,
            ("tense", "old", "soft"): 0.1,
            ("tense", "new", "soft"): 0.45,
            ("tense", "new", "hard"): 0.45,
        }
    )
    assert all(dict(first.worlds[link.tail])["mood"] == dict(second.worlds[link.head])["mood"] for link in second.links)
    assert len(found.paths()) == 6


def test_two_dates_make_three_spans_and_only_what_changes_is_drawn_anew() -> None:
    found = timeline(
        model("""
  one: {until: 2024-10-01, is: no, then: {yes: 0.5, no: 0.5}}
  two: {until: 2025-10-01, is: no, then: {yes: 0.2, no: 0.8}}
""")
    )
    assert [span.day for span in found.spans] == ["2024-07-01", "2024-10-01", "2025-10-01"]
    _, second, third = found.chances()
    np.testing.assert_allclose(second, [[0.5, 0.5]])
    assert sorted(third[0]) == pytest.approx([0.0, 0.0, 0.2, 0.8])
    np.testing.assert_allclose(third.sum(axis=1), 1.0)
    for row, world in zip(third, found.spans[1].worlds, strict=True):
        kept = [dict(head)["one"] for head, chance in zip(found.spans[2].worlds, row, strict=True) if chance > 0]
        assert set(kept) == {dict(world)["one"]}


@pytest.mark.parametrize("day", ["2024-06-30", "2024-07-01", "2026-07-02"])
def test_changes_outside_the_horizon_cut_nothing(day: str) -> None:
    found = timeline(model(f"  one: {{until: {day}, is: no, then: {{yes: 0.5, no: 0.5}}}}\n"))
    assert len(found.spans) == 1
    assert len(found.spans[0].worlds) == (1 if day > "2025" else 2)


def test_a_drawn_probability_leaves_the_rest_to_the_fixed_ones() -> None:
    variable = model("  who: {a: 0.2..0.6, b: rest, c: 0.1}\n").scenario[0]
    assert probabilities(variable, 0, 0, {}) == pytest.approx((0.4, 0.5, 0.1))
    drawn = probabilities(variable, 0, 0, {"scenario.who.0.a": 0.52})
    assert drawn == pytest.approx((0.52, 0.4, 0.08))
    over = probabilities(variable, 0, 0, {"scenario.who.0.a": 1.25})
    assert over == pytest.approx((1.0, 0.0, 0.0))


def test_drawn_probabilities_without_a_fixed_one_are_scaled() -> None:
    variable = model("  who: {a: 0.2..0.6, b: 0.4..0.8}\n").scenario[0]
    drawn = {"scenario.who.0.a": 0.6, "scenario.who.0.b": 0.6}
    assert probabilities(variable, 0, 0, drawn) == pytest.approx((0.5, 0.5))


def test_a_certain_probability_is_not_drawn() -> None:
    variable = model("  who: {a: 1, b: 0}\n").scenario[0]
    assert probabilities(variable, 0, 0, {"scenario.who.0.a": 0.3}) == (1.0, 0.0)


def test_without_scenario_there_is_one_empty_world() -> None:
    found = timeline(read(HEAD.replace("scenario:", "")))
    assert found.worlds == ((),)
    np.testing.assert_allclose(found.chances()[0], [[1.0]])


def test_too_many_worlds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WORLDS", 5)
    with pytest.raises(TooLarge, match="more than 5 combinations"):
        timeline(model(ELECTION))
