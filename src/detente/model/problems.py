"""Rules that span the elements of a model, as data: what refers to what, what adds up, what may stand together.

A problem's ``path`` names the element in the machine form (``options.usa.summit``, ``preferences.dprk.jobs``,
``scenario.process.0.trump``); whoever read the model from a file knows where that stands. Nothing here enumerates
states.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice, product
from math import isfinite

from ..errors import Problem
from .claims import Chance, Circumstances, Claim, Interaction, Needs, Prefers, Rather, Reaches, Rests, Shift, Suffices
from .conditions import Condition, atoms, holds, names
from .model import STATE, Model, Values
from .preferences import Priorities, Ranking, Wants
from .quantities import WORDS, Quantity
from .rules import Consequence, Rule, SoftRule
from .scenario import Variable, joint

MAX_WORLDS = 20_000
"""Combinations of scenario values under which one rule is tried on the status quo."""

SUM_TOLERANCE = 1e-6


def problems(model: Model) -> tuple[Problem, ...]:
    """Everything in a model that breaks a rule between its elements, its readings included."""
    found = [problem for part in _PARTS for problem in part(model)]
    for reading in model.readings:
        found += [_under(reading.id, problem) for problem in problems(reading.model) if problem not in found]
        found += _evidence(model, f"readings.{reading.id}", reading.because)
    return tuple(dict.fromkeys(found))


def _under(reading: str, problem: Problem) -> Problem:
    return Problem(path=f"readings.{reading}.{problem.path}", rule=problem.rule, found=problem.found, hint=problem.hint)


def _meant(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word[:80], list(known)[:2000], n=1)
    return f"did you mean `{close[0]}`?" if close else ""


def _missing(path: str, rule: str, word: str, known: Iterable[str]) -> Problem:
    return Problem(path=path, rule=rule, found=f"`{word}`", hint=_meant(word, known))


def _once(path: str, what: str, ids: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Problem(path=f"{path}.{name}", rule=f"{what} stands once", found=f"`{name}` {count} times")


def _evidence(model: Model, path: str, reasons: tuple[str, ...]) -> list[Problem]:
    known = {each.id for each in model.evidence}
    rule = "`because` names evidence of the model"
    return [_missing(f"{path}.because.{each}", rule, each, known) for each in reasons if each not in known]


def _actor(model: Model, path: str, rule: str, actor: str) -> Iterator[Problem]:
    ids = [each.id for each in model.actors]
    if actor not in ids:
        yield _missing(path, rule, actor, ids)


# -- sections ---------------------------------------------------------------------------------------------------


def _top(model: Model) -> Iterator[Problem]:
    if not model.title.strip():
        yield Problem(path="title", rule="a model has a title", found="none", hint="title: a short name")
    if not (isfinite(model.horizon) and model.horizon > 0):
        yield Problem(path="horizon", rule="the horizon is a duration greater than 0", found=f"{model.horizon:g} years")
    if model.as_of and not _is_day(model.as_of):
        yield Problem(path="as_of", rule="`as_of` is a date YYYY-MM-DD", found=f"`{model.as_of}`")
    for number, group in enumerate(model.coalitions):
        for actor in group:
            yield from _actor(model, f"coalitions.{number}", "a coalition is made of actors", actor)
        if len(set(group)) < 2:
            found = f"{len(set(group))} of them"
            yield Problem(path=f"coalitions.{number}", rule="a coalition has at least two actors", found=found)


def _sources(model: Model) -> Iterator[Problem]:
    yield from _once("sources", "a source", (each.id for each in model.sources))
    yield from _once("evidence", "evidence", (each.id for each in model.evidence))
    known = [each.id for each in model.sources]
    for each in model.evidence:
        if each.source not in known:
            path = f"evidence.{each.id}.source"
            if each.source:
                yield _missing(path, "evidence comes from a source of the model", each.source, known)
            else:
                yield Problem(path=path, rule="evidence comes from a source of the model", found="no `source`")


def _actors(model: Model) -> Iterator[Problem]:
    if not model.actors:
        yield Problem(path="actors", rule="a model has actors", found="none", hint="actors: {a: {name: A}}")
    yield from _once("actors", "an actor", (each.id for each in model.actors))
    for actor in model.actors:
        path = f"actors.{actor.id}"
        yield from _evidence(model, path, actor.because)
        for habit in ("tempo", "precision", "foresight", "move_cost"):
            quantity: Quantity = getattr(actor, habit)
            yield from _quantity(f"{path}.{habit}", quantity)
            if quantity.low < 0 or (quantity.low == 0 and habit != "move_cost"):
                rule = f"`{habit}` is " + ("not negative" if habit == "move_cost" else "greater than 0")
                yield Problem(path=f"{path}.{habit}", rule=rule, found=quantity.text())


def _quantity(path: str, quantity: Quantity) -> Iterator[Problem]:
    low, high = quantity.low, quantity.high
    if not (isfinite(low) and isfinite(high)):
        yield Problem(path=path, rule="numbers are finite", found=quantity.text())
    elif (quantity.kind != "normal" and low > high) or (quantity.kind == "normal" and high < 0):
        yield Problem(path=path, rule="a range ascends, a standard deviation is not negative", found=f"{low:g}, {high:g}")
    elif quantity.word and WORDS.get(quantity.word) != (low, high):
        yield Problem(path=path, rule="a word stands for its documented range", found=quantity.word)


def _options(model: Model) -> Iterator[Problem]:
    if model.graph is None and not model.options:
        hint = "options: {owner.option: what it means}"
        yield Problem(path="options", rule="a model has options, or a graph", found="neither", hint=hint)
    if model.graph is not None and model.options:
        yield Problem(path="graph", rule="a model has options or a graph", found="both", hint="keep one of them")
    yield from _once("options", "an option", (each.id for each in model.options))
    for option in model.options:
        path = f"options.{option.id}"
        yield from _actor(model, path, "an option belongs to one of the actors", option.owner)
        yield from _evidence(model, path, option.because)
        if len(option.choices) < 2 or len(set(option.choices)) < len(option.choices):
            found = ", ".join(option.choices) or "none"
            yield Problem(path=path, rule="an option has at least two different choices", found=found)


def _graph(model: Model) -> Iterator[Problem]:
    if model.graph is None:
        return
    states = [state for state, _ in model.graph.states]
    yield from _once("graph.states", "a state", states)
    for actor in dict.fromkeys(actor for actor, _, _ in model.graph.arcs):
        yield from _actor(model, f"graph.moves.{actor}", "moves belong to actors", actor)
    for actor, start, end in model.graph.arcs:
        for state in (start, end):
            if state not in states:
                yield _missing(f"graph.moves.{actor}", "a move joins two states of the graph", state, states)
        if start == end:
            yield Problem(path=f"graph.moves.{actor}", rule="a move leads to another state", found=f"`{start}` to itself")


def _scenario(model: Model) -> Iterator[Problem]:
    yield from _once("scenario", "a scenario variable", (each.id for each in model.scenario))
    earlier: dict[str, Variable] = {}
    outcomes = {each.id for each in model.outcomes}
    for variable in model.scenario:
        path = f"scenario.{variable.id}"
        yield from _evidence(model, path, variable.because)
        if variable.id in outcomes:
            yield Problem(path=path, rule="a name stands for one thing", found=f"`{variable.id}`, also an outcome")
        if model.graph is not None and variable.id == STATE:
            yield Problem(path=path, rule="in graph form `state` is the state itself", found="a variable of that name")
        strangers = [parent for parent in variable.given if parent not in earlier]
        for parent in strangers:
            yield _missing(path, "`given` names earlier scenario variables", parent, earlier)
        if not strangers:
            yield from _phases(model, variable, earlier)
        earlier[variable.id] = variable


def _phases(model: Model, variable: Variable, earlier: dict[str, Variable]) -> Iterator[Problem]:
    path = f"scenario.{variable.id}"
    dates = [phase.until for phase in variable.phases]
    if not dates or dates[-1] is not None or None in dates[:-1]:
        yield Problem(path=path, rule="every phase but the last ends on a date", found=str(dates))
        return
    days = [each for each in dates[:-1] if each is not None]
    if days and not model.as_of:
        yield Problem(path=path, rule="a model with dates says `as_of`", found="none", hint="as_of: YYYY-MM-DD")
    if sorted(set(days)) != days:
        yield Problem(path=path, rule="dates of change ascend", found=", ".join(days))
    wanted = set(product(*(earlier[parent].values for parent in variable.given)))
    for number, phase in enumerate(variable.phases):
        rows = [row.when for row in phase.rows]
        if set(rows) != wanted or len(rows) != len(wanted):
            found = f"{len(rows)} rows for {len(wanted)} combinations"
            rule = f"`{variable.id}` has one row for every combination of its parents' values"
            yield Problem(path=f"{path}.{number}", rule=rule, found=found)
        for row in phase.rows:
            yield from _row(".".join([path, str(number), *row.when]), variable, row.chances)


def _row(path: str, variable: Variable, chances: tuple[Quantity, ...]) -> Iterator[Problem]:
    if len(chances) != len(variable.values):
        found = f"{len(chances)} for {len(variable.values)}"
        yield Problem(path=path, rule="a row has a probability for every value", found=found)
    for chance in chances:
        if chance.kind == "normal" or not 0 <= chance.low <= chance.high <= 1:
            yield Problem(path=path, rule="a probability is a number or range between 0 and 1", found=chance.text())
            return
    total = sum(chance.middle for chance in chances)
    if abs(total - 1) > SUM_TOLERANCE:
        hint = "one of them may be `rest`"
        yield Problem(path=path, rule="probabilities sum to 1", found=f"a sum of {total:.6g}", hint=hint)


def _rules(model: Model) -> Iterator[Problem]:
    numbered: list[tuple[str, Rule | SoftRule | Consequence]] = [("rules", each) for each in model.rules]
    numbered += [("rules", each) for each in model.soft_rules]
    numbered += [("consequences", each) for each in model.consequences]
    seen: set[str] = set()
    for section, rule in numbered:
        if rule.id in seen:
            found = f"`{rule.id}` again"
            yield Problem(path=f"{section}.{rule.id}", rule="a rule's id stands once", found=found)
        seen.add(rule.id)
        yield from _evidence(model, f"{section}.{rule.id}", rule.because)
    for hard in model.rules:
        yield from _condition(model, f"rules.{hard.id}", hard.condition)
    for soft in model.soft_rules:
        yield from _condition(model, f"rules.{soft.id}", soft.condition)
        yield from _quantity(f"rules.{soft.id}", soft.cost)
        for payer in soft.payers:
            yield from _actor(model, f"rules.{soft.id}.payer", "a cost is paid by actors", payer)
    for consequence in model.consequences:
        path = f"consequences.{consequence.id}"
        yield from _condition(model, path, consequence.when)
        yield from _values(model, path, consequence.sets, "options")


def _condition(model: Model, path: str, condition: Condition) -> Iterator[Problem]:
    """Names and values that a condition mentions and the model does not have."""
    known = _known(model)
    for atom in dict.fromkeys(atoms(condition)):
        if atom.name not in known:
            yield _missing(path, "a condition speaks of options and scenario variables", atom.name, known)
        elif atom.value not in known[atom.name]:
            yield _missing(path, f"`{atom.name}` is compared with one of its values", atom.value, known[atom.name])


def _known(model: Model) -> dict[str, tuple[str, ...]]:
    known = {option.id: option.choices for option in model.options}
    known |= {variable.id: variable.values for variable in model.scenario}
    if model.graph is not None:
        known[STATE] = tuple(state for state, _ in model.graph.states)
    return known


def _values(model: Model, path: str, values: Values, kind: str) -> Iterator[Problem]:
    """Values of options (``kind`` "options"), of scenario variables ("scenario") or of either ("both")."""
    scenario = {variable.id for variable in model.scenario}
    known = {
        name: each for name, each in _known(model).items() if kind == "both" or (name in scenario) == (kind == "scenario")
    }
    what = {"options": "options", "scenario": "scenario variables", "both": "options and scenario variables"}[kind]
    for name, value in values:
        if name not in known:
            yield _missing(path, f"here stand {what}", name, known)
        elif value not in known[name]:
            yield _missing(path, f"`{name}` has one of its values", value, known[name])


def _status_quo(model: Model) -> Iterator[Problem]:
    if model.status_quo is None or any(_options(model)) or any(_scenario(model)) or any(_rules(model)):
        return
    if model.graph is not None:
        yield from _values(model, "status_quo", model.status_quo, "options")
        return
    wrong = list(_values(model, "status_quo", model.status_quo, "options"))
    yield from wrong
    today = dict(model.status_quo)
    absent = [option.id for option in model.options if option.id not in today]
    if absent:
        yield Problem(path="status_quo", rule="the status quo gives every option a value", found=f"none for `{absent[0]}`")
    if wrong or absent:
        return
    for rule, world in broken_rules(model, today):
        given = ", ".join(f"{name} = {value}" for name, value in world.items())
        found = f"it breaks `{rule}`" + (f" under {given}" if given else "")
        hint = "change today's values, or the rule"
        yield Problem(path="status_quo", rule="today's state breaks no hard rule", found=found, hint=hint)


def broken_rules(model: Model, values: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Hard rules that a state breaks, and consequences that would change it at once, with the scenario values (of
    positive probability on the model's date) under which that is so. At most ``MAX_WORLDS`` are tried for a rule."""
    pairs = [(rule.text or rule.id, rule.condition, True, ()) for rule in model.rules]
    sets = [(each.text or each.id, each.when, False, each.sets) for each in model.consequences]
    for said, condition, wanted, changes in [*pairs, *sets]:
        if not wanted and all(values.get(option) == value for option, value in changes):
            continue
        for world in _worlds(model, names(condition)):
            if holds(condition, {**world, **values}) != wanted:
                yield said, {name: value for name, value in world.items() if name in names(condition)}
                break


