"""Habits: from a model and a draw, within their ranges."""

from __future__ import annotations

import numpy as np
import pytest

from detente.dynamics import Habits, habits
from detente.dynamics.habits import DAY
from detente.errors import Unanswerable
from detente.model import Actor, Model
from detente.model.actors import DEFAULT_PRECISION
from detente.model.quantities import between, fixed


def test_a_model_gives_middles_and_a_draw_replaces_them():
    model = Model(
        "", (Actor("usa", tempo=fixed(3.0), foresight=between(1.0, 2.0)), Actor("dprk", move_cost=fixed(0.5)))
    )
    found = habits(model, {"actors.dprk.tempo": 7.0, "actors.usa.precision": 2.0, "actors.dprk.foresight": -1.0})
    assert found.tempo == pytest.approx([3.0, 7.0])
    assert found.precision == pytest.approx([2.0, DEFAULT_PRECISION.middle])
    assert found.foresight == pytest.approx([1.5, DAY])
    assert found.move_cost == pytest.approx([0.0, 0.5])
    assert habits(model).tempo == pytest.approx([3.0, 4.0])


def test_effective_precision_is_the_weight_of_a_worth_held_until_the_next_move():
    found = Habits(np.array([2.0, 6.0]), np.array([1.0, 2.0]), np.array([0.5, 4.0]), np.zeros(2))
    assert found.effective_precision == pytest.approx([2.0 / 10.0, 2.0 * 0.25 / 8.25])


@pytest.mark.parametrize(
    ("name", "value"), [("tempo", -1.0), ("precision", -0.1), ("foresight", 0.0), ("move_cost", np.nan)]
)
def test_numbers_out_of_range_are_refused(name, value):
    numbers = {"tempo": 1.0, "precision": 1.0, "foresight": 1.0, "move_cost": 0.0} | {name: value}
    with pytest.raises(Unanswerable, match=name):
        Habits(**{key: np.full(2, number) for key, number in numbers.items()})
