from __future__ import annotations

import numpy as np
import pytest
from tests.space.brute import WORLDS, feasible, free_model, random_model, yes

from detente.errors import ModelError, TooLarge
from detente.model import Actor, Condition, Graph, Model, Rule
from detente.model.conditions import FALSE, Count, Implies, Is, Not, Or
from detente.space import count, enumerate_states, nodes
from detente.space.diagram import Diagram, gathered
from detente.space.enumerate import codes_of


@pytest.mark.parametrize("seed", range(150))
def test_states_equal_brute_force_in_code_order(seed: int) -> None:
    model = random_model(seed, consequences=seed % 3)
    for worlds in (WORLDS[:1], WORLDS):
        expected = feasible(model, worlds)
        if not expected:
            with pytest.raises(ModelError, match="at least one state must be feasible"):
                enumerate_states(model, worlds)
            continue
        space = enumerate_states(model, worlds)
        ids = [option.id for option in model.options]
        assert [dict(zip(ids, space.values(state), strict=True)) for state in range(space.size)] == expected
        assert space.codes.dtype == np.uint64
        assert np.all(space.codes[1:] > space.codes[:-1])


@pytest.mark.parametrize("seed", range(40))
def test_any_order_of_the_bits_gives_the_same_codes(seed: int) -> None:
    model = random_model(seed, rules=0)
    rules = [rule.condition for rule in random_model(seed).rules if "office" not in str(rule.condition)]
    found = []
    for order in (range(len(model.options)), gathered(model.options, rules)):
        diagram = Diagram(model.options, tuple(order))
        diagram.include(rules)
        found.append(codes_of(diagram, diagram.count()))
    assert found[0].tolist() == found[1].tolist()


def test_states_behind_rules_between_distant_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "NODE_LIMIT", 2**16)
    rules: tuple[Condition, ...] = (
        *(Implies(yes(f"a0.o{n}"), yes(f"a0.o{n + 30}")) for n in range(30)),
        Count(29, 60, tuple(yes(f"a0.o{n}") for n in range(30))),
    )
    space = enumerate_states(free_model(60, rules))
    assert space.size == 31 + 30
    assert all(np.all(space.where(rule)) for rule in rules)


def test_forty_options_with_a_hundred_thousand_states() -> None:
    rule = Count(0, 4, tuple(yes(f"a0.o{n}") for n in range(40)))
    model = free_model(40, (rule,))
    space = enumerate_states(model)
    assert space.size == count(model) == 102_091
    assert np.all(space.where(rule))
    assert np.all(np.bitwise_count(space.codes) <= 4)


def test_what_is_too_large_is_refused_with_its_size() -> None:
    with pytest.raises(TooLarge, match=r"^2\^31 states; limit 2\^26; name fewer options or add rules$"):
        enumerate_states(free_model(31))
    with pytest.raises(TooLarge, match=r"^8 states; limit 7"):
        enumerate_states(free_model(3), limit=7)
    with pytest.raises(TooLarge, match="65 bits; limit 64"):
        enumerate_states(free_model(65, (Not(yes("a0.o1")),)))
    assert enumerate_states(free_model(64, tuple(yes(f"a0.o{n}") for n in range(64)))).codes.tolist() == [2**64 - 1]


def test_contradicting_rules_are_named_and_no_others() -> None:
    rules = (yes("a0.o1"), Or((yes("a0.o2"), yes("a0.o3"))), Not(yes("a0.o2")), yes("a0.o0"), Not(yes("a0.o3")))
    with pytest.raises(ModelError) as caught:
        enumerate_states(free_model(4, rules))
    (problem,) = caught.value.problems
    assert problem.path == "rules"
    assert [name in problem.found for name in ("r0", "r1", "r2", "r3", "r4")] == [False, True, True, False, True]


def test_a_graph_lists_its_states() -> None:
    graph = Graph((("s1", "today"), ("s2", ""), ("s3", "")), ())
    model = Model("g", (Actor("a"),), graph=graph, rules=(Rule("r", Not(Is("state", "s2"))),))
    space = enumerate_states(model)
    assert (space.listed, space.codes.tolist(), space.name(1)) == (("s1", "s3"), [0, 1], "s3")
    assert space.where(Is("state", "s3")).tolist() == [False, True]
    assert not space.where(Is("state", "s2")).any()
    with pytest.raises(ModelError, match=r"graph\.states"):
        enumerate_states(Model("g", (Actor("a"),), graph=graph, rules=(Rule("r", FALSE),)))


def test_a_model_without_options_has_one_state() -> None:
    assert enumerate_states(free_model(0)).codes.tolist() == [0]
