"""The inverse question on published and built-in conflicts, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.oracle.fast import state_names
from tests.published.entries import entries, model_of, values

from detente.cases.load import load
from detente.errors import TooLarge, Unanswerable
from detente.inducement.changes import changes, together
from detente.inducement.inverse import inverse
from detente.inducement.jointly import joint_ranks
from detente.inducement.smallest import rise, smallest
from detente.inducement.temptations import Temptation, Way
from detente.model.conditions import Is
from detente.space import build
from detente.stability import Settings, verdicts

ENTRY: dict[str, Any] = entries()["syria_iraq_1975"]
NAMED = {"Nash": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "SSEQ": "sseq"}


@pytest.mark.parametrize("concept", NAMED)
def test_published_numbers_of_orders(concept: str) -> None:
    game = build(model_of(ENTRY))
    state = state_names(game).index(values(ENTRY["inverse"]["target"]))
    answer = changes(game, state, NAMED[concept], actors=(game.actors.index("syria"),))[0]
    assert answer.share is not None
    assert answer.share * 720 == ENTRY["inverse"]["orders_that_make_it_stable"][concept]


def test_in_words() -> None:
    answer = inverse(model_of(ENTRY), "YNN", "smr")
    name = answer.game.space.name
    assert answer.total == 1
    assert len(answer.sentences()) == 1
    assert answer.sentences()[0].startswith(
        f"syria must come to regard {name(5)} as no better than {name(1)} (it differs by: "
    )
    assert answer.as_dict()["actors"][0]["no_better"] == [name(5)]
    assert list(answer.table().index) == ["syria", "iraq"]


def test_other_smallest_changes_are_named() -> None:
    said = inverse(model_of(ENTRY), "YNN", "seq").sentences()
    assert said[1].startswith("instead it would be enough for syria: ")


def test_worse_is_said_where_the_settings_ask_for_it() -> None:
    said = inverse(model_of(ENTRY), "YNN", "gmr", settings=Settings(sanction="worse")).sentences()
    assert any(" as worse than " in line for line in said)


def test_an_outcome_takes_its_cheapest_state() -> None:
    model = load("korea")
    answer = inverse(model, "zone", "nash", given={"president": "trump"})
    assert answer.among > 100
    inside = answer.game.space.where(Is("firms.operate", "yes"))
    totals = [
        sum(len(each.fewest) for each in changes(answer.game, int(state), "nash", counting=False))
        for state in np.flatnonzero(inside)
    ]
    assert answer.total == min(totals) > 0
    assert bool(inside[answer.state])


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
def test_what_is_said_makes_the_target_stable(concept: str) -> None:
    answer = inverse(load("korea"), "dprk.test+dprk.troops+rok.kaesong+usa.kaesong", concept)
    after = replace(answer.game, ranks=answer.together.ranks, worths=None)
    assert answer.total > 0
    assert verdicts(after, concepts=(concept,)).equilibria(concept)[answer.state]


def test_a_condition_can_be_asked_for() -> None:
    answer = inverse(model_of(ENTRY), Is(model_of(ENTRY).options[0].id, "yes"), "nash")
    assert answer.game.space.values(answer.state)[0] == "yes"


@pytest.mark.parametrize(
    ("target", "concept", "said"),
    [
        ("peace", "seq", "no state is called 'peace'"),
        ("YNN", "sim", "nash, gmr, smr, seq, sseq, not for 'sim'"),
    ],
)
def test_what_cannot_be_asked(target: str, concept: str, said: str) -> None:
    with pytest.raises(Unanswerable, match=said):
        inverse(model_of(ENTRY), target, concept)


def test_an_outcome_without_states() -> None:
    with pytest.raises(Unanswerable, match=r"no feasible state has .* when .*process = bottom_up"):
        inverse(load("korea"), "accepted", given={"president": "harris"})


def test_the_joint_question_says_when_it_is_too_large() -> None:
    game = build(load("korea"), inverse(load("korea"), "talks", "nash").scenario)
    with pytest.raises(TooLarge, match="up to 16 states; this game has"):
        joint_ranks(game, 0, "seq", Settings(), range(5))
    state = int(np.flatnonzero(~verdicts(game, concepts=("seq",)).equilibria("seq"))[0])
    answer = together(game, state, "seq")
    assert not answer.smallest
    assert "up to 16 states" in answer.why_not


def ways(*sets: tuple[int, ...]) -> tuple[Way, ...]:
    return tuple(frozenset(each) for each in sets)


def test_one_state_for_many_temptations() -> None:
    tempting = [Temptation(1, ways((1,), (9,))), Temptation(2, ways((2,), (9,))), Temptation(3, ways((3,), (8,)))]
    height = list(range(10))
    assert smallest(tempting, height, 9) == ways((3, 9), (8, 9))
    assert rise(tempting, height) == 3


def test_a_larger_way_can_pay_when_shared() -> None:
    shared = (7, 8)
    tempting = [Temptation(t, ways((t,), shared)) for t in (1, 2, 3)]
    assert smallest(tempting, [0] * 10) == ways(shared)
    assert smallest(tempting[:2], [0] * 10, 5) == ways((1, 2), (7, 8))


def test_nothing_to_change() -> None:
    assert smallest([], []) == ways(())
    assert rise([], []) == -1
