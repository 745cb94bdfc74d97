"""Rules that span elements: each is broken once, in a model that is sound otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.model import (
    Actor,
    Claim,
    Consequence,
    Evidence,
    Graph,
    Model,
    Option,
    Outcome,
    Phase,
    Priorities,
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
)
from detente.model.claims import Circumstances, Interaction, Prefers, Rather, Reaches, Rests, Shift, Suffices
from detente.model.conditions import And, Implies, Is, Not
from detente.model.quantities import Quantity, between, fixed, normal

X, Z = Is("a.x", "yes"), Is("b.z", "yes")
WAR = Variable("war", ("yes", "no"), (Phase((Row((), (fixed(0.25), fixed(0.75))),)),))
SOUND = Model(
    "T",
    (Actor("a", because=("e",)), Actor("b")),
    (Option("a", "x"), Option("b", "z", choices=("no", "some", "yes"))),
    as_of="2025-01-01",
    sources=(Source("s"),),
    evidence=(Evidence("e", "s", "x"),),
    scenario=(WAR,),
    rules=(Rule("r", Implies(X, Not(Z))),),
    soft_rules=(SoftRule("c", Z, fixed(1), ("a",)),),
    consequences=(Consequence("f", And((X, Is("war", "yes"))), (("b.z", "no"),)),),
    status_quo=(("a.x", "yes"), ("b.z", "no")),
    preferences=(("a", Wants((Want(X, fixed(1), id="w"),))), ("b", Priorities((Statement(Z, "p"),)))),
    outcomes=(Outcome("o", X),),
    claims=(Claim("k", "s", Reaches(Z), claimed_by="s"),),
    coalitions=(("a", "b"),),
)
GRAPH = replace(
    SOUND, options=(), rules=(), soft_rules=(), consequences=(), preferences=(), outcomes=(), claims=(),
    graph=Graph((("s1", ""), ("s2", "")), (("a", "s1", "s2"),)), status_quo=(("state", "s1"),),
)  # fmt: skip


def said(model: Model) -> list[str]:
    return [f"{problem.path}: {problem.rule}; {problem.found} {problem.hint}" for problem in model.problems()]


def test_sound_models_have_no_problems() -> None:
    assert said(SOUND) == []
    assert said(GRAPH) == []


def wants(*made: Want) -> tuple[tuple[str, Wants], ...]:
    return (("a", Wants(made)),)


def claim(test: object, **around: object) -> tuple[Claim, ...]:
    return (Claim("k", "s", test, Circumstances(**around)),)  # type: ignore[arg-type]


CHANGES: list[tuple[dict[str, object], str, str]] = [
    ({"title": " "}, "title", "a title"),
    ({"horizon": 0.0}, "horizon", "greater than 0"),
    ({"as_of": "2025-1-1"}, "as_of", "YYYY-MM-DD"),
    ({"coalitions": (("a", "c"),)}, "coalitions.0", "`c`"),
    ({"coalitions": (("a", "a"),)}, "coalitions.0", "`a` 2 times"),
    ({"coalitions": (("a",),)}, "coalitions.0", "at least two"),
    ({"actors": ()}, "actors", "has actors"),
    ({"actors": (Actor("a"), Actor("a"), Actor("b"))}, "actors.a#2", "does not stand twice"),
    ({"actors": (Actor("a", because=("ee",)), Actor("b"))}, "actors.a.because.ee", "did you mean e?"),
    ({"actors": (Actor("a", tempo=fixed(0)), Actor("b"))}, "actors.a.tempo", "greater than 0"),
    ({"actors": (Actor("a", precision=normal(1, 1)), Actor("b"))}, "actors.a.precision", "5 standard deviations"),
    ({"actors": (Actor("a", move_cost=fixed(-1)), Actor("b"))}, "actors.a.move_cost", "not negative"),
    ({"actors": (Actor("a", tempo=fixed(float("nan"))), Actor("b"))}, "actors.a.tempo", "finite"),
    ({"sources": ()}, "evidence.e.source", "`s`"),
    ({"options": ()}, "options", "options, or a graph"),
    ({"options": (Option("c", "x"), *SOUND.options)}, "options.c.x", "belongs to one of the actors"),
    ({"options": (Option("a", "x", choices=("no",)), SOUND.options[1])}, "options.a.x", "two different choices"),
    ({"options": (*SOUND.options, SOUND.options[0])}, "options.a.x#2", "does not stand twice"),
    ({"graph": GRAPH.graph}, "graph", "options or a graph"),
    ({"scenario": ()}, "consequences.f", "`war`"),
    ({"scenario": (replace(WAR, given=("v",)),)}, "scenario.war", "earlier scenario variables"),
    ({"scenario": (replace(WAR, phases=()),)}, "scenario.war", "ends on a date"),
    ({"scenario": (replace(WAR, phases=(Phase((), "2026-01-01"), WAR.phases[0])),)}, "scenario.war.0", "one row"),
    ({"outcomes": (Outcome("war", X),)}, "outcomes.war", "one thing"),
    ({"rules": (Rule("r", X), Rule("r", X))}, "rules.r#2", "does not stand twice"),
    ({"rules": (Rule("r", Is("a.q", "yes")),)}, "rules.r", "did you mean a.x?"),
    ({"rules": (Rule("r", Is("b.z", "maybe")),)}, "rules.r", "`maybe`"),
    ({"soft_rules": (SoftRule("c", Z, fixed(1), ("q",)),)}, "rules.c.payer", "`q`"),
    ({"soft_rules": (SoftRule("c", Z, between(2, 1), ("a",)),)}, "rules.c", "ascends"),
    ({"soft_rules": (SoftRule("c", Z, Quantity("range", 1, 2, "large"), ("a",)),)}, "rules.c", "documented range"),
    ({"consequences": (Consequence("f", X, (("b.q", "no"),)),)}, "consequences.f", "`b.q`"),
    ({"status_quo": (("a.x", "yes"),)}, "status_quo", "none for `b.z`"),
    ({"status_quo": (("a.x", "yes"), ("b.z", "all"))}, "status_quo", "`all`"),
    ({"status_quo": (("a.x", "yes"), ("b.z", "yes"))}, "status_quo", "breaks `r`"),
    ({"status_quo": (("a.x", "yes"), ("b.z", "some"))}, "status_quo", "breaks `f` under war = yes"),
    ({"preferences": (("c", Wants(())),)}, "preferences.c", "belong to actors"),
    ({"preferences": wants(Want(X, fixed(1), id="w"), Want(Z, id="v"))}, "preferences.a.v", "or none has"),
    ({"preferences": wants(Want(X, id="w"), Want(Z, id="w"))}, "preferences.a.w#2", "does not stand twice"),
    ({"preferences": wants(Want(X))}, "preferences.a", "has an id"),
    ({"preferences": (("a", Ranking(((X,), (X,)))),)}, "preferences.a.1", "every state once"),
    ({"preferences": (("a", Ranking(((X,),), frozenset({0}))),)}, "preferences.a", "strong gap"),
    ({"outcomes": (Outcome("o", X, base_rate=2.0),)}, "outcomes.o", "base rate"),
    ({"claims": (Claim("k", "s", Reaches(X), claimed_by="q"),)}, "claims.k.by", "`q`"),
    ({"claims": claim(Reaches(X), reading="q")}, "claims.k.reading", "`q`"),
    ({"claims": claim(Reaches(X), given=(("a.x", "yes"),))}, "claims.k.given", "here stand scenario variables"),
    ({"claims": claim(Reaches(X), commit=(("war", "yes"),))}, "claims.k.hold", "here stand options"),
    ({"claims": claim(Reaches(X), without=("a.q",))}, "claims.k.without", "`a.q`"),
    ({"claims": claim(Rests(X, actor="q"))}, "claims.k.test.actor", "`q`"),
    ({"claims": claim(Rests(X, every=True, expected=False))}, "claims.k.test", "every"),
    ({"claims": claim(Prefers("a", (("war", "yes"),), ()))}, "claims.k.test", "`war`"),
    ({"claims": claim(Rather("a", (("war", "yes"),), (("war", "maybe"),)))}, "claims.k.test", "`maybe`"),
    ({"claims": claim(Shift(X, "raises", (("b.q", "no"),)))}, "claims.k.test", "`b.q`"),
    ({"claims": claim(Suffices(Is("o", "yes"), ()))}, "claims.k.test", "`o`"),
    ({"claims": claim(Interaction(X, (), (("war", "yes"),), (("peace", "yes"),)))}, "claims.k.test", "`peace`"),
    ({"claims": claim(Shift(X, "raises"))}, "claims.k.test", "names the values"),
    ({"readings": (Reading("q", replace(SOUND, title="")),)}, "readings.q.title", "a title"),
    ({"readings": (Reading("q", SOUND, because=("x",)),)}, "readings.q.because.x", "evidence of the model"),
]


@pytest.mark.parametrize(("change", "path", "piece"), CHANGES)
def test_each_rule(change: dict[str, object], path: str, piece: str) -> None:
    found = said(replace(SOUND, **change))  # type: ignore[arg-type]
    assert any(sentence.startswith(f"{path}: ") and piece in sentence for sentence in found), found


@pytest.mark.parametrize(
    ("chances", "piece"),
    [
        ((fixed(0.5), fixed(0.6)), "a sum of 1.1"),
        ((fixed(0.5),), "1 for 2"),
        ((fixed(1.5), fixed(-0.5)), "between 0 and 1"),
        ((normal(0.5, 0.1), fixed(0.5)), "between 0 and 1"),
    ],
)
def test_probabilities(chances: tuple[Quantity, ...], piece: str) -> None:
    model = replace(SOUND, scenario=(replace(WAR, phases=(Phase((Row((), chances),)),)),))
    assert any(piece in sentence for sentence in said(model))


@pytest.mark.parametrize(
    ("dates", "as_of", "piece"),
    [
        (("2026-01-01", "2025-06-01"), "2025-01-01", "ascend"),
        (("2026-01-01",), "", "says `as_of`"),
        (("soon",), "2025-01-01", "YYYY-MM-DD"),
    ],
)
def test_dates(dates: tuple[str, ...], as_of: str, piece: str) -> None:
    rows = WAR.phases[0].rows
    phases = (*(Phase(rows, date) for date in dates), Phase(rows))
    model = replace(SOUND, as_of=as_of, scenario=(replace(WAR, phases=phases),))
    assert any(piece in sentence for sentence in said(model))


@pytest.mark.parametrize(
    ("graph", "piece"),
    [
        (Graph((("s1", ""), ("s1", "")), ()), "does not stand twice"),
        (Graph((("s1", ""),), (("a", "s1", "s2"),)), "joins two states"),
        (Graph((("s1", ""),), (("a", "s1", "s1"),)), "another state"),
        (Graph((("s1", ""),), (("q", "s1", "s1"),)), "belong to actors"),
    ],
)
def test_graphs(graph: Graph, piece: str) -> None:
    assert any(piece in sentence for sentence in said(replace(GRAPH, graph=graph)))


def test_a_rule_that_scenarios_of_probability_zero_break_is_kept() -> None:
    never = replace(WAR, phases=(Phase((Row((), (fixed(0), fixed(1))),)),))
    model = replace(SOUND, scenario=(never,), status_quo=(("a.x", "yes"), ("b.z", "some")))
    assert said(model) == []


def test_many_missing_names_stay_cheap() -> None:
    evidence = tuple(Evidence(f"evidence{place}", "s", "x") for place in range(500))
    actors = tuple(Actor(f"a{place}", because=(f"evidense{place}",)) for place in range(500))
    model = Model("T", actors, (Option("a0", "x"),), sources=(Source("s"),), evidence=evidence)
    hints = [problem.hint for problem in model.problems()]
    assert len(hints) == 500
    assert sum(bool(hint) for hint in hints) <= 40
