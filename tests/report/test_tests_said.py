"""The tests of claims in words."""

from __future__ import annotations

import pytest

from detente.cases.load import load
from detente.model.claims import Chance, Interaction, Needs, Prefers, Rather, Reaches, Rests, Shift, Suffices
from detente.report.tests_said import test_words as said
from detente.report.words import condition_words

COMES = "the chance that “the two sit at a table” comes about by the horizon"

TALKS = (("dprk.talks", "yes"),)


@pytest.fixture(scope="module")
def korea():
    return load("korea")


@pytest.fixture(scope="module")
def talks(korea):
    return korea.outcomes[0].condition


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda c: Rests(c), "Some state in which “{c}” holds is stable (SEQ) for everybody."),
        (lambda c: Rests(c, expected=False), "No state in which “{c}” holds is stable (SEQ) for everybody."),
        (lambda c: Rests(c, "nash", "dprk", every=True),
         "Every state in which “{c}” holds is stable (Nash) for North Korea."),
        (lambda c: Reaches(c), "Play can get from today to a state in which “{c}” holds, by improvements alone."),
        (lambda c: Reaches(c, "moves", False),
         "Play cannot get from today to a state in which “{c}” holds, by any moves."),
        (lambda _: Prefers("dprk", TALKS, (("dprk.test", "no"),)),
         "To North Korea today with dprk.talks is better than today with not dprk.test."),
        (lambda c: Chance(c, at_least=0.5),
         "The chance that “the two sit at a table” comes about by the horizon is at least 50 %."),
        (lambda c: Chance(c, at_most=0.2, by=0.5, measure="holding"),
         "The chance that “the two sit at a table” holds by 6 months from today is at most 20 %."),
        (lambda c: Chance(c, 0.1, 0.3, measure="in_place"),
         "The share of the time until the horizon in which “the two sit at a table” holds is between 10 % and 30 %."),
        (lambda c: Shift(c, "raises", TALKS, (("pact", "yes"),)),
         f"Holding dprk.talks and taking pact for certain raises {COMES} by at least 2 %."),
        (lambda c: Shift(c, "no_effect", (), (("pact", "no"),)),
         f"Taking not pact for certain changes {COMES} by at most 2 %."),
        (lambda c: Needs(c, c), f"Where “{{c}}” can never hold, {COMES} is at most 5 %."),
        (lambda c: Suffices(c, TALKS, expected=False), f"With dprk.talks held, {COMES} does not reach 50 %."),
        (lambda _: Rather("dprk", (("president", "trump"),), (("president", "harris"),)),
         "Today is worth more to North Korea with president = trump than with president = harris."),
        (lambda c: Interaction(c, TALKS, (("pact", "yes"),), (("pact", "no"),)),
         f"Holding dprk.talks changes {COMES} less with pact than with not pact, by at least 2 %."),
    ],
)  # fmt: skip
def test_each_kind_of_test(korea, talks, make, words):
    expected = words.replace("{c}", condition_words(talks))
    assert said(korea, make(talks)).replace("\u202f", " ") == expected


def test_every_claim_of_the_korean_case_is_a_sentence(korea):
    for claim in korea.claims:
        words = said(korea.reading(claim.circumstances.reading), claim.test)
        assert words[0].isupper()
        assert words.endswith(".")
        assert "  " not in words
