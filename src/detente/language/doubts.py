"""Warnings: what a model says and then makes no use of, or what cannot do what it is there for.

Whether a commitment can move an outcome is decided without playing: worths and rules act through conditions, so options
that no want, rule or consequence mentions together do not act on one another. Joining those that are mentioned together
splits the options into groups; an option whose group holds no option of any outcome can move none. A ranking of states
joins all options.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from math import prod

from ..errors import Problem
from ..model import Model, Priorities, Ranking, Wants
from ..model.claims import Interaction, Prefers, Rather, Shift, Suffices
from ..model.conditions import Condition, holds, names, text

MAX_TABLE = 2_048
"""Rows of a truth table that is looked through."""


def doubts(model: Model) -> tuple[Problem, ...]:
    """The warnings about a model without problems. Paths are those of the machine form."""
    return tuple(problem for part in _PARTS for problem in part(model))


def _warning(path: str, rule: str, found: str, hint: str = "") -> Problem:
    return Problem(path=path, rule=rule, found=found, hint=hint, severity="warning")


def _models(model: Model) -> tuple[Model, ...]:
    return (model, *(reading.model for reading in model.readings))


def _indifferent(model: Model) -> Iterator[Problem]:
    wanting = {actor for each in _models(model) for actor, _ in each.preferences}
    for actor in model.actors:
        if actor.id not in wanting:
            rule = "an actor without preferences is indifferent between all states"
            yield _warning(f"actors.{actor.id}", rule, f"none for `{actor.id}`", f"preferences: {{{actor.id}: ...}}")


def _unused_options(model: Model) -> Iterator[Problem]:
    used = _used(model)
    for option in model.options:
        if option.id not in used:
            rule, hint = "an option to which nothing refers only multiplies the states", "use it or remove it"
            yield _warning(f"options.{option.id}", rule, f"`{option.id}`", hint)


def _unused_variables(model: Model) -> Iterator[Problem]:
    used = _used(model) | {parent for each in _models(model) for variable in each.scenario for parent in variable.given}
    for variable in model.scenario:
        if variable.id not in used:
            rule, hint = "a scenario variable to which nothing refers changes nothing", "use it or remove it"
            yield _warning(f"scenario.{variable.id}", rule, f"`{variable.id}`", hint)


def _used(model: Model) -> set[str]:
    """Every option and scenario variable that a condition or claim mentions, in the model or a reading."""
    found: set[str] = set()
    for each in _models(model):
        found |= {name for group in _together(each) for name in group}
        found |= {name for outcome in each.outcomes for name in names(outcome.condition)}
        for claim in each.claims:
            around = claim.circumstances
            found |= {name for name, _ in (*around.given, *around.commit)} | set(around.without) | _in_test(claim.test)
    return found


def _in_test(test: object) -> set[str]:
    """The names in a claim's test."""
    found = _asked(test)
    match test:
        case Shift(commit=commit, given=given):
            return found | {name for name, _ in (*commit, *given)}
        case Suffices(commit=commit):
            return found | {name for name, _ in commit}
        case Interaction(commit=commit, while_=first, instead=second):
            return found | {name for name, _ in (*commit, *first, *second)}
        case Prefers(_, first, second) | Rather(_, first, second):
            return found | {name for name, _ in (*first, *second)}
        case _:
            return found


def _asked(test: object) -> set[str]:
    """The names in the conditions about which a test asks."""
    conditions = [getattr(test, field) for field in ("condition", "outcome") if hasattr(test, field)]
    return {name for condition in conditions for name in names(condition)}


def _together(model: Model) -> Iterator[frozenset[str]]:
    """The names that stand in one condition of a want, rule or consequence."""
    for rule in model.rules:
        yield names(rule.condition)
    for soft in model.soft_rules:
        yield names(soft.condition)
    for each in model.consequences:
        yield names(each.when) | {name for name, _ in each.sets}
    for _, preference in model.preferences:
        match preference:
            case Wants(wants):
                yield from (names(want.condition) for want in wants)
            case Priorities(statements):
                yield from (names(statement.condition) for statement in statements)
            case Ranking(tiers):
                yield frozenset(name for tier in tiers for state in tier for name in names(state))


def _cannot_move(model: Model) -> Iterator[Problem]:
    """Options that can move no outcome, whoever commits to them."""
    options = {option.id for option in model.options}
    targets = {name for each in _models(model) for outcome in each.outcomes for name in names(outcome.condition)}
    targets |= {name for claim in model.claims for name in _asked(claim.test)}
    if not targets & options:
        return
    moved = _reached(targets & options, [group & options for each in _models(model) for group in _together(each)])
    used = _used(model)
    for option in model.options:
        if option.id not in moved and option.id in used:
            rule = "a commitment can move an outcome only through a want or rule that joins them"
            hint = "a want about both, for example `X and Y`, joins them"
            yield _warning(f"options.{option.id}", rule, f"`{option.id}`, which nothing joins to any outcome", hint)


def _reached(start: set[str], groups: Iterable[frozenset[str]]) -> set[str]:
    """Everything joined to ``start`` by a chain of groups."""
    found, waiting = set(start), [group for group in groups if len(group) > 1]
    while True:
        touching = [group for group in waiting if group & found]
        if not touching:
            return found
        waiting = [group for group in waiting if not group & found]
        found.update(*touching)


def _uncited(model: Model) -> Iterator[Problem]:
    cited = {each.source for every in _models(model) for each in every.evidence}
    cited |= {claim.claimed_by for claim in model.claims}
    for source in model.sources:
        if source.id not in cited:
            rule, hint = "a source is there to be cited", "cite it in evidence, or remove it"
            yield _warning(f"sources.{source.id}", rule, f"`{source.id}`, which nobody cites", hint)


def _always_the_same(model: Model) -> Iterator[Problem]:
    """Conditions that tell no two states apart: priorities, wants and outcomes."""
    for actor, preference in model.preferences:
        seen: set[Condition] = set()
        for name, condition in _wished(preference):
            path = f"preferences.{actor}.{name}"
            if _is_constant(condition, model):
                yield _warning(path, "a wish tells states apart", f"`{name}`, which holds in all states or in none")
            elif condition in seen and isinstance(preference, Priorities):
                yield _warning(
                    path, "a priority decides where those above it do not", f"`{text(condition)}`, said already above"
                )
            seen.add(condition)
    for outcome in model.outcomes:
        if _is_constant(outcome.condition, model):
            found = f"`{outcome.id}`, which holds in all states or in none"
            yield _warning(f"outcomes.{outcome.id}", "an outcome tells states apart", found)


def _wished(preference: object) -> Iterator[tuple[str, Condition]]:
    match preference:
        case Wants(wants):
            yield from ((want.id, want.condition) for want in wants)
        case Priorities(statements):
            yield from ((statement.id, statement.condition) for statement in statements)


def _is_constant(condition: Condition, model: Model) -> bool:
    """Whether a condition has one truth value whatever its names are; False where that is too much to try."""
    mentioned = sorted(names(condition))
    values = [model.values_of(name) or () for name in mentioned]
    if prod(len(each) for each in values) > MAX_TABLE:
        return False
    truths = {holds(condition, dict(zip(mentioned, row, strict=True))) for row in product(*values)}
    return len(truths) < 2


_PARTS: tuple[Callable[[Model], Iterator[Problem]], ...] = (
    _indifferent,
    _unused_options,
    _cannot_move,
    _unused_variables,
    _uncited,
    _always_the_same,
)
