"""The model language by example: every file in ``valid/`` reads, every file in ``invalid/`` earns its problems.

An invalid file begins with one comment for each line that must be complained about::

    # LINE:COLUMN PIECE OF THE SENTENCE     (or LINE alone; `*` where the line is a matter of taste)

Nothing else may be complained about: an announced problem that does not come, a problem on another line and a
follow-up problem that nobody announced all make the file fail.

Models in ``empty/`` and ``unranked/`` are in order as texts. Rules that leave no state, and rankings that do not list
every feasible state once, are found where the states are built.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from detente import language
from detente.errors import ModelError, Problem, TooLarge
from detente.model import Model, conditions
from detente.space import build, count

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.yaml"))
INVALID = sorted((HERE / "invalid").glob("*.yaml"))
EMPTY = sorted((HERE / "empty").glob("*.yaml"))
UNRANKED = sorted((HERE / "unranked").glob("*.yaml"))
MOST_SECONDS = 2.0

HEADER = re.compile(r"# (?P<line>\d+|\*)(?::(?P<column>\d+))? (?P<piece>.+)")


@dataclass(frozen=True)
class Announced:
    """One problem that a file must earn. ``line`` None: anywhere; ``column`` None: anywhere in the line."""

    line: int | None
    column: int | None
    piece: str

    def is_met_by(self, problem: Problem) -> bool:
        return (
            self.line in (None, problem.line)
            and self.column in (None, problem.column)
            and self.piece.lower() in problem.sentence().lower().replace("`", "")
        )


def announcements(text: str) -> Iterator[Announced]:
    """The problems that the first comments of a file announce."""
    for row in text.split("\n"):
        found = HEADER.fullmatch(row)
        if found is None:
            return
        line, column, piece = found.groups()
        yield Announced(None if line == "*" else int(line), int(column) if column else None, piece)


def errors(text: str) -> tuple[Problem, ...]:
    """What the reader finds wrong with a file; an error if it takes too long."""
    start = time.process_time()
    try:
        language.read(text, "model.yaml")
        found: tuple[Problem, ...] = ()
    except ModelError as error:
        found = tuple(problem for problem in error.problems if problem.severity == "error")
    assert time.process_time() - start < MOST_SECONDS
    return found


def failings(text: str) -> list[str]:
    """Where the reader and the announcements of an invalid file differ."""
    expected, found = list(announcements(text)), errors(text)
    if not expected:
        return ["the file announces no problem"]
    said = [f"{problem.sentence()}" for problem in found]
    missing = [f"not said: {each}" for each in expected if not any(each.is_met_by(problem) for problem in found)]
    lines = {each.line for each in expected}
    cascades = [
        f"not announced: {sentence}"
        for problem, sentence in zip(found, said, strict=True)
        if problem.line not in lines and None not in lines
    ]
    return [*missing, *cascades, *(f"said: {sentence}" for sentence in said if missing)]


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    """The first reading also loads and builds the grammar; that is not a file's own time."""
    language.read("title: T\nactors: [a]\noptions: {a.x: x}\noutcomes: {o: a.x and not a.x}\n", "warm.yaml")


def test_the_corpus_is_large() -> None:
    assert len(VALID) >= 70
    assert len(INVALID) >= 2 * len(VALID)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    start = time.process_time()
    model = language.read(text, path.name)
    assert time.process_time() - start < MOST_SECONDS
    written = language.write(model)
    again = language.read(written, "written.yaml")
    assert again == model
    assert language.write(again) == written
    assert again.fingerprint == model.fingerprint


