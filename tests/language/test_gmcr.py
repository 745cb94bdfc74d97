"""Import of ``.gmcr`` files, both dialects: what the model file says, what is refused, and the same equilibria."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from detente import language
from detente.errors import ModelError
from detente.language.gmcr import Imported, read_gmcr
from detente.language.gmcr_states import disagreements, feasible
from detente.model import Model, Priorities, Ranking, conditions
from detente.space import Game, build
from detente.stability import verdicts

HERE = Path(__file__).parent / "gmcr"
FILES = sorted(HERE.glob("*.gmcr"))
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


def imported(name: str) -> tuple[Imported, Model]:
    path = HERE / f"{name}.gmcr"
    found = read_gmcr(path.read_text(encoding="utf-8"), path.name)
    return found, language.read(found.text, f"{name}.yaml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_written_model_is_read(path: Path) -> None:
    found, model = imported(path.stem)
    assert model.title == path.stem
    assert model.notes == found.remarks
    assert language.read(language.write(model), "again.yaml") == model
    assert found == read_gmcr(path.read_text(encoding="utf-8"), path.name)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_earns_its_sentences(path: Path) -> None:
    start = time.process_time()
    with pytest.raises(ModelError) as caught:
        read_gmcr(path.read_text(encoding="utf-8"), path.name)
    assert time.process_time() - start < 2
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


# What the model says.


def test_prisoners() -> None:
    found, model = imported("prisoners")
    assert [(actor.id, actor.name) for actor in model.actors] == [("first", "First"), ("second", "Second")]
    assert [option.id for option in model.options] == ["first.cooperate", "second.cooperate"]
    preference = model.preference("first")
    assert isinstance(preference, Priorities)
    assert [conditions.text(each.condition) for each in preference.statements] == [
        "second.cooperate",
        "not first.cooperate",
    ]
    assert len(found.remarks) == 1
    assert "no status quo" in found.remarks[0]


def test_directions() -> None:
    _, model = imported("elmira")
    assert [option.direction for option in model.options] == ["forward", "backward", "both", "forward", "both"]


def test_both_dialects_say_the_same() -> None:
    new, old = imported("elmira")[1], imported("elmira-old-dialect")[1]
    assert (new.options, new.rules, new.preferences) == (old.options, old.rules, old.preferences)


def test_a_manual_ranking_keeps_its_ties_and_says_what_it_overrides() -> None:
    found, model = imported("elmira")
    ranking = model.preference("uniroyal")
    assert isinstance(ranking, Ranking)
    assert [len(tier) for tier in ranking.tiers] == [1, 1, 1, 1, 4, 1, 1, 1, 1]
    assert any("they order 12 of 66 pairs of states differently" in remark for remark in found.remarks)
    assert "#   not uniroyal.abandon\n" in found.text


def test_coalitions() -> None:
    found, model = imported("elmira-coalition")
    assert model.coalitions == (("ministry_of_the_environment", "uniroyal"),)
    assert any("as one player" in remark for remark in found.remarks)
    assert imported("elmira")[1].coalitions == ()


def test_misperceptions_are_named_and_left_out() -> None:
    found, model = imported("syria-iraq-misperceived")
    assert any("Syria does not see the states of 2 conditions" in remark for remark in found.remarks)
    assert not any("Iraq does not see" in remark for remark in found.remarks)
    assert model.preferences == imported("syria-iraq")[1].preferences


def test_an_orphan_goes_to_an_actor_that_cannot_move() -> None:
    found, model = imported("orphan")
    assert [(option.id, option.direction) for option in model.options if option.owner == "nobody"] == [
        ("nobody.flood", "fixed")
    ]
    assert any("Nobody owns Flood" in remark for remark in found.remarks)


def test_options_are_grouped_and_state_numbers_follow() -> None:
    """In the file the order is Sell, Buy, Advertise; state 4 is (Sell and Buy), state 8 all three."""
    found, model = imported("not-grouped")
    assert [option.id for option in model.options] == ["seller.sell", "seller.advertise", "buyer.buy"]
    ranking = model.preference("seller")
    assert isinstance(ranking, Ranking)
    best = {"seller.sell": "yes", "seller.advertise": "no", "buyer.buy": "yes"}
    assert conditions.holds(ranking.tiers[0][0], best)
    assert any("may rank the states of this file otherwise" in remark for remark in found.remarks)


def test_compounds() -> None:
    found, model = imported("compounds")
    for written in ("b.p implies a.q", "a.q iff b.r", "(a.q and b.p and not b.r) or b.r"):
        assert f"      - {written}\n" in found.text
    preference = model.preference("a")
    assert isinstance(preference, Priorities)
    assert len(preference.statements) == 4
    assert model.preference("b") is None
    for piece in ("repeated infeasible", "true in every state", "repeated statement", "indifferent", "leave some"):
        assert any(piece in remark for remark in found.remarks), piece


def test_sixty_three_options_are_not_enumerated() -> None:
    start = time.process_time()
    found = read_gmcr((HERE / "sixty-three-options.gmcr").read_text(), "f.gmcr")
    assert time.process_time() - start < 1
    assert found.text.count("never:") == 62


# Numbers of states, and statements, against brute force.


def _random_conjunction(source: random.Random, size: int) -> tuple[tuple[int, bool], ...]:
    return tuple(
        (option, source.random() < 0.5) for option in source.sample(range(size), source.randint(1, min(3, size)))
    )


def _holds(pairs: Sequence[tuple[int, bool]], state: int) -> bool:
    return all(bool(state >> option & 1) == taken for option, taken in pairs)


@pytest.mark.parametrize("seed", range(40))
def test_feasible_states_are_those_of_the_full_list(seed: int) -> None:
    source = random.Random(seed)
    size = source.randint(1, 9)
    rules = [_random_conjunction(source, size) for _ in range(source.randint(0, 5))]
    expected = tuple(state for state in range(2**size) if not any(_holds(pairs, state) for pairs in rules))
    assert feasible(rules, size) == expected


def test_feasible_gives_up_beyond_its_limit() -> None:
    assert feasible([], 10, most=1000) is None
    assert feasible([], 10, most=1024) == tuple(range(1024))


@pytest.mark.parametrize("seed", range(20))
def test_disagreements_are_those_of_the_scores(seed: int) -> None:
    source = random.Random(seed)
    size = source.randint(2, 4)
    states = tuple(range(2**size))
    statements = [tuple(_random_conjunction(source, size) for _ in range(source.randint(1, 2))) for _ in range(4)]
    tiers: list[list[int]] = [[] for _ in range(5)]
    for state in states:
        tiers[source.randrange(5)].append(state)
    ranking = tuple(tuple(tier) for tier in tiers if tier)
    weights = [2 ** (len(statements) - place) for place in range(1, len(statements) + 1)]

    def score(state: int) -> int:
        true = [any(_holds(member, state) for member in statement) for statement in statements]
        return sum(weight for weight, holds in zip(weights, true, strict=True) if holds)

    place = {state: number for number, tier in enumerate(ranking) for state in tier}
    differing = 0
    for a, b in itertools.combinations(states, 2):
        manual = (place[a] < place[b]) - (place[a] > place[b])
        stated = (score(a) > score(b)) - (score(a) < score(b))
        differing += manual != stated
    assert disagreements(states, ranking, statements) == differing


# The same equilibria, and the same order of states, as the file's own numbers say.

PUBLISHED = json.loads((Path(__file__).parents[1] / "published" / "conflicts.json").read_text())["conflicts"]


def _patterns(game: Game) -> list[str]:
    values = (game.space.values(state) for state in range(game.size))
    return ["".join("Y" if value == "yes" else "N" for value in each) for each in values]


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("prisoners", "prisoners_dilemma"),
        ("syria-iraq", "syria_iraq_1975"),
        ("elmira", "elmira"),
        ("elmira-old-dialect", "elmira"),
    ],
)
def test_equilibria_are_the_published_ones(name: str, published: str) -> None:
    game = build(imported(name)[1])
    found, patterns = verdicts(game), _patterns(game)
    assert sorted(patterns) == sorted(PUBLISHED[published]["states"])
    for concept, expected in PUBLISHED[published]["equilibria"].items():
        stable = found.equilibria(concept.lower())
        assert {patterns[state] for state in range(game.size) if stable[state]} == set(expected), concept


def _random_file(source: random.Random, *, manual: bool) -> dict[str, Any]:
    """Up to three DMs with options in any order, one option that may be nobody's, and statements or rankings."""
    size = source.randint(2, 6)
    owners = [source.randrange(4) for _ in range(size)]
    rules = [_random_conjunction(source, size) for _ in range(source.randint(0, 2))]
    states = [state for state in range(2**size) if not any(_holds(pairs, state) for pairs in rules)]
    players = []
    for number in range(3):
        statements = [[_random_conjunction(source, size) for _ in range(source.randint(1, 3))] for _ in range(3)]
        tiers: list[list[int]] = [[] for _ in range(6)]
        for place in range(1, len(states) + 1):
            tiers[source.randrange(6)].append(place)
        players.append({
            "name": f"DM {number}",
            "options": [option for option in range(size) if owners[option] == number],
            "preferences": [_stored(members, source) for members in statements],
            "preferenceRanking": [tier[0] if len(tier) == 1 else tier for tier in tiers if tier],
        })  # fmt: skip
    options = [{"name": f"option {number}", "permittedDirection": "both"} for number in range(size)]
    infeasibles = [[[option, "Y" if taken else "N"] for option, taken in pairs] for pairs in rules]
    flag = {"useManualPreferenceRanking": manual}
    return {"options": options, "decisionMakers": players, "infeasibles": infeasibles, "states": states} | flag


