from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.space.brute import OFFICE, WORLDS, feasible, free_model, random_model, yes

from detente.errors import ModelError, Unanswerable
from detente.model import (
    Actor,
    Condition,
    Model,
    Option,
    Priorities,
    Ranking,
    Rule,
    SoftRule,
    Statement,
    Want,
    Wants,
)
from detente.model.conditions import And, Is, Not, Or, holds
from detente.model.quantities import between, fixed
from detente.space import ORDINAL_TOTAL, Space, build, enumerate_states, value_states
from detente.space import ranks as module
from detente.space.ranks import classes, dense, ranked


def key(model: Model, actor: str, values: dict[str, str], world: tuple[tuple[str, str], ...]) -> object:
    """What an actor compares, the slow way; equal keys are ties."""
    known = {**values, **dict(world)}
    cost = -sum(0.7 for soft in model.soft_rules if actor in soft.payers and not holds(soft.condition, known))
    preference = model.preference(actor)
    if isinstance(preference, Priorities):
        return tuple(holds(each.condition, known) for each in preference.statements), round(cost, 6)
    if isinstance(preference, Wants):
        signed = ((-1 if want.avoids else 1, want) for want in preference.wants)
        gains = (sign * want.worth.low for sign, want in signed if want.worth and holds(want.condition, known))
        return round(sum(gains) + cost, 6)
    return round(cost, 6)


