"""What play cannot come to is not worked out, and no figure misses it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente import load
from detente.forecast.draw import draws
from detente.forecast.fields import Ground
from detente.forecast.predict import grid
from detente.forecast.staged import Staged, stage
from detente.forecast.turned import turn
from detente.language import read
from detente.model.turned import turned

LAW = """
title: A law that may come
as_of: 2024-01-01
horizon: 3 years
actors:
  a: {name: Seller, tempo: 3 per year, precision: 2, foresight: 1 year}
  b: {name: Buyer, tempo: 5 per year, precision: 1, foresight: 2 years}
options: {a.x: builds, a.y: sells, b.z: buys}
scenario:
  law: {until: 2025-01-01, is: none, then: {none: 0.6, ban: 0.4}}
  mood: {good: 0.7, bad: 0.3}
rules:
  - never: a.y and law == ban
  - never: b.z and law == none
preferences:
  a: [{id: sold, wants: a.y, worth: 2}, {id: deal, wants: a.x and b.z, worth: 1..3}]
  b: [{id: bought, wants: b.z, worth: 1}, {id: quiet, wants: not a.x, worth: 2}]
status_quo: {a.x: no, a.y: no, b.z: no}
outcomes: {sold: a.y, deal: a.x and b.z, quiet: not a.x}
"""


def unconfined(staged: Staged) -> Staged:
    """The same with every state worked out."""
    whole = replace(staged)
    everything = np.ones(staged.space.size, dtype=np.bool_)
    rows = tuple(tuple(Ground(everything, board.field.layout) for board in row) for row in staged.boards)
    whole.__dict__["grounds"] = rows
    return whole


def figures(staged: Staged, drawn, tolerance: float = 1e-9):
    model = staged.model
    goals = staged.goals([each.condition for each in model.outcomes])
    plan = staged.plan(drawn, tolerance=tolerance)
    run = staged.follow(plan, goals, grid(model))
    return np.concatenate([run.measures.ravel(), run.prospects.ravel()])


@pytest.fixture(scope="module", params=["korea", "law"])
def model(request):
    return read(LAW) if request.param == "law" else load(request.param)


def test_play_cannot_come_to_every_state(model):
    staged = stage(model)
    assert not all(ground.inside.all() for row in staged.grounds for ground in row)
    assert all(ground.inside[staged.start] for row in staged.grounds for ground in row)


def test_every_figure_is_as_if_all_states_were_worked_out(model):
    staged = stage(model)
    for drawn in draws(model, 3, process=True):
        assert figures(staged, drawn) == pytest.approx(figures(unconfined(staged), drawn), abs=2e-4)


def test_what_one_is_in_when_a_law_comes_is_worked_out():
    staged = stage(read(LAW))
    before, after = staged.grounds
    banned = [row for row, world in zip(after, staged.timeline.spans[1].worlds, strict=True) if ("law", "ban") in world]
    sold = staged.goals([staged.model.outcomes[0].condition])[0][0][0]
    assert (before[0].inside & sold).any()
    assert all((ground.inside & sold).any() for ground in banned)


def test_a_law_that_becomes_possible_opens_what_it_leads_to():
    model = read(LAW)
    path = "scenario.law.1.ban"
    near = stage(turned(model, {path: 0.0}))
    again, fresh = turn(model, {path: 0.5}, near), stage(turned(model, {path: 0.5}))
    assert figures(again, {}) == pytest.approx(figures(fresh, {}), abs=1e-12)


def test_without_a_status_quo_every_state_is_worked_out():
    staged = stage(replace(read(LAW), status_quo=None))
    assert all(ground.inside.all() for row in staged.grounds for ground in row)
