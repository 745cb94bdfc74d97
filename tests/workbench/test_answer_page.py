"""The tab Answer, as somebody looks at it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .small import TRIBUTE

pytestmark = pytest.mark.browser

LONG = 60_000
"""Milliseconds that an answer may take on a busy machine."""


@pytest.fixture
def answer(page, served):
    """The page of a small model of one's own."""
    page.goto(served.page_of(served.put(TRIBUTE, "tribute")))
    return page


def marked(page, name):
    return page.get_by_test_id(name)


def test_the_question_and_the_headline_come_first_then_refined_ones(answer, look):
    expect(answer.get_by_text("Will the North pay and the South guard?")).to_be_visible()
    expect(
        answer.get_by_text("As of 2025-01-01, looking 18 months ahead, to 2026-07-03; 2 actors, 2 options.")
    ).to_be_visible()
    headline, basis = marked(answer, "headline"), marked(answer, "basis")
    expect(headline).to_contain_text(
        "“Tribute for protection”: the chance that this comes about within 18 months is", timeout=LONG
    )
    expect(basis).to_contain_text(
        re.compile(r"Probabilities from the process of moves: 32 draws \(16 for each reading\)"), timeout=LONG
    )
    expect(headline).to_contain_text("in the base model")
    expect(headline).to_contain_text("in the reading of The Merchant")
    expect(headline).to_contain_text("if everybody moved at random")
    expect(marked(answer, "today")).to_contain_text("resting point")
    expect(marked(answer, "work")).to_be_hidden(timeout=LONG)
    for narrow in (False, True):
        for dark in (False, True):
            look("answer", narrow=narrow, dark=dark, whole=True)


def test_verdicts_stand_apart_from_chances(answer):
    rests = marked(answer, "answer-verdicts")
    expect(rests.get_by_text("Verdicts, not probabilities")).to_be_visible()
    expect(rests.get_by_role("table")).to_contain_text("the pass lies open", timeout=LONG)
    expect(rests.get_by_role("table")).not_to_contain_text("%")


def test_a_chance_over_time_for_each_outcome(answer):
    chart = marked(answer, "chart")
    expect(chart).to_have_attribute("aria-label", re.compile(r"At the horizon: base model \d+"), timeout=LONG)
    expect(marked(answer, "work")).to_be_hidden(timeout=LONG)  # while answers come in, what is below them moves
    before = chart.get_attribute("aria-label")
    marked(answer, "outcome").click()
    answer.get_by_role("option", name="the pass lies open").click()
    expect(chart).not_to_have_attribute("aria-label", before)
    expect(answer.get_by_text("Chance that “the pass lies open” comes about, by date")).to_be_visible()


def test_a_claim_opens_to_its_test_and_a_passage_to_its_source(answer, look):
    claim = marked(answer, "claim-rare")
    expect(claim).to_contain_text("The bargain is rare.", timeout=LONG)
    expect(marked(answer, "work")).to_be_hidden(timeout=LONG)
    expect(marked(answer, "answer-claims")).to_contain_text("The Chronicler")
    claim.get_by_text("The bargain is rare.").click()
    expect(claim).to_contain_text("The chance that “tribute for protection” comes about by the horizon is at most 90")
    look("answer-claim")
    claim.get_by_text("chronicle ¶5–6").click()
    expect(answer.get_by_role("dialog")).to_contain_text("In tense years the North pays <b>gladly</b>.")


def test_a_leading_question_is_settled_by_its_claims(answer):
    leading = marked(answer, "leading")
    expect(leading).to_contain_text("Will there be a bargain?", timeout=LONG)
    expect(leading).to_contain_text("The bargain is rare (between the readings")


def test_hinges_and_the_crux_follow(answer):
    hinges = marked(answer, "answer-hinges")
    expect(hinges).to_contain_text("A polynomial stands in for the model", timeout=LONG)
    expect(hinges).to_contain_text(re.compile(r"South.*north\.pays"))
    expect(marked(answer, "crux")).to_contain_text("The Merchant", timeout=LONG)


def test_a_changed_text_is_asked_again(answer, served):
    expect(marked(answer, "headline")).to_contain_text("within 18 months", timeout=LONG)
    name = served.put(TRIBUTE.replace("horizon: 18 months", "horizon: 6 months"), "tribute")
    answer.goto(served.page_of(name))
    expect(marked(answer, "headline")).to_contain_text("within 6 months", timeout=LONG)


def test_a_model_without_outcomes_says_why_there_are_no_chances(page, served):
    text = TRIBUTE.partition("outcomes:")[0]
    page.goto(served.page_of(served.put(text, "plain")))
    expect(marked(page, "headline")).to_contain_text(
        "The model names no outcome, so there are no chances", timeout=LONG
    )
    expect(page.get_by_text("How likely, and by when")).to_be_hidden()
    expect(marked(page, "today")).to_contain_text("resting point", timeout=LONG)


def test_a_change_is_answered_anew_and_what_was_opened_stays_open(answer, served):
    expect(marked(answer, "basis")).to_contain_text("Probabilities from the process of moves", timeout=LONG)
    expect(marked(answer, "work")).to_be_hidden(timeout=LONG)
    box = marked(answer, "by-scenario")
    box.get_by_role("button").click()
    expect(box.get_by_role("table")).to_be_visible()
    path = next(each for each in served.folder.iterdir() if each.name in answer.url)
    path.write_text(TRIBUTE.replace("horizon: 18 months", "horizon: 6 months"), encoding="utf-8")
    answer.get_by_role("button", name="Take the file's text").click()
    expect(marked(answer, "answer-claims")).to_contain_text("From before the last change", timeout=LONG)
    expect(marked(answer, "headline")).to_contain_text("within 6 months", timeout=LONG)
    expect(answer.get_by_text("From before the last change")).to_have_count(0, timeout=LONG)
    expect(box.get_by_role("table")).to_be_visible()
