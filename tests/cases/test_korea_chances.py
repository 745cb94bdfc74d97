"""Every system that the two commentaries speak of moves a chance, at the middle of everything uncertain.

One test per row of the table in docs/explanation/korea.md: the row's own assumption is changed or asked away, and some
chance within the horizon (or what the actor can expect) must change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from detente.cases.load import load
from detente.errors import DetenteError
from detente.forecast.questions import Question, ask
from detente.model import Model, Wants
from detente.model.claims import Circumstances, Values

MOVED = 0.004
"""A chance that has changed by more than this has moved."""

Change = Callable[[Model], Model]


@cache
def reading(name: str) -> Model:
    return load("korea").reading(name).base


def chances(model: Model, given: Values = (), commit: Values = ()) -> dict[str, float]:
    """Reached and in place for every outcome, by the horizon."""
    around = Circumstances(tuple(sorted(given)), tuple(sorted(commit)))
    questions = {
        (outcome.id, measure): Question(around, outcome.condition, measure)
        for outcome in model.outcomes
        for measure in ("reached", "in_place")
    }
    answers, _ = ask(model, questions.values(), lambda _: [{}])
    found = {}
    for (outcome, measure), question in questions.items():
        answer = answers[question]
        assert not isinstance(answer, DetenteError), answer
        found[f"{outcome} {measure}"] = float(answer[0])
    return found


def without_wants(*ids: str) -> Change:
    def change(model: Model) -> Model:
        left = []
        for actor, preference in model.preferences:
            assert isinstance(preference, Wants)
            left.append((actor, Wants(tuple(each for each in preference.wants if each.id not in ids))))
        before = sum(len(each.wants) for _, each in model.preferences if isinstance(each, Wants))
        assert before - sum(len(each.wants) for _, each in left) == len(ids)
        return replace(model, preferences=tuple(left))

    return change


def without_rules(*ids: str) -> Change:
    def change(model: Model) -> Model:
        kept = tuple(rule for rule in model.rules if rule.id not in ids)
        soft = tuple(rule for rule in model.soft_rules if rule.id not in ids)
        forced = tuple(each for each in model.consequences if each.id not in ids)
        before = len(model.rules) + len(model.soft_rules) + len(model.consequences)
        assert before - len(kept) - len(soft) - len(forced) == len(ids)
        return replace(model, rules=kept, soft_rules=soft, consequences=forced)

    return change


TRUMP = (("president", "trump"),)
TOP_DOWN = (*TRUMP, ("process", "top_down"))


def moved(one: dict[str, float], other: dict[str, float], outcomes: Iterable[str]) -> float:
    return max(abs(one[key] - other[key]) for key in one if key.split()[0] in outcomes)


@pytest.mark.parametrize(
    ("name", "first", "second", "outcomes"),
    [
        pytest.param("", (("race", "shooting"),), (("race", "withdrawal"),), ["talks"], id="L1 the race"),
        pytest.param("lin", (*TRUMP, ("style", "principled")), TRUMP, ["talks"], id="L3 principle"),
        pytest.param("lin", (*TRUMP, ("process", "bottom_up")), TOP_DOWN, ["talks"], id="L4 leaders first"),
        pytest.param("", (*TRUMP, ("third", "idle")), TRUMP, ["talks"], id="L7 third countries"),
        pytest.param("choi", (*TRUMP, ("pact", "no")), TRUMP, ["talks", "patron"], id="C2 the pact"),
        pytest.param("choi", (*TRUMP, ("seoul", "progressive")), TRUMP, ["zone"], id="C5 Seoul"),
    ],
)
def test_a_scenario_variable_moves_a_chance(name: str, first: Values, second: Values, outcomes: list[str]) -> None:
    model = reading(name)
    assert moved(chances(model, first), chances(model, second), outcomes) > MOVED


@pytest.mark.parametrize(
    ("name", "change", "given", "outcomes"),
    [
        pytest.param("lin", without_wants("rapport"), TRUMP, ["talks"], id="L2 rapport"),
        pytest.param("lin", without_wants("lesson"), TRUMP, ["calm"], id="L2 the lesson"),
        pytest.param("lin", without_wants("talks-on-disarming"), TRUMP, ["talks"], id="L5 the aim"),
        pytest.param("lin", without_wants("recognised-beside-pact"), TOP_DOWN, ["accepted"], id="L5 recognition"),
        pytest.param("choi", without_wants("less-need-of-america"), TRUMP, ["talks"], id="L6 America first"),
        pytest.param("choi", without_wants("used-up"), TRUMP, ["talks"], id="C1 refusal"),
        pytest.param("choi", without_wants("arsenal"), TRUMP, ["calm"], id="C3 tests go on"),
        pytest.param("choi", without_wants("new-chapter"), TRUMP, ["talks"], id="C4 the economy"),
        pytest.param("choi", without_rules("green-light", "light-turns-red"), (), ["zone"], id="C5 the green light"),
        pytest.param("", without_rules("no-pay-for-tests"), TRUMP, ["zone"], id="C6 pay and tests"),
        pytest.param("choi", without_rules("seoul-first", "expelled-by-seoul"), (), ["zone"], id="C6 Seoul first"),
        pytest.param("choi", without_wants("tariffs"), TRUMP, ["zone"], id="C7 the origin rule"),
    ],
)
def test_an_assumption_moves_a_chance(name: str, change: Change, given: Values, outcomes: list[str]) -> None:
    model = reading(name)
    assert moved(chances(model, given), chances(change(model), given), outcomes) > MOVED


def test_kim_can_expect_more_with_trump() -> None:
    model = reading("lin")
    actor = [each.id for each in model.actors].index("dprk")
    questions = [Question(Circumstances(given=(("president", name),))) for name in ("trump", "harris")]
    answers, _ = ask(model, questions, lambda _: [{}])
    trump, harris = (np.asarray(answers[question])[0, actor] for question in questions)
    assert trump > harris + 0.1


def test_the_package_moves_talks() -> None:
    package = (("usa.kaesong", "yes"), ("usa.offer", "yes"), ("usa.origin", "yes"))
    model = reading("choi")
    assert chances(model, TRUMP, package)["talks in_place"] > chances(model, TRUMP)["talks in_place"] + MOVED


def test_what_nobody_speaks_of_moves_nothing() -> None:
    model = reading("lin")
    same = replace(model, notes=("nothing",))
    assert moved(chances(model, TRUMP), chances(same, TRUMP), [each.id for each in model.outcomes]) == 0.0
