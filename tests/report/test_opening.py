"""The answer in sentences."""

from __future__ import annotations

from detente.language import read
from detente.report.gather import gather
from detente.report.page.opening import answers

TEXT = """
title: Two
as_of: 2025-01-01
horizon: 6 months
actors: {a: {tempo: 6 per year, foresight: 1 year, precision: WHAT}, b: {tempo: 6 per year, foresight: 1 year, precision: 2}}
options: {a.x: does x, b.y: does y}
preferences:
  a: [{wants: b.y, worth: 2}]
  b: [{wants: a.x, worth: 2}]
outcomes: {both: a.x and b.y}
"""  # noqa: E501


def said(precision: str) -> str:
    return next(iter(answers(gather(read(TEXT.replace("WHAT", precision))))))


def test_a_chance_is_called_a_chance_and_has_a_band_where_something_is_uncertain():
    assert "The chance that it holds on the last day is" in said("1..3")
    assert "80% band" in said("1..3")


def test_a_chance_has_no_band_where_nothing_is_uncertain():
    assert "80% band" not in said("2")


def test_one_claim_holds_and_several_hold():
    claims = "claims:\n  a: {says: A., test: {does_not_rest: a.x and not b.y}}\n"
    more = claims + "  b: {says: B., test: {does_not_rest: b.y and not a.x}}\n"
    told = [[*answers(gather(read(TEXT.replace("WHAT", "2") + each)))][-1] for each in (claims, more)]
    assert told == ["Of 1 claim, 1 fails.", "Of 2 claims, 2 fail."]
