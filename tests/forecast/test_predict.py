"""Forecasts against formulas, and against what must not matter."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad
from tests.forecast.models import FORESIGHT, HEAD, PRECISION, TEMPO, choice, holding, one_option, reached

from detente.errors import Unanswerable
from detente.forecast import staged
from detente.forecast.draw import draws
from detente.forecast.predict import grid, predict
from detente.forecast.workers import run_all
from detente.language import read
from detente.model import Model

NEAR = {"abs": 1e-4}


def test_one_option_follows_its_formula() -> None:
    found = predict(one_option("1"), dates=[0.0, 0.5, 2.0], workers=1)
    taken = found["taken"]
    assert taken.reached.mean == pytest.approx((0.0, reached(1, 0.5), reached(1, 2)), **NEAR)
    assert taken.holding.mean == pytest.approx((0.0, holding(1, 0.5), holding(1, 2)), **NEAR)
    share = choice(1) * (1 - (1 - math.exp(-2 * TEMPO)) / (2 * TEMPO))
    passed = 1 - (1 - math.exp(-2 * TEMPO * choice(1))) / (2 * TEMPO * choice(1))
    assert taken.in_place.last == pytest.approx(share, **NEAR)
    assert taken.curves["lasting"].last == pytest.approx(share / passed, abs=1e-4)
    assert math.isnan(taken.curves["lasting"].mean[0])
    assert found["left"].reached.mean == pytest.approx((1.0, 1.0, 1.0))
    assert found.draws == 1
    assert taken.reached.low == taken.reached.high == taken.reached.mean


def test_baselines_stand_beside_a_chance() -> None:
    found = predict(one_option("1"), "taken", dates=[2.0], workers=1)
    taken = found["taken"]
    assert taken.reached.floor == pytest.approx((1 - math.exp(-TEMPO),), **NEAR)
    assert taken.in_place.floor == pytest.approx((0.5 * (1 - (1 - math.exp(-2 * TEMPO)) / (2 * TEMPO)),), **NEAR)
    assert (taken.today, taken.base_rate) == (False, 0.3)
    assert predict(one_option("1"), "left", dates=[2.0], workers=1)["left"].today


def test_mean_and_band_over_one_uncertain_number() -> None:
    model = one_option("0..4")
    found = predict(model, "taken", draws=64, dates=[2.0], workers=1)["taken"].reached
    drawn = [draw["preferences.a.have"] for draw in draws(model, 64, process=True)]
    each = np.array([reached(worth, 2.0) for worth in drawn])
    assert found.last == pytest.approx(each.mean(), **NEAR)
    assert (found.low[0], found.high[0]) == pytest.approx(tuple(np.quantile(each, (0.1, 0.9))), abs=1e-4)
    assert found.last == pytest.approx(quad(lambda worth: reached(worth, 2.0) / 4, 0, 4)[0], abs=0.005)
    assert (found.low[0], found.high[0]) == pytest.approx((reached(0.4, 2), reached(3.6, 2)), abs=0.01)


DATED = "scenario: {fair: {until: 2024-07-01, is: no, then: {yes: 0.7, no: 0.3}}}\n"


def dated_chance(worth: float, years: float) -> float:
    """x is worth nothing until fair weather may come; then ``worth`` if it came. With d the difference of annuities,
    backwards in time d' = -(r + L) d until the change."""
    rho, cut = 1 / FORESIGHT, 182 / 365.25
    after = rho * worth / (rho + TEMPO)

    def chosen(left: float) -> float:
        return 1 / (1 + math.exp(-PRECISION * 0.7 * after * math.exp(-(rho + TEMPO) * left)))

    stayed = math.exp(-TEMPO * quad(lambda time: chosen(cut - time), 0, cut)[0])
    mixed = 0.7 * math.exp(-TEMPO * choice(worth) * (years - cut)) + 0.3 * math.exp(-TEMPO * 0.5 * (years - cut))
    return 1 - stayed * mixed


def dated_model(worth: str = "3") -> Model:
    return read(HEAD + DATED + f"preferences: {{a: [{{id: have, wants: a.x and fair, worth: {worth}}}]}}\n")


def test_before_a_dated_change_everybody_knows_what_may_come() -> None:
    found = predict(dated_model(), "taken", dates=[0.25, 2.0], workers=1)["taken"]
    assert found.reached.last == pytest.approx(dated_chance(3.0, 2.0), abs=1e-4)
    assert found.reached.floor[-1] == pytest.approx(1 - math.exp(-TEMPO), **NEAR)
    parts = {dict(part.world)["fair"]: part for part in found.parts}
    assert {name: part.probability for name, part in parts.items()} == pytest.approx({"yes": 0.7, "no": 0.3})
    assert parts["yes"].curves["reached"].last > parts["no"].curves["reached"].last
    whole = sum(part.probability * part.curves["reached"].last for part in parts.values())
    assert whole == pytest.approx(found.reached.last)


def test_dates_that_all_lie_before_the_change() -> None:
    model = dated_model()
    long = predict(model, "taken", dates=[0.25, 2.0], workers=1)["taken"].reached
    short = predict(model, "taken", dates=[0.25], workers=1)["taken"].reached
    assert short.last == pytest.approx(long.mean[0], **NEAR)


def test_given_and_commit() -> None:
    model = dated_model()
    sure = predict(model, "taken", given={"fair": "yes"}, dates=[2.0], workers=1)["taken"]
    assert [part.probability for part in sure.parts] == [1.0]
    assert sure.reached.last > predict(model, "taken", dates=[2.0], workers=1)["taken"].reached.last
    held = predict(model, "taken", commit={"a.x": "yes"}, dates=[2.0], workers=1)["taken"]
    assert (held.reached.last, held.in_place.last, held.today) == (pytest.approx(1.0), pytest.approx(1.0), True)
    never = predict(model, "taken", commit={"a.x": "no"}, dates=[2.0], workers=1)["taken"]
    assert (never.reached.last, never.path) == (0.0, None)