def _worlds(model: Model, mentioned: frozenset[str]) -> Iterator[dict[str, str]]:
    """The scenarios of positive probability today, as far as the mentioned variables go."""
    needed = set(mentioned)
    for variable in reversed(model.scenario):
        if variable.id in needed:
            needed |= set(variable.given)
    variables = tuple(variable for variable in model.scenario if variable.id in needed)
    for assignment, _ in islice(joint(variables, model.as_of or None), MAX_WORLDS):
        yield dict(assignment)


def _preferences(model: Model) -> Iterator[Problem]:
    yield from _once("preferences", "an actor's preference", (actor for actor, _ in model.preferences))
    for actor, preference in model.preferences:
        path = f"preferences.{actor}"
        yield from _actor(model, path, "preferences belong to actors", actor)
        match preference:
            case Wants():
                yield from _wants(model, path, preference)
            case Priorities(statements):
                yield from _once(path, "a priority's id", (each.id for each in statements))
                for each in statements:
                    yield from _evidence(model, f"{path}.{each.id}", each.because)
                    yield from _condition(model, f"{path}.{each.id}", each.condition)
            case Ranking():
                yield from _ranking(model, path, preference)


def _wants(model: Model, path: str, preference: Wants) -> Iterator[Problem]:
    yield from _once(path, "a want's id", (each.id for each in preference.wants))
    without = [want for want in preference.wants if want.worth is None]
    if 0 < len(without) < len(preference.wants):
        found = f"none for `{without[0].id}`"
        hint = "add a worth there, or remove all of them"
        yield Problem(path=f"{path}.{without[0].id}", rule="every want of an actor has a worth, or none has", found=found, hint=hint)
    for want in preference.wants:
        yield from _evidence(model, f"{path}.{want.id}", want.because)
        yield from _condition(model, f"{path}.{want.id}", want.condition)
        if want.worth is not None:
            yield from _quantity(f"{path}.{want.id}", want.worth)


