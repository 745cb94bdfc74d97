"""Scenario variables: parents first, a row for every combination, probabilities that sum to 1, dates that ascend."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ..errors import Problem
from .findings import Finding, is_day, missing, missing_evidence, once
from .model import STATE, Model
from .quantities import Quantity
from .scenario import Variable

SUM_TOLERANCE = 1e-6


def scenario_problems(model: Model) -> Iterator[Finding]:
    yield from once("scenario", "a scenario variable", (each.id for each in model.scenario))
    earlier: dict[str, Variable] = {}
    outcomes = {each.id for each in model.outcomes}
    for variable in model.scenario:
        path = f"scenario.{variable.id}"
        yield from missing_evidence(model, path, variable.because)
        if variable.id in outcomes:
            found = f"`{variable.id}`, an outcome and a scenario variable"
            yield Problem(path=f"outcomes.{variable.id}", rule="a name stands for one thing", found=found)
        if model.graph is not None and variable.id == STATE:
            yield Problem(path=path, rule="in graph form `state` is the state itself", found="a variable of that name")
        strangers = [parent for parent in variable.given if parent not in earlier]
        for parent in strangers:
            yield missing(path, "`given` names earlier scenario variables", parent, earlier)
        if not strangers:
            yield from _phases(model, variable, earlier)
        earlier[variable.id] = variable


def _phases(model: Model, variable: Variable, earlier: dict[str, Variable]) -> Iterator[Finding]:
    path = f"scenario.{variable.id}"
    dates = [phase.until for phase in variable.phases]
    if not dates or dates[-1] is not None or None in dates[:-1]:
        yield Problem(path=path, rule="every phase but the last ends on a date", found=str(dates))
        return
    days = [each for each in dates[:-1] if each is not None]
    if days and not model.as_of:
        yield Problem(path=path, rule="a model with dates says `as_of`", found="none", hint="as_of: YYYY-MM-DD")
    for day in days:
        if not is_day(day):
            yield Problem(path=path, rule="a date of change is YYYY-MM-DD", found=f"`{day}`")
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


def _row(path: str, variable: Variable, chances: tuple[Quantity, ...]) -> Iterator[Finding]:
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