def test_the_spread_is_split_exactly() -> None:
    more = "scenario: {fair: {yes: 0.7, no: 0.3}, idle: {yes: 0.5, no: 0.5}}\n"
    model = one_option("0..4", more)
    flat = predict(model, "taken", draws=16, dates=[2.0], workers=1)["taken"].spread
    assert (flat.scenario, flat.numbers) == (0.0, 1.0)
    text = HEAD + more + "preferences: {a: [{id: have, wants: a.x and fair, worth: 0..4}]}\n"
    model = read(text)
    found = predict(model, "taken", draws=16, dates=[2.0], workers=1)["taken"].spread
    fair = np.array([reached(draw["preferences.a.have"], 2.0) for draw in draws(model, 16, process=True)])
    foul = np.full(16, reached(0.0, 2.0))
    mean = 0.7 * fair.mean() + 0.3 * foul.mean()
    variance = 0.7 * ((fair - mean) ** 2).mean() + 0.3 * ((foul - mean) ** 2).mean()
    known = 0.7 * (fair.mean() - mean) ** 2 + 0.3 * (foul.mean() - mean) ** 2
    assert found.variance == pytest.approx(variance, rel=1e-3)
    assert found.scenario == pytest.approx(known / variance, rel=1e-3)
    assert found.scenario + found.numbers == pytest.approx(1.0)
    assert dict(found.variables) == pytest.approx({"fair": known / variance, "idle": 0.0}, rel=1e-3, abs=1e-9)


def test_a_path_says_who_moves() -> None:
    found = predict(one_option("1"), "taken", dates=[2.0], workers=1)["taken"].path
    assert found is not None
    assert [(step.actor, step.before, step.after) for step in found.steps] == [("a", "nothing", "a.x")]
    assert found.probability == pytest.approx(1.0)


def test_the_same_seed_gives_the_same_bytes_with_one_worker_or_two() -> None:
    model = one_option("0..4", DATED)
    one, two = (json.dumps(predict(model, draws=8, workers=count).as_dict()) for count in (1, 2))
    assert one == two
    assert one != json.dumps(predict(model, draws=8, seed=7, workers=1).as_dict())
    assert json.loads(one)["seed"] == 20260101
    assert not json.loads(one)["partial"]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_leaves_a_usable_forecast(workers: int) -> None:
    def stop(done: int, whole: int) -> None:
        assert whole == 8
        if done == 3:
            raise KeyboardInterrupt

    found = predict(one_option("0..4"), draws=8, workers=workers, progress=stop, dates=[2.0])
    assert found.stamp.partial
    assert found.draws == 3
    assert 0.5 < found["taken"].reached.last < 1.0


def test_an_interrupt_before_any_draw_is_passed_on() -> None:
    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all(lambda _: stop(0, 0), [1, 2], 1)


def test_what_cannot_be_asked_says_so() -> None:
    with pytest.raises(Unanswerable, match="there is no outcome lost; there are taken, left"):
        predict(one_option(), "lost")
    with pytest.raises(Unanswerable, match="there is no scenario variable weather"):
        predict(one_option(), given={"weather": "fair"})
    with pytest.raises(Unanswerable, match="names no outcome"):
        predict(replace(one_option(), outcomes=()))
    with pytest.raises(Unanswerable, match="no status quo"):
        predict(replace(one_option(), status_quo=None), workers=1)


def test_the_grid_is_monthly_and_ends_at_the_horizon() -> None:
    marks = grid(one_option())
    assert len(marks) == 25
    assert (marks[0], marks[1], marks[-1]) == pytest.approx((0.0, 1 / 12, 2.0))
    longer = grid(replace(one_option(), horizon=10.0))
    assert np.diff(longer).max() <= 4 / 12 + 1e-9
    assert longer[-1] == 10.0


def test_a_table_has_a_row_per_outcome_and_date() -> None:
    found = predict(one_option(), dates=[0.0, 1.0], workers=1)
    table = found.table()
    assert list(table.index) == [
        ("taken", "2024-01-01"), ("taken", "2024-12-31"), ("left", "2024-01-01"), ("left", "2024-12-31"),
    ]  # fmt: skip
    assert table.loc[("taken", "2024-12-31"), "reached"] == found["taken"].reached.last
    assert "nan" not in json.dumps(found.as_dict()).lower()


def test_diagnostics_tell_precision_and_what_did_not_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    found = predict(one_option(), dates=[1.0], workers=1).diagnostics
    rho = 1 / FORESIGHT
    assert dict(found.precision) == pytest.approx({"a": PRECISION * rho / (rho + TEMPO)})
    assert (found.games, found.unsettled) == (1, 0.0)
    monkeypatch.setattr(staged.Staged.plan, "__defaults__", (None, None, 1e-12, 1))
    assert predict(one_option(), dates=[1.0], workers=1).diagnostics.unsettled == 1.0


def test_orders_without_numbers_take_part() -> None:
    preferences = ("[{wants: a.x}]", "{priorities: [a.x]}", "{ranking: [Y, N]}")
    found = [
        predict(read(HEAD + f"preferences: {{a: {each}}}\n"), "taken", draws=4, dates=[2.0], workers=1)["taken"].reached
        for each in preferences
    ]
    for each in found:
        assert each.last == pytest.approx(reached(6.0, 2.0), **NEAR)
