"""One number for every draw: the chance of an outcome, or what a claim is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ..errors import DetenteError, Unanswerable
from ..model import Claim, Draw, Model
from ..model.claims import Circumstances
from ..stability import Settings
from .process_tests import inquiry
from .questions import Answers, Floats, Question, tables_of
from .solved import Solved
from .verdict_bench import Bench

HALF = 0.5
"""The threshold of an outcome's chance: likelier than not."""


@dataclass(frozen=True)
class Figure:
    """``value``: from a draw. ``holds``: whether a value lies on the one side of the threshold or the other.
    ``model``: the model (or reading) whose uncertain numbers count. ``threshold``: where it turns, in words."""

    model: Model
    value: Callable[[Draw], float]
    holds: Callable[[float], bool]
    threshold: str


def figure_of(
    model: Model, target: str, given: Mapping[str, str] | None = None, solved: Solved | None = None
) -> Figure:
    """The figure behind the name of an outcome or a claim. ``solved``: games solved before.

    Raises :class:`Unanswerable` where there is neither."""
    outcome = next((each for each in model.outcomes if each.id == target), None)
    if outcome is not None:
        question = Question(Circumstances(given=tuple(sorted((given or {}).items()))), outcome.condition)
        return Figure(model, _chance(model, question, solved), lambda value: value >= HALF, f"a chance of {HALF:g}")
    claim = next((each for each in model.claims if each.id == target), None)
    if claim is None:
        names = [*(each.id for each in model.outcomes), *(each.id for each in model.claims)]
        raise Unanswerable(f"there is no outcome or claim {target}; there are {', '.join(names) or 'none'}")
    if given:
        raise Unanswerable("a claim has circumstances of its own; leave `given` out")
    return _of_process(model, claim, solved) if claim.needs_process else _of_verdicts(model, claim)


def _chance(model: Model, question: Question, solved: Solved | None) -> Callable[[Draw], float]:
    answer = _answering(model, (question,), solved)
    return lambda drawn: float(answer(drawn)[question][0])


def _answering(
    model: Model, questions: tuple[Question, ...], solved: Solved | None
) -> Callable[[Draw], dict[Question, Floats]]:
    """Answers to some questions under one draw, the model made ready once."""
    failed: Answers = {}
    tables = tables_of(model, tuple(dict.fromkeys(questions)), failed, solved.fields if solved else None)
    for error in failed.values():
        if isinstance(error, DetenteError):
            raise error

    def answer(drawn: Draw) -> dict[Question, Floats]:
        return {question: found for table in tables for question, found in table(drawn, solved).items()}

    return answer


def _of_process(model: Model, claim: Claim, solved: Solved | None) -> Figure:
    asked = inquiry(model, claim)
    answer = _answering(model, asked.questions, solved)

    def value(drawn: Draw) -> float:
        found = answer(drawn)
        rows = [found[each] if each.outcome is not None else found[each][None, :] for each in asked.questions]
        return float(asked.value(rows)[0])

    def holds(figure: float) -> bool:
        return bool(asked.holds(np.array([figure]))[0])

    reading = model.reading(claim.circumstances.reading)
    return Figure(reading, value, holds, "where the claim starts or stops to hold")


def _of_verdicts(model: Model, claim: Claim) -> Figure:
    holds = Bench(model, Settings()).tested(claim)
    reading = model.reading(claim.circumstances.reading)
    return Figure(
        reading,
        lambda drawn: float(holds(drawn)),
        lambda share: share >= HALF,
        "where the claim starts or stops to hold",
    )
