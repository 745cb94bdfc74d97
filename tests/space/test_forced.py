from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from tests.space.brute import WORLDS, combinations, feasible, free_model, is_feasible, may_change, random_model, yes

from detente.errors import TooLarge
from detente.model import Actor, Assignment, Consequence, Model, Option
from detente.model.conditions import And, Is, Not, holds
from detente.space import build, enumerate_states, forced
from detente.space.forced import effects_of, settle_codes


def settle(model: Model, values: dict[str, str], world: Assignment) -> dict[str, str] | None:
    """Where values end up, round by round; None if they come back to an earlier round."""
    seen, now = [], values
    while now not in seen:
        seen.append(now)
        now = dict(now)
        for each in model.consequences:
            if holds(each.when, {**now, **dict(world)}):
                now.update(each.sets)
        if now == seen[-1]:
            return now
    return None


def slow_moves(model: Model, actor: str, values: dict[str, str], world: Assignment) -> list[dict[str, str]]:
    found = []
    own = [option for option in model.options if option.owner == actor]
    for choice in product(*(option.choices for option in own)):
        changed = {**values, **{option.id: each for option, each in zip(own, choice, strict=True)}}
        if changed != values and all(may_change(o, actor, values[o.id], changed[o.id]) for o in own):
            landed = settle(model, changed, world)
            if landed is not None and landed != values and is_feasible(model, landed, world) and landed not in found:
                found.append(landed)
    return found


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_moves_with_consequences_equal_brute_force(seed: int, shared: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once, and a few changes at a time."""
    monkeypatch.setattr(forced, "TOGETHER", 2**18 if seed % 2 else 3)
    model, world = random_model(seed, one_way=True, consequences=1 + seed % 3, rules=1), WORLDS[0]
    if not feasible(model, (world,)):
        return
    game = build(model, world, space=enumerate_states(model, WORLDS) if shared else None)
    ids = [option.id for option in model.options]
    states = [dict(zip(ids, game.space.values(s), strict=True)) for s in range(game.size)]
    assert game.arcs is not None
    for actor, moves in zip(game.actors, game.arcs, strict=True):
        for s, values in enumerate(states):
            expected = sorted(states.index(each) for each in slow_moves(model, actor, values, world))
            assert moves.of(s).tolist() == expected


@pytest.mark.parametrize("seed", range(60))
def test_settling_equals_brute_force_even_in_cycles(seed: int) -> None:
    model, world = random_model(seed, consequences=3, rules=0), WORLDS[1]
    space = enumerate_states(random_model(seed, rules=0), WORLDS[:1])
    landed, settled = settle_codes(space, space.codes, effects_of(model, world, space))
    ids = [option.id for option in model.options]
    for s, values in enumerate(combinations(model)):
        expected = settle(model, values, world)
        assert settled[s] == (expected is not None)
        if expected is not None:
            assert dict(zip(ids, space.values(space.index(int(landed[s]))), strict=True)) == expected


def test_a_move_that_shuts_the_zone_expels_the_firms() -> None:
    options = (Option("rok", "zone"), Option("firms", "operate"))
    consequence = Consequence("expel", Not(yes("rok.zone")), (("firms.operate", "no"),))
    model = Model("zone", (Actor("rok"), Actor("firms")), options, consequences=(consequence,))
    game = build(model)
    names = [game.space.name(s) for s in range(game.size)]
    assert names == ["nothing", "rok.zone", "rok.zone+firms.operate"]
    assert game.arcs is not None
    rok, firms = game.arcs
    assert [rok.of(s).tolist() for s in range(3)] == [[1], [0], [0]]
    assert [firms.of(s).tolist() for s in range(3)] == [[], [2], [1]]


def test_a_change_that_never_settles_is_not_available() -> None:
    """Once started, the wheel turns from q to r and back to q, round after round."""
    wheel = Option("b", "wheel", choices=("p", "q", "r"))
    turns = tuple(
        Consequence(before + after, And((yes("a.go"), Is("b.wheel", before))), (("b.wheel", after),))
        for before, after in ("rp", "qr", "pq")
    )
    game = build(Model("wheel", (Actor("a"), Actor("b")), (Option("a", "go"), wheel), consequences=turns))
    assert [game.space.name(s) for s in range(game.size)] == ["nothing", "b.wheel=q", "b.wheel=r"]
    assert game.arcs is not None
    assert [len(moves.targets) for moves in game.arcs] == [0, 6]
    model = Model("wheel", (Actor("a"), Actor("b")), (Option("a", "go"), wheel), consequences=turns)
    settled = settle_codes(game.space, np.array([0, 1, 3, 5], np.uint64), effects_of(model, (), game.space))[1]
    assert settled.tolist() == [True, False, False, False]


def test_a_change_undone_within_its_round_leads_nowhere() -> None:
    """The lamp goes on and off in one round: it settles where a consequence is not followed, which is infeasible."""
    blink = (
        Consequence("on", And((yes("a.go"), Not(yes("b.lamp")))), (("b.lamp", "yes"),)),
        Consequence("off", And((yes("a.go"), yes("b.lamp"))), (("b.lamp", "no"),)),
    )
    options = (Option("a", "go"), Option("b", "lamp"))
    game = build(Model("blink", (Actor("a"), Actor("b")), options, consequences=blink))
    assert [game.space.name(s) for s in range(game.size)] == ["nothing", "b.lamp"]
    assert game.arcs is not None
    assert [len(moves.targets) for moves in game.arcs] == [0, 2]


def test_too_many_changes_are_refused_with_their_number() -> None:
    free = free_model(13)
    never = Consequence("c", And((yes("a0.o0"), Is("a0.o0", "no"))), (("a0.o1", "yes"),))
    model = Model("x", free.actors, free.options, consequences=(never,))
    with pytest.raises(TooLarge, match=r"^a0 could try 2\^26 changes; limit 2\^24"):
        build(model)