def _ranking(model: Model, path: str, ranking: Ranking) -> Iterator[Problem]:
    yield from _evidence(model, path, ranking.because)
    seen: set[Condition] = set()
    for number, tier in enumerate(ranking.tiers):
        for state in tier:
            yield from _condition(model, f"{path}.{number}", state)
            if state in seen:
                found = "one for the second time"
                yield Problem(path=f"{path}.{number}", rule="a ranking names every state once", found=found)
            seen.add(state)
    if any(not 0 <= gap < len(ranking.tiers) - 1 for gap in ranking.strong_gaps):
        yield Problem(path=path, rule="a strong gap stands between two tiers", found=str(sorted(ranking.strong_gaps)))


def _outcomes(model: Model) -> Iterator[Problem]:
    yield from _once("outcomes", "an outcome", (each.id for each in model.outcomes))
    for outcome in model.outcomes:
        path = f"outcomes.{outcome.id}"
        yield from _evidence(model, path, outcome.because)
        yield from _condition(model, path, outcome.condition)
        if outcome.base_rate is not None and not 0 <= outcome.base_rate <= 1:
            yield Problem(path=path, rule="a base rate lies between 0 and 1", found=f"{outcome.base_rate:g}")


def _claims(model: Model) -> Iterator[Problem]:
    yield from _once("claims", "a claim", (each.id for each in model.claims))
    yield from _once("readings", "a reading", (each.id for each in model.readings))
    readings = {reading.id: reading.model for reading in model.readings}
    sources = [source.id for source in model.sources]
    for claim in model.claims:
        path = f"claims.{claim.id}"
        chosen = claim.circumstances.reading
        yield from _evidence(model, path, claim.because)
        if claim.claimed_by and claim.claimed_by not in sources:
            yield _missing(f"{path}.by", "a claim is made by a source of the model", claim.claimed_by, sources)
        if chosen and chosen not in readings:
            yield _missing(f"{path}.reading", "a claim is tested in a reading of the model", chosen, readings)
        else:
            yield from _claim(readings.get(chosen, model), path, claim)


