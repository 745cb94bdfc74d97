"""The page on the JSON interface says what there is, and nothing else."""

from __future__ import annotations

import re

import pytest
from tests.workbench.api_page import PAGE, interface, remade

from detente.cli.main import app
from detente.workbench import desk, guard
from detente.workbench.api import ROOT
from detente.workbench.api.failures import STATUS
from detente.workbench.api.questions import LONG, SHORT


def test_the_tables_are_those_of_the_interface():
    text = PAGE.read_text(encoding="utf-8")
    assert remade(text) == text, "run: python -m tests.workbench.api_page"
    assert remade(text.replace("Write a model to its file", "x")) == text


def test_every_route_and_question_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    for path, ways in interface()["paths"].items():
        for method in ways:
            assert f"`{method.upper()} {path.removeprefix(ROOT)}`" in text
    for verb in (*SHORT, *LONG):
        assert f"### `{verb}`\n\n<!-- from the interface: {verb} -->" in text


def test_questions_are_commands():
    commands = {each.callback.__name__ for each in app.registered_commands if each.callback}
    assert {*SHORT, *LONG} <= commands


@pytest.mark.parametrize("status", [status for _, status in STATUS])
def test_every_status_is_explained(status):
    assert re.search(rf"^\| .*\b{status}\b.* \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_limits_are_those_of_the_code():
    text = PAGE.read_text(encoding="utf-8")
    assert f"more than {guard.MOST_BODY:,} bytes" in text
    assert f"At most {desk.MOST_WAITING} may wait; the last {desk.MOST_KEPT} finished" in text
