"""Groups that lie at equal distances are worked on together, with the same results."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.model import Option
from detente.space.game import Game
from detente.space.moves import groups
from detente.space.states import Space
from detente.stability import layout
from detente.stability.crew import Crew
from detente.stability.layout import Layout


def product(owners: str, seed: int, missing: int = 0) -> Game:
    """A yes/no option for each letter, owned by the actor with that name; random ranks with ties."""
    size, actors = 1 << len(owners), tuple(sorted(set(owners)))
    options = tuple(Option(owner, f"o{place}") for place, owner in enumerate(owners))
    codes = np.arange(size - missing, dtype=np.uint64)
    ranks = np.random.default_rng(seed).integers(0, size // 2, (len(actors), size - missing)).astype(np.int32)
    return Game(actors, Space(options, codes, tuple(range(len(owners))), (1,) * len(owners)), ranks)


def laid_out(game: Game, actor: int, threads: int = 1) -> Layout:
    with Crew(threads) as crew:
        return layout.lay_out(game, actor, groups(game, actor), crew)


def lowered(found: Layout, improving: bool, threads: int = 1) -> tuple[list[int], int]:
    value = np.random.default_rng(1).integers(-50, 1000, len(found.ranks)).astype(np.int32)
    with Crew(threads) as crew:
        fell = found.lower(crew, value, improving)
    return value.tolist(), fell


@pytest.mark.parametrize("improving", [False, True])
@pytest.mark.parametrize("owners", ["aabbcc", "abbbcccccccc", "aaaaaaabbcc", "aaaaaaaabbbcc"])
def test_groups_together_and_one_by_one(owners: str, improving: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "NEAR", 1)
    monkeypatch.setattr(layout, "FAR", 1)
    game = product(owners, 0)
    for actor in range(len(game.actors)):
        found = laid_out(game, actor)
        assert found.stride == 1 << owners.index(game.actors[actor])
        assert lowered(found, improving) == lowered(replace(found, stride=0), improving)
        uneven = replace(
            found, cuts=((0, 1), (1, len(found.starts) // 3), (len(found.starts) // 3, len(found.starts) - 1))
        )
        assert lowered(uneven, improving, threads=2) == lowered(found, improving)


@pytest.mark.parametrize("at_once", [1, 64, 2**15])
@pytest.mark.parametrize(("owners", "missing"), [("aabbcc", 0), ("aabbcc", 5), ("aaaabbbbb", 0), ("ababbabb", 9)])
def test_states_lie_by_group_then_by_rank(
    owners: str, missing: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "AT_ONCE", at_once)
    game = product(owners, 1, missing)
    for actor in range(len(game.actors)):
        for ranks in (game.ranks, game.ranks * 1000, np.zeros_like(game.ranks)):
            found = laid_out(replace(game, ranks=ranks), actor)
            keys = game.space.codes & ~np.uint64(found.free)
            assert found.order.tolist() == np.lexsort((ranks[actor], keys)).tolist()


def test_when_groups_do_not_lie_so() -> None:
    assert [laid_out(product("abab", 0), actor).stride for actor in (0, 1)] == [0, 0]
    assert [laid_out(product("aabb", 0, missing=1), actor).stride for actor in (0, 1)] == [0, 0]
    one_way = product("aabb", 0)
    options = tuple(replace(option, direction="forward") for option in one_way.space.options)
    assert laid_out(replace(one_way, space=replace(one_way.space, options=options)), 1).stride == 0
