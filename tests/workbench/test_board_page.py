"""The board, driven as a person would, in Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from detente.answer.evolve import evolve
from detente.answer.solve import solve
from detente.cases.load import load

pytestmark = pytest.mark.browser

WORLDS = """
title: Two winds
actors: {a: {name: Anna}, b: {name: Bert}}
options: {a.sails: sails, b.waits: waits, b.flag: {text: shows a flag, choices: [red, white, blue]}}
scenario: {wind: {calm: 0.7, gale: 0.3}}
rules:
  - {never: a.sails and wind == gale, id: storm, text: nobody sails in a gale}
status_quo: {a.sails: no}
preferences:
  a: [{id: sea, wants: a.sails, worth: 1}]
  b: [{id: company, avoids: b.waits and not a.sails, worth: 1}]
outcomes: {out: a.sails}
"""

HOSTILE = """
title: "<script>window.hurt = 1</script>"
actors:
  a: {name: "<img src=x onerror=window.hurt=2>"}
  b: {name: "</text><script>window.hurt = 3</script>"}
options:
  a.x: "<svg onload=window.hurt=4>"
  b.y: "{{7*7}} </td><script>window.hurt = 5</script>"
rules:
  - {never: a.x and b.y, id: no, text: "<iframe srcdoc='<script>parent.hurt=6</script>'></iframe>"}
status_quo: {a.x: no}
preferences:
  a: [{id: w, wants: a.x, worth: 1}]
  b: [{id: v, wants: b.y, worth: 1}]
