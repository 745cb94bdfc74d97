"""Quick estimates against forecasts of the model in which the values are written."""

from __future__ import annotations

import numpy as np
import pytest

from detente.cases import path as case_path
from detente.forecast.draw import draws
from detente.forecast.predict import Task, grid
from detente.forecast.staged import stage
from detente.forecast.turned import held, turn
from detente.language import read
from detente.language.turning import written
from detente.model.turned import turned
from detente.workbench import quick
from detente.workbench.quick import Bench, Few, pack, unpack

TEXT = """
title: A tribute
as_of: 2025-01-01
horizon: 18 months
actors:
  north: {name: North, tempo: 2..4 per year, precision: 4..8}
  south: {name: South, tempo: 3 per year, precision: 6, foresight: 1..2 years}
options: {north.pays: pays, south.guards: guards}
scenario:
  weather: {until: 2025-07-01, is: fair, then: {fair: 0.5..0.7, foul: rest}}
  mood: {given: weather, fair: {calm: 0.8, tense: 0.2}, foul: {calm: 0.3, tense: 0.7}}
rules:
  - {rule: north.pays requires south.guards, id: trust, costs: 0.5..1, payer: [north]}
status_quo: {}
preferences:
  north:
    - {id: peace, wants: south.guards, worth: 2..4}
    - {id: purse, avoids: north.pays, worth: 0.5..1.5}
    - {id: fear, wants: north.pays and mood == tense, worth: 1..2}
  south:
    - {id: silver, wants: north.pays, worth: 1..3}
    - {id: toil, avoids: south.guards and weather == foul, worth: 1..2}
outcomes: {bargain: north.pays and south.guards}
"""

HELD = [
    {"preferences.south.silver": 2.75},
    {"actors.north.tempo": 3.5, "actors.south.foresight": 1.2, "actors.south.move_cost": 0.3},
    {"scenario.weather.1.fair": 0.9},
    {"scenario.mood.0.fair.calm": 0.1, "preferences.north.purse": 0.6},
    {"rules.trust": 2.0},
    {"scenario.mood.0.fair.tense": 1.0},
    {"scenario.weather.0.foul": 0.4},
]


@pytest.fixture(scope="module")
def model():
    return read(TEXT)


def run_of(model, drawn):
    staged = stage(model)
    task = Task(staged, staged.goals([each.condition for each in model.outcomes]), grid(model))
    run = task(drawn)
    return np.tensordot(run.chances / run.chances.sum(), run.measures[:3], (0, 1))


@pytest.mark.parametrize("numbers", HELD, ids=lambda each: ",".join(each))
def test_the_middle_equals_that_of_the_text_with_the_values_written_in(model, numbers):
    estimate = Bench(model).estimate(numbers, 0)
    reached, holding, in_place = run_of(read(written(TEXT, numbers)), {})
    line = estimate["bargain"]
    assert line.mean == pytest.approx(tuple(reached[0]), abs=1e-4)
    assert (line.holding, line.in_place) == pytest.approx((holding[0, -1], in_place[0, -1]), abs=1e-4)
    assert line.low == line.mean == line.high
    assert estimate.unsettled == 0.0


def test_what_is_held_changes_the_answer(model):
    bench = Bench(model)
    as_written = bench.estimate({}, 0)["bargain"].mean[-1]
    assert all(abs(bench.estimate(numbers, 0)["bargain"].mean[-1] - as_written) > 1e-4 for numbers in HELD)


@pytest.mark.parametrize("numbers", HELD[:4], ids=lambda each: ",".join(each))
def test_draws_are_those_of_the_model_as_written_with_the_values_in_each(model, numbers):
    found = Bench(model).estimate(numbers, 4)["bargain"]
    drawn = [held(each, numbers) for each in draws(model, quick.MOST, process=True)[:4]]
    runs = np.stack([run_of(turned(model, numbers), each)[0, 0] for each in drawn])
    assert found.mean == pytest.approx(tuple(runs.mean(axis=0)), abs=1e-4)
    assert found.low == pytest.approx(tuple(np.quantile(runs, 0.1, axis=0)), abs=1e-4)


def test_the_floor_moves_with_the_tempo_and_the_scenario_alone(model):
    bench = Bench(model)
    floor = bench.estimate({}, 0)["bargain"].floor[-1]
    assert bench.estimate({"preferences.south.silver": 3.0}, 0)["bargain"].floor[-1] == pytest.approx(floor)
    assert bench.estimate({"actors.north.tempo": 6.0}, 0)["bargain"].floor[-1] > floor + 0.01


def test_refining_adds_draws_to_those_that_are_there(model, monkeypatch):
    bench, asked = Bench(model), []
    plain = Task.__call__
    monkeypatch.setattr(Task, "__call__", lambda task, drawn: asked.append(1) or plain(task, drawn))
    bench.estimate({}, 4)
    assert len(asked) == 4
    assert bench.estimate({}, 8).draws == 8
    assert len(asked) == 8


def test_worlds_are_used_again_unless_a_new_one_comes_in(model):
    staged = stage(model)
    same = turn(model, {"scenario.weather.1.fair": 0.9}, staged)
    fewer = turn(model, {"scenario.weather.1.fair": 1.0}, staged)
    assert same.boards[-1][0] is staged.boards[-1][0]
    assert fewer.space is staged.space
    assert len(fewer.boards[-1]) == len(staged.boards[-1]) - 2
    more = turn(model, {"scenario.weather.0.foul": 0.5}, fewer)
    assert len(more.boards[0]) == 4
    assert turn(model, {}, more).timeline.chances()[1].tolist() == staged.timeline.chances()[1].tolist()


def test_a_model_comes_in_a_parcel_once(model, monkeypatch):
    monkeypatch.setattr(quick, "MODELS", Few(2))
    parcel = pack(model)
    assert unpack(parcel) == model
    assert unpack(parcel) is unpack(parcel)


def test_few_things_are_kept():
    few = Few(2)
    for name in "abc":
        few.put(name, name.upper())
        few.get("a")
    assert [few.get(name) for name in "abc"] == ["A", None, "C"]


def test_a_reading_has_a_bench_of_its_own():
    parcel = pack(read(case_path("korea").read_text(encoding="utf-8")))
    assert quick.bench(parcel, "lin") is quick.bench(parcel, "lin")
    assert quick.bench(parcel, "lin").model.preference("dprk") != quick.bench(parcel, "").model.preference("dprk")
