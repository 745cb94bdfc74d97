"""Many questions to the process of moves, each solved once: chances and prospects under circumstances, draw by draw.

A :class:`Question` asks for one figure. Questions about the same rules (the same reading, the same options held, the
same states shut out) form a *table*: they share the states, and under one draw every world's game is solved once for
all of them, whatever their scenario probabilities. The same draws answer all questions, so that differences between
answers are differences on equal draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ..errors import DetenteError, Unanswerable
from ..model import Condition, Draw, Model, Rule, conditions
from ..model.circumstances import under
from ..model.claims import Circumstances, Measure, Values
from .fields import Fields
from .solved import Solved
from .staged import MEASURES, Mask, Staged, stage_together
from .workers import Progress, Workers, run_all

Floats = npt.NDArray[np.float64]
Answers = dict["Question", "Floats | DetenteError"]


@dataclass(frozen=True, slots=True)
class Question:
    """One figure. With an ``outcome``: the chance, by ``measure``, at date ``by`` (years; None: the horizon). Without:
    what today is worth to each actor, [A] (annuities, units of worth). ``shut``: states into which nobody may move.
    ``noise``: all moves at random instead."""

    circumstances: Circumstances = field(default_factory=Circumstances)
    outcome: Condition | None = None
    measure: Measure = "reached"
    by: float | None = None
    shut: Condition | None = None
    noise: bool = False

    @property
    def table(self) -> tuple[object, ...]:
        """Questions with the same table differ in scenario values only."""
        asked = self.circumstances
        return asked.reading, asked.commit, asked.without, self.shut


@dataclass(frozen=True)
class Table:
    """Questions with the same rules: per set of scenario values, the model made ready and what is asked of it."""

    reading: str
    parts: tuple[Part, ...]

    def __call__(self, drawn: Draw, solved: Solved | None = None) -> dict[Question, Floats]:
        """The answers under one draw: [1], or [A] for prospects. ``solved``: games solved before."""
        known = Solved(solved, np.inf)
        return {question: answer for part in self.parts for question, answer in part.answer(drawn, known).items()}


@dataclass(frozen=True)
class Part:
    """The questions of one set of scenario values; ``outcomes`` [K] and ``dates`` [T] are all that they need."""

    staged: Staged
    questions: tuple[Question, ...]
    outcomes: tuple[Condition, ...]
    dates: Floats
    goals: tuple[tuple[Mask, ...], ...]

    def answer(self, drawn: Draw, known: Solved) -> dict[Question, Floats]:
        found: dict[Question, Floats] = {}
        for noise in sorted({each.noise for each in self.questions}):
            plan = self.staged.noise(drawn) if noise else self.staged.plan(drawn, known)
            asked = [each for each in self.questions if each.noise == noise]
            if any(each.outcome is not None for each in asked):
                run = self.staged.follow(plan, self.goals, self.dates)
                figures = np.tensordot(run.chances / run.chances.sum(), run.measures, axes=(0, 1))
                found.update((each, self._figure(each, figures)) for each in asked if each.outcome is not None)
            prospects = self.staged.timeline.chances(drawn)[0][0] @ plan.prospects(self.staged.start)
            found.update((each, prospects) for each in asked if each.outcome is None)
        return found

    def _figure(self, question: Question, figures: Floats) -> Floats:
        """One of the figures [4, K, T]."""
        assert question.outcome is not None
        date = int(np.searchsorted(self.dates, self._date(question)))
        figure = figures[MEASURES.index(question.measure), self.outcomes.index(question.outcome), date]
        return np.array([figure])

    def _date(self, question: Question) -> float:
        return self.staged.model.horizon if question.by is None else question.by


def ask(
    model: Model,
    questions: Iterable[Question],
    drawn: Callable[[str], Sequence[Draw]],
    workers: Workers = 1,
    progress: Progress | None = None,
    solved: Solved | None = None,
) -> tuple[Answers, bool]:
    """The answer to every question in every draw: [D], or [D, A] for prospects; or the error that it raises.

    ``drawn``: the draws of a reading (all of the same number). ``solved``: games solved before. The flag says whether
    an interrupt cut it short: then questions without all draws are missing.
    """
    answers: Answers = {}
    tables = tables_of(model, tuple(dict.fromkeys(questions)), answers, solved.fields if solved else None)
    jobs = [(number, draw) for number, table in enumerate(tables) for draw in drawn(table.reading)]
    found, cut = run_all(_Desk(tables, solved), jobs, workers, progress)
    done: dict[int, list[dict[Question, Floats]]] = {}
    for place in sorted(found):
        done.setdefault(jobs[place][0], []).append(found[place])
    for number, rows in done.items():
        if len(rows) == len(drawn(tables[number].reading)):
            for question in rows[0]:
                values = np.stack([row[question] for row in rows])
                answers[question] = values if question.outcome is None else values[:, 0]
    return answers, cut


@dataclass(frozen=True)
class _Desk:
    tables: Sequence[Table]
    solved: Solved | None

    def __call__(self, job: tuple[int, Draw]) -> dict[Question, Floats]:
        return self.tables[job[0]](job[1], self.solved)


def tables_of(
    model: Model, questions: Sequence[Question], answers: Answers, fields: Fields | None = None
) -> list[Table]:
    """Questions gathered by table and scenario values; what cannot be asked goes straight to the answers."""
    gathered: dict[tuple[object, ...], dict[Values, tuple[Model, list[Question]]]] = {}
    for question in questions:
        table = gathered.setdefault(question.table, {})
        given = question.circumstances.given
        try:
            if given not in table:
                table[given] = variant(model, question), []
            table[given][1].append(question)
        except DetenteError as error:
            answers[question] = error
    tables = []
    for kept in (table for table in gathered.values() if table):
        asked = [question for _, group in kept.values() for question in group]
        try:
            tables.append(_table([each for each, _ in kept.values()], [group for _, group in kept.values()], fields))
        except DetenteError as error:
            answers.update((question, error) for question in asked)
    return tables


def variant(model: Model, question: Question) -> Model:
    """The model that a question is about. Raises :class:`Unanswerable` where it makes no sense from today."""
    changed = under(model, question.circumstances)
    if changed.status_quo is None:
        raise Unanswerable("the model has no status quo, so nothing can be asked from today")
    if question.shut is None:
        return changed
    today = dict(changed.status_quo)
    unknown = conditions.assume(question.shut, today)
    if unknown == conditions.TRUE:
        raise Unanswerable(f"today holds {conditions.text(question.shut)} already, so it cannot be shut out")
    kept = Rule("shut-out", conditions.negation(question.shut), f"not {conditions.text(question.shut)}")
    return replace(changed, rules=(*changed.rules, kept))


def _table(models: Sequence[Model], groups: Sequence[Sequence[Question]], fields: Fields | None) -> Table:
    staged = stage_together(models, fields)
    return Table(
        groups[0][0].circumstances.reading,
        tuple(_part(each, tuple(group)) for each, group in zip(staged, groups, strict=True)),
    )


def _part(staged: Staged, questions: tuple[Question, ...]) -> Part:
    outcomes = tuple(dict.fromkeys(each.outcome for each in questions if each.outcome is not None))
    if staged.start < 0:
        raise Unanswerable("today is no feasible state under these circumstances")
    dates = sorted({staged.model.horizon if each.by is None else each.by for each in questions})
    return Part(staged, questions, outcomes, np.array(dates), staged.goals(outcomes) if outcomes else ())


def mean_and_band(values: Floats) -> tuple[float, float, float]:
    """The mean over draws [D], and the 10% and 90% quantiles."""
    return float(values.mean()), float(np.quantile(values, 0.1)), float(np.quantile(values, 0.9))


def merged(*values: Mapping[str, str] | Values) -> Values:
    """Values with later ones on top, in a fixed order."""
    found: dict[str, str] = {}
    for each in values:
        found.update(dict(each))
    return tuple(sorted(found.items()))
