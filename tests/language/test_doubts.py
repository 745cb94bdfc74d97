"""Warnings: what is said and not used."""

from __future__ import annotations

import pytest

from detente.language import check

SOUND = """title: T
sources: {s: {title: S}}
evidence: {e: {source: s, says: x}}
actors: [a, b]
options: {a.x: x, a.y: y, b.z: z}
scenario: {war: {yes: 0.5, no: 0.5}}
preferences:
  a: [{wants: a.x and b.z, because: e}, {avoids: a.y and a.x and war}]
  b: {priorities: [b.z, not a.x]}
outcomes: {o: b.z}
"""


def warnings(text: str) -> list[str]:
    model, problems = check(text, "m.yaml")
    assert model is not None, problems
    assert all(problem.severity == "warning" for problem in problems)
    return [problem.sentence() for problem in problems]


def test_a_sound_model_has_none() -> None:
    assert warnings(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "start", "piece"),
    [
        ("[a, b]", "[a, b, c]", "m.yaml:4:16: actors.2", "an actor without preferences"),
        ("b.z: z", "b.z: z, b.new: n", "m.yaml:5:35: options.b.new", "to which nothing refers"),
        ("and war}", "}", "m.yaml:6:12: scenario.war", "changes nothing"),
        ("{s: {title: S}", "{s: {title: S}, t: {title: T}", "m.yaml:2:26: sources.t", "which nobody cites"),
        ("a.y and a.x and war", "a.y and war", "m.yaml:5:19: options.a.y", "which nothing joins to any outcome"),
        (
            "[b.z, not a.x]",
            "[b.z, not a.x, {when: b.z, id: again}]",
            "m.yaml:9:34: preferences.b.priorities.2",
            "said already above",
        ),
        (
            "[b.z, not a.x]",
            "[b.z, not a.x, b.z]",
            "m.yaml:9:34: preferences.b.priorities.2",
            "found `b.z`, said already above",
        ),
        (
            "[b.z, not a.x]",
            "[b.z or not b.z, a.x]",
            "m.yaml:9:20: preferences.b.priorities.0",
            "in all states or in none",
        ),
        ("o: b.z", "o: b.z and not b.z", "m.yaml:10:12: outcomes.o", "in all states or in none"),
    ],
)
def test_each_warning(old: str, new: str, start: str, piece: str) -> None:
    found = warnings(SOUND.replace(old, new))
    assert any(sentence.startswith(start) and piece in sentence for sentence in found), found


def test_a_rule_or_a_reading_joins_options_to_an_outcome() -> None:
    apart = SOUND.replace("a.y and a.x and war", "a.y and war")
    assert warnings(apart + "rules: [a.y excludes b.z]\n") == []
    assert warnings(apart + "readings: {r: {rules: [a.y excludes b.z]}}\n") == []
    assert warnings(apart + "rules: [{when: a.y, sets: {b.z: no}}]\n") == []


def test_errors_come_without_warnings() -> None:
    model, problems = check(SOUND.replace("[a, b]", "[a, b, c]") + "horizon: never\n")
    assert model is None
    assert [problem.severity for problem in problems] == ["error"]
