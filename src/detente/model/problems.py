"""Rules that span the elements of a model, as data: what refers to what, what adds up, what may stand together.

A problem's ``path`` names the element in the machine form (``options.usa.summit``, ``preferences.dprk.jobs``,
``scenario.process.0.trump``; ``#2`` behind it: the second of that name); whoever read the model from a file knows where
that stands. Nothing here enumerates states.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import isfinite

from ..errors import Problem
from .claim_problems import claim_problems
from .findings import (
    Finding,
    bad_condition,
    bad_quantity,
    finished,
    is_day,
    missing,
    missing_actor,
    missing_evidence,
    once,
)
from .model import Model
from .preference_problems import preference_problems
from .quantities import Quantity
from .rule_problems import rule_problems, status_quo_problems
from .scenario_problems import scenario_problems


def problems(model: Model) -> tuple[Problem, ...]:
    """Everything in a model that breaks a rule between its elements, its readings included."""
    base = finished(_findings(model))
    found = list(base)
    for reading in model.readings:
        path = f"readings.{reading.id}"
        known = set(base)
        found += [replace(each, path=f"{path}.{each.path}") for each in problems(reading.model) if each not in known]
        found += finished(missing_evidence(model, path, reading.because))
    return tuple(dict.fromkeys(found))


def _findings(model: Model) -> Iterator[Finding]:
    for part in _PARTS:
        yield from part(model)
    if not any(_options(model)) and not any(scenario_problems(model)) and not any(rule_problems(model)):
        yield from status_quo_problems(model)


def _top(model: Model) -> Iterator[Finding]:
    if not model.title.strip():
        yield Problem(path="title", rule="a model has a title", found="none", hint="title: a short name")
    if not (isfinite(model.horizon) and model.horizon > 0):
        yield Problem(path="horizon", rule="the horizon is a duration greater than 0", found=f"{model.horizon:g} years")
    if model.as_of and not is_day(model.as_of):
        yield Problem(path="as_of", rule="`as_of` is a date YYYY-MM-DD", found=f"`{model.as_of}`")
    for number, group in enumerate(model.coalitions):
        for actor in group:
            yield from missing_actor(model, f"coalitions.{number}", "a coalition is made of actors", actor)
        for actor, count in Counter(group).items():
            if count > 1:
                rule, found = "a coalition names an actor once", f"`{actor}` {count} times"
                yield Problem(path=f"coalitions.{number}", rule=rule, found=found)
        if len(set(group)) < 2:
            found = f"{len(set(group))} of them"
            yield Problem(path=f"coalitions.{number}", rule="a coalition has at least two actors", found=found)


def _sources(model: Model) -> Iterator[Finding]:
    yield from once("sources", "a source", (each.id for each in model.sources))
    yield from once("evidence", "evidence", (each.id for each in model.evidence))
    known = [each.id for each in model.sources]
    for each in model.evidence:
        if each.source not in known:
            path = f"evidence.{each.id}.source"
            if each.source:
                yield missing(path, "evidence comes from a source of the model", each.source, known)
            else:
                yield Problem(path=path, rule="evidence comes from a source of the model", found="no `source`")


def _actors(model: Model) -> Iterator[Finding]:
    if not model.actors:
        yield Problem(path="actors", rule="a model has actors", found="none", hint="actors: {a: {name: A}}")
    yield from once("actors", "an actor", (each.id for each in model.actors))
    for actor in model.actors:
        path = f"actors.{actor.id}"
        yield from missing_evidence(model, path, actor.because)
        for habit in ("tempo", "precision", "foresight", "move_cost"):
            quantity: Quantity = getattr(actor, habit)
            yield from bad_quantity(f"{path}.{habit}", quantity)
            if quantity.low < 0 or (quantity.low == 0 and habit != "move_cost"):
                rule = f"`{habit}` is " + ("not negative" if habit == "move_cost" else "greater than 0")
                yield Problem(path=f"{path}.{habit}", rule=rule, found=quantity.text())
            elif quantity.kind == "normal" and quantity.low < 5 * quantity.high:
                rule = f"`{habit}` never falls below 0: a mean of at least 5 standard deviations, or a range"
                yield Problem(path=f"{path}.{habit}", rule=rule, found=quantity.text())


def _options(model: Model) -> Iterator[Finding]:
    if model.graph is None and not model.options and model.actors:
        hint = "options: {owner.option: what it means}"
        yield Problem(path="options", rule="a model has options, or a graph", found="neither", hint=hint)
    if model.graph is not None and model.options:
        yield Problem(path="graph", rule="a model has options or a graph", found="both", hint="keep one of them")
    yield from once("options", "an option", (each.id for each in model.options))
    for option in model.options:
        path = f"options.{option.id}"
        yield from missing_actor(model, path, "an option belongs to one of the actors", option.owner)
        yield from missing_evidence(model, path, option.because)
        if len(option.choices) < 2 or len(set(option.choices)) < len(option.choices):
            found = ", ".join(option.choices) or "none"
            yield Problem(path=path, rule="an option has at least two different choices", found=found)


def _graph(model: Model) -> Iterator[Finding]:
    if model.graph is None:
        return
    states = [state for state, _ in model.graph.states]
    yield from once("graph.states", "a state", states)
    for actor in dict.fromkeys(actor for actor, _, _ in model.graph.arcs):
        yield from missing_actor(model, f"graph.moves.{actor}", "moves belong to actors", actor)
    for actor, start, end in model.graph.arcs:
        for state in (start, end):
            if state not in states:
                yield missing(f"graph.moves.{actor}", "a move joins two states of the graph", state, states)
        if start == end:
            rule, found = "a move leads to another state", f"`{start}` to itself"
            yield Problem(path=f"graph.moves.{actor}", rule=rule, found=found)


def _outcomes(model: Model) -> Iterator[Finding]:
    yield from once("outcomes", "an outcome", (each.id for each in model.outcomes))
    for outcome in model.outcomes:
        path = f"outcomes.{outcome.id}"
        yield from missing_evidence(model, path, outcome.because)
        yield from bad_condition(model, path, outcome.condition)
        if outcome.base_rate is not None and not 0 <= outcome.base_rate <= 1:
            yield Problem(path=path, rule="a base rate lies between 0 and 1", found=f"{outcome.base_rate:g}")


_PARTS = (
    _top, _sources, _actors, _options, _graph, scenario_problems, rule_problems, preference_problems, _outcomes,
    claim_problems,
)  # fmt: skip
