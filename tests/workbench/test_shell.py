"""The frame around the tabs, in Chromium: the list, state and saving, drafts, changed files, readings, reports."""

from __future__ import annotations

import json
import re
import signal
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect
from tests.workbench.conftest import visit

pytestmark = pytest.mark.browser


def mark(page, name: str):
    return page.locator(f'[data-testid="{name}"]')


def button(page, words: str):
    return page.get_by_role("button", name=words, exact=True)


def change(server, name: str, old: str, new: str) -> None:
    """Change a model's text as a program does."""
    headers = {"Authorization": f"Bearer {server.token}"}
    with httpx.Client(base_url=server.at("/api/v1"), headers=headers, timeout=60, trust_env=False) as api:
        found = api.get(f"/models/{name}").json()
        text = found["text"].replace(old, new)
        assert text != found["text"]
        assert api.put(f"/models/{name}", json={"text": text, "version": found["version"]}).status_code == 200


def test_the_list_shows_models_cases_and_what_does_not_read(page, served, look):
    good, bad = served.model("prisoners"), served.put("title: Broken\nactors: [a]\nrules: [foo]\n", "broken")
    page.goto(served.at("/models"))
    entry = page.locator("li").filter(has_text=good)
    expect(entry).to_contain_text("2 actors, 2 options")
    expect(page.locator("li").filter(has_text=bad)).to_contain_text("does not read: 1 problem")
    expect(page.get_by_text("Will North Korea come back to talks").first).to_be_visible()
    look("list", whole=True)
    look("list", narrow=True, dark=True)
    entry.get_by_role("link").click()
    expect(page).to_have_title(re.compile("Prisoner's dilemma"))
    expect(mark(page, "state")).to_have_text("saved")


def test_a_built_in_case_is_saved_into_the_folder(page, served):
    page.goto(served.page_of("chicken"))
    expect(mark(page, "state")).to_have_text("not saved yet")
    mark(page, "save").click()
    expect(mark(page, "state")).to_have_text("saved")
    assert (served.folder / "chicken.yaml").is_file()


def test_a_new_model_is_begun_from_the_list(page, served):
    page.goto(served.at("/models"))
    page.get_by_label("Name").fill("../evil")
    button(page, "Start").click()
    expect(page.get_by_text("a model's name has letters")).to_be_visible()
    page.get_by_label("Name").fill("begun here")
    page.get_by_label("Name").press("Enter")
    expect(page).to_have_url(re.compile("begun%20here.yaml.*tab=model"))
    expect(mark(page, "state")).to_have_text("not saved yet")
    page.keyboard.press("Control+s")
    expect(mark(page, "state")).to_have_text("saved")
    assert (served.folder / "begun here.yaml").is_file()


def test_two_tabs_share_one_model_and_its_undo(page, served):
    name = served.model("prisoners")
    page.goto(served.page_of(name))
    other = page.context.new_page()
    other.goto(served.page_of(name, "Evidence"))
    change(served, name, "Prisoner's dilemma", "Two thieves")
    for each in (page, other):
        expect(mark(each, "title")).to_have_text("Two thieves")
        expect(mark(each, "state")).to_have_text("unsaved changes")
    other.keyboard.press("Control+z")
    expect(mark(page, "title")).to_have_text("Prisoner's dilemma")
    button(page, "Redo").click()
    expect(mark(other, "title")).to_have_text("Two thieves")
    page.keyboard.press("Control+s")
    expect(mark(other, "state")).to_have_text("saved")
    assert "Two thieves" in (served.folder / name).read_text()


def test_two_models_at_once(page, served):
    one, two = served.model("prisoners"), served.model("elmira")
    page.goto(served.page_of(one))
    other = page.context.new_page()
    other.goto(served.page_of(two))
    change(served, one, "Prisoner's dilemma", "Two thieves")
    expect(mark(page, "title")).to_have_text("Two thieves")
    expect(mark(other, "title")).to_have_text("Elmira groundwater dispute")
    expect(mark(other, "state")).to_have_text("saved")


