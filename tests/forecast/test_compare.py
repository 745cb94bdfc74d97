"""Readings side by side, units moved from one to the other, and which of them carries the difference."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.forecast.models import HEAD, one_option, reached

from detente.errors import Unanswerable
from detente.forecast.compare import compare
from detente.forecast.swap import differences, moved, said
from detente.language import read
from detente.model import Model
from detente.model.quantities import between

TEXT = (
    HEAD.replace("actors: {a:", "actors: {b: Other, a:")
    + """
scenario: {fair: {yes: 0.5, no: 0.5}}
rules: [{id: soft, never: "a.x and not fair", costs: 1, payer: a}]
preferences: {a: [{id: have, wants: a.x, worth: 1}, {id: pride, wants: a.x and fair, worth: 0.5}]}
readings:
  low: {preferences: {a: [{id: have, wants: a.x, worth: -1}]}}
  high:
    preferences: {a: [{id: have, wants: a.x, worth: 3}, {id: pride, drop: yes}, {id: new, avoids: a.x, worth: 0.1}]}
    scenario: {fair: {yes: 0.9, no: 0.1}}
    rules: [{id: soft, never: "a.x and not fair", costs: 2, payer: a}]
    actors: {a: {tempo: 3 per year}}
"""
)


def model() -> Model:
    return read(TEXT)


def test_differences_are_found_in_every_section() -> None:
    found = differences(model().reading("low"), model().reading("high"))
    wants = tuple(f"preferences.a.{name}" for name in ("have", "pride", "new"))
    assert found == ("actors.a.tempo", "scenario.fair", "rules.soft", *wants)
    assert differences(model().base, model().base) == ()


def test_moving_every_unit_makes_one_model_of_the_other() -> None:
    low, high = model().reading("low").base, model().reading("high").base
    for into, source in ((low, high), (high, low)):
        whole = into
        for path in differences(into, source):
            whole = moved(whole, source, path)
        assert differences(whole, source) == ()
        one = moved(into, source, "preferences.a.have")
        assert differences(one, into) == ("preferences.a.have",)


def test_what_a_unit_says_in_each_reading() -> None:
    assert said(model().reading("low"), "preferences.a.have") == "Actor: wants a.x: -1"
    assert said(model().reading("high"), "preferences.a.pride") == ""
    assert said(model().reading("high"), "scenario.fair") == "fair is yes: 0.9; fair is no: 0.1"


def test_a_preference_in_another_form_is_moved_whole() -> None:
    other = replace(read(HEAD + "preferences: {a: {priorities: [a.x]}}\n"))
    assert differences(one_option(), other) == ("preferences.a",)
    assert moved(one_option(), other, "preferences.a").preferences == other.preferences
    silent = replace(other, preferences=())
    assert moved(one_option(), silent, "preferences.a").preferences == ()
    assert moved(silent, other, "preferences.a").preferences == other.preferences


PLAIN = (
    HEAD
    + """
preferences: {a: [{id: have, wants: a.x, worth: 0}, {id: idle, wants: true, worth: 1}]}
readings:
  low: {preferences: {a: [{id: have, wants: a.x, worth: -1..1}, {id: idle, wants: true, worth: 2}]}}
  high: {preferences: {a: [{id: have, wants: a.x, worth: 2..4}]}}
"""
)


def test_the_crux_is_the_assumption_that_carries_the_difference() -> None:
    found = compare(read(PLAIN), "taken", draws=16, workers=1)
    (crux,) = found.cruxes
    assert (crux.one, crux.other) == ("low", "high")
    assert crux.chances == pytest.approx((reached(0, 2), reached(3, 2)), abs=1e-4)
    assert [swap.paths for swap in crux.swaps] == [("preferences.a.have",), ("preferences.a.idle",)]
    assert [swap.carried for swap in crux.swaps] == pytest.approx([1.0, 0.0], abs=1e-3)
    assert crux.swaps[0].into_one == pytest.approx(reached(3, 2), abs=1e-4)
    assert crux.swaps[0].into_other == pytest.approx(reached(0, 2), abs=1e-4)
    assert (crux.swaps[0].first, crux.swaps[0].second) == ("Actor: wants a.x: -1..1", "Actor: wants a.x: 2..4")
    assert crux.pair is not None
    assert crux.pair.carried == pytest.approx(1.0, abs=1e-3)


def test_readings_stand_side_by_side_with_bands() -> None:
    found = compare(read(PLAIN), "taken", draws=16, workers=1)
    assert list(found.sides) == ["", "low", "high"]
    assert found.sides[""]["taken"].mean == pytest.approx(reached(0, 2), abs=1e-4)
    high = found.sides["high"]["taken"]
    assert reached(2, 2) < high.low < high.mean < high.high < reached(4, 2)
    assert found.table().loc["taken", "high"] == high.mean
    assert found.as_dict()["cruxes"][0]["outcome"] == "taken"


def test_a_few_draws_may_stand_behind_each_swap() -> None:
    found = compare(read(PLAIN), "taken", draws=2, swap_draws=16, workers=1).cruxes[0]
    assert reached(2, 2) < found.chances[1] < reached(4, 2)
    assert found.chances[1] != pytest.approx(reached(3, 2), abs=1e-4)


def test_readings_that_agree_have_no_crux() -> None:
    text = PLAIN.replace("worth: 2..4", "worth: 0")
    crux = compare(read(text), "taken", draws=2, workers=1).cruxes[0]
    assert (crux.swaps, crux.pair) == ((), None)


def test_what_cannot_be_compared_says_so() -> None:
    with pytest.raises(Unanswerable, match="has no readings"):
        compare(one_option())
    with pytest.raises(Unanswerable, match="there is no reading lost; there are low, high"):
        compare(read(PLAIN), between=("low", "lost"))


def test_numbers_keep_their_kind_when_moved() -> None:
    low, high = read(PLAIN).reading("low"), read(PLAIN).reading("high")
    have = moved(low, high, "preferences.a.have").preferences[0][1]
    assert have.wants[0].worth == between(2, 4)  # type: ignore[union-attr]


def stop_after(calls: int):
    """A progress callback that interrupts at its ``calls``-th call."""
    seen = []

    def tell(done: int, whole: int) -> None:
        seen.append(done)
        if len(seen) == calls:
            raise KeyboardInterrupt

    return tell


def test_an_interrupt_leaves_the_readings_that_are_done() -> None:
    found = compare(model(), draws=2, workers=1, progress=stop_after(2))
    assert found.stamp.partial
    assert list(found.sides) == ["", "low"]
    assert found.cruxes == ()


def test_an_interrupt_leaves_the_swaps_that_are_done() -> None:
    whole = compare(model(), draws=2, workers=1)
    assert not whole.stamp.partial
    found = compare(model(), draws=2, workers=1, progress=stop_after(3 + 2 + 4))
    assert found.stamp.partial
    assert found.sides == whole.sides
    paths = [swap.paths for swap in found.cruxes[0].swaps]
    assert sorted(paths) == [("actors.a.tempo",), ("scenario.fair",)]
    assert found.cruxes[0].pair is None
    assert set(found.cruxes[0].swaps) < set(whole.cruxes[0].swaps)
    some = compare(model(), draws=2, workers=1, progress=stop_after(3 + 2 + 12 + 1))
    assert set(some.cruxes[0].swaps) == set(whole.cruxes[0].swaps)
    assert some.stamp.partial
