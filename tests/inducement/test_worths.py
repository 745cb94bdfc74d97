"""How much more would it take: thresholds found again by changing the model itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.inducement.exchange import EXCHANGE, MARKET, model

from detente.errors import Unanswerable
from detente.forecast.staged import stage
from detente.inducement.play import play
from detente.inducement.worths import EXACT, EXTRA, MOST, Worths, varied_worths, with_extra, worths
from detente.model import Model, Want, Wants
from detente.model.conditions import Is
from detente.model.quantities import fixed

COMES = Is("target.comes", "yes")
MODEL = model(MARKET)
LEVEL = 0.4


@pytest.fixture(scope="module")
def answer() -> Worths:
    return worths(MODEL, "visit", stage, LEVEL)


def chance(changed: Model, drawn: dict[str, float] | None = None) -> float:
    return play(stage(changed), COMES, drawn).chances["holding"]


def with_worth(path: str, worth: float) -> Model:
    """The model with one want's worth replaced."""
    _, actor, name = path.split(".")

    def turned(want: Want) -> Want:
        return replace(want, worth=fixed(worth)) if want.id == name else want

    preferences = tuple(
        (who, Wants(tuple(turned(want) for want in each.wants)) if who == actor and isinstance(each, Wants) else each)
        for who, each in MODEL.preferences
    )
    return replace(MODEL, preferences=preferences)


def test_nothing_added_changes_nothing() -> None:
    assert chance(with_extra(MODEL, COMES, "target"), {f"rules.{EXTRA}": 0.0}) == pytest.approx(chance(MODEL), abs=1e-9)


def test_the_need_is_a_threshold(answer: Worths) -> None:
    assert answer.chance < LEVEL
    assert answer.need is not None
    wants = dict(MODEL.preferences)["target"]
    assert isinstance(wants, Wants)

    def rewarded(x: float) -> Model:
        more = Wants((*wants.wants, Want(COMES, fixed(x), id="more")))
        kept = tuple((who, more if who == "target" else each) for who, each in MODEL.preferences)
        return replace(MODEL, preferences=kept)

    assert chance(rewarded(answer.need + 1e-3)) >= LEVEL
    assert chance(rewarded(answer.need - 2 * EXACT)) < LEVEL


def test_single_changes_are_thresholds(answer: Worths) -> None:
    assert answer.single
    changes = [abs(each.change) for each in answer.single]
    assert changes == sorted(changes)
    for each in answer.single:
        way = 1 if each.change > 0 else -1
        assert chance(with_worth(each.path, each.before + each.change + way * 1e-3)) >= LEVEL
        assert chance(with_worth(each.path, each.before + each.change - way * 2 * EXACT)) < LEVEL


def test_together_takes_less_than_any_alone(answer: Worths) -> None:
    assert answer.together is not None
    step, ways = answer.together
    assert 0 < step < abs(answer.single[0].change)
    middles = {each.path: each.quantity.middle for each in varied_worths(MODEL) if each.quantity}
    there = {path: middles[path] + way * (step + 1e-3) for path, way in ways}
    assert chance(MODEL, there) >= LEVEL


def test_what_is_reached_already_needs_nothing() -> None:
    answer = worths(MODEL, "visit", stage, 0.001)
    assert answer.need == 0.0
    assert all(each.change == 0.0 for each in answer.single)


def test_what_cannot_be_reached_is_said() -> None:
    answer = worths(MODEL, "visit", stage, 1.0, actors=["gate"])
    assert answer.need is None
    assert answer.single == ()
    assert answer.as_dict()["together"]["by"] is None


def test_only_some_actors() -> None:
    assert {each.path.split(".")[1] for each in varied_worths(MODEL, ["rich"])} == {"rich"}


def test_an_interrupt_leaves_what_is_done() -> None:
    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    answer = worths(MODEL, "visit", stage, LEVEL, progress=stop)
    assert answer.stamp.partial
    assert answer.need is not None
    assert answer.together is None


def test_unknown_measure() -> None:
    with pytest.raises(Unanswerable, match="there is no measure joy"):
        worths(MODEL, "visit", stage, measure="joy")


def test_a_want_that_would_have_to_turn_round_is_marked(answer: Worths) -> None:
    for each in answer.as_dict()["single"]:
        assert each["turns_round"] == (each["from"] * each["to"] < 0)
        assert abs(each["to"] - each["from"]) <= MOST


def test_an_exchange_that_waits_for_nothing() -> None:
    exchange = model(EXCHANGE)
    assert play(stage(exchange), exchange.outcome("deal").condition).chances["holding"] > 0.4
