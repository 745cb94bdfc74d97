"""Laws of the solution concepts, asked of the fast code and of the slow twin alike.

``stable(model, drawn, ...)`` gives, for every concept and actor, the set of stable states. Games are random models
by seed; hypothesis chooses the seeds.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws import changes
from tests.oracle import concepts
from tests.oracle.conflict import State, conflict_of
from tests.oracle.fast import state_names, states_where
from tests.oracle.games import Drawn, random_model
from tests.oracle.results import COUNTERMOVES, LITERATURE, SANCTIONS

from detente.model import Model, Ranking
from detente.space import build
from detente.stability import Settings, verdicts

Table = dict[tuple[str, str], frozenset[State]]
Stable = Callable[..., Table]
SEEDS = st.integers(0, 10**6)
INCLUDED = [
    ("nash", "sseq"), ("sseq", "seq"), ("seq", "gmr"), ("sseq", "smr"), ("smr", "gmr"), ("nash", "sim"),
]  # fmt: skip


def by_twin(model: Model, drawn: Drawn, countermoves: str = LITERATURE[0], sanction: str = LITERATURE[1]) -> Table:
    game = conflict_of(model, dict(drawn.scenario))
    asked = [c for c in concepts.CONCEPTS if c != "sim" or game.owners is not None]
    rule = concepts.Rule(countermoves, sanction)
    return {
        (c, i): frozenset(s for s in game.states if concepts.stable(game, c, i, s, rule))
        for c in asked
        for i in game.actors
    }


def by_fast(model: Model, drawn: Drawn, countermoves: str = LITERATURE[0], sanction: str = LITERATURE[1]) -> Table:
    game = build(model, drawn.scenario)
    found = verdicts(game, Settings(countermoves, sanction))  # type: ignore[arg-type]
    return {
        (c, i): states_where(game, flags)
        for c in found.concepts
        for i, flags in zip(game.actors, found.stable(c), strict=True)
    }


def drawn_where(seed: int, test: Callable[[Drawn], bool], kind: str | None = None) -> Drawn:
    """The first random model from ``seed`` on for which ``test`` holds."""
    return next(drawn for drawn in (random_model(each, kind=kind) for each in count(seed)) if test(drawn))


def has_two_actors(drawn: Drawn) -> bool:
    return len(drawn.model.actors) == 2


def has_no_nash_equilibrium(drawn: Drawn) -> bool:
    game = conflict_of(drawn.model, dict(drawn.scenario)) if has_two_actors(drawn) else None
    return game is not None and not concepts.equilibria(game, "nash")


def has_strength(drawn: Drawn) -> bool:
    return any(isinstance(p, Ranking) and p.strong_gaps for _, p in drawn.model.preferences)


def law(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A law holds for the twin and for the fast code, on random seeds."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        checked = settings(deadline=None, max_examples=examples)(given(seed=SEEDS)(test))
        marked: Callable[..., None] = pytest.mark.parametrize("stable", [by_twin, by_fast], ids=["twin", "fast"])(
            checked
        )
        return marked

    return decorate


@law(60)
def test_stronger_concepts_lie_within_weaker_ones(stable: Stable, seed: int) -> None:
    drawn = random_model(seed)
    for countermoves in COUNTERMOVES:
        for sanction in SANCTIONS:
            table = stable(drawn.model, drawn, countermoves, sanction)
            for (inner, outer), actor in ((pair, a.id) for pair in INCLUDED for a in drawn.model.actors):
                if (outer, actor) in table:
                    assert table[inner, actor] <= table[outer, actor], (inner, outer, actor)


@law(40)
def test_more_countermoves_deter_more(stable: Stable, seed: int) -> None:
    """One move by one opponent is a sequence of different opponents, which is a legal sequence."""
    drawn = random_model(seed)
    one, once, legal = (stable(drawn.model, drawn, each) for each in reversed(COUNTERMOVES))
    for key in legal:
        assert one[key] <= once[key] <= legal[key], key


@law(40)
def test_worse_deters_less_than_not_better(stable: Stable, seed: int) -> None:
    drawn = random_model(seed)
    worse, usual = (stable(drawn.model, drawn, sanction=each) for each in ("worse", "not_better"))
    for key in usual:
        assert worse[key] <= usual[key], key


@law(40)
def test_without_ties_worse_is_not_better_but_for_returns(stable: Stable, seed: int) -> None:
    """An actor that is never indifferent between two states is deterred alike, but where replies lead straight back.

    Not so for SMR and SSEQ: there its own escape may lead back as well."""
    drawn = random_model(seed)
    game = conflict_of(drawn.model, dict(drawn.scenario))
    worse, usual = (stable(drawn.model, drawn, sanction=each) for each in ("worse", "not_better"))
    for concept, actor in (key for key in usual if key[0] not in ("smr", "sseq")):
        if len(set(game.rank[actor].values())) == len(game.states):
            for state in usual[concept, actor] - worse[concept, actor]:
                gains = concepts.improvements(game, actor, state)
                assert any(state in concepts.replies(game, concepts.others(game, actor), gain) for gain in gains)


@law(30)
def test_two_actors_in_option_form_need_one_countermove(stable: Stable, seed: int) -> None:
    """With one opponent whose moves are transitive, longer sequences add nothing."""
    drawn = drawn_where(seed, has_two_actors, "options")
    one, once, legal = (stable(drawn.model, drawn, each) for each in reversed(COUNTERMOVES))
    assert one == once == legal


@law(40)
def test_order_does_not_matter(stable: Stable, seed: int) -> None:
    drawn, random = random_model(seed), Random(seed)
    changed = changes.reordered(drawn.model, random)
    places = [changed.options.index(option) for option in drawn.model.options] or [0]
    back = stable(changed, drawn)
    for key, states in stable(drawn.model, drawn).items():
        assert states == {tuple(state[place] for place in places) for state in back[key]}, key


@law(40)
def test_names_do_not_matter(stable: Stable, seed: int) -> None:
    drawn = random_model(seed)
    changed, names = changes.renamed(drawn.model)
    after = stable(changed, drawn)
    assert stable(drawn.model, drawn) == {(c, a): after[c, names[a]] for c, a in stable(drawn.model, drawn)}


@law(40)
def test_which_choice_comes_first_does_not_matter(stable: Stable, seed: int) -> None:
    drawn = random_model(seed)
    assert stable(drawn.model, drawn) == stable(changes.turned_round(drawn.model), drawn)


@law(40)
def test_the_unit_of_worth_does_not_matter(stable: Stable, seed: int) -> None:
    drawn = random_model(seed)
    assert stable(drawn.model, drawn) == stable(changes.rescaled(drawn.model, 4.0), drawn)


@law(40)
def test_an_actor_without_moves_changes_nothing(stable: Stable, seed: int) -> None:
    drawn = random_model(seed)
    before, after = stable(drawn.model, drawn), stable(changes.with_bystander(drawn.model, Random(seed)), drawn)
    everywhere = frozenset(conflict_of(drawn.model, dict(drawn.scenario)).states)
    for (concept, actor), states in after.items():
        assert states == (everywhere if actor == "bystander" else before[concept, actor])


@law(40)
def test_an_option_that_cannot_change_changes_only_names(stable: Stable, seed: int) -> None:
    drawn = drawn_where(seed, lambda each: each.model.graph is None)
    changed, place = changes.with_idle_option(drawn.model, Random(seed))
    after = stable(changed, drawn)
    for key, states in stable(drawn.model, drawn).items():
        assert {(*state[:place], "on", *state[place:]) for state in states} == after[key], key


@law(60)
def test_losing_moves_steadies_oneself_and_frees_the_others(stable: Stable, seed: int) -> None:
    """With fewer moves an actor has fewer improvements and fewer escapes, so more is stable for it; and it can punish
    less, so less is stable for everybody else."""
    drawn = drawn_where(seed, lambda each: changes.locked(each.model, Random(seed)) is not None)
    change = changes.locked(drawn.model, Random(seed))
    assert change is not None
    changed, loser = change
    before, after = stable(drawn.model, drawn), stable(changed, drawn)
    for concept, actor in before:
        less, more = (before, after) if actor == loser else (after, before)
        assert less[concept, actor] <= more[concept, actor], (concept, actor, loser)


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS)
def test_strong_stability_is_stability(seed: int) -> None:
    drawn = drawn_where(seed, has_strength)
    game = build(drawn.model, drawn.scenario)
    found = verdicts(game)
    nash = found.stable("nash")
    for concept in ("gmr", "smr", "seq", "sseq"):
        strong = found.strong(concept)
        assert not (strong & ~found.stable(concept)).any()
        assert not (nash & ~strong).any()


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS)
def test_equilibria_are_what_is_stable_for_all(seed: int) -> None:
    drawn = random_model(seed)
    game = build(drawn.model, drawn.scenario)
    found = verdicts(game)
    for concept in found.concepts:
        everybody = frozenset.intersection(*(states_where(game, flags) for flags in found.stable(concept)))
        assert states_where(game, found.equilibria(concept)) == everybody
    assert len(set(state_names(game))) == game.size


@law(12)
def test_two_actors_always_have_a_sequential_equilibrium(stable: Stable, seed: int) -> None:
    """Fang, Hipel & Kilgour 1993: with two actors whose moves are transitive, some state is SEQ-stable for both. Asked
    where it is not trivial: of games in which no state is Nash-stable for both."""
    drawn = drawn_where(seed, has_no_nash_equilibrium, "options")
    table = stable(drawn.model, drawn)
    first, second = (actor.id for actor in drawn.model.actors)
    assert not table["nash", first] & table["nash", second]
    for concept in ("gmr", "seq"):
        assert table[concept, first] & table[concept, second]
