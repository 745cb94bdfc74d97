"""The page: well made, self-contained, the same bytes each time, and answering for every kind of model."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.report.conftest import MAKERS
from tests.report.models import plain
from tests.report.pages import Page, faults

from detente.report.gather import Findings, gather
from detente.report.page.whole import Report, whole

ReportOf = Callable[[str], Report]
MODELS = tuple(MAKERS)


@pytest.mark.parametrize("name", MODELS)
def test_every_page_is_well_made(report_of: ReportOf, name: str) -> None:
    assert faults(report_of(name).html) == []


@pytest.mark.parametrize("name", MODELS)
def test_every_page_is_small(report_of: ReportOf, name: str) -> None:
    assert 20_000 < len(report_of(name).html.encode()) < 1_000_000


PLANTED = {
    "a script": ("<footer>", "<script>1</script><footer>"),
    "an image": ("<footer>", "<img src=x><footer>"),
    "a handler": ("<footer>", "<footer onclick=x>"),
    "a link out": ('<a href="#report"', '<a href="https://example.org"'),
    "a link to nowhere": ('<a href="#report"', '<a href="#elsewhere"'),
    "an open paragraph": ("<footer>", "<p><footer>"),
    "headings out of order": ('<main id="report">', '<main id="report"><h4>x</h4>'),
    "no caption": ("<caption", "<thead"),
    "no scope": ('scope="col"', ""),
    "no alternative": ('role="img"', ""),
    "a fetched font": ("<style>", "<style>@import 'https://example.org/x.css';"),
    "the same id twice": ("<footer>", '<footer id="report">'),
    "a character that turns text round": ("<footer>", "<footer>\u202e"),
}


@pytest.mark.parametrize("error", PLANTED)
def test_a_planted_error_is_found(report_of: ReportOf, error: str) -> None:
    page = report_of("plain").html
    before, after = PLANTED[error]
    assert before in page
    assert faults(page.replace(before, after, 1)) != []


@pytest.mark.parametrize("name", ["plain", "elmira", "graph"])
def test_the_same_model_gives_the_same_bytes(report_of: ReportOf, name: str) -> None:
    again = whole(gather(MAKERS[name](), draws=4))
    assert again.html == report_of(name).html
    assert again.tables == report_of(name).tables
    assert again.figures == report_of(name).figures


def test_another_seed_gives_another_page(report_of: ReportOf) -> None:
    assert whole(gather(plain(), draws=4, seed=7)).html != report_of("plain").html


def test_the_page_opens_with_question_and_answer(report_of: ReportOf, findings_of: Callable[[str], Findings]) -> None:
    page = Page(report_of("plain").html).text
    found = findings_of("plain")
    assert isinstance(found.forecasts, tuple)
    chance = f"{100 * found.forecasts[0][1]['deal'].reached.last:.0f}"
    answer = page[: page.index("Contents")]
    places = [answer.index(said) for said in ("Question", "Leading question", "the chance that this comes about")]
    assert places == sorted(places)
    assert f"within 12 months is {chance}" in answer
    assert "if everybody moved at random" in answer
    assert "the stated base rate is 10" in answer


SECTIONS = """chances crux claims offers road options states preferences stability moves evolution sensitivity inverse
evidence method"""


@pytest.mark.parametrize("name", MODELS)
def test_every_section_is_there_for_every_model(report_of: ReportOf, name: str) -> None:
    ids = Page(report_of(name).html).ids
    places = [ids.index(each) for each in SECTIONS.split()]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("bare", "No chances: the model names no outcome"),
        ("bare", "The model makes no claims."),
        ("bare", "The model has no rules"),
        ("bare", "The model cites no evidence"),
        ("nowhere", "No roads: the model gives no status quo"),
        ("nowhere", "No chances: the model has no status quo"),
        ("elmira", "No crux: the model has one reading only"),
        ("graph", "The model lists states and moves one by one"),
    ],
)
def test_what_cannot_be_asked_is_said(report_of: ReportOf, name: str, sentence: str) -> None:
    assert sentence in Page(report_of(name).html).text


def test_korea_says_that_states_are_left_out(report_of: ReportOf) -> None:
    assert "of 756 states are shown" in Page(report_of("korea").html).text


def test_a_claim_opens_to_its_passage(report_of: ReportOf) -> None:
    page = report_of("plain").html
    start = page.index('id="claim-claim-one"')
    opened = page[start : page.index("</details>", start)]
    assert "Says" in opened
    assert "Author, “Source”" in opened
    assert "¶1" in opened
