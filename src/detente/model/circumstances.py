"""A model in other circumstances: scenario values taken for certain, options held fixed or taken off the menu.

Taking a scenario value for certain is an intervention, not conditioning: the probabilities of its parents stay as they
are. A phase in which the value cannot occur (a president not yet in office) keeps its own probabilities; a value that
can occur in no phase (a fact that is asked away) is taken for certain in all of them. Holding an option is a rule, so
nobody can leave it, and it changes the status quo; consequences follow at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from ..errors import Unanswerable
from .claims import Circumstances
from .conditions import Is, holds
from .model import Model, Values
from .quantities import fixed
from .rule_problems import broken_hard
from .rules import Consequence, Rule
from .scenario import Assignment, Row, Variable, joint

MAX_CHAIN = 1000
"""Consequences are applied at most this often to one state; a longer chain is a cycle."""


def under(model: Model, circumstances: Circumstances) -> Model:
    """The model (its reading chosen) with everything in ``circumstances`` applied.

    Raises :class:`Unanswerable` where a commitment cannot be kept from the status quo.
    """
    chosen = model.reading(circumstances.reading)
    if circumstances.given:
        chosen = given(chosen, circumstances.given)
    held = dict(circumstances.commit)
    today = dict(chosen.status_quo or ())
    held |= {option: today[option] for option in circumstances.without if option not in held}
    return hold(chosen, tuple(held.items())) if held else chosen


def given(model: Model, values: Values) -> Model:
    """The model with scenario variables taken to have these values for certain, wherever they can occur."""
    fixed_values = dict(values)
    return replace(
        model,
        scenario=tuple(
            _certain(variable, fixed_values[variable.id]) if variable.id in fixed_values else variable
            for variable in model.scenario
        ),
    )


def hold(model: Model, values: Values) -> Model:
    """The model with options held at values, from today on and for good.

    Raises :class:`Unanswerable` for an option or value that the model does not have, or that cannot be kept.
    """
    _known(model, values)
    rules = tuple(Rule(f"held-{option}", Is(option, value), f"{option} is held at {value}") for option, value in values)
    if model.status_quo is None:
        return replace(model, rules=model.rules + rules)
    world = dict(likeliest(model, model.as_of or None))
    today = settle({**dict(model.status_quo), **dict(values)}, model.consequences, world)
    changed = replace(model, rules=model.rules + rules, status_quo=tuple(today.items()))
    obstacle = _undone(model, values, today) or _broken(changed)
    if obstacle:
        said = ", ".join(f"{option} = {value}" for option, value in values)
        raise Unanswerable(f"holding {said} {obstacle}; hold what it needs as well")
    return changed


def _known(model: Model, values: Values) -> None:
    choices = {option.id: option.choices for option in model.options}
    for option, value in values:
        if option not in choices:
            raise Unanswerable(f"there is no option {option}{_near(option, tuple(choices))}")
        if value not in choices[option]:
            raise Unanswerable(f"{option} has no value {value}; it has {', '.join(choices[option])}")


def _near(word: str, words: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, words, 1)
    return f" (did you mean {close[0]}?)" if close else ""


def _undone(model: Model, values: Values, today: Mapping[str, str]) -> str:
    """Which held option the consequences undo at once, and which do; empty if none."""
    undone = [option for option, value in values if today[option] != value]
    causes = [each.text or each.id for each in model.consequences if undone and undone[0] in dict(each.sets)]
    return f"is undone at once: {undone[0]} is set by {' or '.join(causes)}" if undone else ""


def _broken(model: Model) -> str:
    broken = broken_today(model)
    return f"breaks a rule today: {broken[0].text or broken[0].id}" if broken else ""


def settle(
    values: Mapping[str, str], consequences: tuple[Consequence, ...], world: Mapping[str, str]
) -> dict[str, str]:
    """Option values after the consequences have been applied until nothing changes, under scenario values ``world``.

    Raises :class:`Unanswerable` on a cycle.
    """
    now = dict(values)
    for _ in range(MAX_CHAIN):
        before = dict(now)
        for consequence in consequences:
            if holds(consequence.when, {**world, **now}):
                now.update(consequence.sets)
        if now == before:
            return now
    raise Unanswerable("the consequences undo one another for ever: " + ", ".join(each.id for each in consequences))


def broken_today(model: Model) -> tuple[Rule, ...]:
    """The hard rules that the status quo breaks under some scenario of positive probability today."""
    if model.status_quo is None:
        return ()
    return tuple(rule for rule, _ in broken_hard(model, dict(model.status_quo)))


def likeliest(model: Model, date: str | None = None) -> Assignment:
    """The most probable values of all scenario variables on a date (None: after the last change)."""
    return max(joint(model.scenario, date), key=lambda pair: pair[1], default=((), 1.0))[0]


def _certain(variable: Variable, value: str) -> Variable:
    place = variable.values.index(value)
    possible = [any(row.probabilities()[place] > 0 for row in phase.rows) for phase in variable.phases]
    sure = tuple(fixed(float(other == value)) for other in variable.values)
    return replace(
        variable,
        phases=tuple(
            replace(phase, rows=tuple(Row(row.when, sure) for row in phase.rows))
            if occurs or not any(possible)
            else phase
            for phase, occurs in zip(variable.phases, possible, strict=True)
        ),
    )
