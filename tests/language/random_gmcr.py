"""Random ``.gmcr`` files, and what their numbers say, computed as plainly as possible."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any


def random_conjunction(source: random.Random, size: int) -> tuple[tuple[int, bool], ...]:
    return tuple(
        (option, source.random() < 0.5) for option in source.sample(range(size), source.randint(1, min(3, size)))
    )


def holds(pairs: Sequence[tuple[int, bool]], state: int) -> bool:
    return all(bool(state >> option & 1) == taken for option, taken in pairs)


def random_file(source: random.Random, *, manual: bool) -> dict[str, Any]:
    """Up to three DMs with options in any order, one option that may be nobody's, and statements or rankings."""
    size = source.randint(2, 6)
    owners = [source.randrange(4) for _ in range(size)]
    rules = [random_conjunction(source, size) for _ in range(source.randint(0, 2))]
    states = [state for state in range(2**size) if not any(holds(pairs, state) for pairs in rules)]
    if not states:
        rules, states = [], list(range(2**size))
    players = []
    for number in range(3):
        statements = [[random_conjunction(source, size) for _ in range(source.randint(1, 3))] for _ in range(3)]
        tiers: list[list[int]] = [[] for _ in range(6)]
        for place in range(1, len(states) + 1):
            tiers[source.randrange(6)].append(place)
        players.append({
            "name": f"DM {number}",
            "options": [option for option in range(size) if owners[option] == number],
            "preferences": [stored(members, source) for members in statements],
            "preferenceRanking": [tier[0] if len(tier) == 1 else tier for tier in tiers if tier],
        })  # fmt: skip
    options = [{"name": f"option {number}", "permittedDirection": "both"} for number in range(size)]
    infeasibles = [[[option, "Y" if taken else "N"] for option, taken in pairs] for pairs in rules]
    flag = {"useManualPreferenceRanking": manual}
    return {"options": options, "decisionMakers": players, "infeasibles": infeasibles, "states": states} | flag


def stored(members: Sequence[Sequence[tuple[int, bool]]], source: random.Random) -> Any:
    simple = [[[option, "Y" if taken else "N"] for option, taken in pairs] for pairs in members]
    return simple[0] if len(simple) == 1 else {"compound": True, "members": simple}


def score(player: dict[str, Any], place: int, state: int, *, manual: bool) -> int:
    """Higher is better: the place of the tier, or the sum of the weights 2^(k - j)."""
    if manual:
        tiers = [tier if isinstance(tier, list) else [tier] for tier in player["preferenceRanking"]]
        return -next(number for number, tier in enumerate(tiers) if place + 1 in tier)
    total = 0
    for statement in player["preferences"]:
        members = statement["members"] if isinstance(statement, dict) else [statement]
        true = any(holds([(option, letter == "Y") for option, letter in pairs], state) for pairs in members)
        total = 2 * total + true
    return total
