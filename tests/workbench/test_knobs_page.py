"""The tab Knobs, as somebody turns them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from detente.language import read

from .small import TRIBUTE

pytestmark = pytest.mark.browser

LONG = 60_000
"""Milliseconds that an answer may take on a busy machine."""

SILVER = "preferences.south.silver"


@pytest.fixture
def name(served):
    """A model of one's own."""
    return served.put(TRIBUTE, "tribute")


@pytest.fixture
def knobs(page, served, name):
    page.goto(served.page_of(name))
    page.get_by_role("tab", name="Knobs").click()
    expect(marked(page, "knobs-headline")).to_contain_text("“Tribute for protection” by 2026-07-03", timeout=LONG)
    return page


def marked(page, name):
    return page.get_by_test_id(name)


def find(page, words):
    marked(page, "knob-search").fill(words)


def put(page, path, value):
    field = marked(page, f"number-{path}")
    field.fill(str(value))
    field.press("Tab")


def test_turning_a_slider_changes_the_headline_quickly_then_refined(knobs, look):
    find(knobs, "south silver north.pays")
    marked(knobs, f"slider-{SILVER}").locator("[tabindex]").focus()
    for _ in range(3):
        knobs.keyboard.press("PageUp")
    headline = marked(knobs, "knobs-headline")
    expect(headline).to_contain_text(
        re.compile(r"as written, \d+.*with the knobs as they are \(.*points?\)"), timeout=LONG
    )
    expect(marked(knobs, "knobs-basis")).to_contain_text("32 draws", timeout=LONG)
    expect(headline).to_contain_text("as written")
    for narrow in (False, True):
        for dark in (False, True):
            look("knobs", narrow=narrow, dark=dark, whole=True)


def test_every_reading_shows_what_changed(knobs):
    find(knobs, "silver")
    put(knobs, SILVER, 6)
    table = marked(knobs, "knobs-table")
    expect(table.locator("thead")).to_contain_text("The Merchant", timeout=LONG)
    expect(table.locator("tbody tr").first).to_contain_text(re.compile(r"→.*→", re.DOTALL), timeout=LONG)
    expect(table).to_contain_text("the pass lies open")


def test_a_knob_goes_back_to_what_the_model_says(knobs):
    find(knobs, "silver")
    field = marked(knobs, f"number-{SILVER}")
    put(knobs, SILVER, 4.5)
    expect(knobs.get_by_text("1 knob is held.")).to_be_visible()
    marked(knobs, f"reset-{SILVER}").click()
    expect(field).to_have_value("2")
    expect(knobs.get_by_text("1 knob is held.")).to_be_hidden()


def test_probabilities_of_a_row_share_what_is_left(knobs):
    find(knobs, "mood")
    put(knobs, "scenario.mood.0.tense", 0.8)
    expect(marked(knobs, "number-scenario.mood.0.calm")).to_have_value("0.2", timeout=LONG)
    expect(marked(knobs, "knobs-headline")).to_contain_text("with the knobs as they are", timeout=LONG)


def test_what_is_held_is_written_into_the_text_as_one_edit(knobs, served, name):
    find(knobs, "silver")
    put(knobs, SILVER, 2.75)
    expect(knobs.get_by_text("1 knob is held.")).to_be_visible()
    marked(knobs, "write-in").click()
    expect(knobs.get_by_text("1 knob is held.")).to_be_hidden(timeout=LONG)
    knobs.get_by_role("button", name=re.compile("^Save")).click()
    wanted = TRIBUTE.replace(
        "worth: 1..3, because: hunger}   # the lever", "worth: 2.75, because: hunger}   # the lever"
    )
    wanted = wanted.replace("worth: 3..5", "worth: 2.75")
    file = served.folder / name
    for _ in range(100):
        if file.read_text(encoding="utf-8") == wanted:
            break
        knobs.wait_for_timeout(100)
    assert file.read_text(encoding="utf-8") == wanted
    assert read(wanted).preference("south").wants[0].worth.middle == 2.75


def test_knobs_are_found_by_words_and_opened_by_group(knobs):
    expect(marked(knobs, "number-actors.north.tempo")).to_be_visible()
    expect(marked(knobs, f"number-{SILVER}")).to_have_count(0)
    knobs.get_by_text("South", exact=True).click()
    expect(marked(knobs, f"number-{SILVER}")).to_be_visible()
    find(knobs, "no such words")
    expect(knobs.get_by_text("No knob has these words.")).to_be_visible()


def test_the_answer_says_that_a_knob_is_turned(knobs):
    find(knobs, "silver")
    put(knobs, SILVER, 4)
    expect(knobs.get_by_text("1 knob is held.")).to_be_visible()
    knobs.get_by_role("tab", name="Answer").click()
    expect(marked(knobs, "held-note")).to_contain_text("This page answers for the model as it is written.")


def test_knobs_that_matter_most_come_first(knobs):
    marked(knobs, "knob-order").click()
    knobs.get_by_role("option", name="what matters most first").click()
    expect(marked(knobs, "group-0")).to_have_count(0)
    first = knobs.locator(".dt-knob").first
    expect(first).to_contain_text(re.compile(r"hinge \d+"), timeout=LONG)
    shares = [float(each) for each in re.findall(r"hinge (\d+)", knobs.locator(".dt-knobs").inner_text())]
    assert len(shares) > 2
    assert shares == sorted(shares, reverse=True)
