"""Hypothesis strategies for models without problems: every kind of part, awkward texts included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from detente.language.changes import changes
from detente.model import (
    Actor,
    Claim,
    Condition,
    Consequence,
    Evidence,
    Graph,
    Model,
    Option,
    Outcome,
    Phase,
    Preference,
    Priorities,
    Quantity,
    Ranking,
    Reading,
    Row,
    Rule,
    SoftRule,
    Source,
    Statement,
    Variable,
    Want,
    Wants,
    claims,
    conditions,
)
from detente.model.actors import YES_NO
from detente.model.quantities import WORDS, between, fixed, normal

AWKWARD = (
    "no", "yes", "null", "~", "1.0", "0x1F", "1e5", ".inf", "true", "a: b", "# x", " lead", "trail ", "'", '"', "- x",
    "two\nlines", "\ttab", "line\u2028separator", "next\x85line", "[a, b]", "{a: b}", "a,b", "a, b", "%x",
    "@x", "`x`", "&x", "*x", "!x", "|", ">", "?", "2025-01-01", "12:30", "=", "<<", "back\\slash", "\U0001f600", "한국",
    "...", "---", "a #b", "a:", "\x00"[:0] + "x" * 200, "carriage\rreturn",
)  # fmt: skip

letters = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff")
anything = st.text(letters, max_size=12)
texts = st.sampled_from(("", "plain", *AWKWARD))
said = st.sampled_from(("plain", *AWKWARD))
numbers = st.floats(0.01, 50, allow_nan=False).map(lambda value: round(value, 3)) | st.floats(1e-6, 1e6)


@st.composite
def quantities(draw: st.DrawFn, *, words: bool = False, negative: bool = False) -> Quantity:
    kind = draw(st.sampled_from(["fixed", "range", "normal", "word"]))
    low, width = draw(numbers), draw(numbers)
    if kind == "word" and words:
        word = draw(st.sampled_from(sorted(WORDS)))
        return between(*WORDS[word], word=word)
    if negative and draw(st.booleans()):
        return draw(st.sampled_from([fixed(-low), between(-low, width), normal(-low, width)]))
    return {"range": between(low, low + width), "normal": normal(low, low / 6)}.get(kind, fixed(low))


def lists(items: Sequence[str], min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the items, each at most once, in any order."""
    if not items:
        return st.just(())
    return st.lists(st.sampled_from(items), unique=True, min_size=min_size, max_size=max_size).map(tuple)


