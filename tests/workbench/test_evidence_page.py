"""The tab Evidence, as a person uses it: how passages stand, what rests on them, and a passage added by selecting."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import ndiff

import pytest
from playwright.sync_api import Page, expect

from detente.language import fingerprint, read

from .conftest import Served, start, visit

pytestmark = pytest.mark.browser

MINUTES = """\
Minutes of the water board, March.

The farm will not open the sluice before
the harvest is in.

The town clerk said that every dry day
costs a family a week's bread.

<script>window.hit=1</script><img src=x onerror="window.hit=1"> was found in the ditch.
"""

DRY = "The town clerk said that every dry day\ncosts a family a week's bread."

TEXT = f"""\
# Who wants the well?
title: The well
sources:
  minutes: {{author: Water board, title: "Minutes, March", date: 2026-03, file: minutes.txt}}
  talk: {{title: A talk}}
evidence:
  harvest: {{source: minutes, paragraph: 2, fingerprint: "0123456789abcdef", says: The sluice stays shut.}}   # old
  dry: {{source: minutes, paragraph: 3, fingerprint: "{fingerprint(DRY)}", quote: every dry day, says: Dry days hurt.}}
  lost: {{source: minutes, paragraph: 9, says: Something that is not there.}}
  heard: {{source: talk, says: "<b id=bold>Somebody</b> said so."}}
actors:
  farm: Farm
  town: Town
options:
  farm.share: shares the well
  town.pay: pays
outcomes: {{deal: farm.share and town.pay}}
preferences:
  farm:
    - {{wants: town.pay, worth: 2..4, id: money}}
    - {{avoids: farm.share, worth: small, id: harvest-first, because: [harvest]}}
  town:
    - {{wants: farm.share, worth: large, id: thirst, because: [dry, heard]}}
claims:
  they-deal:
    says: They come to a deal.
    because: [dry]
    test: {{rests: deal, concept: seq}}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that has the texts of the sources."""
    folder, texts = tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("texts")
    (texts / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    (folder.parent / "secret.txt").write_text("Nobody reads this.", encoding="utf-8")
    found = start(folder, "--sources", str(texts))
    yield found
    found.stop()
    for stream in (found.process.stdout, found.process.stderr):
        if stream is not None:
            stream.close()


@pytest.fixture
def page(browser, library: Served) -> Iterator[Page]:
    with visit(browser, library) as found:
        yield found


def open_evidence(page: Page, library: Served, text: str = TEXT) -> str:
    name = library.put(text)
    page.goto(library.page_of(name, "Evidence"))
    expect(page.get_by_test_id("evidence-dry")).to_be_visible()
    expect(page.locator("[data-paragraph='3']")).to_be_visible()
    return name


def select(page: Page, words: str) -> None:
    """Select words of one paragraph of the source with the mouse's result: a selection of the document."""
    page.evaluate(
        """words => {
            for (const p of document.querySelectorAll('.ev-text [data-paragraph]')) {
                const node = p.firstChild, at = node.textContent.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
            }
        }""",
        words,
    )


def file_text(library: Served, page: Page, name: str) -> str:
    """Save, and read the file."""
    page.keyboard.press("Control+s")
    expect(page.locator("body")).to_contain_text("saved as")
    return (library.folder / name).read_text(encoding="utf-8")


def test_each_passage_says_how_it_stands_and_what_rests_on_it(page, library, look):
    open_evidence(page, library)
    expect(page.get_by_test_id("coverage")).to_contain_text("2 of 3 assumptions")
    status = {"harvest": "changed", "dry": "unchanged", "lost": "not found"}
    for name, said in status.items():
        expect(page.get_by_test_id(f"evidence-{name}").get_by_test_id("passage-status")).to_have_text(said)
    dry = page.get_by_test_id("evidence-dry")
    expect(dry).to_contain_text("want: Town: wants farm.share")
    expect(dry).to_contain_text("claim: They come to a deal.")
    expect(page.get_by_test_id("bare")).to_have_text(["want: Farm: wants town.pay"])
    expect(page.locator("body")).to_contain_text("Cited by nothing: lost.")
    look("evidence")
    look("evidence", narrow=True, dark=True)
    page.get_by_test_id("source-talk").click()
    expect(page.get_by_test_id("evidence-heard").get_by_test_id("passage-status")).to_have_text("text not at hand")
    expect(page.get_by_test_id("source-text")).to_contain_text("file name")


