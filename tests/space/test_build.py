from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from tests.space.brute import WORLDS, feasible, free_model, is_feasible, random_model

from detente.errors import ModelError, Unanswerable
from detente.model import Actor, Graph, Model, Ranking, Rule
from detente.model.conditions import Is, Not
from detente.space import build, enumerate_states, game_from_ranks, revalued, targets

GRAPH = Graph(
    (("s1", ""), ("s2", ""), ("s3", "")),
    (("a", "s1", "s2"), ("a", "s2", "s1"), ("b", "s2", "s3"), ("b", "s2", "s3"), ("b", "s3", "s3")),
)


def state(name: str) -> Is:
    return Is("state", name)


def test_a_graph_becomes_arcs() -> None:
    ranking = Ranking(((state("s2"),), (state("s1"), state("s3"))))
    model = Model(
        "g", (Actor("a"), Actor("b")), graph=GRAPH, preferences=(("a", ranking),), status_quo=(("state", "s2"),)
    )
    game = build(model)
    assert game.ranks.tolist() == [[0, 1, 0], [0, 0, 0]]
    assert game.status_quo == 1
    moves = [[targets(game, actor, s).tolist() for s in range(3)] for actor in range(2)]
    assert moves == [[[1], [0], []], [[], [2], []]]
    with pytest.raises(ModelError, match="s3 not listed"):
        build(Model("g", (Actor("a"),), graph=GRAPH, preferences=(("a", Ranking(((state("s2"),), (state("s1"),)))),)))


def test_a_graph_with_rules_keeps_what_is_left() -> None:
    model = Model(
        "g", (Actor("a"), Actor("b")), graph=GRAPH, rules=(Rule("r", Not(state("s1"))),), status_quo=(("state", "s1"),)
    )
    game = build(model)
    assert (game.space.listed, game.status_quo, targets(game, 1, 0).tolist()) == (("s2", "s3"), -1, [1])


@pytest.mark.parametrize("seed", range(60))
def test_a_shared_space_shuts_what_this_scenario_forbids(seed: int) -> None:
    model = random_model(seed, consequences=seed % 2)
    if not feasible(model, WORLDS):
        return
    space = enumerate_states(model, WORLDS)
    ids = [option.id for option in model.options]
    for world in WORLDS:
        game = build(model, world, space=space)
        open_states = [
            is_feasible(model, dict(zip(ids, space.values(s), strict=True)), world) for s in range(space.size)
        ]
        shut = [False] * space.size if game.shut is None else game.shut.tolist()
        assert [not each for each in shut] == open_states
        assert (game.shut is None) == all(open_states)


def test_the_status_quo_is_a_state_or_minus_one() -> None:
    model = free_model(2, (Not(Is("a0.o1", "yes")),))
    for today, expected in (
        ((("a0.o0", "yes"), ("a0.o1", "no")), 1),
        ((("a0.o0", "yes"), ("a0.o1", "yes")), -1),
        (None, -1),
    ):
        game = build(Model("x", model.actors, model.options, rules=model.rules, status_quo=today))
        assert game.status_quo == expected


def test_a_game_from_numbers_at_hand() -> None:
    space = enumerate_states(free_model(2))
    game = game_from_ranks(space, ("a0", "b"), np.array([[5, -3, 5, 100], [2**40, 0, 1, 0]]))
    assert game.ranks.tolist() == [[1, 0, 1, 2], [2, 0, 1, 0]]
    assert game.ranks.dtype == np.int32
    with pytest.raises(Unanswerable, match=r"shape \(2, 4\); found \(2, 3\)"):
        game_from_ranks(space, ("a0", "b"), np.zeros((2, 3), dtype=np.int64))


@pytest.mark.parametrize("seed", range(30))
def test_another_draw_changes_what_actors_think_and_nothing_else(seed: int) -> None:
    model = random_model(seed, rules=1)
    if not feasible(model, WORLDS):
        return
    space = enumerate_states(model, WORLDS)
    draw = {f"preferences.a{actor}.w{want}": 3.3 + want for actor in range(3) for want in range(0, 6, 2)}
    game, other = (
        build(model, WORLDS[0], draw, space),
        revalued(build(model, WORLDS[0], space=space), model, WORLDS[0], draw),
    )
    assert other.ranks.tolist() == game.ranks.tolist()
    assert (other.worths is None) == (game.worths is None)
    if other.worths is not None and game.worths is not None:
        assert other.worths.tolist() == game.worths.tolist()
    assert (other.status_quo, other.space) == (game.status_quo, space)


def test_importing_the_package_compiles_nothing() -> None:
    code = (
        "import detente.space, detente.space.moves as m, detente.space.nodes as n, detente.space.enumerate as e; "
        "kernels = [m._list_moves, n._apply, n._make, n._used, e._walk]; "
        "assert not any(getattr(k, 'signatures', []) for k in kernels)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
