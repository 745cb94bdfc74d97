"""What is worked out once for many draws gives what a game built for each draw gives."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.space.brute import OFFICE, WORLDS, feasible, random_model, yes

from detente.errors import Unanswerable
from detente.model import Actor, Model, Option, Priorities, Ranking, SoftRule, Statement, Want, Wants
from detente.model.conditions import And, Condition, Is, Not
from detente.model.quantities import between, fixed
from detente.space import ORDINAL_TOTAL, build, enumerate_states, ordered_weights, prepare

DRAWS = (
    {},
    {f"preferences.a{actor}.w{want}": 3.3 - 1.7 * want for actor in range(3) for want in range(0, 6, 2)},
    {"rules.s0": 5.0, "rules.s1": 0.001, "preferences.a1.w1": -2.0},
)


@pytest.mark.parametrize("seed", range(60))
def test_it_equals_a_game_built_anew(seed: int) -> None:
    model = random_model(seed, rules=1)
    if not feasible(model, WORLDS):
        return
    space = enumerate_states(model, WORLDS)
    for world in WORLDS:
        template = build(model, world, space=space)
        appraiser = prepare(model, space, world, template.shut)
        for draw in DRAWS:
            game = build(model, world, draw, space)
            ranks, worths, levels = appraiser(draw)
            assert ranks.tolist() == game.ranks.tolist()
            assert (worths is None) == (game.worths is None)
            if worths is not None and game.worths is not None:
                np.testing.assert_allclose(worths, game.worths, rtol=1e-12, atol=1e-12)
            assert levels is None
            assert game.levels is None


def test_a_variable_without_value_is_refused() -> None:
    model = replace(two_options(Wants((Want(Is("office", "hawk"), fixed(1.0), id="w"),))), scenario=(OFFICE,))
    with pytest.raises(Unanswerable, match="depends on office"):
        prepare(model, enumerate_states(model))


def two_options(preference: Priorities | Ranking | Wants, soft: tuple[SoftRule, ...] = ()) -> Model:
    options = (Option("a", "x"), Option("a", "y"))
    return Model("m", (Actor("a"),), options, preferences=(("a", preference),), soft_rules=soft)


def test_priorities_get_descending_weights_in_the_process() -> None:
    model = two_options(Priorities((Statement(yes("a.x"), "first"), Statement(yes("a.y"), "second"))))
    found = prepare(model, enumerate_states(model))
    assert not found.is_cardinal
    middle = ordered_weights(np.array([0.5, 0.5])) * ORDINAL_TOTAL
    np.testing.assert_allclose(found.worths({})[0], [0.0, middle[0], middle[1], ORDINAL_TOTAL])
    drawn = found.worths({"preferences.a.first": 0.9, "preferences.a.second": 0.1})
    np.testing.assert_allclose(drawn[0], [0.0, 5.4, 0.6, 6.0])
    assert found.ranks({})[0].tolist() == [0, 2, 1, 3]


def test_an_uncertain_cost_beside_priorities_separates_ties_and_counts_in_the_process() -> None:
    soft = (SoftRule("s", Not(yes("a.y")), between(0.0, 2.0), ("a",)),)
    model = two_options(Priorities((Statement(yes("a.x"), "first"),)), soft)
    found = prepare(model, enumerate_states(model))
    for draw in ({}, {"rules.s": 0.0}, {"rules.s": 2.0}):
        assert found.ranks(draw).tolist() == build(model, draw=draw).ranks.tolist()
    np.testing.assert_allclose(found.worths({"rules.s": 2.0})[0], [0.0, 6.0, -2.0, 4.0])


def tier(code: str) -> Condition:
    names = ("a.x", "a.y")
    return And(tuple(Is(name, "yes" if letter == "Y" else "no") for name, letter in zip(names, code, strict=True)))


def test_a_ranking_gets_gaps_in_the_process() -> None:
    tiers = ((tier("YY"),), (tier("NY"), tier("YN")), (tier("NN"),))
    model = two_options(Ranking(tiers, frozenset({1})))
    found = prepare(model, enumerate_states(model))
    np.testing.assert_allclose(found.worths({})[0], [0.0, 4.5, 4.5, 6.0])
    drawn = found.worths({"preferences.a.gap-0": 0.9, "preferences.a.gap-1": 0.1})
    np.testing.assert_allclose(drawn[0], [0.0, 1.5, 1.5, 6.0])
    ranks, worths, levels = found({})
    assert worths is None
    assert levels is not None
    assert levels.tolist() == build(model).levels.tolist()  # type: ignore[union-attr]
    assert ranks.tolist() == [[0, 1, 1, 2]]