def test_a_passage_is_shown_in_its_source(page, library, look):
    open_evidence(page, library)
    page.get_by_test_id("evidence-dry").get_by_role("button", name="In the text").click()
    chosen = page.locator(".ev-text .ev-chosen")
    expect(chosen).to_have_attribute("data-paragraph", "3")
    expect(chosen.locator("mark")).to_have_text("every dry day")
    look("evidence-passage")


def test_what_rests_on_a_passage_leads_to_its_line(page, library):
    open_evidence(page, library)
    page.get_by_test_id("evidence-dry").get_by_role("button", name="claim: They come to a deal.").click()
    expect(page.locator(".cm-activeLine")).to_have_text("  they-deal:")


def test_selected_words_become_a_passage_with_its_fingerprint(page, library, look):
    name = open_evidence(page, library)
    select(page, "costs a family")
    expect(page.get_by_test_id("selected")).to_have_text("Selected: ¶3")
    page.get_by_test_id("add-passage").click()
    expect(page.get_by_test_id("passage-quote")).to_have_value("costs a family")
    page.get_by_test_id("passage-quote").fill("")
    page.get_by_test_id("passage-add").click()
    expect(page.get_by_test_id("new-passage")).to_contain_text("says or quotes something")
    page.get_by_test_id("passage-quote").fill("costs a farmer")
    page.get_by_test_id("passage-says").fill("A dry day is dear: a week of bread.")
    page.get_by_test_id("passage-name").fill("dear-day")
    page.get_by_test_id("passage-add").click()
    expect(page.get_by_test_id("new-passage")).to_contain_text("a quotation occurs in its passage")
    look("evidence-new")
    page.get_by_test_id("passage-quote").fill("costs a family")
    page.get_by_test_id("passage-add").click()
    expect(page.get_by_test_id("evidence-dear-day").get_by_test_id("passage-status")).to_have_text("unchanged")
    text = file_text(library, page, name)
    found = next(each for each in read(text).evidence if each.id == "dear-day")
    assert (found.source, found.paragraphs, found.quote) == ("minutes", (3,), "costs a family")
    assert found.says == "A dry day is dear: a week of bread."
    assert found.fingerprint == fingerprint(DRY)
    assert not [row for row in ndiff(TEXT.splitlines(), text.splitlines()) if row.startswith("-")]


def test_a_changed_passage_is_read_again(page, library):
    name = open_evidence(page, library)
    harvest = page.get_by_test_id("evidence-harvest")
    harvest.get_by_role("button", name="Read again").click()
    expect(harvest.get_by_test_id("passage-status")).to_have_text("unchanged")
    new = fingerprint("The farm will not open the sluice before the harvest is in.")
    assert file_text(library, page, name).replace(f'"{new}"', new) == TEXT.replace('"0123456789abcdef"', new)


def test_texts_and_sources_cannot_run_script_or_leave_the_folder(page, library):
    text = TEXT.replace("file: minutes.txt", "file: ../secret.txt")
    name = library.put(text)
    page.goto(library.page_of(name, "Evidence"))
    expect(page.get_by_test_id("source-text")).to_contain_text("lies outside")
    expect(page.locator("body")).not_to_contain_text("Nobody reads this")
    open_evidence(page, library)
    expect(page.locator("[data-paragraph='4']")).to_contain_text("<script>window.hit=1</script><img")
    page.get_by_test_id("source-talk").click()
    expect(page.get_by_test_id("evidence-heard")).to_contain_text("<b id=bold>Somebody</b>")
    assert page.evaluate("window.hit") is None
    assert page.locator("#bold, img[src=x]").count() == 0


def test_a_text_that_is_no_model_has_no_register_until_it_is_mended(page, library):
    name = library.put(TEXT.replace("actors:", "actor:"))
    page.goto(library.page_of(name, "Evidence"))
    expect(page.get_by_test_id("coverage")).to_contain_text("no model yet")
    page.get_by_role("tab", name="Model").click()
    page.locator(".cm-line", has_text="actor:").click()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("s")
    expect(page.get_by_test_id("problem-count")).not_to_contain_text("problem,")
    page.get_by_role("tab", name="Evidence").click()
    expect(page.get_by_test_id("coverage")).to_contain_text("2 of 3 assumptions")
    expect(page.get_by_test_id("evidence-dry")).to_be_visible()


def test_a_model_without_sources_shows_no_empty_text(browser, served):
    bare = served.put("title: Bare\nactors: [a]\noptions: {a.x: does x}\n", "bare")
    with visit(browser, served, f"/m/{bare}?tab=evidence") as page:
        expect(page.get_by_text("The model names no source yet")).to_be_visible()
        expect(page.get_by_text("Passages", exact=True)).to_be_hidden()
