"""Where the elements of a model stand in its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import ModelError
from detente.language import read
from detente.language.elements import where
from detente.model import Priorities, Wants

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "tests/spec/valid").glob("*.yaml"), *(ROOT / "src/detente/cases").glob("*/model.yaml")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem if path.stem != "model" else path.parent.name)
def test_every_part_of_a_model_is_found_where_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    model, found, rows = read(text), where(text), text.split("\n")
    expected = {("actor", each.id) for each in model.actors} | {("option", each.id) for each in model.options}
    expected |= {("scenario", each.id) for each in model.scenario} | {("outcome", each.id) for each in model.outcomes}
    expected |= {("claim", each.id) for each in model.claims} | {("evidence", each.id) for each in model.evidence}
    expected |= {("source", each.id) for each in model.sources} | {("reading", each.id) for each in model.readings}
    expected |= {("rule", each.id) for each in (*model.rules, *model.soft_rules, *model.consequences)}
    for actor, preference in model.preferences:
        if isinstance(preference, Wants):
            expected |= {("want", actor, each.id) for each in preference.wants}
        elif isinstance(preference, Priorities):
            expected |= {("priority", actor, each.id) for each in preference.statements}
    assert expected <= found.keys()
    for element, (line, column) in found.items():
        here = rows[line - 1][column - 1 :].lstrip("'\"[")
        if len(element) == 2 and element[0] != "rule":
            assert here.startswith(element[-1]) or element == ("status_quo", "state")


def test_a_text_that_is_no_sound_model_will_do() -> None:
    text = "title: T\nactors: [a, b]\noptions:\n  c.x: what\nrules:\n  - never: (\n  - a requires b\n"
    text += "readings:\n  r: {rules: [x]}\n"
    found = where(text)
    assert found["actor", "b"] == (2, 13)
    assert found["option", "c.x"] == (4, 3)
    assert found["rule", "rule-2"] == (7, 5)
    assert found["reading", "r", "rule", "rule-3"] == (9, 15)
    assert where("") == {}
    with pytest.raises(ModelError, match="2:1"):
        where("a: [\n")
