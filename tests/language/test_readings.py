"""Readings: patches on the document, and which assumptions they change."""

from __future__ import annotations

import pytest

from detente.language import check, read
from detente.model import Model, Want

BASE = """title: T
actors: {a: Anna, b: Ben}
options:
  a.x: does it
  a.y: {text: more, reversible: no}
  b.z: {text: else}
scenario:
  war: {yes: 0.2, no: 0.8}
rules:
  - a.x excludes b.z
  - {id: second, never: a.y and a.x}
status_quo: {a.y: yes}
preferences:
  a:
    - {wants: a.x, worth: 1, id: one}
    - {wants: a.y, worth: 1}
  b: {priorities: [b.z, not a.x]}
outcomes: {o: {when: a.x, text: it is done}}
readings:
"""


def patched(patch: str) -> Model:
    return read(BASE + f"  r: {patch}\n", "m.yaml").reading("r")


def changes(patch: str) -> tuple[str, ...]:
    return read(BASE + f"  r: {patch}\n", "m.yaml").readings[0].changes


def complaints(patch: str) -> list[str]:
    found, problems = check(BASE + f"  r: {patch}\n", "m.yaml")
    assert found is None
    return [problem.sentence() for problem in problems]


def wants(model: Model) -> list[Want]:
    return list(model.preference("a").wants)  # type: ignore[union-attr]


def test_mappings_merge_key_by_key() -> None:
    option = patched("{options: {a.x: {reversible: no}}}").option("a.x")
    assert (option.text, option.direction) == ("does it", "forward")
    assert patched("{outcomes: {o: not a.x}}").outcome("o").text == "it is done"


def test_null_removes() -> None:
    assert (
        patched("{rules: [{id: rule-1, drop: yes}], options: {b.z: null}, preferences: {b: null}}").options
        == (patched("{}").options[:2])
    )
    assert patched("{outcomes: {o: null}}").outcomes == ()


def test_wants_merge_by_id() -> None:
    items = "{avoids: a.x, worth: 3, id: one}, {id: a.y, drop: yes}, {wants: war, worth: 2}"
    found = wants(patched(f"{{preferences: {{a: [{items}]}}}}"))
    assert [(want.id, want.avoids) for want in found] == [("one", True), ("war", False)]


def test_rules_merge_by_id() -> None:
    found = patched("{rules: [{id: second, never: a.x}, {id: rule-1, drop: yes}, b.z requires a.y]}").rules
    assert [(rule.id, rule.text) for rule in found] == [("second", "never: a.x"), ("rule-5", "b.z requires a.y")]


def test_another_form_of_preference_replaces_the_old_one() -> None:
    assert changes("{preferences: {b: [{wants: b.z}]}}") == ("preferences.b.b.z", "preferences.b.not a.x")
    assert patched("{preferences: {b: {priorities: [war]}}}").preference("b").statements[0].text == "war"  # type: ignore[union-attr]


def test_scenario_variables_are_replaced_whole() -> None:
    assert patched("{scenario: {war: {yes: 1, no: 0}}}").scenario[0].phases[0].rows[0].chances[0].low == 1
    assert changes("{scenario: {war: {yes: 0.3, no: 0.7}}}") == ("scenario.war.0.yes", "scenario.war.0.no")


def test_changes_name_the_assumptions_that_differ() -> None:
    assert changes("{}") == ()
    assert changes("{preferences: {a: [{wants: a.x, worth: 5, id: one}]}}") == ("preferences.a.one",)
    assert changes("{rules: [{id: second, drop: yes}]}") == ("rules.second",)
    assert changes("{actors: {a: {tempo: 1 per year}}}") == ("actors.a.tempo",)
    assert changes("{preferences: {b: {priorities: [not a.x, b.z]}}}") in (
        ("preferences.b.b.z",),
        ("preferences.b.not a.x",),
    )


def test_a_reading_has_the_sources_but_no_claims() -> None:
    text = BASE + "  r: {notes: [n]}\nclaims: {c: {says: s, reading: r, test: {rests: a.x}}}\n"
    model = read(text)
    assert model.reading("r").claims == ()
    assert model.claims[0].circumstances.reading == "r"


def test_a_claim_is_looked_up_in_its_reading() -> None:
    text = BASE + "  r: {options: {b.new: n}}\nclaims:\n  c: {says: s, reading: r, test: {rests: b.new}}\n"
    assert read(text).claims
    _, problems = check(text.replace("reading: r, ", ""), "m.yaml")
    assert [problem.sentence()[:13] for problem in problems] == ["m.yaml:22:30:"]


@pytest.mark.parametrize(
    ("patch", "start", "piece"),
    [
        ("{preferences: {a: [{wants: a.q, worth: 1}]}}", "m.yaml:20:33: readings.r.preferences.a.0.wants:", "a.q"),
        ("{rules: [{id: secnd, drop: yes}]}", "m.yaml:20:15: readings.r.rules.0:", "did you mean second?"),
        ("{options: {a.q: null}}", "m.yaml:20:17: readings.r.options.a.q:", "which is not there"),
        ("{options: {a.y: null}}", "m.yaml:11:25: rules.1.never:", "a.y"),
        ("{status_quo: {b.z: yes, a.x: yes}}", "m.yaml:12:13: status_quo (reading r):", "a.x excludes b.z"),
        ("{preferences: {a: [{wants: war}]}}", "m.yaml:20:25: readings.r.preferences.a.0:", "none for `war`"),
        ("{because: [nothing]}", "m.yaml:20:17: readings.r.because.0:", "evidence of the model"),
    ],
)
def test_problems_are_reported_where_they_were_written(patch: str, start: str, piece: str) -> None:
    found = complaints(patch)
    assert any(sentence.startswith(start) and piece in sentence for sentence in found), found