@pytest.fixture(scope="session")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    schema = language.schema()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _plain(text: str) -> Any:
    """The file as an editor sees it: YAML 1.2 values, dates as text."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda constructor, node: node.value)
    return yaml.load(text)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_against_the_schema(path: Path, validator: Any) -> None:
    text = path.read_text(encoding="utf-8")
    for form in (text, language.write(language.read(text, path.name))):
        found = [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(_plain(form))]
        assert not found


@pytest.mark.parametrize(
    "name", ["unknown_top_key", "unknown_keys_everywhere", "title_missing", "actors_is_a_number", "options_is_a_list"]
)
def test_the_schema_can_say_no(name: str, validator: Any) -> None:
    """What an editor can see without understanding the model."""
    assert not validator.is_valid(_plain((HERE / "invalid" / f"{name}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid(path: Path) -> None:
    assert failings(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_check_says_what_read_raises(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    model, problems = language.check(text, "model.yaml")
    assert model is None
    assert tuple(problem for problem in problems if problem.severity == "error") == errors(text)
    assert all(problem.rule and problem.file == "model.yaml" for problem in problems)


@pytest.mark.parametrize("path", EMPTY, ids=lambda path: path.stem)
def test_rules_that_leave_no_state(path: Path) -> None:
    model = language.read(path.read_text(encoding="utf-8"), path.name)
    assert count(model) == 0
    with pytest.raises(ModelError) as caught:
        build(model)
    assert caught.value.problems


@pytest.mark.parametrize("path", UNRANKED, ids=lambda path: path.stem)
def test_rankings_that_do_not_list_every_state_once(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    model = language.read(text, path.name)
    assert count(model) > 0
    with pytest.raises(ModelError) as caught:
        build(model)
    for each in announcements(text):
        assert any(each.is_met_by(problem) for problem in caught.value.problems), str(caught.value)


def test_sound_models_are_built() -> None:
    """The two tests above would fail on a sound model."""
    for name in ("ranking_by_pattern", "ranking_under_rules", "graph"):
        model = language.read((HERE / "valid" / f"{name}.yaml").read_text(encoding="utf-8"), name)
        assert build(model).size == count(model) > 0


# The runner itself can fail.

GOOD = "title: T\nactors: [a]\noptions: {a.go: goes}\n"
BAD = "title: T\nactors: [a]\noptoins: {}\noptions: {a.go: goes}\n"


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("# 4 optoins\n" + BAD, None),
        ("# 4:1 optoins\n" + BAD, None),
        ("# * optoins\n" + BAD, None),
        ("# 4 optoins\n" + GOOD, "not said"),
        ("# 3 optoins\n" + BAD, "not said"),
        ("# 4:2 optoins\n" + BAD, "not said"),
        ("# 4 another fruit\n" + BAD, "not said"),
        ("# 4 optoins\n" + BAD + "as_of: soon\n", "not announced"),
        (BAD, "announces no problem"),
    ],
)
def test_the_runner_can_fail(text: str, failing: str | None) -> None:
    found = failings(text)
    assert found == [] if failing is None else any(failing in sentence for sentence in found)


def test_a_planted_valid_file_is_noticed_in_every_shape() -> None:
    """A valid file that claims to be invalid fails, whichever valid file it is."""
    for path in VALID[::8]:
        assert failings("# 2 nothing is wrong here\n" + path.read_text(encoding="utf-8"))


# What the shorthands mean.


def _meaning(body: str) -> Model:
    return language.read("title: T\nactors: [a, b]\noptions: {a.x: x, a.y: y, b.z: z}\n" + body, "meaning.yaml")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("not a.x and a.y", "(not a.x) and a.y"),
        ("a.x or a.y and b.z", "a.x or (a.y and b.z)"),
        ("a.x and a.y implies b.z", "not (a.x and a.y) or b.z"),
        ("a.x implies a.y implies b.z", "a.x implies (a.y implies b.z)"),
        ("a.x implies a.y iff b.z", "(a.x implies a.y) iff b.z"),
        ("a.x or a.y implies b.z", "not (a.x or a.y) or b.z"),
        ("not a.x == yes", "a.x == no"),
        ("a.x != no", "a.x"),
        ("a.x == b.z", "a.x iff b.z"),
        ("a.x != b.z", "not (a.x iff b.z)"),
        ("at least 2 of (a.x, a.y, b.z)", "a.x and a.y or a.x and b.z or a.y and b.z"),
        ("at most 1 of (a.x, a.y, b.z)", "not (at least 2 of (a.x, a.y, b.z))"),
        ("exactly 1 of (a.x, a.y)", "not (a.x iff a.y)"),
        ("a.x in (yes, no)", "true"),
    ],
)
def test_conditions_mean(text: str, same: str) -> None:
    model = _meaning(f'outcomes:\n  left: "{text}"\n  right: "{same}"\n')
    left, right = (model.outcome(each).condition for each in ("left", "right"))
    for number in range(8):
        names = ("a.x", "a.y", "b.z")
        values = {name: "yes" if number >> place & 1 else "no" for place, name in enumerate(names)}
        assert conditions.holds(left, values) == conditions.holds(right, values), values


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("a.x requires b.z", "always: a.x implies b.z"),
        ("a.x excludes b.z", "never: a.x and b.z"),
        ("a.x excludes a.y, b.z", "never: a.x and (a.y or b.z)"),
        ("exactly one of a.x, a.y, b.z", 'always: "exactly 1 of (a.x, a.y, b.z)"'),
        ("at least one of a.x, b.z", "always: a.x or b.z"),
        ("at most one of a.x, b.z", "never: a.x and b.z"),
        ("a.x or a.y requires b.z", "always: b.z or not (a.x or a.y)"),
    ],
)
def test_rules_mean(rule: str, same: str) -> None:
    one, two = (_meaning(f"rules:\n  - {each}\n") for each in (rule, same))
    for number in range(8):
        names = ("a.x", "a.y", "b.z")
        values = {name: "yes" if number >> place & 1 else "no" for place, name in enumerate(names)}
        feasible = [all(conditions.holds(each.condition, values) for each in model.rules) for model in (one, two)]
        assert feasible[0] == feasible[1], values


def test_durations_and_tempos_are_in_years() -> None:
    text = """title: T
