"""Sets and matrices agree, but for replies that lead back to where the actor started."""

from __future__ import annotations

import pytest
from tests.oracle.concepts import legal_sequences, others, stable
from tests.oracle.conflict import Conflict, conflict_of
from tests.oracle.games import random_model
from tests.oracle.matrix import matrix_stable

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq")


def games(count: int) -> list[Conflict]:
    drawn = [random_model(seed, 16) for seed in range(count)]
    return [conflict_of(each.model, dict(each.scenario)) for each in drawn]


@pytest.mark.parametrize("concept", CONCEPTS)
def test_agreement_where_a_return_counts(concept: str) -> None:
    for conflict in games(250):
        for actor in conflict.actors:
            by_sets = [stable(conflict, concept, actor, state) for state in conflict.states]
            assert matrix_stable(conflict, concept, actor, counting_return=True) == by_sets


def can_be_sent_back(conflict: Conflict, concept: str, actor: str, place: int) -> bool:
    """Whether the others can answer some improvement by leading back to the state."""
    state = conflict.states[place]
    gains = [q for q in conflict.moves[actor][state] if conflict.better(actor, q, state)]
    improving = concept in ("seq", "sseq")
    return any(state in legal_sequences(conflict, others(conflict, actor), gain, improving) for gain in gains)


@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_published_form_differs_only_by_returns(concept: str) -> None:
    """Where the two differ, the sets say stable, and the others can lead the actor back."""
    seen = 0
    for conflict in games(250):
        for actor in conflict.actors:
            published = matrix_stable(conflict, concept, actor)
            for place, state in enumerate(conflict.states):
                if published[place] != stable(conflict, concept, actor, state):
                    seen += 1
                    assert not published[place]
                    assert can_be_sent_back(conflict, concept, actor, place)
    assert (seen > 0) is (concept in ("gmr", "seq"))