def _stored(members: Sequence[Sequence[tuple[int, bool]]], source: random.Random) -> Any:
    simple = [[[option, "Y" if taken else "N"] for option, taken in pairs] for pairs in members]
    return simple[0] if len(simple) == 1 else {"compound": True, "members": simple}


def _score(player: dict[str, Any], place: int, state: int, *, manual: bool) -> int:
    """Higher is better: the place of the tier, or the sum of the weights 2^(k - j)."""
    if manual:
        tiers = [tier if isinstance(tier, list) else [tier] for tier in player["preferenceRanking"]]
        return -next(number for number, tier in enumerate(tiers) if place + 1 in tier)
    total = 0
    for statement in player["preferences"]:
        members = statement["members"] if isinstance(statement, dict) else [statement]
        true = any(_holds([(option, letter == "Y") for option, letter in pairs], state) for pairs in members)
        total = 2 * total + true
    return total


@pytest.mark.parametrize("manual", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_ranks_are_those_of_the_file(seed: int, manual: bool) -> None:
    data = _random_file(random.Random(seed), manual=manual)
    states = data.pop("states")
    if not states:
        pytest.skip("the rules happen to leave no state")
    model = language.read(read_gmcr(json.dumps(data), "f.gmcr").text, "f.yaml")
    game = build(model)
    assert game.size == len(states)
    names = [option.text for option in model.options]
    codes = [
        sum(
            1 << int(name.split()[1])
            for name, value in zip(names, game.space.values(place), strict=True)
            if value == "yes"
        )
        for place in range(game.size)
    ]
    assert sorted(codes) == states
    for player, ranks in zip(data["decisionMakers"], game.ranks, strict=False):
        scores = [_score(player, states.index(code), code, manual=manual) for code in codes]
        dense = {score: rank for rank, score in enumerate(sorted(set(scores)))}
        assert list(ranks) == [dense[score] for score in scores]


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


@pytest.mark.parametrize(
    "text",
    ["[" * 1_000_000, "{" * 1_000_000, '{"a":' * 500_000, " " * 11_000_000, '"' + "x" * 11_000_000, "9" * 100_000,
     "-" * 100_000, "\x00", "\ufeff", "null", "true", '"text"', "{}", "[]"],
    ids=range(14),
)  # fmt: skip
def test_hostile_texts(text: str) -> None:
    start = time.process_time()
    with pytest.raises(ModelError) as caught:
        read_gmcr(text, "f.gmcr")
    assert time.process_time() - start < 2
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


def test_many_conditions_are_refused_soon() -> None:
    start = time.process_time()
    with pytest.raises(ModelError, match="at most 5,000 conditions"):
        read_gmcr(_file(infeasibles=[[[0, "Y"]]] * 100_000), "f.gmcr")
    with pytest.raises(ModelError, match="at most 200 decision makers"):
        read_gmcr(_file(decisionMakers=[{"name": "A", "options": [], "preferences": []}] * 50_000), "f.gmcr")
    assert time.process_time() - start < 2


def test_four_thousand_ranked_states() -> None:
    options = [{"name": f"o{number}", "permittedDirection": "both"} for number in range(12)]
    players = [
        {"name": name, "options": own, "preferences": [], "preferenceRanking": list(range(1, 4097))}
        for name, own in (("A", list(range(6))), ("B", list(range(6, 12))))
    ]
    start = time.process_time()
    found = read_gmcr(_file(options=options, decisionMakers=players, useManualPreferenceRanking=True), "f.gmcr")
    assert time.process_time() - start < 2
    assert all(len(row) <= 120 for row in found.text.split("\n") if "Y" in row and "-" not in row)
    assert len(language.read(found.text, "large.yaml").options) == 12
