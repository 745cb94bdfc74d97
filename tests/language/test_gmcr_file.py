"""What is refused of a ``.gmcr`` file, and with which sentence; hostile files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente import language
from detente.errors import ModelError
from detente.language.gmcr import read_gmcr

HERE = Path(__file__).parent / "gmcr"
BROKEN = sorted((HERE / "broken").glob("*.gmcr"))

SENTENCES = {
    "a_list": ["one JSON object; found an array with 2 entries"],
    "a_number": ["one JSON object; found 12"],
    "coalition_empty": ["coalitions.2: a coalition has at least one member"],
    "coalition_index": ["coalitions.1: the index of a decision maker is from 0 to 1; found 2"],
    "coalition_text": ['coalitions: an array stands here; found "all"'],
    "coalition_twice": ["coalitions: a decision maker is in one coalition; found index 1 2 times"],
    "compound_infeasible": ["infeasibles.0: only a preference may be a compound"],
    "compound_misperception": ["decisionMakers.0.misperceptions.0: only a preference may be a compound"],
    "compound_with_no_members": ["decisionMakers.0.preferences.0.members: a compound has at least one member"],
    "compound_without_members": ["decisionMakers.0.preferences.0: the key `members` is needed"],
    "condition_index": ["decisionMakers.0.preferences.0.0: the index of an option is from 0 to 2; found -1"],
    "condition_option_twice": ["preferences.0.1: a condition names an option once; found option 0 again"],
    "condition_pair": [
        "preferences.0.0: a condition is made of pairs",
        "preferences.0.1: a condition is made of pairs",
    ],
    "condition_value": ['preferences.0.0: the value of an option is "Y" or "N"; found "yes"'],
    "cut_off": ["cut_off.gmcr:1:29: a .gmcr file is one JSON object"],
    "deep": ["nested too deeply"],
    "direction_missing": ["options.1: the key `permittedDirection` is needed"],
    "direction_unknown": ['options.1.permittedDirection: a direction is "both"', 'found "up"'],
    "infeasible_everything": ["infeasibles.0: an infeasible condition names at least one option; found []"],
    "infeasibles_leave_no_state": ["infeasibles: some state is feasible"],
    "key_twice": ['a key stands once in its object; found "options" 2 times'],
    "keys_missing": ["`useManualPreferenceRanking`", "`decisionMakers` is needed", "`infeasibles` is needed"],
    "manual_flag_missing": ["`useManualPreferenceRanking` (in older files `useManualPreferenceVectors`) is needed"],
    "manual_flag_text": ['useManualPreferenceRanking: true or false stands here; found "yes"'],
    "manual_ranking_of_too_many_states": ["at most 20,000 states in all", "order them by statements"],
    "many_at_once": ["options.0.permittedDirection", "options.2: the key", "infeasibles.0", "coalitions.0"],
    "name_is_a_number": ["decisionMakers.0.name: a name is a text; found 7"],
    "no_options": ["options: there is at least one option"],
    "no_players": ["decisionMakers: there is at least one decision maker"],
    "not_a_number": ["found NaN"],
    "not_json": ["not_json.gmcr:1:1: a .gmcr file is one JSON object"],
    "nothing": ["nothing.gmcr:1:1: a .gmcr file is one JSON object"],
    "options_is_an_object": ["options: an array stands here; found an object"],
    "owner_index": ["decisionMakers.1.options.0: the index of an option is from 0 to 2; found 3"],
    "owner_index_text": ['decisionMakers.1.options.0: the index of an option is a whole number; found "2"'],
    "owner_index_true": ["decisionMakers.1.options.0: the index of an option is a whole number; found true"],
    "owner_twice": ["decisionMakers.1.options: an option has one owner; found option 1", "decisionMakers.0.options"],
    "player_keys_missing": ["decisionMakers.1: the key `name` is needed", "`preferences` is needed"],
    "ranking_empty_tie": ["decisionMakers.1.preferenceRanking.8: a set of equally preferred states"],
    "ranking_is_null": ["decisionMakers.1.preferenceRanking: an array stands here; found null"],
    "ranking_misses_states": ["decisionMakers.1.preferenceRanking: a ranking holds", "found missing: 1, 2, 3, 4, 5"],
    "ranking_missing": ["decisionMakers.1: with manual rankings the key `preferenceRanking` is needed"],
    "ranking_state_twice": ["found more than once: 1, 2"],
    "ranking_text": ['decisionMakers.1.preferenceRanking.7: a state is a whole number, counted from 1; found "1"'],
    "ranking_too_large": ["found no such state: 9", "found missing: 1"],
    "ranking_zero": ["found no such state: 0", "found missing: 1"],
    "sixty_four_options": ["options: at most 63 options are read; found 64"],
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_earns_its_sentences(path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        read_gmcr(path.read_text(encoding="utf-8"), path.name)
    said = str(caught.value)
    assert all(piece in said for piece in SENTENCES[path.stem]), said
    assert all(row.startswith(path.name) for row in said.split("\n"))
    assert len(caught.value.problems) == max(len(SENTENCES[path.stem]), 1) or path.stem in _ONE_SENTENCE


_ONE_SENTENCE = {"direction_unknown", "manual_ranking_of_too_many_states", "owner_twice", "ranking_misses_states"}
"""Files for which two pieces of one sentence are looked for."""


def test_each_broken_file_has_its_sentences() -> None:
    assert {path.stem for path in BROKEN} == set(SENTENCES)


def test_the_check_of_broken_files_can_fail() -> None:
    """A sound file is no broken file: nothing is raised."""
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        test_a_broken_file_earns_its_sentences(HERE / "prisoners.gmcr")


# Files that nobody wrote.


def _file(**changes: Any) -> str:
    data: dict[str, Any] = {
        "options": [{"name": "Go", "permittedDirection": "both"}],
        "decisionMakers": [{"name": "A", "options": [0], "preferences": [[[0, "Y"]]]}],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
    }
    return json.dumps(data | changes)


def test_unknown_keys_and_old_names_are_accepted() -> None:
    text = _file(nodes=[{"id": 0}], coalitionsFull=17, program=None, version=4)
    assert read_gmcr(text, "f.gmcr") == read_gmcr("\ufeff" + _file(), "f.gmcr")


@pytest.mark.parametrize(
    "name",
    ['"', "\\", "a: b", "# x", "- x", "[a]", "{b}", "yes", "null", "~", "&a", "*a", "!t", "%d", "@", "`", "'", "x\ny",
     "\x00\x07", "\ud800", "\u2028", "\u0085", "\ufeff", "1", "a" * 500, "..", "=", "|", ">", "?", ", ", "nobody", "Y"],
)  # fmt: skip
def test_any_name_comes_back(name: str) -> None:
    options = [{"name": name, "permittedDirection": way} for way in ("both", "fwd", "back")]
    players = [{"name": name, "options": [0, 1], "preferences": [[[0, "Y"]]]}]
    found = read_gmcr(_file(options=options, decisionMakers=players), f"{name[:20]}.gmcr")
    model = language.read(found.text, "names.yaml")
    assert len(model.options) == 3
    visible = " ".join(name.split())
    if visible.isascii() and visible.isprintable() and visible:
        assert model.actors[0].name == visible
        assert {option.text for option in model.options} == {visible}


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    ["[" * 1_000_000, "{" * 1_000_000, '{"a":' * 500_000, " " * 11_000_000, '"' + "x" * 11_000_000, "9" * 100_000,
     "-" * 100_000, "\x00", "\ufeff", "null", "true", '"text"', "{}", "[]"],
    ids=range(14),
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    with pytest.raises(ModelError) as caught:
        read_gmcr(text, "f.gmcr")
    assert all(len(problem.sentence()) < 500 for problem in caught.value.problems)


@pytest.mark.parametrize("junk", [None, True, 7, -1, 2.5, 10**400, "x", [], {}, [[]], [{}], [[[]]], [None], [[0, "Y"]]])
def test_junk_at_every_key_is_a_problem_or_a_model(junk: Any) -> None:
    """Whatever stands where: a model file that reads, or sentences; never anything else."""
    base = json.loads((HERE / "elmira-coalition.gmcr").read_text())
    base["decisionMakers"][0]["misperceptions"] = [[[0, "Y"]]]
    refused = 0
    for place in list(_places(base)):
        data = json.loads(json.dumps(base))
        inner = data
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = junk
        refused += _is_refused(json.dumps(data))
    assert refused > 50


def _is_refused(text: str) -> bool:
    """Whether a file is refused with sentences; one that is not gives a model file."""
    try:
        found = read_gmcr(text, "f.gmcr")
    except ModelError as error:
        return all(problem.rule and len(problem.sentence()) < 500 for problem in error.problems)
    return not found.text.startswith("# Imported")


def _places(tree: Any, path: tuple[Any, ...] = ()) -> Any:
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from _places(inner, (*path, key))


@pytest.mark.timeout(60)
def test_many_conditions_are_refused_soon() -> None:
    with pytest.raises(ModelError, match="at most 5,000 conditions"):
        read_gmcr(_file(infeasibles=[[[0, "Y"]]] * 100_000), "f.gmcr")
    with pytest.raises(ModelError, match="at most 200 decision makers"):
        read_gmcr(_file(decisionMakers=[{"name": "A", "options": [], "preferences": []}] * 50_000), "f.gmcr")


@pytest.mark.timeout(60)
def test_four_thousand_ranked_states() -> None:
    options = [{"name": f"o{number}", "permittedDirection": "both"} for number in range(12)]
    players = [
        {"name": name, "options": own, "preferences": [], "preferenceRanking": list(range(1, 4097))}
        for name, own in (("A", list(range(6))), ("B", list(range(6, 12))))
    ]
    found = read_gmcr(_file(options=options, decisionMakers=players, useManualPreferenceRanking=True), "f.gmcr")
    assert all(len(row) <= 120 for row in found.text.split("\n") if "Y" in row and "-" not in row)
    assert len(language.read(found.text, "large.yaml").options) == 12
