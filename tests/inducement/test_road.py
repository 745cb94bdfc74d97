"""The road: why each stays, who moves first, and what becomes of a deal that one side cannot leave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.inducement.exchange import EXCHANGE, MARKET, model

from detente.cases.load import load
from detente.errors import Unanswerable
from detente.evolution import road_to
from detente.forecast.staged import stage
from detente.inducement.inverse import goal
from detente.inducement.locks import locked
from detente.inducement.road import Road, road
from detente.inducement.standing import pulls, weighed
from detente.space import build
from detente.stability import verdicts


@pytest.fixture(scope="module")
def deal() -> Road:
    return road(model(EXCHANGE), "deal", stage)


def test_a_deal_needs_both_sides_to_be_able_to_leave(deal: Road) -> None:
    alone = {each.owners: each.chances["holding"] for each in deal.locks}
    free = next(each.chances["holding"] - each.change["holding"] for each in deal.locks)
    assert free > 0.4  # how high depends on which of several equilibria the iteration meets; the collapse does not
    assert alone["a",] < 0.05
    assert alone["b",] < 0.05


def test_the_deal_holds_because_others_would_answer(deal: Road) -> None:
    assert deal.rests
    assert deal.game.space.name(deal.goal) == "a.gives+b.pays"
    assert [each.stays for each in deal.there] == [True, True]
    assert ["nash" in each.concepts for each in deal.there] == [False, False]
    assert "Anna: tempted by not a.gives, but others would answer." in deal.sentences()


def test_who_moves_first_and_against_what(deal: Road) -> None:
    assert deal.path is not None
    assert deal.path.by == "moves"
    assert len(deal.path.moves) == 2
    assert deal.first in ("a", "b")
    assert deal.path.against == 2
    assert deal.play is not None
    assert deal.play.states[0] == deal.game.status_quo
    assert deal.play.states[-1] == deal.goal


def test_pulls_add_up_to_the_difference(deal: Road) -> None:
    for each in (*deal.there, *deal.today):
        assert each.by_worth is not None
        assert sum(pull for _, pull in each.pulls) == pytest.approx(each.by_worth)


def test_pulls_in_every_state_of_korea() -> None:
    korea = load("korea")
    game, scenario = (answer := road(korea, "talks")).game, answer.scenario
    assert game.worths is not None
    rng = np.random.default_rng(1)
    for actor in game.actors:
        for stay, go in rng.integers(0, game.size, (20, 2)).tolist():
            row = game.worths[game.actors.index(actor)]
            found = sum(pull for _, pull in pulls(korea, scenario, game, actor, stay, go))
            assert found == pytest.approx(row[stay] - row[go], abs=1e-9)


def test_soft_rules_are_weighed() -> None:
    paths = [path for path, _, _ in weighed(load("korea"), "rok")]
    assert "rules.no-pay-for-tests" in paths
    assert "preferences.rok.bill" in paths


@pytest.mark.parametrize("outcome", ["talks", "zone", "calm", "patron"])
def test_korea(outcome: str) -> None:
    korea = load("korea")
    answer = road(korea, outcome, given={"president": "trump"})
    game = answer.game
    inside = goal(korea, game, answer.scenario, outcome)
    resting = verdicts(game, concepts=("seq",)).equilibria("seq") & inside
    assert inside[answer.goal]
    assert answer.rests == bool(resting.any())
    if answer.path:
        shortest = road_to(game, np.arange(game.size) == answer.goal, answer.path.by).paths[0]
        assert len(answer.path.moves) == len(shortest.moves)
    assert len(answer.sentences()) >= 1 + len(game.actors)
    assert len(answer.table()) == len(game.actors)


def test_a_today_that_does_not_hold() -> None:
    market = model(MARKET)
    open_gate = replace(
        market, status_quo=(("target.comes", "no"), ("rich.pays", "no"), ("rich.waves", "no"), ("gate.opens", "yes"))
    )
    answer = road(open_gate, "visit", given={"mood": "fair"})
    said = "Today does not hold: not gate.opens would be a gain for Gate, and nobody would take it away."
    assert said in answer.sentences()
    assert answer.as_dict()["today"][2]["improves"]


def test_only_towards_the_outcome() -> None:
    exchange = model(EXCHANGE)
    changed = locked(exchange, {"a.gives": "yes"})
    assert [option.direction for option in changed.options] == ["forward", "both"]
    given = replace(exchange, status_quo=(("a.gives", "yes"), ("b.pays", "no")))
    assert locked(given, {"a.gives": "no"}).option("a.gives").direction == "backward"
    once = locked(changed, {"a.gives": "yes", "b.pays": "yes"})
    assert [option.direction for option in once.options] == ["forward", "forward"]


def test_an_outcome_that_holds_today() -> None:
    exchange = model(EXCHANGE)
    there = replace(exchange, status_quo=(("a.gives", "yes"), ("b.pays", "yes")))
    answer = road(there, "deal", stage)
    assert answer.sentences()[-1] == "The outcome holds today."
    assert answer.first is None
    assert answer.locks == ()


def test_no_way() -> None:
    exchange = model(EXCHANGE)
    stuck = replace(exchange, options=tuple(replace(option, direction="fixed") for option in exchange.options))
    answer = road(stuck, "deal")
    assert answer.sentences()[-1] == "No moves lead from today to the outcome."
    assert "Anna: no way to leave alone." in answer.sentences()


def test_a_model_without_a_today() -> None:
    with pytest.raises(Unanswerable, match="gives no status quo"):
        road(replace(model(EXCHANGE), status_quo=None), "deal")


def test_an_order_has_no_pulls() -> None:
    elmira = load("elmira")
    name = build(elmira).space.name(0)
    assert name
    answer = road(elmira, elmira.outcomes[0].id)
    assert all(each.by_worth is None and each.pulls == () for each in answer.there)
