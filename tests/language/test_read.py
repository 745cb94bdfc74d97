"""Reading: what the shorthands mean, and every problem at its own place, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import ModelError
from detente.language import check, load_path, parse_condition, read, read_text
from detente.model import Model, conditions
from detente.model.conditions import And, Iff, Is, Not, Or
from detente.model.quantities import fixed

HEAD = "title: T\nactors: [a, b]\noptions: {a.x: x, a.level: {choices: [low, mid, high]}, b.y: y}\n"


def model(body: str, head: str = HEAD) -> Model:
    return read(head + body, "m.yaml")


def complaints(body: str, head: str = HEAD) -> list[str]:
    found, problems = check(head + body, "m.yaml")
    assert found is None
    return [problem.sentence() for problem in problems]


def test_conditions_become_records() -> None:
    found = model("outcomes: {o: not a.x and a.level == mid, p: o iff a.x == b.y}\n")
    both = And((Not(Is("a.x", "yes")), Is("a.level", "mid")))
    assert found.outcome("o").condition == both
    assert found.outcome("p").condition == Iff(both, Iff(Is("a.x", "yes"), Is("b.y", "yes")))
    assert parse_condition("a.level != mid", found) == Not(Is("a.level", "mid"))
    assert parse_condition("a.level in (low, mid)", found) == Or((Is("a.level", "low"), Is("a.level", "mid")))


def test_an_option_with_yes_among_its_choices_stands_alone() -> None:
    found = model("outcomes: {o: c.z}\n", "title: T\nactors: [c]\noptions: {c.z: {choices: [no, maybe, yes]}}\n")
    assert found.outcome("o").condition == Is("c.z", "yes")


def test_payers_are_the_owners_on_the_left() -> None:
    rule = "rules: [{rule: a.x requires b.y, costs: 1}, {never: a.x and b.y, costs: 1}]\n"
    assert [soft.payers for soft in model(rule).soft_rules] == [("a",), ("a", "b")]


def test_a_dated_variable_under_another() -> None:
    text = """as_of: 2025-01-01
scenario:
  process: {given: office, biden: {up: 1}, trump: {up: 0.25, down: rest}}
  office: {until: 2025-01-20, is: biden, then: {trump: 1}}
"""
    office, process = model(text).scenario
    assert (office.values, [phase.until for phase in office.phases]) == (("biden", "trump"), ["2025-01-20", None])
    assert process.phases[0].row(("trump",)).chances == (fixed(0.25), fixed(0.75))
    assert process.phases[0].row(("biden",)).chances == (fixed(1), fixed(0))


def test_states_of_a_ranking() -> None:
    head = "title: T\nactors: [a]\noptions: {a.x: x, a.y: y}\n"
    text = 'preferences: {a: {ranking: [YN, nothing, ">>", [a.x+a.y, {a.y: yes}]]}}\n'
    ranking = model(text, head).preference("a")
    states = list(ranking.tiers)  # type: ignore[union-attr]
    assert states[0] == (And((Is("a.x", "yes"), Is("a.y", "no"))),)
    assert states[2][1] == And((Is("a.x", "no"), Is("a.y", "yes")))
    assert ranking.strong_gaps == {1}  # type: ignore[union-attr]


def test_all_problems_at_once_each_at_its_place() -> None:
    text = """as_of: 2025-02-30
rules:
  - never: a.x and b.yy
  - a.x requires
status_quo: {a.level: medium}
preferences:
  a: [{wants: a.x, worth: nan}, {avoids: b.y, wort: 1}]
claims:
  c: {says: s, test: {raises: a.x, comit: {a.x: yes}}}
