"""Games solved before change no answer, whoever solved them, and are not solved again."""

from __future__ import annotations

import numpy as np
import pytest

from detente import load
from detente.dynamics import respond
from detente.forecast import fields
from detente.forecast import staged as staging
from detente.forecast.draw import draws
from detente.forecast.fields import mark
from detente.forecast.judge import judge
from detente.forecast.predict import predict
from detente.forecast.solved import Solved, key
from detente.forecast.staged import stage
from detente.space import prepare


@pytest.fixture(scope="module")
def model():
    return load("korea")


def test_shared_solutions_change_no_forecast_and_no_judgement(model):
    alone = predict(model, draws=2), judge(model, 2, process_draws=2)
    solved = Solved()
    judge(model, 2, process_draws=1, solved=solved)
    predict(model, draws=1, solved=solved)
    assert solved.found
    together = predict(model, draws=2, solved=solved), judge(model, 2, process_draws=2, solved=solved)
    for one, other in zip(alone, together, strict=True):
        assert one.as_dict() == other.as_dict()


def test_a_game_known_already_is_not_solved_again(model, monkeypatch):
    ready, solved = stage(model), Solved()
    first = ready.plan(None, solved)
    monkeypatch.setattr("detente.dynamics.plan.respond", None)
    again = stage(model).plan(None, solved)
    assert [each.values.tobytes() for each in again.responses] == [each.values.tobytes() for each in first.responses]


@pytest.mark.parametrize("part", ["worths", "habits", "tolerance", "moves"])
def test_games_that_differ_have_different_keys(model, part):
    ready = stage(model)
    board, plan = ready.boards[-1][0], ready.plan()
    game, habits, tolerance, moves = ready.game(board), plan.habits, 1e-4, ready.grounds[-1][0].mark
    before = key(moves, game, habits, tolerance, 10)
    if part == "worths":
        game = ready.game(ready.boards[-1][1])
    elif part == "habits":
        habits = staging.habits(model, {f"actors.{model.actors[0].id}.tempo": 0.1})
    elif part == "tolerance":
        tolerance = 1e-5
    else:
        layout = ready.layouts[-1][0]
        moves = mark(layout._replace(open=~layout.open))
    assert key(moves, game, habits, tolerance, 10) != before


def test_what_finds_no_room_is_not_kept(model):
    ready = stage(model)
    game = ready.game(ready.boards[-1][0])
    answer = respond(game, staging.habits(model), 1e-4)
    size = 2 * answer.values.nbytes
    few, older = Solved(room=size), Solved()
    few.put(b"one", answer)
    few.put(b"two", answer)
    older.put(b"three", answer)
    assert few.get(b"one") is answer
    assert few.get(b"two") is None
    assert Solved(older, np.inf).get(b"three") is answer


def test_the_order_of_draws_changes_no_answer(model):
    ready, drawn = stage(model), draws(model, 3, process=True)
    answers = []
    for order in ((0, 1, 2), (2, 0, 1)):
        solved = Solved()
        found = {place: ready.plan(drawn[place], solved) for place in order}
        answers.append([each.values.tobytes() for place in range(3) for each in found[place].responses])
    assert answers[0] == answers[1]
    assert len(set(answers[0])) > 3


def test_what_an_actor_thinks_is_worked_out_once_for_worlds_it_does_not_tell_apart(model, monkeypatch):
    asked = []
    monkeypatch.setattr(fields, "prepare", lambda *given: asked.append(given[0].actors) or prepare(*given))
    ready = stage(model)
    worlds = ready.timeline.worlds
    assert len(model.actors) < len(asked) < len(model.actors) * len(worlds)
    alone = {world: prepare(model, ready.space, world) for world in worlds}
    for span, row in zip(ready.timeline.spans, ready.boards, strict=True):
        for world, board in zip(span.worlds, row, strict=True):
            assert np.array_equal(board.appraiser.worths({}), alone[world].worths({}))
