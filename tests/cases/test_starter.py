"""The model to start from: its claims are tests, whatever is changed first."""

from __future__ import annotations

import pytest

from detente.cases.load import starter
from detente.forecast.judge import judge
from detente.language.read import read

CHANGES = {
    "as it is": ("", ""),
    "the union hardly wants the full offer": ("firm.offer == full, worth: large", "firm.offer == full, worth: tiny"),
    "the firm can bear the strike": ("union.strike, worth: large", "union.strike, worth: small"),
    "the firm minds half an offer": ("firm.offer == half, worth: small", "firm.offer == half, worth: large"),
    "a full offer costs little": ("worth: moderate, stake: cost", "worth: tiny, stake: cost"),
}


def judged(old: str = "", new: str = "") -> dict[str, tuple[str, bool | None]]:
    """What became of each claim, and whether it is vacuous."""
    assert old in starter()
    found = judge(read(starter().replace(old, new, 1)), 16).judgements
    return {each.claim.id: (each.outcome, each.vacuous) for each in found}


@pytest.mark.parametrize("change", CHANGES)
def test_no_claim_holds_without_what_it_speaks_about(change):
    found = judged(*CHANGES[change])
    assert len(found) == 2
    assert not any(vacuous for _, vacuous in found.values())


def test_a_changed_worth_changes_what_becomes_of_a_claim():
    before, after = judged(), judged(*CHANGES["the firm minds half an offer"])
    assert (before["half-an-offer-holds"][0], after["half-an-offer-holds"][0]) == ("holds", "fails")
