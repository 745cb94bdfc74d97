"""Board and offers follow the model: what was put together is kept as far as the model still has it."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from tests.inducement.exchange import MARKET, model

from detente.errors import DetenteError
from detente.language import check
from detente.workbench.tasks import TASKS

pytest.importorskip("nicegui")

from detente.workbench.desk import Refused
from detente.workbench.pages.board.spot import Spot
from detente.workbench.pages.offers.deal import Deal

BASE = """
title: Base
actors: {a: , b: }
options: {a.x: , b.y: , b.z: {choices: [low, high]}}
scenario: {wind: {calm: 0.7, gale: 0.3}}
rules: [{never: a.x and wind == gale, id: storm}]
status_quo: {b.y: yes}
preferences: {a: [{wants: a.x, worth: 1, id: w}]}
outcomes: {out: a.x}
"""


class Desk:
    """Answers at once, in this process."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def ask(self, task: str, *args: Any, slot: str = "") -> Any:
        self.asked.append(task)
        try:
            return TASKS[task](lambda done, whole: None, *args)
        except DetenteError as error:
            raise Refused(str(error)) from error


def sheet_of(text: str) -> Any:
    read, problems = check(text)
    assert read is not None, problems
    document = SimpleNamespace(settings={}, is_dirty=False, saved=text)
    return SimpleNamespace(model=read, document=document, desk=Desk(), reading="")


def follow(spot: Any, text: str) -> None:
    """The model becomes another one."""
    spot.sheet.model = check(text)[0]
    asyncio.run(spot.refresh())


def test_the_board_begins_with_today() -> None:
    spot = Spot(sheet_of(BASE))
    asyncio.run(spot.refresh())
    assert spot.values == {"a.x": "no", "b.y": "yes", "b.z": "low"}
    assert spot.look is not None
    assert spot.look.today
    assert spot.ways is not None


def test_nothing_is_asked_again_while_the_model_is_the_same() -> None:
    spot = Spot(sheet_of(BASE))
    asyncio.run(spot.refresh())
    before = list(spot.sheet.desk.asked)
    asyncio.run(spot.refresh())
    assert spot.sheet.desk.asked == before == ["overview", "look", "ways"]


def test_values_are_kept_as_far_as_the_options_have_them() -> None:
    spot = Spot(sheet_of(BASE))
    asyncio.run(spot.refresh())
    asyncio.run(spot.go({"a.x": "yes", "b.y": "no", "b.z": "high"}))
    follow(
        spot,
        BASE.replace("b.y: , b.z: {choices: [low, high]}", "b.q: , b.z: {choices: [low, middle]}").replace(
            "b.y:", "b.q:"
        ),
    )
    assert spot.values == {"a.x": "yes", "b.q": "yes", "b.z": "low"}
    assert spot.look is not None
    assert spot.look.place.name == "a.x+b.q"


def test_a_scenario_value_that_is_gone_is_let_go() -> None:
    spot = Spot(sheet_of(BASE))
    asyncio.run(spot.refresh())
    asyncio.run(spot.suppose("wind", "gale"))
    assert spot.given == {"wind": "gale"}
    assert spot.overview is not None
    assert spot.overview.states == 4
    follow(spot, BASE.replace("gale", "storm"))
    assert spot.given == {}
    assert spot.overview.states == 8


def test_held_numbers_count_and_no_question_is_lost() -> None:
    spot = Spot(sheet_of(BASE))
    asyncio.run(spot.refresh())
    assert spot.look is not None
    assert spot.look.stands[0].stable("nash") is False
    spot.sheet.document.settings = {"preferences.a.w": -1.0}
    asyncio.run(spot.refresh())
    assert spot.look.stands[0].stable("nash") is True


def test_trouble_is_said_and_goes_away() -> None:
    spot = Spot(sheet_of(BASE))
    asyncio.run(spot.refresh())
    assert spot.look is not None
    follow(spot, BASE.replace("b.z: {", "".join(f"b.o{place}: , " for place in range(40)) + "b.z: {"))
    assert "states" in spot.trouble
    assert spot.look is None
    follow(spot, BASE)
    assert not spot.trouble
    assert spot.look is not None


def test_a_text_that_is_no_model_is_said_to_be_none() -> None:
    sheet = sheet_of(BASE)
    sheet.model = None
    for page in (Spot(sheet), Deal(sheet)):
        asyncio.run(page.refresh())
        assert "no model yet" in page.trouble


def test_a_package_is_kept_as_far_as_it_is_offered() -> None:
    deal = Deal(sheet_of(MARKET))
    asyncio.run(deal.refresh())
    assert deal.menu is not None
    for ticket in deal.menu.tickets:
        asyncio.run(deal.tick(ticket, on=True))
    assert deal.named == (("rich.pays", "yes"), ("rich.waves", "yes"), ("gate.opens", "yes"))
    follow(deal, MARKET.replace("  rich.waves: waves a flag that nobody cares for\n", ""))
    assert deal.named == (("rich.pays", "yes"), ("gate.opens", "yes"))
    assert deal.bid is not None
    assert not deal.trouble


def test_an_outcome_that_is_gone_gives_way_to_the_first_one() -> None:
    both = MARKET.replace("{visit: target.comes}", "{visit: target.comes, absence: not target.comes}")
    deal = Deal(sheet_of(both))
    asyncio.run(deal.refresh())
    assert deal.asked is not None
    asyncio.run(deal.ask_about(deal.asked.__class__("absence")))
    assert deal.asked.outcome == "absence"
    follow(deal, MARKET)
    assert deal.asked.outcome == "visit"
    follow(deal, MARKET.replace("outcomes: {visit: target.comes}\n", ""))
    assert deal.asked is None
    assert "names no outcome" in deal.trouble


def test_the_saved_model_is_compared_where_a_number_is_held() -> None:
    deal = Deal(sheet_of(MARKET))
    asyncio.run(deal.refresh())
    assert deal.menu is not None
    assert deal.written is None
    saved = deal.menu.chance
    deal.sheet.document.settings = {"preferences.target.paid": 1.0}
    asyncio.run(deal.refresh())
    assert deal.written == pytest.approx(saved, abs=1e-4)
    assert deal.menu.chance != pytest.approx(saved, abs=1e-3)
    assert model(MARKET).fingerprint == deal.sheet.model.fingerprint
