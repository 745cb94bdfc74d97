"""What the offers page is told agrees with what ``induce`` says of the same model."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from tests.inducement.exchange import EXCHANGE, MARKET, model

from detente.cases.load import load
from detente.errors import Unanswerable
from detente.forecast.predict import predict
from detente.inducement.induce import induce
from detente.model import Model
from detente.workbench.bargains import Bid, Question
from detente.workbench.tasks.offers import front, menu, need, price, spread, wanted, way

VISIT = Question("visit")
PAID = (("rich.pays", "yes"),)


def tell(done: int, whole: int, stage: str = "") -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def market() -> Model:
    return model(MARKET)


@pytest.fixture(scope="module")
def record(market: Model) -> dict[str, Any]:
    return induce(market, "visit", up_to=2).as_dict()


def test_the_menu_has_the_chance_of_the_record_and_the_floor_of_the_forecast(
    market: Model, record: dict[str, Any]
) -> None:
    found = menu(tell, market, VISIT)
    assert found.target == record["packages"]["target"]
    assert found.chance == pytest.approx(record["packages"]["without"]["chances"]["holding"], abs=1e-4)
    forecast = predict(market, "visit", draws=2).outcomes[0]
    assert found.floor == pytest.approx(forecast.holding.floor[-1], abs=1e-6)
    assert {each.commitment for each in found.tickets} == {
        ("rich.pays", "yes"), ("rich.waves", "yes"), ("gate.opens", "yes"),
    }  # fmt: skip
    assert found.until == "within 36 months"


def test_the_measure_that_is_asked_is_the_one_that_is_told(market: Model) -> None:
    without = induce(market, "visit", up_to=1, measure="reached").as_dict()["packages"]["without"]["chances"]
    for measure in ("reached", "holding", "in_place"):
        asked = Question("visit", measure=measure)
        assert menu(tell, market, asked).chance == pytest.approx(without[measure], abs=1e-4)


def test_the_front_is_that_of_the_record(market: Model, record: dict[str, Any]) -> None:
    steps: list[tuple[int, int]] = []
    found = front(lambda done, whole: steps.append((done, whole)), market, VISIT, 2)
    rows = [found.bids[place] for place in found.front]
    wanted_rows = record["packages"]["front"]
    assert [dict(each.named) for each in rows] == [each["commit"] for each in wanted_rows]
    assert [each.hold for each in rows] == [each["hold"] for each in wanted_rows]
    for bid, row in zip(rows, wanted_rows, strict=True):
        _same(bid, row)
    assert len(found.bids) == record["packages"]["worked_out"]
    assert steps[-1][0] == steps[-1][1] == record["packages"]["tried"]
    assert not found.partial


def test_a_payer_that_gains_goes_along() -> None:
    exchange = model(EXCHANGE)
    found = front(tell, exchange, Question("given"), 1)
    rows = [found.bids[place] for place in found.front]
    wanted_rows = induce(exchange, "given", up_to=1).as_dict()["packages"]["front"]
    assert any(each["agreed"] for each in wanted_rows)
    for bid, row in zip(rows, wanted_rows, strict=True):
        _same(bid, row)


def _same(bid: Bid, row: dict[str, Any]) -> None:
    assert dict(bid.needed) == row["needs"]
    assert bid.effect == pytest.approx(row["effects"]["holding"], abs=1e-4)
    assert bid.chance == pytest.approx(row["chances"]["holding"], abs=1e-4)
    assert {each.id: each.goes_along for each in bid.payers} == {
        actor: each["goes_along"] for actor, each in row["payers"].items()
    }
    gains = {each.id: each.gain for each in (*bid.payers, *bid.others)}
    assert gains == pytest.approx(row["gains"], abs=1e-3)
    assert bid.agreed == row["agreed"]
    assert bid.cost == pytest.approx(max(each["cost"] for each in row["payers"].values()), abs=1e-3)


def test_one_package_has_the_numbers_of_the_front(market: Model) -> None:
    found = front(tell, market, VISIT, 1)
    for bid in found.bids:
        single = price(tell, market, VISIT, bid.named, bid.hold).bid
        assert single is not None
        assert single.effect == pytest.approx(bid.effect, abs=1e-4)
        assert (single.words, single.needed, single.agreed) == (bid.words, bid.needed, bid.agreed)


def test_an_interrupt_leaves_the_packages_that_are_done(market: Model) -> None:
    def stop(done: int, whole: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    found = front(stop, market, VISIT, 2)
    assert found.partial
    assert 0 < len(found.bids) <= 3


def test_what_cannot_be_committed_is_said(market: Model) -> None:
    found = price(tell, market, VISIT, (("target.comes", "yes"),), "for good")
    assert found.bid is None
    assert "cannot be committed" in found.trouble


def test_over_draws_there_is_a_band(market: Model) -> None:
    found = spread(tell, market, VISIT, PAID, "while kept", 4).bid
    assert found is not None
    assert found.draws == 4
    assert found.band is not None
    assert found.band[0] <= found.band[1]
    assert all(each.share is not None for each in found.payers)


def test_what_the_target_needs_is_the_need_of_the_record(market: Model) -> None:
    wanted_need = induce(market, "visit", up_to=1, lift=0.8).as_dict()["worths"]["need"]
    found = need(tell, market, VISIT, (), "for good", 0.8)
    assert found.extra == pytest.approx(wanted_need, abs=0.02)
    assert found.target == "Target"
    paid = need(tell, market, VISIT, PAID, "while kept", 0.8)
    assert paid.extra is not None
    assert found.extra is not None
    assert paid.extra < found.extra


def test_what_the_parties_would_have_to_want_is_what_the_record_says(market: Model) -> None:
    chicken = load("chicken").base
    says = induce(chicken, "compromise", up_to=1).as_dict()["inverse"]["says"]
    assert len(says) == 2
    assert list(wanted(tell, chicken, Question("compromise")).sentences) == [f"{each}." for each in says]
    assert wanted(tell, market, VISIT).sentences == ("It rests as things are.",)


def test_the_road_says_what_the_record_says(market: Model, record: dict[str, Any]) -> None:
    found = way(tell, market, VISIT)
    assert list(found.sentences) == record["road"]["says"]
    assert [table.id for table in found.tables][-2:] == ["standing", "locks"]


def test_an_outcome_of_several_actors_asks_whom_to_move() -> None:
    shared = model(MARKET.replace("{visit: target.comes}", "{visit: target.comes and rich.pays}"))
    with pytest.raises(Unanswerable, match="say whom it asks to move"):
        menu(tell, shared, VISIT)
    assert menu(tell, shared, Question("visit", "target")).target == "target"
    assert menu(tell, shared, Question("visit", "rich")).target == "rich"


def test_answers_can_be_sent_between_processes(market: Model) -> None:
    found = front(tell, market, VISIT, 1)
    assert pickle.loads(pickle.dumps(found)) == found
    assert b"numpy" not in pickle.dumps((found, menu(tell, market, VISIT)))


def test_the_front_has_bands_when_draws_are_asked_for(market: Model) -> None:
    plain, banded = front(tell, market, VISIT, 1), front(tell, market, VISIT, 1, 4)
    assert plain.front == banded.front
    assert plain.listed == tuple(plain.bids[place] for place in plain.front)
    for bid, known in zip(banded.listed, plain.listed, strict=True):
        assert bid.words == known.words
        assert bid.draws == 4
        assert bid.band is not None
        assert bid.band[0] <= bid.band[1]
        single = spread(tell, market, VISIT, bid.named, bid.hold, 4).bid
        assert single is not None
        assert single.band == pytest.approx(bid.band, abs=1e-6)
