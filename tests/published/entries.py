"""Published conflicts as models. States are written as one letter Y/N per option, in option order."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from detente.model import Actor, Condition, Model, Option, Preference, Ranking, Rule
from detente.model.conditions import And, Is, Or

DIRECTIONS = {"both": "both", "fwd": "forward", "back": "backward"}
LETTERS = {"Y": "yes", "N": "no"}


@cache
def entries() -> dict[str, Any]:
    path = Path(__file__).with_name("conflicts.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["conflicts"]
    return found


def model_of(entry: dict[str, Any]) -> Model:
    """The model: its only rule lists the feasible states, and each actor ranks them."""
    options = tuple(
        Option(each["owner"], each["name"], direction=DIRECTIONS[each["direction"]])  # type: ignore[arg-type]
        for each in entry["options"]
    )
    listed = Rule("listed", Or(tuple(picks(options, state) for state in entry["states"])))
    rankings: list[tuple[str, Preference]] = [
        (actor, Ranking(tuple(tuple(picks(options, state) for state in tier) for tier in tiers)))
        for actor, tiers in entry["ranking"].items()
    ]
    actors = tuple(Actor(actor) for actor in entry["actors"])
    return Model("published", actors, options, rules=(listed,), preferences=tuple(rankings))


def picks(options: tuple[Option, ...], letters: str) -> Condition:
    """The condition that holds in this state alone."""
    return And(tuple(Is(option.id, LETTERS[letter]) for option, letter in zip(options, letters, strict=True)))


def values(letters: str) -> tuple[str, ...]:
    """A state's letters as the values of its options."""
    return tuple(LETTERS[letter] for letter in letters)


def two_by_two(first: str, second: str) -> dict[str, Any]:
    """A 2x2 game in which each of two actors has one option. A ranking is four state letters pairs, best first."""
    option = {"name": "act", "direction": "both"}
    return {
        "actors": ["first", "second"],
        "options": [{"owner": owner, **option} for owner in ("first", "second")],
        "states": ["NN", "YN", "NY", "YY"],
        "ranking": {
            actor: [[state] for state in order.split()] for actor, order in (("first", first), ("second", second))
        },
    }
