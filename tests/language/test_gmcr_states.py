"""States and statements of ``.gmcr`` files against brute force."""

from __future__ import annotations

import itertools
import random

import pytest
from tests.language.random_gmcr import holds, random_conjunction

from detente.language.gmcr_states import disagreements, feasible


@pytest.mark.parametrize("seed", range(40))
def test_feasible_states_are_those_of_the_full_list(seed: int) -> None:
    source = random.Random(seed)
    size = source.randint(1, 9)
    rules = [random_conjunction(source, size) for _ in range(source.randint(0, 5))]
    expected = tuple(state for state in range(2**size) if not any(holds(pairs, state) for pairs in rules))
    assert feasible(rules, size) == expected


def test_feasible_gives_up_beyond_its_limit() -> None:
    assert feasible([], 10, most=1000) is None
    assert feasible([], 10, most=1024) == tuple(range(1024))


@pytest.mark.parametrize("seed", range(20))
def test_disagreements_are_those_of_thescores(seed: int) -> None:
    source = random.Random(seed)
    size = source.randint(2, 4)
    states = tuple(range(2**size))
    statements = [tuple(random_conjunction(source, size) for _ in range(source.randint(1, 2))) for _ in range(4)]
    tiers: list[list[int]] = [[] for _ in range(5)]
    for state in states:
        tiers[source.randrange(5)].append(state)
    ranking = tuple(tuple(tier) for tier in tiers if tier)
    weights = [2 ** (len(statements) - place) for place in range(1, len(statements) + 1)]

    def score(state: int) -> int:
        true = [any(holds(member, state) for member in statement) for statement in statements]
        return sum(weight for weight, holds in zip(weights, true, strict=True) if holds)

    place = {state: number for number, tier in enumerate(ranking) for state in tier}
    differing = 0
    for a, b in itertools.combinations(states, 2):
        manual = (place[a] < place[b]) - (place[a] > place[b])
        stated = (score(a) > score(b)) - (score(a) < score(b))
        differing += manual != stated
    assert disagreements(states, ranking, statements) == differing