horizon: 6 months
actors:
  a: {tempo: 1 per month, foresight: 6 months..3 years}
  b: {tempo: 2..6 per year}
options: {a.x: x}
"""
    model = language.read(text, "years.yaml")
    assert model.horizon == pytest.approx(0.5)
    assert model.actor("a").tempo.middle == pytest.approx(12)
    assert (model.actor("a").foresight.low, model.actor("a").foresight.high) == pytest.approx((0.5, 3))
    assert (model.actor("b").tempo.low, model.actor("b").tempo.high) == pytest.approx((2, 6))


def test_the_rest_is_what_is_left() -> None:
    model = _meaning("scenario: {pact: {yes: 0.8..1, no: rest}, crop: {good: 0.25, fair: rest, bad: 0.25}}\n")
    chances = {each.id: each.phases[0].rows[0].probabilities() for each in model.scenario}
    assert chances["pact"] == pytest.approx((0.9, 0.1))
    assert chances["crop"] == pytest.approx((0.25, 0.5, 0.25))


def test_parents_come_before_children() -> None:
    model = language.read((HERE / "valid" / "scenario_given.yaml").read_text(encoding="utf-8"), "given.yaml")
    assert [variable.id for variable in model.scenario] == ["president", "process"]


def test_a_reading_changes_only_what_it_names() -> None:
    body = """preferences:
  a: [{wants: a.x, worth: 1, id: one}, {wants: a.y, worth: 1, id: two}, {avoids: b.z, worth: 1}]
rules: [a.x excludes b.z]
readings:
  r:
    preferences: {a: [{wants: a.x, worth: 5, id: one}, {id: two, drop: yes}]}
    rules: [{id: rule-1, drop: yes}]