"""
    places = [sentence.split(": ")[0] for sentence in complaints(text)]
    expected = ["4:8", "6:20", "7:17", "8:23", "10:27", "10:33", "10:47", "12:36"]
    assert [place for place in expected if f"m.yaml:{place}" not in places] == []
    assert len(places) == len(expected), places


def test_the_four_parts_of_a_sentence() -> None:
    sentence = (
        "m.yaml:4:23: outcomes.o: a condition speaks of options, scenario variables and outcomes; "
        "found `b.z`, which is none of them (did you mean b.y?)"
    )
    assert complaints("outcomes: {o: a.x and b.z}\n") == [sentence]


@pytest.mark.parametrize(
    ("body", "piece"),
    [
        ("outcomes: {o: p, p: not o}\n", "outcomes are not cyclic; found `o` -> `p` -> `o`"),
        ("scenario: {v: {given: w, yes: {yes: 1}}, w: {given: v, yes: {yes: 1}}}\n", "`given` is not cyclic"),
        ("rules: [a.x excludes b.y]\nstatus_quo: {a.x: yes, b.y: yes}\n", "it breaks `a.x excludes b.y`"),
        ("rules: [{when: a.x, sets: {b.y: no}}]\nstatus_quo: {a.x: yes, b.y: yes}\n", "it breaks `when a.x: b.y = no`"),
        (
            "horizon: -1 years\n",
            "`horizon` is a duration such as `24 months`, `2 years` or `90 days`; found `-1 years`",
        ),
        ("status_quo: {a.x: true}\n", "found `true` (write yes or no)"),
        ("outcomes: {o: x}\n", "did you mean a.x?"),
        ("rules: [{id: r, drop: yes, never: a.x}]\n", "`drop` stands in a reading"),
        ("preferences: {a: [{wants: a.x, id: what is this}]}\n", "a want's id: letters"),
        ("title2: x\n", "a model has no such key; found `title2` (did you mean title?)"),
        ("notes: 5\n", "which YAML takes for another kind (quote it)"),
    ],
)
def test_sentences(body: str, piece: str) -> None:
    found = complaints(body)
    assert len(found) == 1
    assert piece in found[0]


def test_a_status_quo_is_tried_only_under_scenarios_that_can_occur() -> None:
    body = "rules: [never: a.x and war]\nstatus_quo: {{a.x: yes}}\nscenario: {{war: {{yes: {0}, no: {1}}}}}\n"
    assert model(body.format(0, 1)).status_quo is not None
    assert "under war = yes" in complaints(body.format(0.1, 0.9))[0]


def test_a_long_chain_of_outcomes_is_no_recursion() -> None:
    chain = "".join(f"  o{place}: not o{place - 1}\n" for place in range(30, 0, -1))
    found = model("outcomes:\n" + chain + "  o0: a.x\n")
    values = {"a.x": "yes", "b.y": "no", "a.level": "low"}
    truths = [conditions.holds(found.outcome(f"o{place}").condition, values) for place in (0, 1, 30)]
    assert truths == [True, False, True]


def test_outcomes_that_double_are_refused() -> None:
    doubled = "".join(f"  o{place}: o{place - 1} and o{place - 1}\n" for place in range(1, 60))
    assert "once its outcomes are spelled out" in complaints("outcomes:\n  o0: a.x\n" + doubled)[0]


def test_parse_condition() -> None:
    found = model("outcomes: {with-hyphen: a.x}\n")
    assert parse_condition("a.x and a.level == low", found) == And((Is("a.x", "yes"), Is("a.level", "low")))
    assert parse_condition("with-hyphen", found) == Is("a.x", "yes")
    with pytest.raises(ModelError, match="1:9: a condition speaks"):
        parse_condition("a.x and c.z", found)


def test_files(tmp_path: Path) -> None:
    place = tmp_path / "m.yaml"
    place.write_text(HEAD, encoding="utf-8")
    assert load_path(place).title == "T"
    place.write_bytes(b"title: F\xe4hre\n")
    with pytest.raises(ModelError, match=r"m.yaml:1:9: a model file is UTF-8; found the byte 0xE4"):
        load_path(place)
    with pytest.raises(ModelError, match="a model is a file that can be read; found no such file"):
        read_text(tmp_path / "absent.yaml")
    with pytest.raises(ModelError, match="a model is a file that can be read; found is a directory"):
        read_text(tmp_path)


def _many(count: int, row: str) -> str:
    """Rows in which ``{0}`` counts from 0 and ``{1}`` is the next number, around a circle."""
    return "".join(row.format(place, (place + 1) % count) + "\n" for place in range(count))


HOSTILE = {
    "names": "options:\n" + _many(2000, "  a.o{0}: x") + "rules:\n" + "  - a.q requires a.z\n" * 99,
    "claims": "claims:\n" + _many(4000, "  c{0}: {{sas: x}}"),
    "worlds": "scenario:\n"
    + _many(40, "  v{0}: {{yes: 0.5, no: 0.5}}")
    + "rules:\n"
    + ("  - never: a.x and " + " and ".join(f"v{place}" for place in range(40)) + "\n") * 20,
    "outcomes": "outcomes:\n" + _many(2000, "  o{0}: not o{1}"),
    "given": "scenario:\n" + _many(999, "  v{0}: {{given: v{1}, yes: {{yes: 1}}, no: {{no: 1}}}}"),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_answered(name: str) -> None:
    head = "title: T\nactors: [a]\n" + ("" if name == "names" else "options: {a.x: x}\n")
    _, problems = check(head + HOSTILE[name])
    assert all(len(problem.sentence()) < 1500 for problem in problems)
