"""Every system of the Korean case moves the answer: without it, or with it turned, other states rest.

One lever for each row. A verdict is compared before and after: the set of states that rest for all (SEQ), in the world
and reading in which the row matters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from detente.cases import path
from detente.language.read import read
from detente.model import Model, Wants
from detente.model.circumstances import given, hold
from detente.model.scenario import joint
from detente.space import build
from detente.stability import verdicts

Change = Callable[[Model], Model]
WORLD = {"president": "trump", "process": "top_down", "seoul": "conservative", "pact": "yes"}
PROGRESSIVE = {**WORLD, "seoul": "progressive"}
PACKAGE = (("usa.offer", "yes"), ("usa.kaesong", "yes"), ("usa.origin", "yes"))


def without(actor: str, *wants: str) -> Change:
    """The model with some of an actor's wants dropped."""

    def change(model: Model) -> Model:
        held = model.preference(actor)
        assert isinstance(held, Wants)
        assert set(wants) <= {want.id for want in held.wants}
        kept = Wants(tuple(want for want in held.wants if want.id not in wants))
        return replace(model, preferences=tuple((a, kept if a == actor else p) for a, p in model.preferences))

    return change


def turned(variable: str, value: str) -> Change:
    """The model with a scenario variable taken to have another value."""
    return lambda model: given(model, ((variable, value),))


def unpaid(soft_rule: str) -> Change:
    """The model without one of its soft rules."""
    return lambda model: replace(model, soft_rules=tuple(r for r in model.soft_rules if r.id != soft_rule))


def unforced(consequence: str) -> Change:
    """The model without one of its forced consequences."""
    return lambda model: replace(model, consequences=tuple(c for c in model.consequences if c.id != consequence))


LEVERS: dict[str, tuple[str, dict[str, str], Change]] = {
    "L2 rapport": ("lin", WORLD, without("dprk", "rapport")),
    "L2 lesson": ("choi", PROGRESSIVE, without("dprk", "lesson")),
    "L3 style": ("lin", WORLD, turned("style", "principled")),
    "L4 process": ("lin", WORLD, turned("process", "bottom_up")),
    "L5 acceptance": ("lin", WORLD, without("dprk", "talks-on-disarming")),
    "L5 recognition": ("", WORLD, without("dprk", "recognised-beside-pact")),
    "L6 America first": ("", WORLD, without("dprk", "less-need-of-america")),
    "L7 third countries": ("", WORLD, turned("third", "idle")),
    "L8 president": ("lin", WORLD, turned("president", "harris")),
    "C1 refusal": ("choi", WORLD, without("dprk", "used-up")),
    "C2 pact": ("choi", WORLD, turned("pact", "no")),
    "C2 troops": ("choi", WORLD, without("russia", "soldiers", "bargain")),
    "C3 tests": ("choi", WORLD, without("dprk", "arsenal")),
    "C4 economy": ("choi", PROGRESSIVE, without("dprk", "wages", "new-chapter")),
    "C5 reward": ("choi", WORLD, without("rok", "no-reward")),
    "C5 Seoul": ("choi", WORLD, turned("seoul", "progressive")),
    "C6 expulsion": ("choi", WORLD, unforced("expelled-by-seoul")),
    "C6 tests": ("", PROGRESSIVE, unpaid("no-pay-for-tests")),
    "C7 origin": ("choi", PROGRESSIVE, without("firms", "tariffs")),
    "C8 chapter": ("choi", PROGRESSIVE, without("dprk", "new-chapter")),
}


@cache
def korea(reading: str) -> Model:
    return read(path("korea").read_text(encoding="utf-8"), "korea").reading(reading)


def resting(model: Model, world: dict[str, str]) -> frozenset[str]:
    """The names of the states that rest for all (SEQ)."""
    found = given(model, tuple(world.items()))
    game = build(found, next(assignment for assignment, _ in joint(found.scenario)))
    mask = verdicts(game).equilibria("seq")
    return frozenset(game.space.name(state) for state in range(game.size) if mask[state])


@cache
def before(reading: str, world: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return resting(korea(reading), dict(world))


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_moves_where_play_can_rest(lever: str) -> None:
    reading, world, change = LEVERS[lever]
    changed = change(given(korea(reading), tuple(world.items())))
    turned_world = {name: value for name, value in world.items() if changed_value(changed, name) == value}
    assert resting(changed, turned_world) != before(reading, tuple(world.items()))


def changed_value(model: Model, name: str) -> str:
    """The value that a variable has for certain."""
    return dict(next(assignment for assignment, _ in joint(model.scenario)))[name]


def test_no_change_moves_nothing() -> None:
    assert resting(without("dprk")(korea("lin")), WORLD) == before("lin", tuple(WORLD.items()))


def test_the_news_moves_the_odds() -> None:
    """L1: the chance of Trump after the shooting, after the withdrawal, and before both."""

    def trump(race: str) -> float:
        model = given(korea(""), (("race", race),))
        return sum(chance for world, chance in joint(model.scenario) if dict(world)["president"] == "trump")

    assert trump("quiet") < trump("shooting")
    assert trump("withdrawal") < trump("shooting")


def test_the_package_makes_talks_rest_only_where_seoul_pays() -> None:
    """C8: with the package held, states with talks rest in Choi's reading under a progressive president in Seoul."""

    def talks(world: dict[str, str]) -> int:
        certain = given(korea("choi"), tuple(world.items()))
        return sum("dprk.talks" in name for name in resting(hold(certain, PACKAGE), world))

    assert talks(WORLD) == 0
    assert talks(PROGRESSIVE) > 0
