"""Rules, and the status quo that must not break any."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import Problem
from .conditions import FALSE, TRUE, Condition, assume, names, negation
from .findings import Finding, bad_condition, bad_quantity, bad_values, missing_actor, missing_evidence
from .model import Model
from .rules import Consequence, Rule, SoftRule
from .scenario import Variable

MAX_STEPS = 3_000
"""Scenario values tried in the search for one under which a rule is broken."""


def rule_problems(model: Model) -> Iterator[Finding]:
    numbered: list[tuple[str, Rule | SoftRule | Consequence]] = [("rules", each) for each in model.rules]
    numbered += [("rules", each) for each in model.soft_rules]
    numbered += [("consequences", each) for each in model.consequences]
    seen: set[str] = set()
    for section, rule in numbered:
        if rule.id in seen:
            found = f"`{rule.id}` again"
            yield Problem(path=f"{section}.{rule.id}#2", rule="a rule's id does not stand twice", found=found)
        seen.add(rule.id)
        yield from missing_evidence(model, f"{section}.{rule.id}", rule.because)
    for hard in model.rules:
        yield from bad_condition(model, f"rules.{hard.id}", hard.condition)
    for soft in model.soft_rules:
        yield from bad_condition(model, f"rules.{soft.id}", soft.condition)
        yield from bad_quantity(f"rules.{soft.id}", soft.cost)
        for payer in soft.payers:
            yield from missing_actor(model, f"rules.{soft.id}.payer", "a cost is paid by actors", payer)
    for consequence in model.consequences:
        path = f"consequences.{consequence.id}"
        yield from bad_condition(model, path, consequence.when)
        yield from bad_values(model, path, consequence.sets, "options")


def status_quo_problems(model: Model) -> Iterator[Finding]:
    """What is wrong with today's state, in a model whose options, scenario and rules are in order."""
    if model.status_quo is None:
        return
    wrong = list(bad_values(model, "status_quo", model.status_quo, "options"))
    yield from wrong
    today = dict(model.status_quo)
    absent = [option.id for option in model.options if option.id not in today]
    if absent:
        found = f"none for `{absent[0]}`"
        yield Problem(path="status_quo", rule="the status quo gives every option a value", found=found)
    if wrong or absent or model.graph is not None:
        return
    for rule, world in broken_rules(model, today):
        given = ", ".join(f"{name} = {value}" for name, value in world.items())
        found = f"it breaks `{rule}`" + (f" under {given}" if given else "")
        hint = "change today's values, or the rule"
        yield Problem(path="status_quo", rule="today's state breaks no hard rule", found=found, hint=hint)


def broken_rules(model: Model, values: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Hard rules that a state breaks, and consequences that would change it at once, with scenario values (of positive
    probability on the model's date) under which that is so."""
    for rule, under in broken_hard(model, values):
        yield rule.text or rule.id, under
    for each in model.consequences:
        if any(values.get(option) != value for option, value in each.sets):
            world = _world(model, assume(each.when, values))
            if world is not None:
                yield each.text or each.id, world


def broken_hard(model: Model, values: dict[str, str]) -> Iterator[tuple[Rule, dict[str, str]]]:
    """The hard rules alone that a state breaks, each with scenario values under which that is so."""
    for rule in model.rules:
        world = _world(model, negation(assume(rule.condition, values)))
        if world is not None:
            yield rule, world


def _world(model: Model, condition: Condition) -> dict[str, str] | None:
    """Values of scenario variables, of positive probability today, that make a condition true, as far as they matter;
    None if there are none. The search folds the condition at every step and gives up after ``MAX_STEPS``."""
    variables = _needed(model, names(condition))
    waiting: list[tuple[Condition, dict[str, str]]] = [(condition, {})]
    for _ in range(MAX_STEPS):
        if not waiting:
            return None
        now, world = waiting.pop()
        if now == TRUE:
            mentioned = names(condition)
            return {name: value for name, value in world.items() if name in mentioned}
        if now == FALSE or len(world) == len(variables):
            continue
        variable = variables[len(world)]
        row = variable.phase(model.as_of or None).row(tuple(world[parent] for parent in variable.given))
        for value, chance in reversed(list(zip(variable.values, row.probabilities(), strict=True))):
            if chance > 0:
                waiting.append((assume(now, {variable.id: value}), {**world, variable.id: value}))
    return None


def _needed(model: Model, mentioned: frozenset[str]) -> tuple[Variable, ...]:
    """The mentioned scenario variables and their ancestors, parents first."""
    needed = set(mentioned)
    for variable in reversed(model.scenario):
        if variable.id in needed:
            needed |= set(variable.given)
    return tuple(variable for variable in model.scenario if variable.id in needed)
