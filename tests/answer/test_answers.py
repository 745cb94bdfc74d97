"""Answers: frozen records that name their settings, agree with one another, and say when a question cannot be asked."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

import detente as dt
from detente.answer.coalition import together
from detente.answer.evolve import evolve
from detente.answer.why import why
from detente.answer.worlds import world, worlds
from detente.model.circumstances import under
from detente.model.claims import Circumstances


@pytest.fixture(scope="module")
def korea():
    return dt.load("korea")


@pytest.fixture(scope="module")
def elmira():
    return dt.load("elmira")


def test_answers_are_frozen_and_stamped(elmira):
    found = dt.solve(elmira)
    assert found.stamp.fingerprint == elmira.fingerprint
    assert found.stamp.settings["countermoves"] == "legal_sequences"
    with pytest.raises(FrozenInstanceError):
        found.stamp = None


def test_the_same_question_gives_the_same_bytes(elmira):
    one, two = (json.dumps(dt.solve(dt.load("elmira")).as_dict()) for _ in range(2))
    assert one == two


def test_the_table_agrees_with_the_record(elmira):
    found = dt.solve(elmira)
    table = found.table()
    for concept in found.concepts:
        assert tuple(table.index[table[concept]]) == found.equilibria(concept)
    assert list(table.columns[:5]) == [option.id for option in elmira.options]
    assert "<table" in found._repr_html_()


def test_worlds_sum_to_one_and_the_likeliest_is_first(korea):
    possible = worlds(korea)
    assert sum(chance for _, chance in possible) == pytest.approx(1)
    assert possible[0][0] == world(korea)
    assert all(dict(scenario)["president"] == "trump" for scenario, _ in worlds(korea, {"president": "trump"}))


@pytest.mark.parametrize(
    ("given", "word"),
    [({"presidnt": "trump"}, "president"), ({"president": "trmp"}, "trump"), ({"president": "biden"}, "cannot occur")],
)
def test_a_world_that_cannot_be_earns_a_sentence(korea, given, word):
    with pytest.raises(dt.Unanswerable, match=word):
        world(korea, given)


def test_holding_an_option_makes_it_part_of_today_and_of_every_state(korea):
    held = under(korea, Circumstances(commit=(("usa.offer", "yes"),)))
    game = dt.solve(held).game
    assert game.space.column("usa.offer").all()
    assert "usa.offer" in game.space.name(game.status_quo)


def test_holding_what_a_rule_forbids_names_the_rule(korea):
    with pytest.raises(dt.Unanswerable, match=r"undone at once: dprk\.zone is set by .*rok\.kaesong"):
        under(korea, Circumstances(commit=(("dprk.zone", "yes"),)))


def test_an_intervention_leaves_parents_alone(korea):
    forced = under(korea, Circumstances(given=(("process", "top_down"),)))
    chances = {dict(scenario)["president"]: 0.0 for scenario, _ in worlds(korea)}
    before, after = dict(chances), dict(chances)
    for total, model in ((before, korea), (after, forced)):
        for scenario, chance in worlds(model):
            total[dict(scenario)["president"]] += chance
    assert before == pytest.approx(after)
    assert all(dict(scenario)["process"] == "top_down" for scenario, _ in worlds(forced))


def test_why_agrees_with_solve_in_every_state(elmira):
    found = dt.solve(elmira)
    for state in found.names:
        for reason in why(elmira, state).reasons:
            actor = found.game.actors[reason.actor]
            assert reason.stable == (state in found.stable(reason.concept, actor))


def test_paths_start_today_and_follow_the_rules(elmira):
    found = evolve(elmira)
    for path in found.paths:
        here = found.game.status_quo
        for move in path.moves:
            assert move.source == here
            here = move.target
        assert here == path.goal
    assert found.goals == len(found.paths) + len(found.unreachable) + found.unlisted


def test_a_coalition_needs_known_members(elmira):
    with pytest.raises(dt.Unanswerable, match="at least one"):
        together(elmira, [])


def test_coverage_counts_every_assumption_once(korea):
    found = dt.coverage(korea)
    every = (*found.resting, *found.bare)
    assert len(every) == len(set(every))
    assert found.resting
    assert found.share == len(found.resting) / len(every)


def test_coverage_lists_what_rests_on_nothing():
    model = dt.read(
        "title: t\nactors: [a]\noptions: {a.x: t}\n"
        "sources: {s: {title: s}}\nevidence: {e: {source: s, says: so}, f: {source: s, says: no}}\n"
        "preferences: {a: [{wants: a.x, worth: 1, because: e}, {avoids: not a.x, worth: 2}]}\n"
    )
    found = dt.coverage(model)
    assert [each.path for each in found.resting] == ["preferences.a.a.x"]
    assert [each.path for each in found.bare] == ["preferences.a.not a.x"]
    assert [each.id for each in found.uncited] == ["f"]


def test_no_status_quo_means_no_questions_from_today():
    model = dt.read(
        "title: t\nactors: [a]\noptions: {a.x: t, a.y: u}\nrules: ['at least one of a.x, a.y']\n"
        "preferences: {a: [{wants: a.x}]}\n"
    )
    assert model.status_quo is None
    with pytest.raises(dt.Unanswerable, match="status quo"):
        evolve(model)
    assert dt.solve(model).as_dict()["status_quo"] is None


def test_the_front_door_lists_what_it_has():
    assert all(hasattr(dt, name) for name in dt.__all__)
    assert set(dt.__all__) <= set(dir(dt))
