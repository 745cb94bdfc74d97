from __future__ import annotations

import numpy as np
import pytest
from tests.space.brute import WORLDS, free_model, may_change, random_model

from detente.errors import ModelError, TooLarge
from detente.model import Option
from detente.space import Game, Space, arcs, build, enumerate_states, improvements, targets
from detente.space.moves import groups
from detente.space.sorting import grouped, strided


def random_game(seed: int, shared: bool = False) -> Game | None:
    model = random_model(seed, one_way=True)
    try:
        space = enumerate_states(model, WORLDS) if shared else None
        return build(model, WORLDS[0], space=space)
    except ModelError:  # a model without states has no game
        return None


def slow_targets(game: Game, actor: int, state: int) -> list[int]:
    space, name = game.space, game.actors[actor]
    before = space.values(state)
    return [
        other
        for other in range(game.size)
        if other != state
        and not (game.shut is not None and game.shut[other])
        and all(
            may_change(option, name, old, new)
            for option, old, new in zip(space.options, before, space.values(other), strict=True)
        )
    ]


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_moves_equal_brute_force(seed: int, shared: bool) -> None:
    game = random_game(seed, shared)
    if game is None:
        return
    for actor in range(len(game.actors)):
        listed = arcs(game, actor)
        assert listed.starts.dtype == np.int64
        for state in range(game.size):
            expected = slow_targets(game, actor, state)
            assert targets(game, actor, state).tolist() == expected
            assert listed.of(state).tolist() == expected
            better = [other for other in expected if game.ranks[actor, other] > game.ranks[actor, state]]
            assert improvements(game, actor, state).tolist() == better


@pytest.mark.parametrize("seed", range(60))
def test_groups_and_locks_say_the_same_as_moves(seed: int) -> None:
    game = random_game(seed)
    if game is None:
        return
    for actor, name in enumerate(game.actors):
        found = groups(game, actor)
        group = np.empty(game.size, dtype=np.int64)
        group[found.order] = np.repeat(np.arange(len(found.starts) - 1), np.diff(found.starts))
        for state in range(game.size):
            reached = group == group[state]
            if not found.is_free:
                reached &= found.locked[state] & ~found.locked == 0
            assert np.flatnonzero(reached).tolist() == sorted([state, *slow_targets(game, actor, state)])
        for place in range(len(found.starts) - 1):
            members = found.order[found.starts[place] : found.starts[place + 1]]
            assert np.all(np.diff(members) > 0)
        by_name = groups(game.space, name)
        assert by_name.order.tolist() == found.order.tolist()


@pytest.mark.parametrize(
    ("mask", "bits"), [(0, 10), (0b1010101010, 10), (0b11, 10), (2**18 - 2**5, 18), (2**13 - 1, 13)]
)
def test_sorting_by_some_bits_agrees_with_numpy(mask: int, bits: int) -> None:
    chosen = np.random.default_rng(mask).random(2**bits) < 0.6
    codes = np.flatnonzero(chosen).astype(np.uint64)
    order, starts = grouped(codes, mask)
    keys = codes & np.uint64(mask)
    assert order.tolist() == np.argsort(keys, kind="stable").tolist()
    assert starts.tolist() == [*np.unique(keys[order], return_index=True)[1].tolist(), len(codes)]


@pytest.mark.parametrize("mine", [0, 0b1, 0b10110, 0b11111, 0b11000])
def test_strided_groups_equal_sorted_ones(mine: int) -> None:
    order, starts = strided(mine, 0b11111 & ~mine)
    slow_order, slow_starts = grouped(np.arange(32, dtype=np.uint64), 0b11111 & ~mine)
    assert (order.tolist(), starts.tolist()) == (slow_order.tolist(), slow_starts.tolist())


def test_a_list_of_moves_that_is_too_long_is_refused_with_its_size() -> None:
    game = build(free_model(10))
    with pytest.raises(TooLarge, match=r"^a0 has up to 1,047,552 moves; limit 1,000,000; name fewer options"):
        arcs(game, 0, limit=1_000_000)
    assert len(arcs(game, 0).targets) == 1024 * 1023


def test_one_way_options_with_too_many_steps_are_refused() -> None:
    many = tuple(f"c{number}" for number in range(66))
    options = (Option("a", "o", choices=many, direction="forward"),)
    space = Space(options, np.arange(66, dtype=np.uint64), (0,), (7,))
    with pytest.raises(TooLarge, match="65 bits; limit 64"):
        groups(space, "a")
