"""What the board is told agrees with what the commands say of the same model."""

from __future__ import annotations

import pickle

import pytest

from detente.answer.evolve import evolve
from detente.answer.listing import states
from detente.answer.solve import solve
from detente.answer.why import why
from detente.cases.load import load
from detente.errors import Unanswerable
from detente.language import check, parse_condition
from detente.model import Model
from detente.workbench.boards import Look, Place
from detente.workbench.tasks.board import AROUND, look, overview
from detente.workbench.tasks.held import held
from detente.workbench.tasks.states import find_states, resting, ways

GRAPH = """
title: A listed graph
actors: {a: , b: }
graph:
  states: {one: the first, two: the second, three: the third}
  moves:
    a: [one -> two, two -> one]
    b: [two -> three]
status_quo: one
preferences:
  a: {ranking: [two, one, three]}
  b: {ranking: [three, [one, two]]}
"""


def tell(done: int, whole: int, stage: str = "") -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def elmira() -> Model:
    return load("elmira").base


@pytest.fixture(scope="module")
def korea() -> Model:
    return load("korea").base


def place(model: Model, name: str, given: dict[str, str] | None = None) -> Place:
    """A state by its name."""
    found = find_states(tell, model, given or {}, "true", 0, 10_000)
    return next(row.place for row in found.rows if row.place.name == name)


def looked(model: Model, name: str, given: dict[str, str] | None = None) -> Look:
    return look(tell, model, given or {}, place(model, name, given).values)


@pytest.mark.parametrize("case", ["prisoners", "chicken", "elmira"])
def test_every_verdict_is_that_of_the_whole_table(case: str) -> None:
    model = load(case).base
    found = solve(model)
    for name in found.names:
        seen = looked(model, name)
        for stand in seen.stands:
            for concept in found.concepts:
                assert stand.stable(concept) == (name in found.stable(concept, stand.actor)), (name, concept)
        assert seen.rests == tuple(each for each in found.concepts if name in found.equilibria(each))


def test_the_witness_is_that_of_why(elmira: Model) -> None:
    seen = looked(elmira, "uniroyal.delay")
    record = why(elmira, "uniroyal.delay").as_dict()
    marks = {(stand.actor, mark.concept): (stand, mark) for stand in seen.stands for mark in stand.marks}
    assert len(marks) == len(record["reasons"])
    for reason in record["reasons"]:
        stand, mark = marks[reason["actor"], reason["concept"]]
        assert mark.stable == reason["stable"]
        plain = reason["kind"] in ("cannot move", "no improvement")
        assert stand.kind == (reason["kind"] if plain else "improvements")
        assert len(mark.lines) == min(len(reason["replies"]), 5)


def test_stable_because_it_cannot_move_is_told_apart(korea: Model) -> None:
    seen = looked(korea, "dprk.test")
    kinds = {stand.actor: stand.kind for stand in seen.stands}
    assert kinds["rok"] == "cannot move"
    assert kinds["usa"] == "no improvement"


def test_today_and_the_outcomes_are_told(elmira: Model) -> None:
    seen = looked(elmira, "uniroyal.delay")
    assert seen.today
    assert ("the plant drags out its appeal", True) in seen.outcomes
    assert ("the plant is gone", False) in seen.outcomes
    assert not looked(elmira, "ministry.modify+uniroyal.accept").today


def test_what_rules_forbid_is_said_with_the_rule(elmira: Model) -> None:
    values = dict(place(elmira, "uniroyal.delay").values) | {"uniroyal.accept": "yes"}
    seen = look(tell, elmira, {}, tuple(values.items()))
    assert len(seen.broken) == 1
    assert "the plant follows one course at a time" in seen.broken[0]
    assert seen.follows is None
    assert not seen.stands
    assert not seen.neighbours


def test_what_consequences_undo_leads_elsewhere(korea: Model) -> None:
    values = dict(place(korea, "dprk.test").values) | {"dprk.talks": "yes"}
    seen = look(tell, korea, {}, tuple(values.items()))
    assert "dprk.talks requires usa.offer" in seen.broken
    assert seen.follows is not None
    assert seen.follows.name == "dprk.test"


def test_a_rule_may_hang_on_the_scenario(korea: Model) -> None:
    talks = {"usa.offer": "yes", "usa.status": "recognises", "dprk.talks": "yes"}
    values = tuple((dict(place(korea, "dprk.test").values) | talks).items())
    assert look(tell, korea, {"process": "bottom_up"}, values).broken
    assert not look(tell, korea, {"president": "trump", "process": "top_down"}, values).broken


