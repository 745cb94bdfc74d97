"""Writing: reading it back gives the same model, whatever stands in its texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.language.models import AWKWARD, anything, models

from detente.errors import ModelError
from detente.language import emit, read, write
from detente.model import Actor, Model, Option, Reading, Source

SLOW = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
SMALL = Model("T", (Actor("a"), Actor("b")), (Option("a", "x"), Option("b", "y")))


@SLOW
@given(models())
def test_reading_what_was_written_gives_the_same_model(model: Model) -> None:
    assert model.problems() == ()
    written = write(model)
    again = read(written, "written.yaml")
    assert again == model
    assert write(again) == written


@given(st.lists(anything | st.sampled_from(AWKWARD), max_size=4))
def test_any_text_reads_back(notes: list[str]) -> None:
    assert read(write(replace(SMALL, notes=tuple(notes)))).notes == tuple(notes)


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("flow", [False, True])
def test_awkward_texts_read_back(text: str, flow: bool) -> None:
    notes = ("x", text) if flow else ("x" * 120, text)
    assert read(write(replace(SMALL, title=text, notes=notes))).notes == notes


def test_the_round_trip_can_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts written without quotes are caught."""
    monkeypatch.setattr(emit, "scalar", lambda text, flow=False: text)
    with pytest.raises(ModelError):
        read(write(replace(SMALL, title="a: b")))


def test_control_characters_are_refused() -> None:
    with pytest.raises(ModelError, match="control characters"):
        write(replace(SMALL, title="bell \x07"))


def test_no_status_quo_is_said() -> None:
    assert "status_quo: none" in write(SMALL)
    assert read(write(SMALL)).status_quo is None


def test_a_reading_in_another_order_is_refused() -> None:
    turned = replace(SMALL, actors=SMALL.actors[::-1])
    with pytest.raises(ModelError, match="keeps the order"):
        write(replace(SMALL, readings=(Reading("r", turned),)))


def test_a_reading_with_other_sources_is_refused() -> None:
    other = replace(SMALL, sources=(Source("s"),))
    with pytest.raises(ModelError, match="sources"):
        write(replace(SMALL, readings=(Reading("r", other),)))


def test_wants_in_another_order_are_dropped_and_added_again() -> None:
    text = """title: T
actors: [a]
options: {a.x: x, a.y: y}
preferences: {a: [{wants: a.x}, {wants: a.y}]}
readings:
  r: {preferences: {a: [{id: a.x, drop: yes}, {wants: a.x}]}}
"""
    model = read(text)
    assert [want.id for want in model.reading("r").preference("a").wants] == ["a.y", "a.x"]  # type: ignore[union-attr]
    assert model.readings[0].changes == ("preferences.a.a.x",) or model.readings[0].changes == ("preferences.a.a.y",)
    assert read(write(model)) == model
