"""The offers, driven as a person would, in Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.inducement.exchange import MARKET, model

from detente.forecast.staged import stage
from detente.inducement.offers import Front, Offer
from detente.inducement.packages import packages
from detente.report.words import percent, points

pytestmark = pytest.mark.browser

HOSTILE = (
    MARKET.replace("{name: Rich,", "{name: '<img src=x onerror=window.hurt=1>',")
    .replace("rich.pays: pays", "rich.pays: '<script>window.hurt = 2</script>'")
    .replace("{visit: target.comes}", "{visit: {when: target.comes, text: '<svg onload=window.hurt=3>'}}")
)


@pytest.fixture(scope="module")
def front() -> Front:
    return packages(model(MARKET), "visit", stage, up_to=2)


def opened(page: Page, served, name: str) -> Page:
    """The offers of a model, once there is a chance."""
    page.goto(served.page_of(name, "Offers"))
    expect(page.get_by_test_id("offers-chance")).to_be_visible(timeout=30_000)
    return page


def _alone(front: Front, hold: str) -> Offer:
    """The reward alone."""
    found = (each for each in front.offers if each.package.named == (("rich.pays", "yes"),))
    return next(each for each in found if each.package.hold == hold)


def tick(page: Page, option: str, value: str = "yes") -> None:
    """Click the box of a commitment."""
    page.get_by_test_id(f"tick-{option}-{value}").click()


def test_a_ticked_package_shows_effect_cost_and_who_would_go_along(page: Page, served, look, front: Front) -> None:
    opened(page, served, served.put(MARKET, "market"))
    chance = page.get_by_test_id("offers-chance")
    expect(chance).to_contain_text(percent(dict(front.chances)["holding"]))
    expect(chance).to_contain_text("without any commitment")
    expect(page.get_by_test_id("offers-floor")).to_contain_text("if every move were made at random")
    tick(page, "rich.pays")
    paid = next(
        each
        for each in front.offers
        if dict(each.package.named) == {"rich.pays": "yes"} and each.package.hold == "while kept"
    )
    expect(chance).to_contain_text(f"{points(paid.effect('holding'))} points")
    expect(page.get_by_test_id("offers-needed")).to_contain_text("gate.opens")
    rows = page.get_by_test_id("offers-payers").locator("tbody tr")
    expect(rows).to_have_count(3)
    for label, actor in (("Rich", "rich"), ("Gate", "gate")):
        expect(rows.filter(has_text=label)).to_contain_text("no" if paid.cost(actor) > 0.001 else "yes")
    expect(rows.filter(has_text="Target")).to_contain_text("is not asked")
    look("offers")
    look("offers", narrow=True, dark=True, whole=True)
    page.get_by_test_id("offers-hold").get_by_role("button", name="for good").click()
    bound = next(
        each
        for each in front.offers
        if dict(each.package.named) == {"rich.pays": "yes"} and each.package.hold == "for good"
    )
    expect(chance).to_contain_text(f"{points(bound.effect('holding'))} points")
    tick(page, "rich.pays")
    expect(chance).to_contain_text("without any commitment")


def test_the_band_and_what_the_target_needs_are_given_when_asked(page: Page, served) -> None:
    opened(page, served, served.put(MARKET, "market"))
    tick(page, "rich.pays")
    page.get_by_test_id("offers-spread").click()
    band = page.get_by_test_id("offers-band")
    expect(band.first).to_contain_text("Over 16 draws of everything uncertain", timeout=60_000)
    expect(band.last).to_contain_text("of the preferences considered")
    page.get_by_label("for a chance of").fill("90")
    page.get_by_test_id("offers-need").click()
    needed = page.get_by_test_id("offers-needed-worth")
    expect(needed).to_contain_text(
        re.compile(r"With this package Target would need .* units of worth more"), timeout=60_000
    )
    expect(needed).to_contain_text(percent(0.9))
    expect(band).to_have_count(0)
    tick(page, "rich.waves")
    expect(needed).to_have_count(0)


def test_the_front_is_a_picture_and_a_list_whose_packages_can_be_taken_up(
    page: Page, served, look, front: Front
) -> None:
    opened(page, served, served.put(MARKET, "market"))
    page.get_by_label("Packages of").click()
    page.get_by_role("option", name="up to 2 options").click()
    page.get_by_test_id("offers-front").click()
    rows = page.get_by_test_id("offers-row")
    expect(rows).to_have_count(len(front.front), timeout=60_000)
    for row, offer in zip(rows.all(), front.front, strict=True):
        expect(row).to_contain_text(f"{points(offer.effect('holding'))} points")
    expect(page.get_by_test_id("offers-picture").locator("svg")).to_be_visible()
    look("offers-front", whole=True)
    look("offers-front", whole=True, dark=True)
    rows.last.click()
    last = front.front[-1]
    expect(page.get_by_test_id("offers-chance")).to_contain_text(f"{points(last.effect('holding'))} points")
    for option, value in last.package.named:
        expect(page.get_by_test_id(f"tick-{option}-{value}")).to_have_attribute("aria-checked", "true")


def test_the_front_can_be_stopped_and_what_is_done_stays(page: Page, served) -> None:
    opened(page, served, served.model("korea"))
    page.get_by_label("Packages of").click()
    page.get_by_role("option", name="up to 2 options").click()
    page.get_by_test_id("offers-front").click()
    expect(page.get_by_test_id("working")).to_contain_text(
        re.compile(r"trying packages: ([3-9]|\d\d+) of"), timeout=60_000
    )
    page.get_by_test_id("stop").click()
    place = page.get_by_test_id("offers-front-place")
    expect(place).to_contain_text("Stopped: these are the packages that were done.", timeout=30_000)
    expect(page.get_by_test_id("offers-chance")).to_be_visible()


def test_another_outcome_measure_or_target_asks_anew(page: Page, served, front: Front) -> None:
    both = MARKET.replace("{visit: target.comes}", "{visit: target.comes, deal: target.comes and rich.pays}")
    opened(page, served, served.put(both, "both"))
    page.get_by_label("Which chance").click()
    page.get_by_role("option", name="of being reached").click()
    expect(page.get_by_test_id("offers-chance")).to_contain_text(percent(dict(front.chances)["reached"]))
    page.get_by_label("Outcome").click()
    page.get_by_role("option", name="deal").click()
    menu = page.get_by_test_id("offers-menu")
    expect(menu).to_contain_text("The outcome takes something of Target and Rich. Choose whom it asks to move")
    page.get_by_label("Whom it asks to move").click()
    page.get_by_role("option", name="Target").click()
    expect(page.get_by_test_id("tick-gate.opens-yes")).to_be_visible()
    page.get_by_label("Whom it asks to move").click()
    page.get_by_role("option", name="whoever the outcome speaks of").click()
    menu.get_by_role("button", name="Rich").click()
    expect(page.get_by_test_id("tick-target.comes-yes")).to_be_visible()
    expect(menu).not_to_contain_text("Choose whom")


def test_the_longer_answers_are_given_in_words_and_tables(page: Page, served, look) -> None:
    opened(page, served, served.put(MARKET, "market"))
    page.get_by_test_id("offers-wanted").click()
    expect(page.get_by_test_id("offers-wanted-place")).to_contain_text("It rests as things are.", timeout=60_000)
    page.get_by_test_id("offers-way").click()
    road = page.get_by_test_id("offers-way-place")
    expect(road).to_contain_text("First to move", timeout=60_000)
    expect(road.locator("table")).to_have_count(3)
    look("offers-road", whole=True)


def test_a_model_without_outcome_or_today_says_why_there_are_no_offers(page: Page, served) -> None:
    bare = re.sub(r"outcomes: .*\n", "", MARKET)
    page.goto(served.page_of(served.put(bare, "bare"), "Offers"))
    expect(page.get_by_test_id("offers-menu")).to_contain_text("The model names no outcome", timeout=30_000)
    for button in ("offers-wanted", "offers-way"):
        expect(page.get_by_test_id(button)).to_be_hidden()


def test_text_of_a_model_stays_text(page: Page, served) -> None:
    opened(page, served, served.put(HOSTILE, "hostile"))
    expect(page.get_by_test_id("offers-menu")).to_contain_text("<img src=x onerror=window.hurt=1>")
    tick(page, "rich.pays")
    expect(page.get_by_test_id("offers-payers")).to_contain_text("<img src=x onerror=window.hurt=1>")
    page.get_by_test_id("offers-front").click()
    expect(page.get_by_test_id("offers-row").first).to_be_visible(timeout=60_000)
    points_drawn = page.get_by_test_id("offers-picture").locator("svg path[stroke]")
    assert points_drawn.count() > 2
    for point in points_drawn.all():
        point.hover(force=True)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hurt") is None


def test_what_a_knob_holds_is_held_here_and_compared_with_the_saved_model(page: Page, served, front: Front) -> None:
    opened(page, served, served.put(MARKET, "held"))
    saved = percent(dict(front.chances)["holding"])
    expect(page.get_by_test_id("offers-chance")).to_contain_text(saved)
    page.get_by_role("tab", name="Knobs").click()
    number = page.get_by_label("Target: wants target.comes and rich.pays, number")
    number.fill("1")
    number.press("Tab")
    page.get_by_role("tab", name="Offers").click()
    written = page.get_by_test_id("offers-written")
    expect(written).to_contain_text(f"as the model is saved, it is {saved} without any commitment", timeout=20_000)
    expect(page.get_by_test_id("offers-chance")).not_to_contain_text(saved)
