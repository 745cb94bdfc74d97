"""The fast code against the slow twin on random models: states, ranks, every verdict, coalitions, reachability.

Each chunk is a run of seeds, so that a failure names its model: ``random_model(seed, largest, kind)``.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests.oracle.conflict import Conflict, State, conflict_of
from tests.oracle.fast import fast_results, state_names
from tests.oracle.games import random_model
from tests.oracle.results import differences, evolution, twin_results

from detente.evolution import By, Path, path
from detente.space import build


@dataclass(frozen=True)
class Chunk:
    """Seeds ``first`` to ``first + games``, models with at most ``largest`` states, of one kind or (None) mixed."""

    first: int
    games: int
    largest: int
    kind: str | None = None

    def __str__(self) -> str:
        return f"{self.kind or 'mixed'}-{self.largest}-from-{self.first}"


CHUNKS = [
    *(Chunk(first, 250, 16) for first in range(0, 4000, 250)),
    *(Chunk(first, 100, 32) for first in range(10_000, 10_500, 100)),
    *(Chunk(first, 100, 120, "options") for first in range(20_000, 20_300, 100)),
    *(Chunk(first, 100, 40, "consequences") for first in range(30_000, 30_200, 100)),
    *(Chunk(first, 150, 10, "graph") for first in range(40_000, 40_300, 150)),
]


def test_there_are_enough_games() -> None:
    assert sum(chunk.games for chunk in CHUNKS) >= 5000


@pytest.mark.parametrize("chunk", CHUNKS, ids=str)
def test_fast_code_agrees_with_the_twin(chunk: Chunk) -> None:
    for seed in range(chunk.first, chunk.first + chunk.games):
        drawn = random_model(seed, chunk.largest, chunk.kind)
        assert differences(fast_results(drawn), twin_results(drawn)) == [], (seed, chunk)


@pytest.mark.parametrize("by", ["moves", "improvements"])
def test_paths_are_legal_and_shortest(by: By) -> None:
    """Each path starts today, is made of the twin's moves (or improvements), and is as short as the twin says."""
    for seed in range(50_000, 50_100):
        drawn = random_model(seed)
        conflict, game = conflict_of(drawn.model, dict(drawn.scenario)), build(drawn.model, drawn.scenario)
        names, distances = state_names(game), evolution(conflict)["reach", by]
        assert isinstance(distances, dict)
        for goal, name in enumerate(names):
            found = path(game, game.status_quo, goal, by)
            assert (found is None) is (name not in distances)
            if found is not None:
                assert len(found.moves) == distances[name]
                check_steps(conflict, names, found, by)


def check_steps(conflict: Conflict, names: list[State], found: Path, by: By) -> None:
    """The steps follow each other, nobody moves twice in succession, and each is a move the twin knows."""
    at, last = found.start, -1
    for step in found.moves:
        assert step.source == at
        assert step.mover != last
        actor, old, new = conflict.actors[step.mover], names[step.source], names[step.target]
        assert new in conflict.moves[actor][old]
        assert by == "moves" or conflict.better(actor, new, old)
        at, last = step.target, step.mover
    assert at == found.goal