"""
    model = _meaning(body)
    base, patched = dict(model.preferences)["a"], dict(model.reading("r").preferences)["a"]
    assert [(want.id, want.worth.middle) for want in base.wants] == [("one", 1), ("two", 1), ("b.z", 1)]  # type: ignore
    assert [(want.id, want.worth.middle) for want in patched.wants] == [("one", 5), ("b.z", 1)]  # type: ignore
    assert len(model.rules) == 1
    assert model.reading("r").rules == ()
    assert model.reading("r").options == model.options


def test_default_status_quo_that_breaks_a_rule_is_none() -> None:
    assert _meaning("rules:\n  - at least one of a.x, a.y\n").status_quo is None
    quo = _meaning("status_quo: {a.y: yes}\n").status_quo
    assert quo is not None
    assert dict(quo) == {"a.x": "no", "a.y": "yes", "b.z": "no"}


# Hostile files that only exist generated.


def _refused(text: str, piece: str) -> None:
    found = errors(text)
    assert found
    assert any(piece in problem.sentence().lower() for problem in found)
    assert all(len(problem.sentence()) < 1000 for problem in found)


def test_a_file_of_a_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(100_000_000)
    start = time.process_time()
    with pytest.raises((ModelError, TooLarge), match="1,000,000"):
        language.read(language.read_text(path), path.name)
    assert time.process_time() - start < MOST_SECONDS


def test_a_text_of_a_hundred_megabytes() -> None:
    _refused(GOOD + "#" * 100_000_000, "1,000,000")


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: Fähre\nactors: [a]\noptions: {a.x: x}\n".encode("latin-1"))
    with pytest.raises(ModelError, match="UTF-8"):
        language.read_text(path)


@pytest.mark.parametrize("opening", ["(", "not ", "not(", "a.go and (", "a.go implies ", "at least 1 of (", "-"])
def test_a_condition_without_end(opening: str) -> None:
    """Parentheses and operators by the hundred thousand; the file stays within its megabyte."""
    text = opening * (900_000 // len(opening))
    closing = ")" * min(text.count("("), 50_000)
    _refused(GOOD + f'outcomes: {{o: "{text}a.go{closing}"}}\n', "o")


def test_a_million_parentheses() -> None:
    _refused(GOOD + f'outcomes: {{o: "{"(" * 1_000_000}a.go{")" * 1_000_000}"}}\n', "1,000,000")


def test_balanced_parentheses_deeper_than_anybody_writes() -> None:
    _refused(GOOD + f'outcomes: {{o: "{"(" * 100_000}a.go{")" * 100_000}"}}\n', "deep")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_tree_without_end(opening: str) -> None:
    body = opening * (500_000 // len(opening))
    _refused(GOOD + f"notes:\n  {body}x\n", "nesting" if opening != "? " else "")


def test_a_hundred_thousand_keys() -> None:
    _refused(GOOD + "".join(f"k{number}: 1\n" for number in range(80_000)), "more")


def test_a_thousand_problems_are_cut_short() -> None:
    rows = "".join(f"  - never: a.nope{number}\n" for number in range(1000))
    found = errors(GOOD + "rules:\n" + rows)
    assert 10 <= len(found) <= 1000


def test_ten_thousand_long_names() -> None:
    """A close word is looked for; a long list of long names must not make that slow."""
    rows = "".join(f"  a.{'x' * 60}{number}: x\n" for number in range(2000))
    wrong = "".join(f"  - never: a.{'x' * 59}y{number}\n" for number in range(300))
    found = errors("title: T\nactors: [a]\noptions:\n" + rows + "rules:\n" + wrong)
    assert found


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\u2028", "\ufeff", "\ud800"])
def test_control_characters(character: str) -> None:
    text = GOOD.replace("goes", f"go{character}es")
    found = errors(text)
    assert character == "\u2028" or found
    assert all(character not in problem.sentence() for problem in found)


def test_many_choices_and_a_wide_scenario() -> None:
    """A large but honest file is read: 60 options, 12 scenario variables, 400 wants."""
    options = "".join(f"  a.o{number}: text\n" for number in range(60))
    scenario = "".join(f"  v{number}: {{yes: 0.5, no: 0.5}}\n" for number in range(12))
    wants = "".join(
        f"    - {{wants: a.o{number % 60} and not a.o{number // 60} and v{number % 12}, worth: 1, id: w{number}}}\n"
        for number in range(400)
    )
    text = f"title: T\nactors: [a]\noptions:\n{options}scenario:\n{scenario}preferences:\n  a:\n{wants}"
    start = time.process_time()
    model = language.read(text, "wide.yaml")
    assert time.process_time() - start < 2 * MOST_SECONDS
    assert len(model.options) == 60
