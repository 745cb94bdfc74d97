"""One package at a time gives the numbers that it has among all packages."""

from __future__ import annotations

import pytest
from tests.inducement.exchange import MARKET, model

from detente.errors import Unanswerable
from detente.forecast.draw import draws
from detente.forecast.staged import stage
from detente.inducement.offers import SAME, Front
from detente.inducement.packages import packages
from detente.inducement.single import Bargain
from detente.model import Model


@pytest.fixture(scope="module")
def market() -> Model:
    return model(MARKET)


@pytest.fixture(scope="module")
def bargain(market: Model) -> Bargain:
    return Bargain(market, "visit", stage)


@pytest.fixture(scope="module")
def front(market: Model) -> Front:
    return packages(market, "visit", stage, up_to=1)


def test_every_single_package_has_the_numbers_of_the_search(bargain: Bargain, front: Front) -> None:
    assert front.offers
    for each in front.offers:
        found = bargain.offer(bargain.package(each.package.named, each.package.hold))
        assert found.package == each.package
        assert found.payers == each.payers
        assert dict(found.effects) == pytest.approx(dict(each.effects), abs=1e-4)
        assert dict(found.gains) == pytest.approx(dict(each.gains), abs=SAME)


def test_without_a_package_the_chances_are_those_of_the_search(bargain: Bargain, front: Front) -> None:
    assert dict(bargain.chances) == pytest.approx(dict(front.chances), abs=1e-4)
    assert bargain.target == front.target


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ((), "at least one commitment"),
        ((("target.comes", "yes"),), "cannot be committed here"),
        ((("rich.pays", "no"),), "cannot be committed here"),
        ((("rich.pays", "yes"), ("rich.pays", "yes")), "each option one value"),
    ],
)
def test_what_is_no_package_is_refused(bargain: Bargain, named: tuple[tuple[str, str], ...], said: str) -> None:
    with pytest.raises(Unanswerable, match=said):
        bargain.package(named, "for good")


def test_over_draws_there_is_a_band_and_a_share_who_go_along(market: Model, bargain: Bargain) -> None:
    told: list[tuple[int, int]] = []
    middle = bargain.offer(bargain.package((("rich.pays", "yes"),), "for good"))
    found, partial = bargain.over(middle, draws(market, 4, process=True), lambda *step: told.append(step))
    assert not partial
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert found.band is not None
    assert found.band[0] <= found.band[1]
    assert {actor for actor, _ in found.agreeing} == set(found.payers)
    assert middle.band is None


def test_a_package_that_helps_leaves_less_to_be_needed(bargain: Bargain) -> None:
    without = bargain.need(None, 0.9)
    helped = bargain.need(bargain.package((("rich.pays", "yes"),), "while kept"), 0.9)
    assert without is not None
    assert helped is not None
    assert helped < without
    assert bargain.need(None, 0.0) == 0.0
