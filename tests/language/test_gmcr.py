"""Import of ``.gmcr`` files, both dialects: what the model file says, what is refused, and the same equilibria."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from tests.language.random_gmcr import random_file, score

from detente import language
from detente.language.gmcr import Imported, read_gmcr
from detente.model import Model, Priorities, Ranking, conditions
from detente.space import Game, build
from detente.stability import verdicts

HERE = Path(__file__).parent / "gmcr"
FILES = sorted(HERE.glob("*.gmcr"))


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


def test_coalitions_that_leave_somebody_out_are_not_kept() -> None:
    data = json.loads((HERE / "elmira-coalition.gmcr").read_text())
    found = read_gmcr(json.dumps(data | {"coalitions": [[0, 1]]}), "f.gmcr")
    assert language.read(found.text, "f.yaml").coalitions == ()
    assert any("leave some decision maker out" in remark for remark in found.remarks)


def test_misperceptions_are_named_and_left_out() -> None:
    found, model = imported("syria-iraq-misperceived")
    remark = next(remark for remark in found.remarks if "Misperceptions" in remark)
    assert "Syria does not see 4 of 6 feasible states" in remark
    assert "iraq.attack; or not syria.release and syria.escalate and not iraq.attack" in remark
    assert not any("Iraq does not see" in remark for remark in found.remarks)
    assert model.preferences == imported("syria-iraq")[1].preferences


def test_unseen_states_are_not_counted_where_they_are_too_many() -> None:
    data = json.loads((HERE / "sixty-three-options.gmcr").read_text()) | {"infeasibles": []}
    data["decisionMakers"][0]["misperceptions"] = [[[0, "Y"]]] * 6
    remark = next(each for each in read_gmcr(json.dumps(data), "f.gmcr").remarks if "Misperceptions" in each)
    assert "does not see some of the feasible states" in remark
    assert "2 more conditions" in remark


def test_names_without_latin_letters_are_called_by_their_place_and_kept() -> None:
    data = {
        "options": [{"name": name, "permittedDirection": "both"} for name in ("開", "Close", "閉", "開")],
        "decisionMakers": [
            {"name": "南", "options": [0, 1], "preferences": [[[0, "Y"]]]},
            {"name": "北", "options": [2, 3], "preferences": [[[2, "Y"]]]},
        ],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
    }
    found = read_gmcr(json.dumps(data), "f.gmcr")
    model = language.read(found.text, "f.yaml")
    assert [(each.id, each.name) for each in model.actors] == [("actor_1", "南"), ("actor_2", "北")]
    assert [each.id for each in model.options] == [
        "actor_1.option_1", "actor_1.close", "actor_2.option_1", "actor_2.option_2"
    ]  # fmt: skip
    assert any("called by their place (actor_1, option_1): 南, 北, 開, 閉." in remark for remark in found.remarks)
    assert not any("Latin" in remark for remark in imported("elmira")[0].remarks)


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


@pytest.mark.timeout(60)
def test_sixty_three_options_are_not_enumerated() -> None:
    found = read_gmcr((HERE / "sixty-three-options.gmcr").read_text(), "f.gmcr")
    assert found.text.count("never:") == 62


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


@pytest.mark.parametrize("manual", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_ranks_are_those_of_the_file(seed: int, manual: bool) -> None:
    data = random_file(random.Random(seed), manual=manual)
    states = data.pop("states")
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
        scores = [score(player, states.index(code), code, manual=manual) for code in codes]
        dense = {score: rank for rank, score in enumerate(sorted(set(scores)))}
        assert list(ranks) == [dense[score] for score in scores]
