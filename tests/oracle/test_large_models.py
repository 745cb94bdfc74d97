"""The fast code against the twin on conflicts of the size that is published: 14 to 18 options, hundreds of states.

Random rules are added until 300 to 1,500 states are left; three to five actors own the options, a few of which are
one-way. States, ranks and moves are compared everywhere. A verdict of the twin takes milliseconds at this size, so
verdicts are compared at states drawn by the seed, for every actor, under all six concepts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest
from tests.oracle import concepts
from tests.oracle.conflict import Conflict, State, feasible_states, may_change, named, preference_key, ranks_of
from tests.oracle.games import random_condition, random_rule

from detente.model import Actor, Model, Option, Preference, Priorities, Rule, Statement, Want, Wants
from detente.model.conditions import Is
from detente.model.quantities import fixed
from detente.space import Game, build, count
from detente.space.moves import targets
from detente.stability import Verdicts, verdicts

FEWEST, MOST = 300, 1500
OPTIONS = (14, 14, 15, 15, 15, 16, 16, 16, 17, 18)
"""The options of each model; its seed is the place."""

SAMPLE = 18
"""States at which verdicts are compared, in each model."""


def model(seed: int) -> Model:
    """A random model with the options of its seed. The same seed gives the same model."""
    random = Random(f"large {seed}")
    actors = tuple(Actor(f"a{k}") for k in range(3 + seed % 3))
    directions = random.choices(("both", "forward", "backward"), (12, 1, 1), k=OPTIONS[seed])
    options = tuple(
        Option(actors[k % len(actors)].id, f"o{k}", direction=direction)  # type: ignore[arg-type]
        for k, direction in enumerate(directions)
    )
    frame = Model("large", actors, tuple(random.sample(options, len(options))))
    preferences = tuple((actor.id, preference(random, frame.options, k)) for k, actor in enumerate(actors))
    return replace(ruled(random, frame), preferences=preferences)


def ruled(random: Random, frame: Model) -> Model:
    """The model with rules under which between FEWEST and MOST states are left. A rule that leaves less than a third of
    the states that were left before it, or too few, is not taken."""
    left = count(frame)
    while left > MOST:
        rule = Rule(f"rule-{len(frame.rules)}", random_rule(random, frame.options))
        more = replace(frame, rules=(*frame.rules, rule))
        if "weather" not in str(rule) and max(FEWEST, left // 3) <= count(more):
            frame, left = more, count(more)
    return frame


def preference(random: Random, options: tuple[Option, ...], number: int) -> Preference:
    """Eight conditions, each about an option of its own among others: an order, or worths in halves."""
    chosen = random.sample(options, 8)
    wanted = [
        Is(option.id, random.choice(option.choices)) if random.random() < 0.5 else random_condition(random, options, 1)
        for option in chosen
    ]
    if number % 2:
        return Priorities(tuple(Statement(condition, id=f"p{k}") for k, condition in enumerate(wanted)))
    return Wants(tuple(Want(each, fixed(random.randint(1, 12) / 2), id=f"w{k}") for k, each in enumerate(wanted)))


def plain(given: Model) -> Conflict:
    """The model as plain sets. An actor's moves are looked for among the states that agree on all others' options."""
    states, actors = feasible_states(given, {}), tuple(actor.id for actor in given.actors)
    keys = {a: {s: preference_key(given, a, named(given, s, {})) for s in states} for a in actors}
    return Conflict(
        actors=actors,
        states=states,
        moves={a: own_moves(given, a, states) for a in actors},
        rank={a: ranks_of(keys[a]) for a in actors},
        owners=tuple(option.owner for option in given.options),
    )


def own_moves(given: Model, actor: str, states: tuple[State, ...]) -> dict[State, frozenset[State]]:
    alike: dict[State, list[State]] = {}
    for s in states:
        alike.setdefault(theirs(given, actor, s), []).append(s)
    return {s: frozenset(q for q in alike[theirs(given, actor, s)] if q != s and allowed(given, s, q)) for s in states}


def theirs(given: Model, actor: str, state: State) -> State:
    return tuple(value for option, value in zip(given.options, state, strict=True) if option.owner != actor)


def allowed(given: Model, old: State, new: State) -> bool:
    return all(may_change(option, a, b) for option, a, b in zip(given.options, old, new, strict=True))


def remembered(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function of one conflict, each answer worked out once."""
    known: dict[tuple[object, ...], Any] = {}

    def asked(conflict: Conflict, *given: object) -> Any:
        if given not in known:
            known[given] = function(conflict, *given)
        return known[given]

    return asked


@cache
def both(seed: int) -> tuple[Conflict, Game, Verdicts]:
    given = model(seed)
    game = build(given)
    return plain(given), game, verdicts(game)


def differences(seed: int) -> list[tuple[str, str, State]]:
    """Where the verdicts differ, among the states drawn."""
    conflict, game, found = both(seed)
    names = [game.space.values(state) for state in range(game.size)]
    drawn = Random(seed).sample(range(game.size), SAMPLE)
    return [
        (concept, actor, names[state])
        for concept in concepts.CONCEPTS
        for place, actor in enumerate(game.actors)
        for state in drawn
        if concepts.stable(conflict, concept, actor, names[state]) != bool(found.stable(concept)[place, state])
    ]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin's sets are worked out once each: every concept asks for the same ones."""
    for name in ("replies", "improvements"):
        monkeypatch.setattr(concepts, name, remembered(getattr(concepts, name)))


@pytest.mark.parametrize("seed", range(len(OPTIONS)))
def test_states_ranks_and_moves(seed: int) -> None:
    conflict, game, _ = both(seed)
    names = [game.space.values(state) for state in range(game.size)]
    assert FEWEST <= game.size <= MOST
    assert set(names) == set(conflict.states)
    for place, actor in enumerate(game.actors):
        ranks = dict(zip(names, game.ranks[place].tolist(), strict=True))
        assert ranks == conflict.rank[actor]
        for state, name in enumerate(names):
            assert {names[t] for t in targets(game, place, state)} == conflict.moves[actor][name]


@pytest.mark.parametrize("seed", range(len(OPTIONS)))
@pytest.mark.usefixtures("quick")
def test_verdicts(seed: int) -> None:
    assert differences(seed) == []


def test_the_models_say_something() -> None:
    """The concepts differ in them, the ones with an escape as well."""
    stable = [[both(seed)[2].stable(concept).mean() for seed in (3, 6)] for concept in concepts.CONCEPTS]
    nash, gmr, smr, seq, sseq, sim = np.mean(stable, axis=1)
    assert 0.05 < nash < sim < seq < gmr < 0.999
    assert nash < sseq < min(smr, seq)
    assert smr < gmr


@pytest.mark.usefixtures("quick")
def test_an_error_in_the_twin_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(concepts, "may_follow", lambda mover, last: last is None)
    assert any(differences(seed) for seed in range(3))