def _claim(model: Model, path: str, claim: Claim) -> Iterator[Problem]:
    """The names in a claim, looked up in the model in which it is tested."""
    around: Circumstances = claim.circumstances
    yield from _values(model, f"{path}.given", around.given, "scenario")
    yield from _values(model, f"{path}.hold", around.commit, "options")
    options = [option.id for option in model.options]
    for name in around.without:
        if name not in options:
            yield _missing(f"{path}.without", "`without` names options", name, options)
    test = f"{path}.test"
    match claim.test:
        case Rests(condition, _, actor):
            yield from _condition(model, test, condition)
            if actor is not None:
                yield from _actor(model, f"{test}.actor", "a state is stable for an actor", actor)
        case Prefers(actor, better, worse) | Rather(actor, better, worse):
            kind = "scenario" if isinstance(claim.test, Rather) else "options"
            yield from _actor(model, f"{test}.actor", "it is an actor who prefers", actor)
            yield from _values(model, test, (*better, *worse), kind)
        case Interaction(outcome, commit, while_, instead):
            yield from _condition(model, test, outcome)
            yield from _values(model, test, commit, "options")
            yield from _values(model, test, (*while_, *instead), "both")
        case Needs(outcome, condition):
            yield from _condition(model, test, outcome)
            yield from _condition(model, test, condition)
        case Shift(outcome, _, commit, given):
            yield from _condition(model, test, outcome)
            yield from _values(model, test, commit, "options")
            yield from _values(model, test, given, "scenario")
        case Suffices(outcome, commit):
            yield from _condition(model, test, outcome)
            yield from _values(model, test, commit, "options")
        case Chance(condition) | Reaches(condition):
            yield from _condition(model, test, condition)


def _is_day(word: str) -> bool:
    try:
        return date.fromisoformat(word).isoformat() == word
    except ValueError:
        return False


_PARTS = (
    _top, _sources, _actors, _options, _graph, _scenario, _rules, _status_quo, _preferences, _outcomes, _claims,
)  # fmt: skip
