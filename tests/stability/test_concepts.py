"""The table of concepts."""

from __future__ import annotations

import pytest

from detente.stability.concepts import CONCEPTS, FORESIGHTED, concept
from detente.stability.settings import CONCEPTS as IDS


def test_the_table_and_the_settings_name_the_same_concepts():
    assert tuple(each.id for each in CONCEPTS) == IDS


def test_four_concepts_are_the_corners_of_a_square():
    corners = {(concept(each).replies, concept(each).escape): each for each in FORESIGHTED}
    assert corners == {
        ("any moves", "ignored"): "gmr",
        ("any moves", "considered"): "smr",
        ("improvements", "ignored"): "seq",
        ("improvements", "considered"): "sseq",
    }


def test_every_entry_is_complete():
    for each in CONCEPTS:
        assert all((each.name, each.foresight, each.source))
    with pytest.raises(KeyError):
        concept("l2")
