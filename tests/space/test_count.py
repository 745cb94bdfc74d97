from __future__ import annotations

from math import comb

import pytest
from tests.space.brute import WORLDS, feasible, free_model, random_model, yes

from detente.errors import TooLarge, Unanswerable
from detente.model import Actor, Graph, Model, Rule
from detente.model.conditions import Count, Iff, Implies, Is, Not, Or
from detente.space import count, nodes
from detente.space.count import amount


@pytest.mark.parametrize("seed", range(150))
def test_count_equals_brute_force(seed: int) -> None:
    model = random_model(seed, consequences=seed % 3)
    for worlds in (WORLDS[:1], WORLDS[1:], WORLDS):
        assert count(model, worlds) == len(feasible(model, worlds))


def test_counts_are_exact_far_beyond_floating_point() -> None:
    assert count(free_model(200)) == 2**200
    assert count(free_model(100, (Or((yes("a0.o0"), yes("a0.o99"))),))) == 3 * 2**98
    assert count(free_model(90, (Count(3, 4, tuple(yes(f"a0.o{n}") for n in range(90))),))) == comb(90, 3) + comb(90, 4)


def test_rules_between_distant_options_are_counted_in_another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the codes these thirty rules need 2^30 nodes."""
    monkeypatch.setattr(nodes, "NODE_LIMIT", 2**16)
    rules = tuple(Implies(yes(f"a0.o{n}"), yes(f"a0.o{n + 30}")) for n in range(30))
    assert count(free_model(60, rules)) == 3**30


def test_rules_that_cannot_be_counted_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bits chosen by how many others are set need many nodes in any order."""
    monkeypatch.setattr(nodes, "NODE_LIMIT", 2**16)
    everything = [yes(f"a0.o{n}") for n in range(60)]
    rules = tuple(
        Iff(Count(k, k, tuple(everything[n * (k + 3) % 59] for n in range(25))), everything[(7 * k) % 60])
        for k in range(3, 22)
    )
    with pytest.raises(TooLarge, match="tie 60 options together too tightly"):
        count(free_model(60, rules))


def test_a_rule_about_the_scenario_needs_a_value() -> None:
    model = random_model(0)
    bound = Model("x", model.actors, model.options, scenario=model.scenario, rules=(Rule("r", Is("office", "hawk")),))
    with pytest.raises(Unanswerable, match=r"rules\.r depends on office"):
        count(bound)
    assert count(bound, WORLDS[:1]) == 0


def test_a_graph_counts_the_states_that_its_rules_leave() -> None:
    graph = Graph((("s1", ""), ("s2", ""), ("s3", "")), ())
    assert count(Model("g", (Actor("a"),), graph=graph)) == 3
    assert count(Model("g", (Actor("a"),), graph=graph, rules=(Rule("r", Not(Is("state", "s2"))),))) == 2


def test_amounts_as_they_are_said() -> None:
    assert [amount(2**31), amount(1_507_728), amount(1024)] == ["2^31", "1,507,728", "1,024"]
