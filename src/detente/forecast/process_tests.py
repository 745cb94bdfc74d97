"""The tests of claims that need the process of moves: which questions each asks, and what it makes of the answers.

A test turns a claim into *questions* (chances under circumstances) and the answers, draw by draw, into *values* [D]
and verdicts [D]. C are the claim's circumstances, P(.) is the chance of its outcome by its measure and date::

    chance           P(C)                                          within its bounds
    raises / lowers  P(C, change) - P(C)                           at least / at most minus the margin
    no effect        the same                                      within the margin of 0
    needs            P(C, condition shut out)                      at most the bound
    suffices         P(C, commit)                                  at least the bound (not enough: below it)
    rather           worth of today under one - under the other    above 0 (annuities, units of worth)
    less / more      effect of commit under one - under the other  at most minus / at least the margin
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ..model import Model, claims, conditions
from ..model.claims import Circumstances, Claim, Values
from .judgement import Unit
from .questions import Floats, Question, merged

Verdicts = npt.NDArray[np.bool_]

ROUNDING = 1e-9
"""A worth is above 0 if it is so by more than this."""


@dataclass(frozen=True)
class Inquiry:
    """``questions``: what to ask. ``value``: the answers, in that order, to values [D]. ``holds``: values to verdicts.
    ``subject``: the options and variables that the claim is about."""

    questions: tuple[Question, ...]
    value: Callable[[Sequence[Floats]], Floats]
    holds: Callable[[Floats], Verdicts]
    unit: Unit = "chance"
    subject: frozenset[str] = frozenset()

    @property
    def is_plain(self) -> bool:
        """Whether it is about one chance, which then has a noise floor."""
        return self.unit == "chance"


def inquiry(model: Model, claim: Claim) -> Inquiry:
    """What a claim asks of the process of moves."""
    return _INQUIRIES[type(claim.test)](model, claim, claim.test)


def _chance(_: Model, claim: Claim, test: claims.Chance) -> Inquiry:
    low, high = test.at_least - ROUNDING, test.at_most + ROUNDING
    return Inquiry(
        (_asked(claim, test),),
        _first,
        lambda values: (values >= low) & (values <= high),
        subject=_named(claim.circumstances.commit, claim.circumstances.given),
    )


def _shift(_: Model, claim: Claim, test: claims.Shift) -> Inquiry:
    after = _more(claim.circumstances, test.commit, test.given)
    holds: dict[str, Callable[[Floats], Verdicts]] = {
        "raises": lambda values: values >= test.margin,
        "lowers": lambda values: values <= -test.margin,
        "no_effect": lambda values: np.abs(values) <= test.margin,
    }
    questions = replace(_asked(claim, test), circumstances=after), _asked(claim, test)
    subject = _named(test.commit, test.given)
    return Inquiry(questions, _difference, holds[test.direction], "difference of chances", subject)


def _needs(_: Model, claim: Claim, test: claims.Needs) -> Inquiry:
    question = replace(_asked(claim, test), shut=test.condition)
    return Inquiry((question,), _first, lambda values: values <= test.at_most, subject=conditions.names(test.condition))


def _suffices(_: Model, claim: Claim, test: claims.Suffices) -> Inquiry:
    question = replace(_asked(claim, test), circumstances=_more(claim.circumstances, test.commit))
    return Inquiry(
        (question,),
        _first,
        lambda values: (values >= test.at_least) == test.expected,
        subject=_named(test.commit),
    )


def _rather(model: Model, claim: Claim, test: claims.Rather) -> Inquiry:
    actor = [each.id for each in model.actors].index(test.actor)
    questions = tuple(Question(_more(claim.circumstances, given=values)) for values in (test.rather, test.than))
    return Inquiry(
        questions,
        lambda answers: answers[0][:, actor] - answers[1][:, actor],
        lambda values: values > ROUNDING,
        "worth",
        _named(test.rather, test.than),
    )


def _interaction(model: Model, claim: Claim, test: claims.Interaction) -> Inquiry:
    variables = {variable.id for variable in model.scenario}
    questions = []
    for values in (test.while_, test.instead):
        given = tuple(pair for pair in values if pair[0] in variables)
        held = tuple(pair for pair in values if pair[0] not in variables)
        here = _more(claim.circumstances, held, given)
        questions += [replace(_asked(claim, test), circumstances=each) for each in (_more(here, test.commit), here)]
    sign = -1.0 if test.direction == "less" else 1.0
    return Inquiry(
        tuple(questions),
        lambda answers: (answers[0] - answers[1]) - (answers[2] - answers[3]),
        lambda values: sign * values >= test.margin,
        "difference of chances",
        _named(test.while_, test.instead, test.commit),
    )


def _asked(claim: Claim, test: Any) -> Question:
    return Question(_more(claim.circumstances), test.outcome, test.measure, test.by)


def _more(circumstances: Circumstances, commit: Values = (), given: Values = ()) -> Circumstances:
    """Circumstances with more held and given, in a fixed order, so that equal ones are equal."""
    return replace(
        circumstances,
        commit=merged(circumstances.commit, commit),
        given=merged(circumstances.given, given),
        without=tuple(sorted(circumstances.without)),
    )


def _named(*values: Values) -> frozenset[str]:
    return frozenset(name for each in values for name, _ in each)


def _first(answers: Sequence[Floats]) -> Floats:
    return answers[0]


def _difference(answers: Sequence[Floats]) -> Floats:
    return answers[0] - answers[1]


_INQUIRIES: Mapping[type, Callable[[Model, Claim, Any], Inquiry]] = {
    claims.Chance: _chance,
    claims.Shift: _shift,
    claims.Needs: _needs,
    claims.Suffices: _suffices,
    claims.Rather: _rather,
    claims.Interaction: _interaction,
}
