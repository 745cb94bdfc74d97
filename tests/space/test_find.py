from __future__ import annotations

import pytest
from tests.space.brute import free_model, yes

from detente.errors import Unanswerable
from detente.model import Actor, Graph, Model, Option
from detente.model.conditions import And, Not
from detente.space import enumerate_states, find

SPACE = enumerate_states(free_model(3, (Not(And((yes("a0.o0"), yes("a0.o1")))),)))


@pytest.mark.parametrize(
    "text", ["a0.o1+a0.o2", "a0.o2+a0.o1", " a0.o2 + a0.o1=yes ", "NYY", "#6", "a0.o0=no+a0.o2+a0.o1"]
)
def test_ways_to_name_a_state(text: str) -> None:
    assert SPACE.name(find(SPACE, text)) == "a0.o1+a0.o2"


def test_every_state_is_found_by_its_own_name() -> None:
    for state in range(SPACE.size):
        assert find(SPACE, SPACE.name(state)) == state
        assert find(SPACE, f"#{SPACE.codes[state]}") == state


def test_choices_are_named_with_their_value() -> None:
    options = (Option("usa", "status", choices=("denies", "tolerates", "recognises")), Option("usa", "summit"))
    space = enumerate_states(Model("x", (Actor("usa"),), options))
    assert space.values(find(space, "usa.summit+usa.status=recognises")) == ("recognises", "yes")
    assert find(space, "nothing") == 0
    for text in ("usa.status", "usa.status=walks", "NY", "usa.summit+usa.summit"):
        with pytest.raises(Unanswerable, match="no state is called"):
            find(space, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a0.o0+a0.o1", r"a0\.o0\+a0\.o1 is not feasible: the rules forbid it; close: a0\.o0, a0\.o1"),
        ("YYN", "YYN is not feasible"),
        ("#3", "#3 is not feasible"),
        ("a0.o7", r"no state is called 'a0\.o7'; close: .*a0\.o"),
        ("what", "no state is called 'what'; for example: nothing"),
        ("#x", "no state is called '#x'"),
        ("#²", "no state is called"),
        ("#99999999999999999999999", "no state is called"),
        ("", "no state is called ''"),
        ("YNNY", "no state is called"),
    ],
)
def test_what_is_not_a_state_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(Unanswerable, match=sentence):
        find(SPACE, text)


def test_listed_states_are_found_by_name() -> None:
    space = enumerate_states(Model("g", (Actor("a"),), graph=Graph((("YN", ""), ("s+t", ""), ("s3", "")), ())))
    assert [find(space, text) for text in ("YN", "s+t", "#2")] == [0, 1, 2]
    with pytest.raises(Unanswerable, match="close: s3"):
        find(space, "s4")