@pytest.mark.parametrize("seed", range(150))
def test_ranks_equal_brute_force(seed: int) -> None:
    model, world = random_model(seed), WORLDS[seed % 2]
    states = feasible(model, (world,))
    if not states:
        return
    game = build(model, world)
    for row, actor in enumerate(game.actors):
        keys = [key(model, actor, values, world) for values in states]
        place = {each: number for number, each in enumerate(sorted(set(keys)))}  # type: ignore[type-var]
        assert game.ranks[row].tolist() == [place[each] for each in keys]
        if game.worths is not None:
            assert game.worths[row] == pytest.approx(np.array(keys, dtype=float), abs=1e-6)
    ordinal = any(isinstance(preference, Priorities) for _, preference in model.preferences)
    assert (game.worths is None) == ordinal


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("chunk", "table"), [(3, 16), (5, 1)])
def test_small_chunks_and_tables_change_nothing(
    seed: int, chunk: int, table: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = random_model(seed, rules=0)
    usual = build(model, WORLDS[0])
    monkeypatch.setattr(module, "CHUNK", chunk)
    monkeypatch.setattr(module, "TABLE", table)
    game = build(model, WORLDS[0])
    assert game.ranks.tolist() == usual.ranks.tolist()
    if usual.worths is not None and game.worths is not None:
        assert game.worths == pytest.approx(usual.worths)


def test_seventy_priorities_are_compared_one_by_one() -> None:
    """2^70 does not fit into 64 bits."""
    first = [yes(f"a0.o{n % 7}") for n in range(69)]
    statements = [Or((yes("a0.o0"), Not(yes("a0.o0")))), *first]
    model = with_preference(free_model(7), Priorities(tuple(map(Statement, statements))))
    ranks = build(model).ranks[0]
    codes = [int("".join(reversed(f"{code:07b}")), 2) for code in range(128)]
    assert ranks.tolist() == codes


def with_preference(model: Model, preference: Priorities | Ranking | Wants, soft: tuple[SoftRule, ...] = ()) -> Model:
    return Model(
        model.title,
        model.actors,
        model.options,
        rules=model.rules,
        soft_rules=soft,
        preferences=((model.actors[0].id, preference),),
    )


def test_sums_that_differ_by_rounding_only_are_ties() -> None:
    wants = Wants(tuple(Want(yes(f"a0.o{n}"), fixed(worth), id=f"w{n}") for n, worth in enumerate((0.1, 0.2, 0.3))))
    ranks = build(with_preference(free_model(3), wants)).ranks[0]
    assert ranks[0b011] == ranks[0b100]
    assert ranks.max() == 6 - 0 - 0


def test_a_small_worth_beside_a_huge_one_still_counts() -> None:
    wants = Wants((Want(yes("a0.o0"), fixed(1e9), id="x"), Want(yes("a0.o1"), fixed(1e-3), id="y")))
    assert build(with_preference(free_model(2), wants)).ranks[0].tolist() == [0, 2, 1, 2]
    wants = Wants((Want(yes("a0.o0"), fixed(1e6), id="x"), Want(yes("a0.o1"), fixed(1.0), id="y")))
    assert build(with_preference(free_model(2), wants)).ranks[0].tolist() == [0, 2, 1, 3]


def test_a_draw_moves_the_worths_it_names() -> None:
    wants = Wants((Want(yes("a0.o0"), between(2, 4), id="x"), Want(yes("a0.o1"), fixed(1), avoids=True, id="y")))
    soft = (SoftRule("cheap", Not(yes("a0.o0")), between(0, 1), ("a0",)),)
    model = with_preference(free_model(2), wants, soft)
    assert build(model).worths == pytest.approx(np.array([[0, 2.5, -1, 1.5]]))
    drawn = {"preferences.a0.x": 4.0, "rules.cheap": 0.25, "preferences.other.x": 99.0}
    assert build(model, draw=drawn).worths == pytest.approx(np.array([[0, 3.75, -1, 2.75]]))


def test_wants_in_order_share_out_the_total() -> None:
    wants = Wants(tuple(Want(yes(f"a0.o{n}"), id=f"w{n}", avoids=n == 2) for n in range(3)))
    model = with_preference(free_model(3), wants)
    worths = build(model).worths
    assert worths is not None
    centroid = np.array([11, 5, 2]) / 18 * ORDINAL_TOTAL
    assert worths[0, [0b001, 0b010, 0b100]] == pytest.approx(centroid * [1, 1, -1])
    drawn = {f"preferences.a0.w{n}": share for n, share in enumerate((0.5, 0.5, 0.0))}
    shared = build(model, draw=drawn).worths
    assert shared is not None
    assert shared[0, [0b001, 0b010, 0b100]] == pytest.approx(np.array([0.5, 0.5, 0]) * ORDINAL_TOTAL)


def test_a_cost_beside_priorities_separates_ties_only() -> None:
    soft = (SoftRule("s", Not(yes("a0.o1")), fixed(100), ("a0",)),)
    model = with_preference(free_model(2), Priorities((Statement(yes("a0.o0")),)), soft)
    assert build(model).ranks.tolist() == [[1, 3, 0, 2]]


def test_a_scenario_variable_needs_a_value() -> None:
    wants = Wants((Want(And((Is("office", "hawk"), yes("a0.o0"))), fixed(1), id="w"),))
    model = with_preference(free_model(1), wants)
    model = Model("x", model.actors, model.options, scenario=(OFFICE,), preferences=model.preferences)
    with pytest.raises(Unanswerable, match=r"preferences\.a0\.w depends on office"):
        build(model)
    assert [build(model, world).ranks.tolist() for world in WORLDS] == [[[0, 0]], [[0, 1]]]


def pattern(text: str) -> Condition:
    return And(tuple(Is(f"a0.o{n}", "yes" if letter == "Y" else "no") for n, letter in enumerate(text)))


def ranking(*tiers: str, gaps: tuple[int, ...] = ()) -> Ranking:
    return Ranking(tuple(tuple(pattern(each) for each in tier.split()) for tier in tiers), frozenset(gaps))


def test_a_ranking_gives_ranks_and_levels() -> None:
    game = build(with_preference(free_model(2), ranking("YN", "NN YY", "NY", gaps=(1,))))
    assert game.ranks.tolist() == [[1, 2, 0, 1]]
    assert game.levels is not None
    assert game.levels.tolist() == [[1, 1, 0, 1]]
    assert game.worths is None
    assert build(with_preference(free_model(2), ranking("YN", "NN YY", "NY"))).levels is None


def test_every_mistake_in_a_ranking_is_named() -> None:
    model = free_model(2, (Not(pattern("YY")),))
    with pytest.raises(ModelError) as caught:
        build(with_preference(model, ranking("YN", "YY", "YN")))
    assert [problem.path for problem in caught.value.problems] == ["preferences.a0"] * 3
    found = [problem.found for problem in caught.value.problems]
    assert "no feasible state" in found[0]
    assert found[1:] == ["a0.o0 twice", "nothing, a0.o1 not listed"]
    loose = Ranking(((yes("a0.o0"),), (pattern("NN"),), (pattern("NY"),)))
    with pytest.raises(ModelError, match="2 states"):
        build(with_preference(free_model(2), loose))


def test_a_ranking_may_list_states_of_other_scenarios() -> None:
    options = (Option("a0", "o0"), Option("a0", "o1"))
    rules = (Rule("r", Or((Is("office", "dove"), Not(yes("a0.o1"))))),)
    preferences = (("a0", ranking("YN", "NY", "NN YY")),)
    model = Model("x", (Actor("a0"),), options, scenario=(OFFICE,), rules=rules, preferences=preferences)
    assert build(model, WORLDS[0]).ranks.tolist() == [[0, 2, 1, 0]]
    assert build(model, WORLDS[1]).ranks.tolist() == [[0, 1]]
    narrow = Model(
        "x", (Actor("a0"),), options, scenario=(OFFICE,), rules=rules, preferences=(("a0", ranking("YN", "NN")),)
    )
    shared = build(narrow, WORLDS[1], space=enumerate_states(narrow, WORLDS))
    assert shared.ranks.tolist() == [[1, 2, 0, 0]]
    with pytest.raises(ModelError, match="not listed"):
        build(narrow, WORLDS[0])


def test_an_actor_without_preference_is_indifferent() -> None:
    game = build(free_model(2, actors=2))
    assert (game.ranks.tolist(), game.worths.tolist() if game.worths is not None else None) == (
        [[0] * 4] * 2,
        [[0.0] * 4] * 2,
    )
    alone = value_states(free_model(2), "a0", enumerate_states(free_model(2)))
    assert alone.ranks.tolist() == [0] * 4


@settings(deadline=None)
@given(st.lists(st.integers(0, 2**30), min_size=1, max_size=50))
def test_dense_ranks_keep_the_order(keys: list[int]) -> None:
    distinct, places = dense(np.array(keys, dtype=np.int64))
    assert distinct.tolist() == sorted(set(keys))
    assert distinct[places].tolist() == keys


@settings(deadline=None)
@given(st.lists(st.floats(-10, 10), min_size=1, max_size=50))
def test_ranks_of_numbers_keep_the_order(numbers: list[float]) -> None:
    worths = np.array(numbers)
    ranks = ranked(worths, float(np.abs(worths).sum()))
    assert sorted(set(ranks.tolist())) == list(range(int(ranks.max()) + 1))
    for i, j in ((i, j) for i in range(len(numbers)) for j in range(len(numbers))):
        if ranks[i] < ranks[j]:
            assert numbers[i] < numbers[j]
        if numbers[j] - numbers[i] > 1e-6:
            assert ranks[i] < ranks[j]


def test_classes_ascend_lexicographically() -> None:
    space: Space = enumerate_states(free_model(2))
    members, sums = classes(space, [(yes("a0.o1"), 10.0), (yes("a0.o0"), 1.0)])
    assert (members.tolist(), sums.tolist()) == ([0, 1, 2, 3], [0.0, 1.0, 10.0, 11.0])