outcomes: {out: {when: a.x, text: "<b onmouseover=window.hurt=7>out</b>"}}
"""


def opened(page: Page, served, name: str) -> Page:
    """The board of a model, once it has said something about today."""
    page.goto(served.page_of(name, "Board"))
    expect(page.get_by_test_id("board-summary")).to_be_visible(timeout=30_000)
    return page


def turn(page: Page, option: str) -> None:
    """Click the switch of a yes/no option."""
    page.get_by_test_id(f"option-{option}").click()


def test_a_click_on_an_option_gives_the_verdicts_of_another_state(page: Page, served, look) -> None:
    opened(page, served, served.model("prisoners"))
    expect(page.get_by_test_id("board-is-today")).to_be_visible()
    expect(page.get_by_test_id("board-summary")).to_contain_text("every actor stays")
    expect(page.get_by_text("as today")).to_have_count(2)
    turn(page, "first.cooperate")
    expect(page.get_by_test_id("board-name")).to_have_text("first.cooperate")
    expect(page.get_by_text("today: no")).to_have_count(1)
    expect(page.get_by_test_id("board-is-today")).to_be_hidden()
    expect(page.get_by_test_id("board-summary")).to_contain_text("First suspect would leave")
    marks = page.get_by_test_id("board-marks")
    found = solve(load("prisoners"))
    stable = sum(
        "first.cooperate" in found.stable(each, actor) for each in found.concepts for actor in ("first", "second")
    )
    expect(marks.locator("td .stays")).to_have_count(stable)
    expect(marks.locator("td .leaves")).to_have_count(2 * len(found.concepts) - stable)
    look("board")
    look("board", narrow=True, dark=True, whole=True)


def test_the_witness_is_told_in_words(page: Page, served) -> None:
    opened(page, served, served.model("prisoners"))
    turn(page, "first.cooperate")
    turn(page, "second.cooperate")
    why = page.get_by_test_id("board-why")
    expect(why).to_contain_text("First suspect leaves under Nash: 1 improvement.")
    expect(why).to_contain_text("not first.cooperate; Nash stability looks at no reply.")
    expect(why).to_contain_text("answered by Second suspect: not second.cooperate")


def test_what_rules_forbid_is_said_with_the_rule(page: Page, served) -> None:
    opened(page, served, served.model("elmira"))
    turn(page, "uniroyal.accept")
    forbidden = page.get_by_test_id("board-infeasible")
    expect(forbidden).to_contain_text("the plant follows one course at a time")
    expect(page.get_by_test_id("board-around")).to_contain_text("No moves lead to or from what cannot be.")
    expect(page.get_by_test_id("board-ways")).to_contain_text("No way leads to what cannot be.")
    turn(page, "uniroyal.delay")
    expect(forbidden).to_be_hidden()
    expect(page.get_by_test_id("board-name")).to_have_text("uniroyal.accept")


def test_no_move_is_told_apart_from_no_wish_to_move(page: Page, served) -> None:
    opened(page, served, served.model("elmira"))
    for option in ("uniroyal.delay", "uniroyal.abandon", "ministry.modify"):
        turn(page, option)
    expect(page.get_by_test_id("board-name")).to_have_text("ministry.modify+uniroyal.abandon")
    why = page.get_by_test_id("board-why")
    expect(why).to_contain_text("Ministry of the Environment cannot move from here, whatever it prefers.")
    expect(why).to_contain_text("Local government stays under every concept: no move is better for it.")
    expect(page.get_by_test_id("board-marks").locator("tbody tr").first.locator(".stuck")).to_have_count(6)


def test_equilibria_are_listed_to_click(page: Page, served) -> None:
    opened(page, served, served.model("prisoners"))
    found = solve(load("prisoners"))
    some = {name for concept in found.concepts for name in found.equilibria(concept)}
    rows = page.get_by_test_id("board-resting").get_by_test_id("board-row")
    expect(rows).to_have_count(len(some))
    rows.filter(has_text="first.cooperate + second.cooperate").click()
    expect(page.get_by_test_id("board-name")).to_have_text("first.cooperate+second.cooperate")
    expect(page.get_by_test_id("option-first.cooperate")).to_have_attribute("aria-checked", "true")


def test_a_neighbour_is_gone_to_by_mouse_and_by_keyboard(page: Page, served) -> None:
    opened(page, served, served.model("elmira"))
    graph = page.get_by_test_id("board-graph")
    moves = page.get_by_test_id("board-moves").get_by_test_id("board-move")
    neighbours = moves.count()
    assert neighbours == graph.get_by_role("button").count() > 3
    expect(moves.first).to_contain_text(re.compile("better for it|worse for it|the same for it|cannot go there"))
    page.get_by_test_id("board-moves").get_by_text("local_government.insist", exact=True).click()
    expect(page.get_by_test_id("board-name")).to_have_text("uniroyal.delay+local_government.insist")
    back = graph.get_by_role("button", name=re.compile("not local_government.insist"))
    back.locator("circle").last.click()
    expect(page.get_by_test_id("board-name")).to_have_text("uniroyal.delay")
    node = graph.get_by_role("button", name=re.compile("ministry.modify"))
    node.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("board-name")).to_have_text("ministry.modify+uniroyal.delay")


def test_states_are_found_by_a_condition(page: Page, served, look) -> None:
    opened(page, served, served.model("elmira"))
    page.get_by_label("Condition").fill("closure and not ministry.modfy")
    page.get_by_test_id("board-find").click()
    expect(page.get_by_test_id("board-problem")).to_contain_text("Column 17")
    expect(page.get_by_test_id("board-problem")).to_contain_text("did you mean ministry.modify?")
    look("board-condition", whole=True)
    page.get_by_label("Condition").fill("closure and not ministry.modify")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("board-found-size")).to_have_text("2 of 12 states")
    page.get_by_test_id("board-found").get_by_test_id("board-row").filter(has_text="local_government").click()
    expect(page.get_by_test_id("board-name")).to_have_text("uniroyal.abandon+local_government.insist")


def test_the_way_from_today_is_told_step_by_step(page: Page, served) -> None:
    opened(page, served, served.model("elmira"))
    expect(page.get_by_test_id("board-ways")).to_contain_text("It holds today.")
    record = evolve(load("elmira")).as_dict()
    goal = next(each for each in record["paths"] if len(each["steps"]) > 1 and each["against_interest"])
    row = page.get_by_test_id("board-resting").get_by_test_id("board-row").filter(
        has_text=re.compile("^" + re.escape(goal["goal"].replace("+", " + ")))
    )  # fmt: skip
    row.first.click()
    ways = page.get_by_test_id("board-ways")
    expect(ways).to_contain_text("By any moves")
    expect(ways.locator("tbody tr")).to_have_count(len(goal["steps"]))
    expect(ways.get_by_text("against its interest")).to_have_count(goal["against_interest"])


def test_verdicts_are_of_the_scenario_that_is_chosen(page: Page, served) -> None:
    opened(page, served, served.put(WORLDS, "worlds"))
    expect(page.get_by_test_id("board-size")).to_contain_text("12 feasible states")
    turn(page, "a.sails")
    expect(page.get_by_test_id("board-summary")).to_be_visible()
    page.get_by_test_id("option-b.flag").get_by_role("button", name="white").click()
    expect(page.get_by_test_id("board-name")).to_have_text("a.sails+b.flag=white")
    page.get_by_label("wind").click()
    page.get_by_role("option", name="gale").click()
    expect(page.get_by_test_id("board-size")).to_contain_text("6 feasible states in this scenario")
    expect(page.get_by_test_id("board-size")).to_contain_text(re.compile(r"chance of 30.%"))
    expect(page.get_by_test_id("board-infeasible")).to_contain_text("nobody sails in a gale")
    page.get_by_role("button", name="Back to the likeliest").click()
    expect(page.get_by_test_id("board-name")).to_have_text("a.sails+b.flag=white")


def test_text_of_a_model_stays_text(page: Page, served) -> None:
    opened(page, served, served.put(HOSTILE, "hostile"))
    expect(page.get_by_test_id("board-moves")).to_contain_text("<img src=x onerror=window.hurt=2>")
    turn(page, "a.x")
    expect(page.get_by_test_id("board-name")).to_have_text("a.x")
    turn(page, "b.y")
    expect(page.get_by_test_id("board-infeasible")).to_contain_text("<iframe")
    page.get_by_label("Condition").fill("<script>window.hurt = 8</script>")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("board-problem")).to_be_visible()
    assert page.evaluate("window.hurt") is None


def many(size: int) -> str:
    """A model with 2^size states."""
    options = "\n".join(f"  {'ab'[place % 2]}.o{place}: takes step {place}" for place in range(size))
    return f"""
