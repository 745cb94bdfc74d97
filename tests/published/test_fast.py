"""The fast code against published results, and against the twin on all strict 2x2 games."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from tests.oracle.fast import state_names, states_where
from tests.published.entries import entries, model_of, two_by_two, values

from detente.space import Game, build, game_from_ranks
from detente.stability import Settings, verdicts
from detente.stability.coalition import coalition_improvements, coalition_verdicts

LETTER = {"R": "nash", "G": "gmr", "M": "smr", "Q": "seq", "Y": "sseq"}
NAMED = {"Nash": "nash", "GMR": "gmr", "SMR": "smr", "SEQ": "seq", "SSEQ": "sseq", "SIM": "sim"}
TABLES = [(name, concept) for name, entry in entries().items() for concept in entry.get("equilibria", {})]


def fast(name: str) -> Game:
    return build(model_of(entries()[name]))


@pytest.mark.parametrize("name", entries())
def test_feasible_states_are_the_listed_ones(name: str) -> None:
    assert sorted(state_names(fast(name))) == sorted(values(state) for state in entries()[name]["states"])


@pytest.mark.parametrize(("name", "concept"), TABLES)
def test_equilibria(name: str, concept: str) -> None:
    game = fast(name)
    expected = {values(state) for state in entries()[name]["equilibria"][concept]}
    assert states_where(game, verdicts(game).equilibria(NAMED[concept])) == expected


@pytest.mark.parametrize("name", [name for name, entry in entries().items() if "individual" in entry])
def test_individual_stability(name: str) -> None:
    game, cells = fast(name), entries()[name]["individual"]
    found = verdicts(game)
    said = {
        state: [
            "".join(letter if found.stable(concept)[i, place] else "-" for letter, concept in LETTER.items())
            for i in range(len(game.actors))
        ]
        for state in cells
        for place in [state_names(game).index(values(state))]
    }
    assert said == cells


@pytest.mark.parametrize(
    ("countermoves", "deterred"), [("legal_sequences", True), ("each_opponent_once", False), ("one_move", False)]
)
def test_a_second_move_matters(countermoves: str, deterred: bool) -> None:
    game = fast("second_move_matters")
    found = verdicts(game, Settings(countermoves))  # type: ignore[arg-type]
    place = state_names(game).index(values("NNN"))
    assert bool(found.stable("seq")[game.actors.index("F"), place]) is deterred


def test_elmira_ministry_and_uniroyal_gain_by_moving_together() -> None:
    game, entry = fast("elmira"), entries()["elmira"]["coalition"]
    members = [game.actors.index(actor) for actor in entry["members"]]
    names = state_names(game)
    old, new = (values(state) for state in entry["improvements"]["classic_5_to_8"])
    gains = {(names[jump.source], names[jump.target]) for jump in coalition_improvements(game, members).jumps}
    assert (old, new) in gains
    assert not coalition_verdicts(game, members).stable("nash")[names.index(old)]


def test_the_strict_2x2_games() -> None:
    """Robinson & Goforth 2005: 18 of the 144 games without a Nash equilibrium, 108 with one, 18 with two."""
    space = build(model_of(two_by_two("NN YN NY YY", "NN YN NY YY"))).space
    counts = []
    for pair in ((mine, yours) for mine in permutations(range(4)) for yours in permutations(range(4))):
        found = verdicts(game_from_ranks(space, ("first", "second"), np.array(pair)), concepts=("nash", "seq"))
        counts.append(int(found.equilibria("nash").sum()))
        assert found.equilibria("seq").any()
    assert [counts.count(number) / 4 for number in (0, 1, 2)] == [18, 108, 18]
