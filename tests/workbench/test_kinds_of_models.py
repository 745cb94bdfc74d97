"""Models of every kind, on every tab: an explicit graph, orders without worths, no outcomes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LONG = 60_000

GRAPH = """
title: Listed states
actors: {a: Ann, b: Bob}
graph:
  states: {s1: both wait, s2: Ann has moved, s3: Bob has moved, s4: both have moved}
  moves:
    a: [s1 -> s2, s2 -> s1, s3 -> s4]
    b: [s1 -> s3, s2 -> s4]
status_quo: s1
preferences:
  a: {ranking: [s2, s4, s1, s3]}
  b: {ranking: [s3, [s1, s4], s2]}
outcomes: {all: {when: state == s4, text: everybody has moved}}
"""

ORDERS = """
title: Orders only
horizon: 12 months
actors: {n: North, s: South}
options: {n.talk: comes to talks, s.aid: sends aid}
preferences:
  n: {priorities: [s.aid, not n.talk]}
  s: {priorities: [n.talk, not s.aid]}
outcomes: {deal: {when: n.talk and s.aid, text: aid for talks}}
claims:
  rests: {says: A deal holds., test: {rests: deal, concept: gmr}}
"""


def opened(page, served, text, tab):
    page.goto(served.page_of(served.put(text, "kind"), tab))
    return page


def test_listed_states_have_chances_and_verdicts(page, served, look):
    opened(page, served, GRAPH, "Answer")
    expect(page.get_by_test_id("headline")).to_contain_text("Everybody has moved", timeout=LONG)
    expect(page.get_by_text("2 actors, 4 listed states")).to_be_visible()
    expect(page.get_by_test_id("rests-table")).to_contain_text("rests", timeout=LONG)
    expect(page.get_by_text("Table 1")).to_have_count(0)
    look("graph-answer", whole=True)


def test_listed_states_are_chosen_by_their_words(page, served, look):
    opened(page, served, GRAPH, "Board")
    expect(page.get_by_test_id("board-summary")).to_contain_text("Ann would leave", timeout=LONG)
    expect(page.get_by_test_id("board-why")).to_contain_text("Nash stability looks at no reply")
    expect(page.get_by_test_id("board-resting-size")).to_have_text("1 of 4 states rests under some concept.")
    page.get_by_test_id("board-state").click()
    page.get_by_role("option", name="s4: both have moved").click()
    expect(page.get_by_test_id("board-phrase")).to_contain_text("Both have moved")
    expect(page.get_by_test_id("board-summary")).to_contain_text("every actor stays")
    look("graph-board", whole=True)


def test_nothing_can_be_committed_where_states_are_listed(page, served, look):
    opened(page, served, GRAPH, "Offers")
    expect(page.get_by_test_id("offers-none")).to_contain_text("no options, so nothing can be committed", timeout=LONG)
    expect(page.get_by_text("Put a package together")).to_be_hidden()
    expect(page.get_by_text("The front of all packages")).to_be_hidden()
    expect(page.get_by_text("The road there")).to_be_visible()
    look("graph-offers")


def test_nothing_is_asked_about_offers_without_an_outcome(page, served):
    opened(page, served, ORDERS.partition("outcomes:")[0], "Offers")
    expect(page.get_by_test_id("offers-none")).to_contain_text("names no outcome", timeout=LONG)
    for words in ("Put a package together", "The front of all packages", "The road there"):
        expect(page.get_by_text(words)).to_be_hidden()


def test_orders_without_worths_are_answered(page, served):
    opened(page, served, ORDERS, "Answer")
    expect(page.get_by_test_id("headline")).to_contain_text("Aid for talks", timeout=LONG)
    expect(page.get_by_test_id("answer-claims")).to_contain_text("of 1 claim holds", timeout=LONG)
    page.get_by_test_id("tab-knobs").click()
    expect(page.locator("[data-turn]")).to_contain_text("Aid for talks", timeout=LONG)


def test_a_list_says_nothing_of_what_a_model_has_none_of(page, served):
    name = served.put(GRAPH, "kind")
    page.goto(served.at("/models"))
    entry = page.locator("li").filter(has_text=name)
    expect(entry).to_contain_text("2 actors", timeout=LONG)
    expect(entry).not_to_contain_text("0 ")