def test_tabs_have_addresses(page, served):
    name = served.model("prisoners")
    page.goto(served.page_of(name, "Evidence"))
    expect(page.get_by_role("tab", name="Evidence")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Board").click()
    expect(page).to_have_url(re.compile("tab=board"))
    page.reload()
    expect(page.get_by_role("tab", name="Board")).to_have_attribute("aria-selected", "true")


def test_a_file_changed_on_disk_is_said_and_never_overwritten_unseen(page, served, look):
    name = served.model("prisoners")
    path = served.folder / name
    page.goto(served.page_of(name, "Evidence"))
    expect(mark(page, "state")).to_have_text("saved")
    theirs = path.read_text().replace("Prisoner's dilemma", "Theirs")
    path.write_text(theirs)
    expect(page.get_by_text("The file was changed on disk")).to_be_visible()
    change(served, name, "Prisoner's dilemma", "Mine")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("-title: Theirs")
    expect(dialog).to_contain_text("+title: Mine")
    look("difference")
    look("difference", narrow=True, dark=True)
    button(dialog, "Cancel").click()
    assert path.read_text() == theirs
    expect(dialog).to_have_count(0)
    page.keyboard.press("Control+s")
    button(dialog, "Write the text here over it").click()
    expect(mark(page, "state")).to_have_text("saved")
    assert "title: Mine" in path.read_text()
    path.write_text(theirs)
    page.get_by_text("The file was changed on disk").wait_for()
    button(page, "Take the file's text").click()
    expect(mark(page, "title")).to_have_text("Theirs")


def test_a_model_that_does_not_read_opens_where_it_can_be_mended(page, served, look):
    name = served.put("title: Broken\nactors: [a]\nrules: [foo]\n", "broken")
    page.goto(served.page_of(name))
    expect(page.get_by_role("tab", name="Model")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("This text is no model yet")).to_contain_text("a rule says")
    expect(mark(page, "state")).to_have_text("1 problem")
    for tab in ("Answer", "Board", "Knobs", "Offers", "Evidence"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_text("could not be built")).to_have_count(0)
    look("broken")


UNOPENED = {"nowhere.yaml": "no such model", "large.yaml": "at most 1,000,000 bytes"}


@pytest.mark.parametrize(("name", "why"), UNOPENED.items())
def test_what_cannot_be_opened_is_said(page, served, name, why):
    with (served.folder / "large.yaml").open("wb") as stream:
        stream.truncate(100_000_000)
    page.goto(served.at(f"/m/{name}"))
    expect(page.get_by_text("This cannot be opened")).to_be_visible()
    expect(page.get_by_text(why)).to_be_visible()


def test_light_and_dark(page, served):
    page.goto(served.at("/models"))
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_class(re.compile("body--dark"))
    switch = button(page, "Light or dark")
    switch.click()
    expect(page.locator("body")).to_have_class(re.compile("body--light"))
    switch.click()
    switch.click()
    expect(page.locator("body")).to_have_class(re.compile("body--dark"))


def test_a_reading_is_chosen_for_all_tabs(page, served, look):
    page.goto(served.page_of("korea", "Evidence"))
    look("frame")
    look("frame", narrow=True, dark=True)
    page.get_by_label("Reading").click()
    page.get_by_role("option", name="Seung-Whan Choi").click()
    expect(page.locator(".dt-reading")).to_contain_text("Seung-Whan Choi")


def test_a_report_is_made_read_and_stopped(page, served):
    name = served.model("prisoners")
    page.goto(served.page_of(name, "Evidence"))
    button(page, "Report").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(re.compile("Waiting|Working|ready"))
    link = dialog.get_by_role("link", name="Open the report")
    link.wait_for(timeout=120_000)
    with page.context.expect_page() as opened:
        link.click()
    report = opened.value
    expect(report.get_by_role("heading", level=1)).to_contain_text("Prisoner's dilemma")
    answer = page.request.get(report.url + "?keep=1")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert f'filename="{Path(name).stem}.html"' in answer.headers["content-disposition"]
    assert page.request.get(served.at("/report/nothing")).status == 404


def test_a_killed_server_loses_nothing_that_is_seconds_old(browser, serve, tmp_path):
    (tmp_path / "mill.yaml").write_text("title: Mill\nactors: [a]\noptions: {a.x: acts}\n")
    server = serve()
    with visit(browser, server, "/m/mill.yaml?tab=evidence") as page:
        expect(mark(page, "state")).to_have_text("saved")
        change(server, "mill.yaml", "Mill", "Edited")
        expect(mark(page, "state")).to_have_text("unsaved changes")
        draft = tmp_path / ".mill.yaml.draft"
        end = time.monotonic() + 20
        while not draft.exists() and time.monotonic() < end:
            time.sleep(0.1)
        page.goto("about:blank")
        server.stop(signal.SIGKILL)
    assert "title: Edited" in json.loads(draft.read_text())["text"]
    assert "title: Mill" in (tmp_path / "mill.yaml").read_text()
    again = serve("mill.yaml")
    with visit(browser, again) as page:
        expect(page).to_have_url(re.compile("/m/mill.yaml"))
        expect(page.get_by_text("There is an unsaved draft")).to_be_visible()
        button(page, "Show the difference").click()
        expect(page.get_by_role("dialog")).to_contain_text("+title: Edited")
        button(page.get_by_role("dialog"), "Take it").click()
        expect(mark(page, "title")).to_have_text("Edited")
        expect(page.get_by_text("There is an unsaved draft")).to_have_count(0)
        mark(page, "save").click()
        expect(mark(page, "state")).to_have_text("saved")
    assert "title: Edited" in (tmp_path / "mill.yaml").read_text()
    assert not draft.exists()


def test_read_only_offers_no_change(browser, serve, tmp_path):
    (tmp_path / "mill.yaml").write_text("title: Mill\nactors: [a]\noptions: {a.x: acts}\n")
    server = serve("mill.yaml", "--read-only")
    with visit(browser, server) as page:
        expect(mark(page, "state")).to_have_text("read-only")
        for words in ("Save", "Undo", "Redo"):
            expect(button(page, words)).to_be_disabled()
        page.goto(server.at("/models"))
        expect(page.get_by_text("Mill", exact=True)).to_be_visible()
        expect(button(page, "Start")).to_have_count(0)


def test_ctrl_c_stops_with_one_line(serve):
    server = serve()
    httpx.get(server.entrance("/models"), trust_env=False, timeout=60, follow_redirects=True)
    status = server.stop(signal.SIGINT)
    assert status == 130
    assert server.said[-1] == "stopped"
    assert len(server.said) == 2


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_who_asked_for_less_motion_gets_less(browser, served, motion, moves):
    with visit(browser, served, reduced_motion=motion) as page:
        page.goto(served.page_of(served.model("prisoners"), "Model"))
        arrow = page.get_by_test_id("forms-Actors").locator(".q-expansion-item__toggle-icon").first
        assert (arrow.evaluate("each => getComputedStyle(each).transitionDuration") != "0s") == moves
