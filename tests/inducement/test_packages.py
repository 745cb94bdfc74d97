"""Packages: what can be committed, what it does, who pays, and which packages no other one dominates."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from tests.inducement.exchange import EXCHANGE, MARKET, model

from detente.cases.load import load
from detente.errors import Unanswerable
from detente.forecast.draw import draws
from detente.forecast.staged import stage
from detente.inducement.commit import Closure, Package, bound, kept, their_part
from detente.inducement.offers import SAME, Front, Offer, pareto
from detente.inducement.packages import packages, sets
from detente.inducement.play import play
from detente.model import Model
from detente.model.conditions import And, Is, Not
from detente.space import build, enumerate_states

COMES = Is("target.comes", "yes")


@pytest.fixture(scope="module")
def market() -> Model:
    return model(MARKET)


@pytest.fixture(scope="module")
def everything(market: Model) -> Front:
    return packages(market, "visit", stage, up_to=3, exhaustive=True)


def offer(front: Front, named: dict[str, str], hold: str) -> Offer:
    return next(each for each in front.offers if dict(each.package.named) == named and each.package.hold == hold)


def test_what_the_target_does_of_the_outcome_cannot_be_committed(everything: Front) -> None:
    assert everything.target == "target"
    assert not any("target.comes" in dict(each.package.all) for each in everything.offers)


def test_what_rules_demand_is_committed_as_well(everything: Front) -> None:
    pays = offer(everything, {"rich.pays": "yes"}, "for good")
    assert dict(pays.package.needed) == {"gate.opens": "yes"}
    assert pays.payers == ("rich", "gate")
    assert everything.same > 0


def test_what_the_payers_cannot_commit_is_skipped_with_the_reason(market: Model) -> None:
    front = packages(market, "visit", stage, payers=["rich"], up_to=1)
    skipped = {(package.named, package.hold): why for package, why in front.skipped}
    assert skipped[(("rich.pays", "yes"),), "for good"] == (
        "it needs gate.opens = yes of gate, which the payers cannot commit"
    )


def test_effects_and_gains_are_differences(market: Model, everything: Front) -> None:
    without = play(stage(market), COMES)
    for each in everything.offers[::5]:
        found = play(stage(bound(market, each.package, COMES)), COMES)
        for measure, effect in each.effects:
            assert effect == pytest.approx(found.chances[measure] - without.chances[measure], abs=1e-4)
        gains = dict(zip([actor.id for actor in market.actors], found.prospects - without.prospects, strict=True))
        assert dict(each.gains) == pytest.approx(gains, abs=1e-3)


@pytest.mark.parametrize("hold", ["for good", "while kept"])
def test_a_flag_that_nobody_cares_for_is_free_and_does_nothing(everything: Front, hold: str) -> None:
    flag = offer(everything, {"rich.waves": "yes"}, hold)
    assert abs(flag.effect("holding")) < 1e-3
    assert flag.cost("rich") < 1e-3


def test_only_payers_pay(everything: Front) -> None:
    for each in everything.offers:
        assert all(each.cost(actor) == 0.0 for actor, _ in each.gains if actor not in each.payers)
        assert each.agreed == all(gain >= -SAME for actor, gain in each.gains if actor in each.payers)


def dominates(one: Offer, other: Offer, measure: str) -> bool:
    mine, yours = (
        [round(x / SAME) for x in (-each.effect(measure), *(each.cost(actor) for actor, _ in each.gains))]
        for each in (one, other)
    )
    return mine != yours and all(x <= y for x, y in zip(mine, yours, strict=True))


@pytest.mark.parametrize("measure", ["reached", "holding", "in_place"])
def test_the_front(everything: Front, measure: str) -> None:
    front = pareto(everything.offers, measure)
    assert front
    for one, other in product(front, front):
        assert not dominates(one, other, measure)
    useful = [each for each in everything.offers if each.effect(measure) > SAME]
    for each in useful:
        assert each in front or any(dominates(one, each, measure) or smaller(one, each, measure) for one in front)
    assert front[0].effect(measure) == pytest.approx(max(each.effect(measure) for each in useful), abs=SAME)


def smaller(one: Offer, other: Offer, measure: str) -> bool:
    """Whether two come to the same and the first needs no more commitments."""
    return not dominates(other, one, measure) and len(one.package.all) <= len(other.package.all)


def test_a_front_that_is_not_kept_clean_is_seen(everything: Front) -> None:
    planted = [*everything.front, *everything.offers]
    assert any(dominates(one, other, "holding") for one, other in product(planted, planted))


def test_a_total_leaves_fewer(everything: Front) -> None:
    total = pareto(everything.offers, "holding", "total")
    assert {id(each) for each in total} <= {id(each) for each in everything.front}


def test_larger_sets_are_grown_from_the_front(market: Model, everything: Front) -> None:
    grown = packages(market, "visit", stage, up_to=3)
    assert grown.menu < everything.menu
    assert {each.package for each in grown.offers} <= {each.package for each in everything.offers}
    assert grown.best is not None
    assert everything.best is not None
    assert grown.best.effect("holding") == pytest.approx(everything.best.effect("holding"), abs=1e-4)
    assert "grown from the front" in grown.as_dict()["settings"]["sets"]
    assert everything.as_dict()["settings"]["sets"] == "all"


def test_bands_over_draws(market: Model) -> None:
    front = packages(market, "visit", stage, up_to=1, draws=draws(market, 8, process=True))
    assert front.front
    for each in front.front:
        assert each.band is not None
        assert each.band[0] <= each.band[1]
        assert set(dict(each.agreeing)) == set(each.payers)
        assert all(0 <= share <= 1 for _, share in each.agreeing)
    assert len(front.table()) == len(front.front)


def test_an_interrupt_leaves_what_is_done(market: Model) -> None:
    def stop(done: int, whole: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    front = packages(market, "visit", stage, up_to=1, progress=stop)
    assert front.stamp.partial
    assert front.tried == 3 < front.menu


def test_no_option_twice(market: Model) -> None:
    menu = [("a.x", "low"), ("a.x", "high"), ("b.y", "yes")]
    assert list(sets(menu, 2)) == [(menu[0], menu[2]), (menu[1], menu[2])]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"outcome": "peace"}, "there is no outcome peace; there are: visit"),
        ({"measure": "joy"}, "there is no measure joy"),
        ({"payers": ["moon"]}, "there is no actor moon"),
        ({"target": "moon"}, "there is no actor moon"),
        ({"given": {"mood": "sour"}}, "mood has no value sour; it has fair, foul"),
        ({"given": {"tide": "low"}}, "there is no scenario variable tide"),
        ({"outcome": And((COMES, Is("rich.pays", "yes")))}, "options of rich, target; say whom it asks to move"),
    ],
)
def test_what_cannot_be_asked(market: Model, change: dict[str, object], said: str) -> None:
    asked = {"outcome": "visit", **change}
    with pytest.raises(Unanswerable, match=said):
        packages(market, stage=stage, **asked)  # type: ignore[arg-type]


def test_a_model_without_a_today(market: Model) -> None:
    with pytest.raises(Unanswerable, match="options and a status quo"):
        packages(replace(market, status_quo=None), "visit", stage)


def test_the_part_of_the_target() -> None:
    exchange = model(EXCHANGE)
    deal = exchange.outcome("deal").condition
    assert their_part(deal, "a", exchange) == Is("a.gives", "yes")
    assert their_part(Not(deal), "a", exchange) == Not(deal)


def test_kept_binds_the_payer_only_while_the_part_holds(market: Model) -> None:
    changed = kept(market, (("rich.pays", "yes"), ("gate.opens", "yes")), COMES)
    game = build(changed, (("mood", "fair"),))
    states = {tuple(game.space.values(s)[k] for k in (0, 1, 3)) for s in range(game.size)}
    assert states == {("no", "no", "no"), ("no", "no", "yes"), ("no", "yes", "yes"), ("yes", "yes", "yes")}
    here = game.status_quo
    assert game.arcs is not None
    ends = [game.space.values(int(t)) for t in game.arcs[game.actors.index("target")].of(here)]
    assert ends == [("yes", "yes", "no", "yes")]


def test_kept_needs_what_the_part_does_not_need_anyway() -> None:
    korea = load("korea")
    space = enumerate_states(korea, [tuple((v.id, v.values[-1]) for v in korea.scenario)])
    closure = Closure(korea, space, Is("dprk.talks", "yes"))
    assert closure.needs((("rok.kaesong", "yes"),), "while kept") == (("usa.kaesong", "yes"),)
    assert closure.needs((("rok.kaesong", "yes"), ("dprk.test", "no")), "for good") == (("usa.kaesong", "yes"),)
    assert closure.needs((("usa.kaesong", "no"), ("rok.kaesong", "yes")), "for good") is None


def test_a_part_that_holds_today_is_paid_for_at_once(market: Model) -> None:
    there = replace(market, status_quo=tuple({**dict(market.status_quo or ()), "target.comes": "yes"}.items()))
    today = dict(kept(there, (("rich.waves", "yes"),), COMES).status_quo or ())
    assert today["rich.waves"] == "yes"
    with pytest.raises(Unanswerable, match=r"keeping rich\.pays breaks a rule today"):
        kept(there, (("rich.pays", "yes"),), COMES)


def test_a_package_in_words() -> None:
    package = Package((("usa.status", "tolerates"), ("rok.kaesong", "yes")), (("usa.kaesong", "yes"),), "while kept")
    assert package.words() == "usa.status = tolerates, rok.kaesong (needs usa.kaesong), while kept"


def test_korea() -> None:
    korea = load("korea")
    front = packages(
        korea, "talks", stage, payers=["usa", "rok"], up_to=1, given={"president": "trump", "seoul": "progressive"}
    )
    assert front.target == "dprk"
    assert front.best is not None
    assert front.best.effect("holding") > 0.05
    pays = offer(front, {"rok.kaesong": "yes"}, "while kept")
    assert dict(pays.package.needed) == {"usa.kaesong": "yes"}
    assert front.as_dict()["front"][0]["effects"]["holding"] == front.best.effect("holding")
