"""The slow twin against published results: tables, claims, counts, and properties of the 2x2 games."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from tests.oracle.coalitions import coalition_improvements
from tests.oracle.concepts import Rule, equilibria, legal_sequences, others, replies, stable
from tests.oracle.conflict import Conflict, conflict_of
from tests.published.entries import entries, model_of, two_by_two, values

LETTER = {"R": "nash", "G": "gmr", "M": "smr", "Q": "seq", "Y": "sseq"}
NAMED = {"Nash": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "SSEQ": "sseq", "SIM": "sim"}
ONCE, ONE = Rule("each_opponent_once"), Rule("one_move")

TABLES = [(name, concept) for name, entry in entries().items() for concept in entry.get("equilibria", {})]
CELLS = [
    (name, state) for name, entry in entries().items() for state in entry.get("individual", {})
]  # fmt: skip


def twin(name: str) -> Conflict:
    return conflict_of(model_of(entries()[name]))


def test_the_tables_are_there() -> None:
    assert len(TABLES) == 17
    assert len(CELLS) == 22


@pytest.mark.parametrize("name", entries())
def test_feasible_states_are_the_listed_ones(name: str) -> None:
    assert set(twin(name).states) == {values(state) for state in entries()[name]["states"]}


@pytest.mark.parametrize(("name", "concept"), TABLES)
def test_equilibria(name: str, concept: str) -> None:
    expected = {values(state) for state in entries()[name]["equilibria"][concept]}
    assert equilibria(twin(name), NAMED[concept]) == expected


@pytest.mark.parametrize(("name", "state"), CELLS)
def test_individual_stability(name: str, state: str) -> None:
    conflict = twin(name)
    for actor, letters in zip(conflict.actors, entries()[name]["individual"][state], strict=True):
        said = "".join(
            letter if stable(conflict, concept, actor, values(state)) else "-" for letter, concept in LETTER.items()
        )
        assert said == letters, (name, state, actor)


def test_elmira_ministry_and_uniroyal_gain_by_moving_together() -> None:
    entry = entries()["elmira"]["coalition"]
    old, new = (values(state) for state in entry["improvements"]["classic_5_to_8"])
    group = tuple(entry["members"])
    conflict = twin("elmira")
    assert new in coalition_improvements(conflict, group, old)
    nash = equilibria(conflict, "nash")
    assert {old, new} <= nash


@pytest.mark.parametrize(("rule", "deterred"), [(Rule(), True), (ONCE, False), (ONE, False)])
def test_a_second_move_matters(rule: Rule, deterred: bool) -> None:
    """F's improvement is punished only where A may move again after B."""
    conflict = twin("second_move_matters")
    assert stable(conflict, "seq", "F", values("NNN"), rule) is deterred
    ends = replies(conflict, others(conflict, "F"), values("YNN"), True, rule)
    assert (values("YNY") in ends) is deterred


def test_a_second_move_matters_path() -> None:
    """The published path: each step is an improvement for its mover."""
    conflict = twin("second_move_matters")
    path = [("A", "YNN", "YYN"), ("B", "YYN", "YYY"), ("A", "YYY", "YNY")]
    for mover, old, new in path:
        assert values(new) in conflict.moves[mover][values(old)]
        assert conflict.better(mover, values(new), values(old))
    assert values("YNY") in legal_sequences(conflict, ("A", "B"), values("YNN"), True)


def test_inverse_counts_by_brute_force() -> None:
    """How many of Syria's 720 strict orders make the target stable for it."""
    inverse = entries()["syria_iraq_1975"]["inverse"]
    conflict, target = twin("syria_iraq_1975"), values(inverse["target"])
    found = dict.fromkeys(inverse["orders_that_make_it_stable"], 0)
    iraq_content = all(stable(conflict, NAMED[concept], "iraq", target) for concept in found)
    for order in permutations(range(6)):
        conflict.rank["syria"] = dict(zip(conflict.states, order, strict=True))
        for concept in found:
            found[concept] += stable(conflict, NAMED[concept], "syria", target)
    assert iraq_content
    assert found == inverse["orders_that_make_it_stable"]


# 2x2 games


NAMED_GAMES: list[tuple[str, dict[str, Any], set[str], set[str]]] = [
    # name, game (Y: cooperate, swerve, hunt the stag...), Nash equilibria, sequential equilibria
    ("prisoner's dilemma", two_by_two("NY YY NN YN", "YN YY NN NY"), {"NN"}, {"NN", "YY"}),
    ("chicken", two_by_two("NY YY YN NN", "YN YY NY NN"), {"NY", "YN"}, {"NY", "YN"}),
    ("stag hunt", two_by_two("YY NY NN YN", "YY YN NN NY"), {"YY", "NN"}, {"YY", "NN"}),
    ("deadlock", two_by_two("NY NN YY YN", "YN NN YY NY"), {"NN"}, {"NN"}),
    ("battle of the sexes", two_by_two("YY NN YN NY", "NN YY YN NY"), {"YY", "NN"}, {"YY", "NN"}),
]


@pytest.mark.parametrize(("name", "entry", "nash", "sequential"), NAMED_GAMES, ids=[row[0] for row in NAMED_GAMES])
def test_named_games(name: str, entry: dict[str, Any], nash: set[str], sequential: set[str]) -> None:
    """Rapoport & Guyer 1966 (names, Nash); Fraser & Hipel 1979, 1984 (SEQ: cooperation rests in the dilemma)."""
    conflict = conflict_of(model_of(entry))
    assert equilibria(conflict, "nash") == {values(state) for state in nash}
    assert equilibria(conflict, "seq") == {values(state) for state in sequential}


def test_chicken_is_held_back_by_the_crash() -> None:
    """Fraser & Hipel 1984: both swerving rests on a threat that would hurt the one who carries it out (GMR, SMR), or on
    both driving on at once (SIM); it is not sequentially stable."""
    conflict = conflict_of(model_of(two_by_two("NY YY YN NN", "YN YY NY NN")))
    rests = {concept for concept in NAMED.values() if values("YY") in equilibria(conflict, concept)}
    assert rests == {"gmr", "smr", "sim"}


def test_matching_pennies_has_no_nash_equilibrium() -> None:
    """Von Neumann 1928: whatever is fixed, one side wants to change."""
    entry = two_by_two("NN", "YN")
    entry["ranking"] = {"first": [["YY", "NN"], ["YN", "NY"]], "second": [["YN", "NY"], ["YY", "NN"]]}
    assert equilibria(conflict_of(model_of(entry)), "nash") == frozenset()


def strict_games() -> list[Conflict]:
    """All 24 x 24 pairs of strict orders over the four states."""
    base = conflict_of(model_of(two_by_two("NN YN NY YY", "NN YN NY YY")))
    orders = [dict(zip(base.states, order, strict=True)) for order in permutations(range(4))]
    return [
        Conflict(base.actors, base.states, base.moves, {"first": mine, "second": yours}, owners=base.owners)
        for mine in orders
        for yours in orders
    ]


def test_the_strict_2x2_games() -> None:
    """Robinson & Goforth 2005: of the 144 games 18 have no Nash equilibrium, 108 one, 18 two; each of them is four
    of the 576 pairs of orders (either row, either column first). Fang, Hipel & Kilgour 1993: with two actors some
    state is always sequentially stable."""
    games = strict_games()
    counts = [len(equilibria(conflict, "nash")) for conflict in games]
    assert [counts.count(number) / 4 for number in (0, 1, 2)] == [18, 108, 18]
    assert all(equilibria(conflict, "seq") for conflict in games)
    assert all(equilibria(conflict, "gmr") for conflict in games)