title: Many states
actors: {{a: {{name: Anna}}, b: {{name: Bert}}}}
options:
{options}
status_quo: {{a.o0: no}}
preferences:
  a: [{{id: x, wants: a.o0 and not b.o1, worth: 2}}, {{id: y, wants: b.o3, worth: 1}}]
  b: [{{id: z, wants: b.o1 and not a.o2, worth: 2}}]
"""


def test_a_large_model_answers_state_by_state_and_lists_only_when_asked(page: Page, served) -> None:
    opened(page, served, served.put(many(17), "many"))
    expect(page.get_by_test_id("board-size")).to_contain_text("131,072 feasible states")
    expect(page.get_by_test_id("board-moves")).to_contain_text("more moves")
    turn(page, "a.o0")
    expect(page.get_by_test_id("board-name")).to_have_text("a.o0")
    expect(page.get_by_test_id("board-resting").get_by_test_id("board-row")).to_have_count(0)
    page.get_by_label("Condition").fill("a.o0 and not b.o1")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("board-found-size")).to_have_text("32,768 of 131,072 states")
    expect(page.get_by_test_id("board-found").get_by_test_id("board-row")).to_have_count(10)
    page.get_by_test_id("board-resting").get_by_role("button", name="Work them out").click()
    expect(page.get_by_test_id("board-resting-size")).to_contain_text("of 131,072", timeout=60_000)
    expect(page.get_by_test_id("board-resting").get_by_test_id("board-row")).to_have_count(10)
    page.get_by_test_id("board-find-ways").click()
    expect(page.get_by_test_id("board-ways")).to_contain_text("1 step")


def test_what_a_knob_holds_is_held_here_too(page: Page, served) -> None:
    doubtful = WORLDS.replace("wants: a.sails, worth: 1", "wants: a.sails, worth: -1..3")
    opened(page, served, served.put(doubtful, "held"))
    expect(page.get_by_test_id("board-summary")).to_contain_text("Anna would leave")
    page.get_by_role("tab", name="Knobs").click()
    number = page.get_by_label(re.compile("Anna.*number")).last
    number.fill("-1")
    number.press("Tab")
    page.get_by_role("tab", name="Board").click()
    expect(page.get_by_test_id("board-summary")).to_contain_text("every actor stays", timeout=15_000)


def test_where_there_is_little_room_the_verdict_stays_in_sight(page: Page, served) -> None:
    opened(page, served, served.model("korea"))
    page.set_viewport_size({"width": 400, "height": 800})
    brief = page.get_by_test_id("board-brief")
    turn(page, "usa.kaesong")
    expect(brief).to_have_text("Not an equilibrium under SEQ: United States would leave.")
    expect(brief).to_be_in_viewport()
    turn(page, "dprk.talks")
    expect(brief).to_have_text("This cannot be: dprk.talks requires usa.offer")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(brief).to_be_hidden()
