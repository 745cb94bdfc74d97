"""Which world a verdict is asked of: one value for every scenario variable.

A verdict needs one game, hence one value for each scenario variable. Values that are not named take those of the
likeliest combination that agrees with the named ones, after the last dated change.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace

from ..errors import ModelError, Unanswerable
from ..model import Assignment, Draw, Model
from ..model.scenario import joint
from ..space import Game, build


def world(model: Model, given: Mapping[str, str] | None = None) -> Assignment:
    """The likeliest values of all scenario variables that agree with ``given``.

    Raises :class:`Unanswerable` for a name or value that the model does not have, or one that cannot occur.
    """
    wanted = dict(given or {})
    for name, value in wanted.items():
        _known(model, name, value)
    fitting = [
        (assignment, chance)
        for assignment, chance in joint(model.scenario)
        if all(dict(assignment)[name] == value for name, value in wanted.items())
    ]
    if not fitting:
        said = ", ".join(f"{name} = {value}" for name, value in wanted.items())
        raise Unanswerable(f"{said} cannot occur: its probability is 0")
    return max(fitting, key=lambda pair: pair[1])[0]


def worlds(model: Model, given: Mapping[str, str] | None = None) -> tuple[tuple[Assignment, float], ...]:
    """Every combination of scenario values after the last dated change, with its probability, likeliest first."""
    wanted = dict(given or {})
    for name, value in wanted.items():
        _known(model, name, value)
    kept = [
        (assignment, chance)
        for assignment, chance in joint(model.scenario)
        if all(dict(assignment)[name] == value for name, value in wanted.items())
    ]
    return tuple(sorted(kept, key=lambda pair: -pair[1]))


def game_in(model: Model, scenario: Assignment, draw: Draw | None = None) -> Game:
    """The game of a model under one scenario. Raises as :func:`detente.space.build`, and says in which scenario the
    rules leave no state or a ranking misses one."""
    try:
        return build(model, scenario, draw)
    except ModelError as error:
        where = when(scenario)
        raise ModelError(tuple(replace(each, rule=each.rule + where) for each in error.problems)) from None


def when(scenario: Assignment) -> str:
    """`` when president = trump, pact = yes``; empty where the model has no scenario."""
    said = ", ".join(f"{name} = {value}" for name, value in scenario)
    return f" when {said}" if said else ""


def _known(model: Model, name: str, value: str) -> None:
    values = {variable.id: variable.values for variable in model.scenario}
    if name not in values:
        raise Unanswerable(f"there is no scenario variable {name}{_near(name, tuple(values))}")
    if value not in values[name]:
        raise Unanswerable(f"{name} has no value {value}; it has {', '.join(values[name])}{_near(value, values[name])}")


def _near(word: str, words: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, words, 1)
    return f" (did you mean {close[0]}?)" if close else ""
