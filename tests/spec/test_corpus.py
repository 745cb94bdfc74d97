"""The model language by example: every file in ``valid/`` reads, every file in ``invalid/`` earns its problems.

An invalid file begins with one comment for each line that must be complained about::

    # LINE:COLUMN PIECE OF THE SENTENCE     (or LINE alone; `*` where the line is a matter of taste)

Nothing else may be complained about: an announced problem that does not come, a problem on another line and a
follow-up problem that nobody announced all make the file fail.

Models in ``empty/`` and ``unranked/`` are in order as texts. Rules that leave no state, and rankings that do not list
every feasible state once, are found where the states are built.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.spec.corpus import GOOD, announcements, errors, failings

from detente import language
from detente.errors import ModelError
from detente.space import build, count

HERE = Path(__file__).parent
VALID = sorted((HERE / "valid").glob("*.yaml"))
INVALID = sorted((HERE / "invalid").glob("*.yaml"))
EMPTY = sorted((HERE / "empty").glob("*.yaml"))
UNRANKED = sorted((HERE / "unranked").glob("*.yaml"))


def test_the_corpus_is_large() -> None:
    assert len(VALID) >= 70
    assert len(INVALID) >= 2 * len(VALID)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    model = language.read(text, path.name)
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
