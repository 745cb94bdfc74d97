"""The four textbook cases give the states, orders and equilibria that are known for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.cases import path
from detente.language.read import read
from detente.model import Model
from detente.space import Game, build
from detente.stability import verdicts

PUBLISHED = Path(__file__).parents[1] / "published" / "conflicts.json"
KNOWN = json.loads(PUBLISHED.read_text(encoding="utf-8"))["conflicts"]
CHICKEN = {
    "options": [
        {"owner": "first", "name": "swerve", "direction": "both"},
        {"owner": "second", "name": "swerve", "direction": "both"},
    ],
    "states": ["NN", "YN", "NY", "YY"],
    "ranking": {"first": [["NY"], ["YY"], ["YN"], ["NN"]], "second": [["YN"], ["YY"], ["NY"], ["NN"]]},
    "equilibria": {"Nash": ["YN", "NY"], "GMR": ["YN", "NY", "YY"], "SMR": ["YN", "NY", "YY"], "SEQ": ["YN", "NY"]},
}
WANTED: dict[str, dict[str, Any]] = {
    "prisoners": KNOWN["prisoners_dilemma"],
    "elmira": KNOWN["elmira"],
    "syria_iraq": KNOWN["syria_iraq_1975"],
    "chicken": CHICKEN,
}
DIRECTIONS = {"both": "both", "fwd": "forward", "back": "backward"}
NAMES = sorted(WANTED)


def model(name: str) -> Model:
    return read(path(name).read_text(encoding="utf-8"), name)


def letters(game: Game, state: int) -> str:
    return "".join("Y" if value == "yes" else "N" for value in game.space.values(state))


@pytest.mark.parametrize("name", NAMES)
def test_options_and_directions(name: str) -> None:
    found = [(option.owner, option.name, option.direction) for option in model(name).options]
    assert found == [(each["owner"], each["name"], DIRECTIONS[each["direction"]]) for each in WANTED[name]["options"]]


@pytest.mark.parametrize("name", NAMES)
def test_states(name: str) -> None:
    game = build(model(name))
    assert sorted(letters(game, state) for state in range(game.size)) == sorted(WANTED[name]["states"])


@pytest.mark.parametrize("name", NAMES)
def test_orders(name: str) -> None:
    game = build(model(name))
    for place, actor in enumerate(game.actors):
        tiers: dict[int, list[str]] = {}
        for state in range(game.size):
            tiers.setdefault(int(game.ranks[place, state]), []).append(letters(game, state))
        found = [sorted(tiers[rank]) for rank in sorted(tiers, reverse=True)]
        assert found == [sorted(tier) for tier in WANTED[name]["ranking"][actor]]


@pytest.mark.parametrize("name", NAMES)
def test_equilibria(name: str) -> None:
    game = build(model(name))
    found = verdicts(game)
    for concept, states in WANTED[name]["equilibria"].items():
        mask = found.equilibria(concept.lower())
        assert sorted(letters(game, s) for s in range(game.size) if mask[s]) == sorted(states), concept
