"""Packages, inverse and road in one record."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.inducement.exchange import EXCHANGE, MARKET, model

from detente.errors import Unanswerable
from detente.forecast.staged import stage
from detente.inducement.induce import induce
from detente.model import Priorities, Statement
from detente.model.conditions import Is


def test_the_three_answers() -> None:
    heard: set[str] = set()
    answer = induce(model(MARKET), "visit", stage, progress=lambda part, done, whole: heard.add(part))
    assert answer.packages is not None
    assert answer.inverse is not None
    assert answer.road is not None
    assert answer.missing == ()
    assert not answer.stamp.partial
    assert "packages" in heard
    assert len(answer.table()) == len(answer.packages.front)
    record = json.loads(json.dumps(answer.as_dict()))
    assert set(record) >= {"packages", "inverse", "road", "missing", "outcome", "model", "settings"}


def test_what_is_missing_is_said() -> None:
    deal = Is("a.gives", "yes")
    answer = induce(replace(model(EXCHANGE), status_quo=None), deal, stage)
    assert answer.inverse is not None
    assert dict(answer.missing).keys() == {"packages", "road"}
    assert list(answer.table().index) == ["a", "b"]


def test_orders_of_priorities_have_an_inverse_too() -> None:
    exchange = model(EXCHANGE)
    order = Priorities((Statement(Is("b.pays", "yes"), "pay"), Statement(Is("a.gives", "no"), "keep")))
    answer = induce(replace(exchange, preferences=(("a", order), exchange.preferences[1])), "given", stage, up_to=1)
    assert answer.inverse is not None
    assert answer.inverse.total >= 0


def test_an_interrupt_leaves_the_parts_that_are_done() -> None:
    def stop(part: str, done: int, whole: int) -> None:
        if part == "packages" and done == 2:
            raise KeyboardInterrupt

    answer = induce(model(MARKET), "visit", stage, progress=stop)
    assert answer.stamp.partial
    assert answer.inverse is not None
    assert answer.packages is not None
    assert answer.packages.tried == 2


@pytest.mark.parametrize(
    ("outcome", "given", "said"),
    [("peace", {}, "there is no outcome peace"), ("visit", {"tide": "low"}, "there is no scenario variable tide")],
)
def test_names_that_are_not_there(outcome: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(Unanswerable, match=said):
        induce(model(MARKET), outcome, stage, given=given)
