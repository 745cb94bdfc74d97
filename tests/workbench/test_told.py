"""Words about counts and ranges on the page of answers."""

from __future__ import annotations

import pytest

from detente.report.tables import Table
from detente.workbench.pages.answer.hinges import turn_words
from detente.workbench.quick import Estimate
from detente.workbench.told import Chances, Hinge


def chances(*counts: int) -> Chances:
    readings = tuple((f"r{n}", f"Reading {n}", Estimate(count, (), (), (), 0.0)) for n, count in enumerate(counts))
    return Chances("", readings, Table("", "", (), ()), None, False)


@pytest.mark.parametrize(
    ("counts", "said"), [((1,), "1 draw"), ((32, 32), "32 draws"), ((32, 16), "32 draws (16 for each reading)")]
)
def test_draws_are_counted_in_words(counts, said):
    assert chances(*counts).draws == said


@pytest.mark.parametrize(
    ("turns", "flip", "said"),
    [
        (None, None, "uncertain within 1 to 3"),
        (False, None, "does not turn within 1 to 3"),
        (True, 2.4, "turns at 2.4 (of 1 to 3)"),
    ],
)
def test_a_number_says_whether_the_answer_turns_on_it(turns, flip, said):
    assert turn_words(Hinge("p", "text", (), 0.5, 1.0, 3.0, turns, flip)) == said