def test_neighbours_are_the_moves_of_the_game(elmira: Model) -> None:
    from detente.space.moves import targets

    here = held(elmira, {})
    names = here.game.space.names()
    for state, name in enumerate(names):
        seen = looked(elmira, name)
        there = {(each.mover, each.place.name) for each in seen.neighbours if each.there}
        back = {(each.mover, each.place.name) for each in seen.neighbours if each.back}
        assert seen.unlisted == 0
        for mover in range(len(here.game.actors)):
            out = {names[other] for other in targets(here.game, mover, state).tolist()}
            into = {names[other] for other in range(len(names)) if state in targets(here.game, mover, other).tolist()}
            assert {other for who, other in there if who == mover} == out
            assert {other for who, other in back if who == mover} == into
        for each in seen.neighbours:
            other = names.index(each.place.name)
            gain = int(here.game.ranks[each.mover, other]) - int(here.game.ranks[each.mover, state])
            said = "improvement" if gain > 0 else "against" if gain < 0 else "indifferent"
            assert each.there in (None, said)


def test_many_neighbours_are_cut_and_counted(korea: Model) -> None:
    seen = looked(korea, "dprk.test")
    assert len(seen.neighbours) <= AROUND
    assert seen.unlisted > 0


def test_equilibria_are_those_of_the_whole_table_page_by_page(korea: Model) -> None:
    found = solve(korea)
    wanted = {name: {each for each in found.concepts if name in found.equilibria(each)} for name in found.names}
    rows = [row for start in range(0, 40, 3) for row in resting(tell, korea, {}, start, 3).rows]
    assert {row.place.name: set(row.concepts) for row in rows} == {name: some for name, some in wanted.items() if some}
    assert [len(row.concepts) for row in rows] == sorted((len(row.concepts) for row in rows), reverse=True)


@pytest.mark.parametrize("text", ["dprk.talks", "not dprk.test and president == harris", "talks or zone"])
def test_a_condition_finds_the_states_that_the_command_lists(korea: Model, text: str) -> None:
    listed = states(korea, where=parse_condition(text, korea))
    found = find_states(tell, korea, {}, text, 0, 1000)
    assert [row.place.name for row in found.rows] == list(listed.names)
    assert (found.total, found.of) == (len(listed.names), listed.game.size)
    assert find_states(tell, korea, {}, text, 2, 5).rows == found.rows[2:7]


@pytest.mark.parametrize(("text", "column"), [("dprk.talks and not", 19), ("dprk.talk", 1), ("talks and usa.of", 11)])
def test_a_wrong_condition_is_said_with_its_column(korea: Model, text: str, column: int) -> None:
    found = find_states(tell, korea, {}, text, 0, 5)
    assert found.problem
    assert found.column == column
    assert not found.rows


def test_ways_are_those_of_evolve(elmira: Model) -> None:
    record = evolve(elmira, to=parse_condition("true", elmira)).as_dict()
    assert record["paths"]
    for wanted in record["paths"]:
        found = ways(tell, elmira, {}, place(elmira, wanted["goal"]).values)
        way = found.improvements if wanted["by"] == "improvements" else found.moves
        assert way is not None
        assert [step.actor for step in way.steps] == [step["mover"] for step in wanted["steps"]]
        assert [step.interest for step in way.steps] == [step["interest"] for step in wanted["steps"]]
        assert way.against == wanted["against_interest"]
        assert (found.improvements is None) == (wanted["by"] == "moves")


def test_there_is_no_way_to_what_cannot_be(elmira: Model) -> None:
    values = dict(place(elmira, "uniroyal.delay").values) | {"uniroyal.accept": "yes"}
    with pytest.raises(Unanswerable, match="not feasible"):
        ways(tell, elmira, {}, tuple(values.items()))


def test_another_scenario_value_lets_go_of_what_cannot_occur_with_it(korea: Model) -> None:
    first = overview(tell, korea, {"president": "trump", "process": "top_down"})
    assert dict(first.scenario)["process"] == "top_down"
    second = overview(tell, korea, {"president": "harris", "process": "top_down"}, "president")
    assert dict(second.scenario)["president"] == "harris"
    assert dict(second.scenario)["process"] == "bottom_up"
    assert dict(second.given) == {"president": "harris"}
    assert 0 < second.chance < 1


def test_only_values_that_can_occur_are_offered(korea: Model) -> None:
    found = overview(tell, korea, {})
    offered = {each.id: each.values for each in found.circumstances}
    assert offered["race"] == ("withdrawal",)
    assert offered["president"] == ("trump", "harris")
    assert found.today is not None
    assert found.today.name == "dprk.test"


def test_a_model_that_lists_its_states_has_a_board_too() -> None:
    model, problems = check(GRAPH)
    assert model is not None, problems
    seen = look(tell, model, {}, (("state", "one"),))
    assert seen.today
    assert {each.place.name for each in seen.neighbours} == {"two"}
    assert {mark.concept for mark in seen.stands[0].marks} == {"nash", "gmr", "smr", "seq", "sseq"}
    assert look(tell, model, {}, (("state", "nowhere"),)).broken
    way = ways(tell, model, {}, (("state", "three"),)).improvements
    assert way is not None
    assert [step.actor for step in way.steps] == ["a", "b"]


def test_answers_can_be_sent_between_processes(korea: Model) -> None:
    seen = looked(korea, "dprk.test")
    assert pickle.loads(pickle.dumps(seen)) == seen
    assert b"numpy" not in pickle.dumps((seen, overview(tell, korea, {}), resting(tell, korea, {}, 0, 9)))
