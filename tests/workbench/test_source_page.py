"""The tab Model, as a person uses it: type, be told what is wrong, mend it; forms that keep the file; conflicts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Served, visit

pytestmark = pytest.mark.browser

TEXT = """\
# Who wants the well?
title: The well
actors:
  farm: Farm        # upstream
  town: {name: Town, tempo: 2 per year}
options:
  farm.share: shares the well   # costs water
  town.pay: pays
outcomes: {deal: farm.share and town.pay}
preferences:
  farm:
    # money first
    - {wants: town.pay, worth: 2..4, id: money}
    - {avoids: farm.share, worth: small}
  town:
    - {wants: farm.share, worth: large}   # thirst
claims:
  it-ends-well:
    says: They come to a deal.
    test: {rests: deal, concept: seq}
"""

STATE = "getElement(+document.querySelector('.nicegui-codemirror').id.slice(1)).editor.state"


def open_model(page: Page, served: Served, text: str = TEXT) -> str:
    name = served.put(text)
    page.goto(served.page_of(name, "Model"))
    expect(page.locator(".cm-content")).to_contain_text("title")
    expect(page.get_by_test_id("problem-count")).not_to_be_empty()
    return name


def text_of(page: Page) -> str:
    return str(page.evaluate(f"{STATE}.doc.toString()"))


def put_cursor(page: Page, before: str) -> None:
    """Click into the editor and go to the end of the line that begins with some words."""
    page.locator(".cm-line", has_text=before).first.click()
    page.keyboard.press("End")


def fold(page: Page, title: str) -> Locator:
    """Open a section of the forms."""
    found = page.get_by_test_id(f"forms-{title}")
    found.locator(".q-item").first.click()
    return found


def field(page: Page, key: str) -> Locator:
    return page.get_by_test_id(f"field-{key}")


def test_a_wrong_line_is_marked_as_one_types_and_mended(page, served, look):
    open_model(page, served)
    expect(page.get_by_test_id("problem-count")).to_have_text("No problems")
    put_cursor(page, "town.pay: pays")
    page.keyboard.press("Enter")
    page.keyboard.type("twn.run: runs")
    expect(page.get_by_test_id("problem-count")).to_contain_text("1 problem")
    expect(page.locator(".cm-line.md-error")).to_have_text(["  twn.run: runs"])
    expect(page.get_by_test_id("problem")).to_be_in_viewport(ratio=1)
    expect(page.get_by_test_id("problem")).to_contain_text("line 9, column 3")
    expect(page.get_by_test_id("problem")).to_contain_text("twn")
    look("model-problem")
    page.locator(".cm-line", has_text="title: The well").click()
    page.get_by_test_id("problem").click()
    expect(page.locator(".cm-activeLine")).to_have_text("  twn.run: runs")
    page.keyboard.press("End")
    for _ in "twn.run: runs":
        page.keyboard.press("Backspace")
    page.keyboard.type("town.run: runs")
    expect(page.get_by_test_id("problem-count")).not_to_contain_text("problem,")
    expect(page.locator(".cm-line.md-error")).to_have_count(0)


def test_a_form_adds_a_want_and_keeps_the_rest(page, served, look):
    open_model(page, served)
    preferences = fold(page, "Preferences")
    preferences.get_by_test_id("add-town").click()
    field(page, "condition").fill("town.pay and not farm.share")
    field(page, "worth").fill("1..2")
    page.get_by_test_id("form-save").click()
    expect(page.get_by_test_id("form")).to_have_count(0)
    added = "    - {wants: town.pay and not farm.share, worth: 1..2}\n"
    thirst = "    - {wants: farm.share, worth: large}   # thirst\n"
    assert text_of(page) == TEXT.replace(thirst, thirst + added)
    expect(page.get_by_test_id("form-change")).to_contain_text("+" + added.rstrip())
    expect(page.locator(".cm-line.md-fresh")).to_have_text([added.rstrip()])
    expect(preferences).to_contain_text("wants town.pay and not farm.share · worth 1..2")
    look("model-form-change")
    page.get_by_test_id("form-undo").click()
    expect(page.get_by_test_id("form-change")).to_have_count(0)
    expect(preferences).not_to_contain_text("wants town.pay and not farm.share")
    assert text_of(page) == TEXT


def test_a_form_says_at_the_field_what_is_wrong_and_takes_it_back(page, served, look):
    open_model(page, served)
    fold(page, "Preferences").get_by_test_id("entry-preferences.farm.0").click()
    field(page, "condition").fill("town.pays")
    expect(page.get_by_test_id("form")).to_contain_text("found `town.pays`")
    field(page, "worth").fill("4..2")
    page.get_by_test_id("form-save").click()
    expect(page.get_by_test_id("form-problems")).to_be_visible()
    expect(page.get_by_test_id("form")).to_contain_text("found `4..2`")
    look("model-form-problem")
    page.get_by_test_id("form-save").click()
    expect(page.get_by_test_id("form-save")).to_be_enabled()
    expect(page.get_by_test_id("form-problems")).to_be_visible()
    page.get_by_test_id("form-take-back").click()
    expect(page.get_by_test_id("form")).to_have_count(0)
    expect(page.get_by_test_id("problem-count")).to_have_text("No problems")
    assert text_of(page) == TEXT


def test_a_new_id_is_put_wherever_the_text_speaks_of_it(page, served):
    open_model(page, served)
    fold(page, "Options").get_by_test_id("entry-options.farm.share").click()
    field(page, "id").fill("farm.open")
    page.get_by_test_id("form-save").click()
    expect(page.get_by_test_id("form")).to_have_count(0)
    expect(page.get_by_test_id("problem-count")).to_have_text("No problems")
    assert text_of(page) == TEXT.replace("farm.share", "farm.open")


def test_what_something_speaks_of_is_not_removed(page, served):
    open_model(page, served)
    fold(page, "Options").get_by_test_id("entry-options.farm.share").click()
    page.get_by_test_id("form-remove").click()
    expect(page.get_by_test_id("form-refused")).to_be_visible()
    assert text_of(page) == TEXT


def test_a_claim_is_added_with_its_test(page, served):
    open_model(page, served)
    fold(page, "Claims").get_by_test_id("add-claim").click()
    page.get_by_test_id("kind-cannot_reach").click()
    field(page, "id").fill("no-free-water")
    field(page, "says").fill("Nobody gets water for nothing.")
    field(page, "test.cannot_reach").fill("farm.share and not town.pay")
    page.get_by_test_id("form-save").click()
    expect(page.get_by_test_id("form")).to_have_count(0)
    expect(page.get_by_test_id("problem-count")).to_have_text("No problems")
    assert text_of(page).startswith(TEXT)
    assert re.search(r"cannot_reach: farm.share and not town.pay", text_of(page))


def test_what_another_tab_changes_does_not_move_the_cursor(browser, page, served):
    name = open_model(page, served)
    put_cursor(page, "it-ends-well:")
    with visit(browser, served) as other:
        other.goto(served.page_of(name, "Model"))
        fold(other, "Actors").get_by_test_id("entry-actors.farm").click()
        field(other, "tempo").fill("12 per year")
        other.get_by_test_id("form-save").click()
        expect(other.get_by_test_id("form")).to_have_count(0)
    expect(page.locator(".cm-content")).to_contain_text("12 per year")
    page.keyboard.type(" # here")
    expect(page.locator(".cm-activeLine")).to_have_text("  it-ends-well: # here")
    assert "12 per year" in text_of(page)


def test_saving_takes_the_last_key_and_never_writes_over_a_changed_file(page, served, look):
    name = open_model(page, served)
    put_cursor(page, "title: The well")
    page.keyboard.type("s")
    page.keyboard.press("Control+s")
    expect(page.locator("body")).to_contain_text("saved as")
    assert "title: The wells\n" in (served.folder / name).read_text(encoding="utf-8")
    theirs = TEXT.replace("The well", "The spring")
    (served.folder / name).write_text(theirs, encoding="utf-8")
    put_cursor(page, "title: The wells")
    page.keyboard.type("!")
    page.keyboard.press("Control+s")
    expect(page.locator(".q-dialog")).to_contain_text("The spring")
    expect(page.locator(".q-dialog")).to_contain_text("The wells!")
    look("model-conflict")
    assert (served.folder / name).read_text(encoding="utf-8") == theirs


def test_lines_end_as_they_did_in_the_file(page, served):
    name = served.put("title: x")
    (served.folder / name).write_bytes(TEXT.replace("\n", "\r\n").encode())
    page.goto(served.page_of(name, "Model"))
    expect(page.get_by_test_id("problem-count")).to_have_text("No problems")
    put_cursor(page, "title: The well")
    page.keyboard.type("s")
    page.keyboard.press("Control+s")
    expect(page.locator("body")).to_contain_text("saved as")
    expected = TEXT.replace("The well", "The wells").replace("\n", "\r\n")
    assert (served.folder / name).read_bytes() == expected.encode()


HOSTILE = "<img src=x onerror='window.hit=1'><script>window.hit=1</script>"


def test_script_in_texts_is_text(page, served):
    text = TEXT.replace("shares the well", f'"{HOSTILE}"').replace("They come to a deal.", f'"{HOSTILE}"')
    text = text.replace("title: The well", f'title: "{HOSTILE}"').replace("farm: Farm ", f'farm: "{HOSTILE}" ')
    open_model(page, served, text)
    for title in ("Actors", "Options", "Claims"):
        expect(fold(page, title)).to_contain_text("onerror")
    put_cursor(page, "town.pay: pays")
    page.keyboard.press("Enter")
    page.keyboard.type(f'town.y: {{bad: "{HOSTILE}"}}')
    expect(page.get_by_test_id("problem-count")).to_contain_text("problem")
    expect(page.get_by_test_id("forms-Options")).to_contain_text("Options (3)")  # the rows are drawn anew by then
    page.get_by_test_id("entry-options.farm.share").click()
    expect(page.get_by_test_id("form")).to_be_visible()
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src=x]").count() == 0


def test_where_nothing_may_be_changed_nothing_can_be(browser, serve, tmp_path):
    (tmp_path / "well.yaml").write_text(TEXT, encoding="utf-8")
    server = serve("--read-only")
    with visit(browser, server) as page:
        page.goto(server.page_of("well.yaml", "Model"))
        expect(page.locator(".cm-content")).to_have_attribute("contenteditable", "false")
        fold(page, "Actors").get_by_test_id("entry-actors.farm").click()
        expect(page.get_by_test_id("form-save")).to_be_disabled()
        expect(page.get_by_test_id("form-remove")).to_be_disabled()