def conditions_over(known: dict[str, tuple[str, ...]]) -> st.SearchStrategy[Condition]:
    atoms = [conditions.Is(name, value) for name, values in known.items() for value in values]
    leaves: st.SearchStrategy[Condition] = st.sampled_from([*atoms, conditions.TRUE, conditions.FALSE])

    def grow(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        counted = st.tuples(st.lists(inner, min_size=1, max_size=3).map(tuple), st.integers(0, 3), st.integers(0, 3))
        return st.one_of(
            inner.map(conditions.Not),
            some.map(conditions.And),
            some.map(conditions.Or),
            st.builds(conditions.Implies, inner, inner),
            st.builds(conditions.Iff, inner, inner),
            counted.map(lambda three: _count(*three)),
        )

    return st.recursive(leaves, grow, max_leaves=4)


def _count(parts: tuple[Condition, ...], one: int, other: int) -> Condition:
    low, high = sorted((min(one, len(parts)), min(other, len(parts))))
    return conditions.Count(low, high, parts)


@st.composite
def variables(draw: st.DrawFn, earlier: tuple[Variable, ...], name: str, evidence: tuple[str, ...]) -> Variable:
    values = draw(st.sampled_from([("yes", "no"), ("no", "yes"), ("trump", "harris", "biden"), ("null", "is_")]))
    given = draw(lists([each.id for each in earlier], max_size=2))
    parents = [next(each.values for each in earlier if each.id == parent) for parent in given]
    dates = draw(st.sampled_from([(), ("2025-01-20",), ("2024-06-01", "2026-12-31")]))
    phases = []
    for until in (*dates, None):
        rows = [Row(when, draw(chances(len(values)))) for when in product(*parents)]
        phases.append(Phase(tuple(rows), until))
    return Variable(name, values, tuple(phases), given, draw(texts), draw(lists(evidence)))


@st.composite
def chances(draw: st.DrawFn, size: int) -> tuple[Quantity, ...]:
    if size == 2 and draw(st.booleans()):
        half = draw(st.floats(0, 0.25))
        return (between(0.5 - half, 0.5 + half), fixed(0.5))
    weights = [draw(st.integers(0, 5)) for _ in range(size - 1)]
    parts = [weight / (sum(weights) + 1) for weight in weights]
    return (*(fixed(part) for part in parts), fixed(1 - sum(parts)))


@st.composite
def preferences(draw: st.DrawFn, model: Model, condition: st.SearchStrategy[Condition]) -> Preference:
    evidence = tuple(each.id for each in model.evidence)
    form = draw(st.sampled_from(["wants", "ordinal", "priorities", "ranking"]))
    if form == "ranking":
        return draw(rankings(model, evidence))
    made = draw(st.lists(condition, max_size=3, unique=True))
    ids = [draw(st.sampled_from([f"id-{place}", conditions.text(each)])) for place, each in enumerate(made)]
    if len(set(ids)) < len(ids):
        ids = [f"id-{place}" for place in range(len(made))]
    if form == "priorities":
        pairs = zip(made, ids, strict=True)
        return Priorities(tuple(Statement(each, name, draw(texts), draw(lists(evidence))) for each, name in pairs))
    return Wants(
        tuple(
            Want(
                each,
                draw(quantities(words=True, negative=True)) if form == "wants" else None,
                draw(st.booleans()),
                draw(texts),
                name,
                draw(st.sampled_from([conditions.text(each), draw(texts)])),
                draw(lists(evidence)),
            )
            for each, name in zip(made, ids, strict=True)
        )
    )


@st.composite
def rankings(draw: st.DrawFn, model: Model, evidence: tuple[str, ...]) -> Ranking:
    if model.graph is not None:
        states: list[Condition] = [conditions.Is("state", state) for state, _ in model.graph.states]
    else:
        rows = product(*(option.choices for option in model.options))
        names = [option.id for option in model.options]
        states = [
            conditions.conjunction(tuple(conditions.Is(name, value) for name, value in zip(names, row, strict=True)))
            for row in rows
        ][:9]
    order = draw(st.permutations(states))
    tied = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    tiers: list[tuple[Condition, ...]] = []
    for state, joins in zip(order, tied, strict=True):
        if tiers and joins:
            tiers[-1] = (*tiers[-1], state)
        else:
            tiers.append((state,))
    gaps = draw(st.sets(st.integers(0, len(tiers) - 2))) if len(tiers) > 1 else set()
    return Ranking(tuple(tiers), frozenset(gaps), draw(lists(evidence)))


@st.composite
def tests(draw: st.DrawFn, model: Model, condition: st.SearchStrategy[Condition]) -> claims.Test:
    actors = st.sampled_from([actor.id for actor in model.actors])
    state = {} if model.graph else {option.id: option.choices for option in model.options}
    scenario = {variable.id: variable.values for variable in model.scenario}
    commit, given = _values(state, 1), _values(scenario, 1)
    by, measure = st.none() | numbers, st.sampled_from(["reached", "holding", "in_place"])
    share = st.floats(0, 1)
    kinds: list[st.SearchStrategy[claims.Test]] = [
        st.builds(claims.Rests, condition, st.sampled_from(["nash", "sim"]), st.none() | actors, st.booleans()),
        st.builds(claims.Rests, condition, st.just("smr"), actors, st.just(False), st.just(False)),
        st.builds(claims.Reaches, condition, st.sampled_from(["improvements", "moves"]), st.booleans()),
        st.builds(claims.Chance, condition, share, st.just(1.0), by, measure),
        st.builds(claims.Chance, condition, st.just(0.0), share, by, measure),
        st.builds(claims.Chance, condition, st.just(0.25), st.floats(0.25, 1), by, measure),
        st.builds(claims.Needs, condition, condition, share, by, measure),
    ]
    if state:
        effects = st.sampled_from(["raises", "lowers", "no_effect"])
        any_given = _values(scenario, 0)
        kinds += [
            st.builds(claims.Prefers, actors, _values(state, 0), _values(state, 0)),
            st.builds(claims.Shift, condition, effects, commit, any_given, share, by, measure),
            st.builds(claims.Suffices, condition, commit, share, st.booleans(), by, measure),
        ]
    if scenario:
        kinds.append(st.builds(claims.Rather, actors, given, given))
    if state and scenario:
        less = st.sampled_from(["less", "more"])
        kinds.append(st.builds(claims.Interaction, condition, commit, given, commit, less, share, by, measure))
    return draw(st.one_of(kinds))


def _values(known: dict[str, tuple[str, ...]], least: int) -> st.SearchStrategy[claims.Values]:
    if not known:
        return st.just(())

    def choose(names: tuple[str, ...]) -> st.SearchStrategy[claims.Values]:
        return st.tuples(*(st.tuples(st.just(name), st.sampled_from(known[name])) for name in names))

    return lists(list(known), min_size=least).flatmap(choose)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A model without problems, in option or graph form, with readings and claims."""
    model = draw(played(draw(framed())))
    model = _without_broken_status_quo(model)
    condition = conditions_over(_known(model))
    readings = [draw(reading(model, name)) for name in draw(st.sampled_from([(), ("lin",), ("r-1", "choi")]))]
    model = replace(model, readings=tuple(readings))
    told = []
    for name in draw(st.sampled_from([(), ("c1",), ("c1", "c-2")])):
        around = claims.Circumstances(
            draw(_values({each.id: each.values for each in model.scenario}, 0)),
            draw(_values({each.id: each.choices for each in model.options}, 0)),
            draw(lists([each.id for each in model.options])),
        )
        by = draw(st.sampled_from(["", *(source.id for source in model.sources)]))
        evidence = draw(lists([each.id for each in model.evidence]))
        told.append(Claim(name, draw(said), draw(tests(model, condition)), around, by, evidence))
    return replace(model, claims=tuple(told))


def _known(model: Model) -> dict[str, tuple[str, ...]]:
    names = [option.id for option in model.options] + [each.id for each in model.scenario]
    names += ["state"] if model.graph else []
    return {name: model.values_of(name) or () for name in names}


def _without_broken_status_quo(model: Model) -> Model:
    return replace(model, status_quo=None) if model.problems() else model


@st.composite
def framed(draw: st.DrawFn) -> Model:
    """Title, sources, evidence, actors, options or graph, scenario."""
    sources = tuple(Source(name, draw(texts), draw(texts), "2025-02", draw(texts)) for name in ("s", "s-2"))
    evidence = tuple(
        Evidence(name, "s", draw(said), draw(st.sampled_from([(), (1,), (4, 5, 9)])), draw(texts), "0123456789abcdef")
        for name in draw(st.sampled_from([(), ("e1", "e-2")]))
    )
    ids = tuple(each.id for each in evidence)
    actors = tuple(draw(people(name, ids)) for name in draw(st.sampled_from([("a",), ("a", "null"), ("usa", "y")])))
    scenario: tuple[Variable, ...] = ()
    for name in draw(st.sampled_from([(), ("v",), ("v", "w", "on")])):
        scenario = (*scenario, draw(variables(scenario, name, ids)))
    model = Model(
        draw(said), actors, question=draw(texts), as_of="2024-01-31",
        horizon=draw(numbers), sources=sources, evidence=evidence, scenario=scenario,
        notes=tuple(draw(st.lists(said, max_size=2))),
        coalitions=(tuple(actor.id for actor in actors),) if len(actors) > 1 else (),
    )  # fmt: skip
    return draw(with_graph(model)) if draw(st.integers(0, 4)) == 0 else draw(with_options(model, ids))


@st.composite
def people(draw: st.DrawFn, name: str, evidence: tuple[str, ...]) -> Actor:
    aliases = tuple(draw(st.lists(said, max_size=2)))
    tempo, precision, foresight, cost = (draw(quantities()) for _ in range(4))
    return Actor(name, draw(texts), aliases, tempo, precision, foresight, cost, draw(lists(evidence)))


@st.composite
def with_graph(draw: st.DrawFn, model: Model) -> Model:
    states = [(name, draw(texts)) for name in ("s1", "s2", "no")]
    pairs = [(one, other) for one, _ in states for other, _ in states if one != other]
    arcs = [(actor.id, *pair) for actor in model.actors for pair in draw(st.lists(st.sampled_from(pairs), unique=True))]
    today = draw(st.none() | st.sampled_from(["s1", "no"]).map(lambda state: (("state", state),)))
    return replace(model, graph=Graph(tuple(states), tuple(arcs)), status_quo=today)


@st.composite
def with_options(draw: st.DrawFn, model: Model, evidence: tuple[str, ...]) -> Model:
    options = tuple(
        Option(
            actor.id,
            name,
            draw(texts),
            draw(st.sampled_from([YES_NO, ("yes", "no"), ("no", "maybe", "yes"), ("low", "high")])),
            draw(st.sampled_from(["both", "forward", "backward", "fixed"])),
            draw(lists(evidence)),
        )
        for actor in model.actors
        for name in draw(st.sampled_from([("x",), ("x", "y")]))
    )
    today = draw(st.none() | st.tuples(*(st.tuples(st.just(o.id), st.sampled_from(o.choices)) for o in options)))
    return replace(model, options=options, status_quo=today)


@st.composite
def played(draw: st.DrawFn, model: Model) -> Model:
    """With rules, preferences and outcomes."""
    condition = conditions_over(_known(model))
    evidence = tuple(each.id for each in model.evidence)
    ids = [actor.id for actor in model.actors]
    rules = tuple(
        Rule(f"rule-{place}", each, draw(texts), draw(lists(evidence)))
        for place, each in enumerate(draw(st.lists(condition, max_size=2)))
    )
    soft = tuple(
        SoftRule(f"soft-{place}", each, draw(quantities(words=True)), draw(lists(ids, min_size=1)), draw(texts))
        for place, each in enumerate(draw(st.lists(condition, max_size=2)))
    )
    changed = {option.id: option.choices for option in model.options}
    consequences = tuple(
        Consequence(f"force-{place}", each, draw(_values(changed, 1)), draw(texts), draw(lists(evidence)))
        for place, each in enumerate(draw(st.lists(condition, max_size=1 if changed else 0)))
    )
    wishes = tuple((actor, draw(preferences(model, condition))) for actor in draw(lists(ids)))
    rates = st.none() | st.floats(0, 1)
    outcomes = tuple(
        Outcome(name, draw(condition), draw(texts), draw(rates), draw(lists(evidence)))
        for name in draw(st.sampled_from([(), ("talks",), ("open-1", "talks")]))
    )
    return replace(
        model, rules=rules, soft_rules=soft, consequences=consequences, preferences=wishes, outcomes=outcomes
    )


@st.composite
def reading(draw: st.DrawFn, model: Model, name: str) -> Reading:
    """The model with some parts taken from another one over the same names; entries keep the base model's order."""
    other = draw(played(model))
    changed = replace(
        model,
        question=draw(texts),
        notes=draw(st.sampled_from([model.notes, (), ("another",)])),
        preferences=_ordered(model.preferences, other.preferences),
        outcomes=model.outcomes if draw(st.booleans()) else _renamed(model, other),
        rules=draw(st.sampled_from([model.rules, other.rules, model.rules[1:], other.rules[::-1]])),
        soft_rules=draw(st.sampled_from([model.soft_rules, other.soft_rules])),
        scenario=_redrawn(draw, model),
        status_quo=draw(st.sampled_from([model.status_quo, None])),
    )
    changed = _without_broken_status_quo(replace(changed, claims=(), readings=()))
    evidence = draw(lists([each.id for each in model.evidence]))
    return Reading(name, changed, draw(texts), draw(texts), changes(model, changed), evidence)


def _ordered(
    base: tuple[tuple[str, Preference], ...], other: tuple[tuple[str, Preference], ...]
) -> tuple[tuple[str, Preference], ...]:
    found = dict(other)
    kept = [(actor, found[actor]) for actor, _ in base if actor in found]
    return (*kept, *((actor, each) for actor, each in other if actor not in dict(base)))


def _renamed(model: Model, other: Model) -> tuple[Outcome, ...]:
    """The base model's outcomes with other conditions, and one more."""
    pairs = zip(model.outcomes, other.outcomes, strict=False)
    kept = [replace(new, id=old.id) for old, new in pairs]
    return (*kept, Outcome("added", conditions.TRUE))


def _redrawn(draw: st.DrawFn, model: Model) -> tuple[Variable, ...]:
    if not model.scenario or draw(st.booleans()):
        return model.scenario
    *rest, last = model.scenario
    phase = Phase(tuple(Row(row.when, draw(chances(len(last.values)))) for row in last.phases[-1].rows))
    return (*rest, replace(last, phases=(phase,)))
