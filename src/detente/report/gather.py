"""Everything that a report says, asked once: one plain record of answers.

A question that a model cannot be asked (no status quo, no outcomes, too many states) leaves a :class:`Missing` with the
sentence that says why; a section then says that sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from ..answer.coverage import Coverage, coverage
from ..answer.evolve import Evolution, evolve
from ..answer.outlook import Outlook, outlook
from ..answer.record import Stamp, stamp, verdict_settings
from ..answer.solve import Rest, solve
from ..answer.worlds import world
from ..errors import ModelError, TooLarge, Unanswerable
from ..forecast.compare import Crux, compare
from ..forecast.draw import DEFAULT_SEED
from ..forecast.hinges import Hinges, hinges
from ..forecast.judge import Judgements, judge
from ..forecast.predict import predict
from ..forecast.record import Forecast
from ..forecast.solved import Solved
from ..forecast.staged import stage
from ..inducement.inverse import Inverse, inverse
from ..inducement.offers import Front
from ..inducement.packages import packages
from ..inducement.road import Road, road
from ..model import Model
from ..space import count as states_left
from ..stability import Settings
from .shown import Shown, shown

Answer = TypeVar("Answer")
Tell = Callable[[int, int], None]
Progress = Callable[[str], Tell]
"""Given the name of a stage, a callback that is told (done, whole)."""

Forecasts = tuple[tuple[str, Forecast], ...]

DRAWS = 8
"""Draws of everything uncertain, unless told otherwise."""

VERDICT_DRAWS = 16
"""Draws for claims that need only verdicts, which are cheap."""

FEWEST = 8
"""Fewer draws tell nothing about single numbers."""

ENOUGH = 32
"""From this many draws on it is worth looking where an answer turns."""

TURNS = 4
"""Numbers whose turning point is looked for."""

CONCEPT = "seq"
"""The concept that leads: equilibria, roads and the inverse question are told under it."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A question without an answer, and why."""

    reason: str


@dataclass(frozen=True)
class Findings:
    """The answers about one model. ``outlooks``, ``forecasts``: by reading, the base model (id ``""``) first.
    ``counts``: states left by the first 0, 1, 2 ... rules. ``shown``: the states that are named one by one."""

    stamp: Stamp
    model: Model
    draws: int
    rest: Rest | Missing
    outlooks: tuple[tuple[str, Outlook], ...] | Missing
    evolution: Evolution | Missing
    forecasts: Forecasts | Missing
    crux: Crux | Missing
    judgements: Judgements
    hinges: Hinges | Missing
    offers: Front | Missing
    road: Road | Missing
    inverse: Inverse | Missing
    coverage: Coverage
    counts: tuple[int, ...]
    shown: Shown | None

    def label(self, reading: str) -> str:
        """What a reading is called; the base model has no author."""
        if not reading:
            return "base model" if self.model.readings else "model"
        return next(each.name or each.id for each in self.model.readings if each.id == reading)


def gather(
    model: Model,
    draws: int = DRAWS,
    seed: int = DEFAULT_SEED,
    up_to: int = 1,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Ask everything about ``model``. ``draws``: of everything uncertain, for each reading; ``up_to``: commitments
    in an offer, at most."""
    chosen = settings or Settings()
    tell = progress or _silent
    rest = _asked(lambda: solve(model, settings=chosen))
    evolution = _asked(lambda: evolve(model, concept=CONCEPT, settings=chosen))
    way = _asked(lambda: road(model, _outcome(model), stage, None, CONCEPT, chosen))
    solved = Solved()
    forecasts = _asked(lambda: _forecasts(model, draws, seed, tell, solved))
    return Findings(
        stamp(model, {**verdict_settings(chosen), "concept": CONCEPT, "draws": draws}, seed),
        model,
        draws,
        rest,
        _asked(lambda: tuple((name, outlook(variant, settings=chosen)) for name, variant in model.variants())),
        evolution,
        forecasts,
        _asked(lambda: _crux(model, seed, tell, solved)),
        judge(model, VERDICT_DRAWS, seed, chosen, tell("claims"), process_draws=max(draws // 4, 1), solved=solved),
        _asked(lambda: _hinges(model, forecasts, tell, solved)),
        _asked(lambda: _offers(model, up_to, tell)),
        way,
        _asked(lambda: inverse(model, _outcome(model), CONCEPT, settings=chosen, progress=tell("inverse"))),
        coverage(model),
        _counts(model),
        _shown(rest, evolution, way),
    )


def _asked(question: Callable[[], Answer]) -> Answer | Missing:
    """The answer, or the sentence that says why there is none."""
    try:
        return question()
    except (Unanswerable, TooLarge, ModelError) as error:
        return Missing(str(error))


def _forecasts(model: Model, draws: int, seed: int, tell: Progress, solved: Solved) -> Forecasts:
    return tuple(
        (name, predict(variant, draws=draws, seed=seed, progress=tell(f"forecast {name}".strip()), solved=solved))
        for name, variant in model.variants()
    )


def _crux(model: Model, seed: int, tell: Progress, solved: Solved) -> Crux:
    """What divides the first two readings, at the middle of everything uncertain."""
    if not model.readings:
        raise Unanswerable("the model has one reading only")
    return compare(model, _outcome(model), draws=1, seed=seed, progress=tell("crux"), solved=solved).cruxes[0]


def _hinges(model: Model, forecasts: Forecasts | Missing, tell: Progress, solved: Solved) -> Hinges:
    """Hinges of the first outcome in the base model, on the draws of its forecast."""
    if isinstance(forecasts, Missing):
        raise Unanswerable(forecasts.reason)
    base = forecasts[0][1]
    if base.draws < FEWEST:
        raise Unanswerable(f"{base.draws} draws are too few; ask for at least {FEWEST}")
    turns = TURNS if base.draws >= ENOUGH else 0
    return hinges(model.base, _outcome(model), forecast=base, turns=turns, progress=tell("hinges"), solved=solved)


def _outcome(model: Model) -> str:
    """The outcome that the questions about change are asked of: the first one."""
    if not model.outcomes:
        raise Unanswerable("the model names no outcome; add some under `outcomes`")
    return model.outcomes[0].id


def _offers(model: Model, up_to: int, tell: Progress) -> Front:
    return packages(model, _outcome(model), stage, up_to=up_to, progress=tell("offers"))


def _counts(model: Model) -> tuple[int, ...]:
    """States left when the first 0, 1, 2 ... hard rules hold, in the likeliest scenario; empty where not counted."""
    if model.graph is not None:
        return ()
    try:
        scenario = world(model)
        steps = (replace(model, rules=model.rules[:size], consequences=()) for size in range(len(model.rules) + 1))
        return tuple(states_left(step, (scenario,)) for step in steps)
    except (Unanswerable, TooLarge, ModelError):
        return ()


def _shown(rest: Rest | Missing, evolution: Evolution | Missing, way: Road | Missing) -> Shown | None:
    """What the report names: besides the equilibria, the road to the outcome and the path that play takes most."""
    if isinstance(rest, Missing):
        return None
    more: list[int] = []
    if not isinstance(way, Missing):
        more += [way.goal, *(move.target for move in (way.path.moves if way.path else ()))]
        more += way.play.states if way.play else ()
    return shown(rest, None if isinstance(evolution, Missing) else evolution, more)


def _silent(_: str) -> Tell:
    return lambda _done, _whole: None
