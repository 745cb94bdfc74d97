"""The inverse question against trying every order: how many make a state stable, and which is the nearest.

One actor: every strict order of the states for the share, every set of better states for the fewest, every strict
order by its number of reversals for the rise. All actors: every profile of weak orders, by the pairs that change.
Packages: chances and prospects against the process in dense arrays; moves while a commitment is kept, by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, permutations, product

import numpy as np
import pytest
from tests.inducement.exchange import MARKET, model
from tests.oracle import concepts, process
from tests.oracle.conflict import Conflict, State, conflict_of, true_in
from tests.oracle.fast import state_names
from tests.oracle.games import random_model

from detente.dynamics import habits
from detente.forecast.staged import stage
from detente.inducement import temptations
from detente.inducement.changes import Change, changes, lowered, together
from detente.inducement.commit import Package, bound, kept
from detente.inducement.jointly import STATES
from detente.inducement.play import play
from detente.inducement.temptations import ASKED, Way
from detente.model import Condition, Model, Rule
from detente.model.circumstances import hold
from detente.model.conditions import Implies, Is
from detente.model.scenario import joint
from detente.space import Game, build, targets
from detente.stability import Settings

RULES = [
    ("legal_sequences", "not_better"),
    ("legal_sequences", "worse"),
    ("each_opponent_once", "not_better"),
    ("one_move", "worse"),
]


@dataclass(frozen=True)
class Case:
    """A small conflict in both forms, and what is asked of it."""

    game: Game
    conflict: Conflict
    state: int
    actor: int
    concept: str
    settings: Settings

    def stable(self, ranks: dict[str, tuple[int, ...]], actor: str) -> bool:
        """Whether the state is stable for an actor, by the twin, when these actors rank the states so."""
        places = {name: place for place, name in enumerate(state_names(self.game))}
        new = {who: {s: row[places[s]] for s in self.conflict.states} for who, row in ranks.items()}
        conflict = replace(self.conflict, rank={**self.conflict.rank, **new})
        rule = concepts.Rule(self.settings.countermoves, self.settings.sanction)
        return concepts.stable(conflict, self.concept, actor, state_names(self.game)[self.state], rule)

    @property
    def name(self) -> str:
        return self.game.actors[self.actor]


def case(seed: int, largest: int, strict: bool = True) -> Case:
    """A random model; in every second case the actor's order is made strict."""
    drawn = random_model(seed, largest)
    game, conflict = build(drawn.model, drawn.scenario), conflict_of(drawn.model, dict(drawn.scenario))
    names, actor = state_names(game), seed % len(game.actors)
    if strict:
        rng = np.random.default_rng(seed)
        ranks = np.stack([rng.permutation(game.size) for _ in game.actors]).astype(np.int32)
        game = replace(game, ranks=ranks, worths=None, levels=None)
        rows = {who: dict(zip(names, row.tolist(), strict=True)) for who, row in zip(game.actors, ranks, strict=True)}
        conflict = replace(conflict, rank=rows, level=None)
    settings = Settings(*RULES[seed % len(RULES)])  # type: ignore[arg-type]
    return Case(game, conflict, seed * 7 % game.size, actor, ASKED[seed // 2 % len(ASKED)], settings)


def found(each: Case) -> Change:
    return changes(each.game, each.state, each.concept, each.settings, (each.actor,))[0]


def share(each: Case) -> Fraction:
    orders = list(permutations(range(each.game.size)))
    return Fraction(sum(each.stable({each.name: order}, each.name) for order in orders), len(orders))


def with_lowered(each: Case, states: Way) -> tuple[int, ...]:
    """The actor's ranks with some states brought down to the target, or just below it."""
    row = (each.game.ranks[each.actor] * 2).tolist()
    below = each.settings.sanction == "worse"
    return tuple(row[each.state] - below if x in states else rank for x, rank in enumerate(row))


def fewest(each: Case) -> int:
    row = each.game.ranks[each.actor]
    least = row[each.state] if each.settings.sanction == "worse" else row[each.state] + 1
    above = [x for x in range(each.game.size) if row[x] >= least and x != each.state]
    for size in range(len(above) + 1):
        for states in combinations(above, size):
            if each.stable({each.name: with_lowered(each, frozenset(states))}, each.name):
                return size
    raise AssertionError("with nothing above it every state is stable")


def reversals(each: Case) -> int:
    old = each.game.ranks[each.actor]
    pairs = list(combinations(range(each.game.size), 2))
    return min(
        sum(bool(old[x] < old[y]) != (new[x] < new[y]) for x, y in pairs)
        for new in permutations(range(each.game.size))
        if each.stable({each.name: new}, each.name)
    )


def disagreements(each: Case) -> list[str]:
    """What the fast answer gets wrong."""
    answer, wrong = found(each), []
    if answer.share is not None and answer.share != share(each):
        wrong.append("share")
    if len(answer.fewest) != fewest(each):
        wrong.append("fewest")
    if not all(each.stable({each.name: with_lowered(each, states)}, each.name) for states in answer.sets):
        wrong.append("sets")
    if len(set(each.game.ranks[each.actor].tolist())) == each.game.size and answer.past != reversals(each):
        wrong.append("past")
    return wrong


@pytest.mark.parametrize("first", range(0, 320, 40))
def test_one_actor(first: int) -> None:
    for seed in range(first, first + 40):
        each = case(seed, 5, strict=seed % 2 == 0)
        assert disagreements(each) == [], f"seed {seed}"


def test_the_cases_are_not_all_easy() -> None:
    sizes = [len(found(case(seed, 5, strict=seed % 2 == 0)).fewest) for seed in range(320)]
    assert sum(size > 0 for size in sizes) > 40
    assert max(sizes) > 1


def without_escape(*args: object) -> temptations.Needs:
    return REAL_NEEDS(*args[:3], "gmr", *args[4:])  # type: ignore[arg-type, call-arg]


def first_reply_only(*args: object) -> Iterator[int]:
    return iter(list(REAL_REPLIES(*args))[:1])  # type: ignore[arg-type]


REAL_NEEDS, REAL_REPLIES = temptations._needs, temptations._replies


@pytest.mark.parametrize(("name", "wrong"), [("_needs", without_escape), ("_replies", first_reply_only)])
def test_planted_errors_are_seen(name: str, wrong: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temptations, name, wrong)
    assert any(disagreements(case(seed, 5)) for seed in range(0, 120, 2))


def weak_orders(size: int) -> list[tuple[int, ...]]:
    return [row for row in product(range(size), repeat=size) if set(row) == set(range(max(row) + 1))]


def changed(old: tuple[int, ...], new: tuple[int, ...]) -> int:
    return sum(np.sign(old[x] - old[y]) != np.sign(new[x] - new[y]) for x, y in combinations(range(len(old)), 2))


def least_change(each: Case) -> int:
    old = [tuple(row) for row in each.game.ranks.tolist()]
    costs = [{new: changed(row, new) for new in weak_orders(each.game.size)} for row in old]
    profiles = sorted(product(*costs), key=lambda new: sum(map(dict.__getitem__, costs, new)))
    for profile in profiles:
        ranks = dict(zip(each.game.actors, profile, strict=True))
        if all(each.stable(ranks, actor) for actor in each.game.actors):
            return sum(map(dict.__getitem__, costs, profile))
    raise AssertionError("indifference makes every state stable")


def joint_cases(count: int) -> Iterator[Case]:
    seed = 0
    while count:
        each = replace(case(seed, 4, strict=seed % 2 == 0), concept="seq" if seed % 4 < 2 else "sseq")
        seed += 1
        if each.game.size ** len(each.game.actors) <= 64 and len(together(each.game, each.state, each.concept).pairs):
            count -= 1
            yield each


def test_all_actors_at_once() -> None:
    for each in joint_cases(16):
        answer = together(each.game, each.state, each.concept, each.settings)
        after = dict(zip(each.game.actors, map(tuple, answer.ranks.tolist()), strict=True))
        assert answer.smallest
        assert all(each.stable(after, actor) for actor in each.game.actors)
        assert len(answer.pairs) == least_change(each)


@pytest.mark.parametrize("seed", range(60))
def test_where_nobody_depends_on_anybody_single_changes_add_up(seed: int) -> None:
    each = replace(case(seed, 6), concept=("nash", "gmr", "smr")[seed % 3])
    answer = together(each.game, each.state, each.concept, each.settings)
    after = dict(zip(each.game.actors, map(tuple, answer.ranks.tolist()), strict=True))
    assert all(each.stable(after, actor) for actor in each.game.actors)


def test_a_game_too_large_for_the_joint_question_gets_a_change_that_is_enough() -> None:
    drawn = (replace(case(seed, 40), concept=("seq", "sseq")[seed % 2]) for seed in range(60))
    large = [each for each in drawn if each.game.size > STATES][:12]
    answers = [together(each.game, each.state, each.concept, each.settings) for each in large]
    for each, answer in zip(large, answers, strict=True):
        after = dict(zip(each.game.actors, map(tuple, answer.ranks.tolist()), strict=True))
        assert all(each.stable(after, actor) for actor in each.game.actors)
        assert answer.smallest == (not answer.pairs)
    assert sum(not answer.smallest for answer in answers) > 3


def test_lowering_is_what_the_change_says() -> None:
    each = case(3, 6)
    single = changes(each.game, each.state, each.concept, each.settings)
    after = lowered(each.game, each.state, single, each.settings).ranks
    for change in single:
        assert all(after[change.actor, x] <= after[change.actor, each.state] for x in change.fewest)


COMES = Is("target.comes", "yes")
PAID = (("rich.pays", "yes"), ("gate.opens", "yes"))
PACKAGES = [
    Package(()),
    Package((("gate.opens", "yes"),)),
    Package(PAID[:1], PAID[1:]),
    Package(PAID[:1], PAID[1:], "while kept"),
    Package((("rich.waves", "yes"), *PAID[1:]), (), "while kept"),
]


def dense(changed: Model) -> tuple[list[float], list[float]]:
    """Reached, holding, in place at the horizon, and the prospects of all actors, world by world in dense arrays."""
    chances, prospects = np.zeros(3), np.zeros(len(changed.actors))
    for world, weight in joint(changed.scenario):
        conflict, game = conflict_of(changed, dict(world)), build(changed, world)
        places = [state_names(game).index(state) for state in conflict.states]
        assert game.worths is not None
        how = habits(changed)
        numbers = (how.tempo, how.precision, how.foresight, how.move_cost)
        dense_process = process.process_of(conflict, game.worths[:, places], *numbers)
        values = process.solve(dense_process)
        q = process.rates(dense_process, process.choice(dense_process, values))
        assert conflict.status_quo is not None
        start = conflict.states.index(conflict.status_quo)
        where = np.array([state[0] == "yes" for state in conflict.states])
        asked = (process.reached, process.holding, process.in_place)
        chances += weight * np.array([each(q, start, where, changed.horizon) for each in asked])
        prospects += weight * values[:, start] / how.foresight
    return chances.tolist(), prospects.tolist()


@pytest.mark.parametrize("package", PACKAGES, ids=Package.words)
def test_packages_in_dense_arrays(package: Package) -> None:
    changed = bound(model(MARKET), package, COMES) if package.named else model(MARKET)
    chances, prospects = dense(changed)
    found = play(stage(changed), COMES)
    assert list(found.chances.values()) == pytest.approx(chances, abs=2e-4)
    assert found.prospects.tolist() == pytest.approx(prospects, abs=2e-3)


def redirected(conflict: Conflict, names: list[str], part: Condition, commitments: dict[str, str]) -> Conflict:
    """Every move that brings the part about lands where the commitments are kept; nobody may leave them there."""

    def paid(state: State) -> State:
        values = dict(zip(names, state, strict=True))
        return tuple({**values, **commitments}.values()) if true_in(part, values) else state

    states = tuple(state for state in conflict.states if paid(state) == state)
    changes = product(*(sorted({s[k] for s in conflict.states}) for k in range(len(names))))
    tried = list(changes)
    moves = {}
    for actor in conflict.actors:
        own = [k for k, name in enumerate(names) if name.startswith(f"{actor}.")]
        moves[actor] = {
            s: frozenset(
                paid(t)
                for t in tried
                if t != s and all(t[k] == s[k] for k in range(len(names)) if k not in own) and paid(t) in states
            )
            - {s}
            for s in states
        }
    return replace(conflict, states=states, moves=moves)


def strays(changed: Model) -> list[object]:
    """Where the states and moves of a model differ from those of the market in which the payment is kept."""
    market, world = model(MARKET), {"mood": "fair"}
    names = [option.id for option in market.options]
    by_hand = redirected(conflict_of(market, world), names, COMES, dict(PAID))
    game = build(changed, tuple(world.items()))
    listed = state_names(game)
    if sorted(listed) != sorted(by_hand.states):
        return ["states"]
    return [
        (actor, state)
        for number, actor in enumerate(game.actors)
        for place, state in enumerate(listed)
        if {listed[int(t)] for t in targets(game, number, place)} != by_hand.moves[actor][state]
    ]


def test_moves_while_a_commitment_is_kept() -> None:
    assert strays(kept(model(MARKET), PAID, COMES)) == []


def test_moves_of_other_promises_are_seen_to_differ() -> None:
    market = model(MARKET)
    rules = tuple(Rule(option, Implies(COMES, Is(option, value))) for option, value in PAID)
    only_a_rule = replace(market, rules=market.rules + rules)
    assert strays(market) == ["states"]
    assert strays(hold(market, PAID)) == ["states"]
    assert strays(kept(market, PAID[1:], COMES)) == ["states"]
    assert ("target", ("no", "no", "no", "no")) in strays(only_a_rule)
