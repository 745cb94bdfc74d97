"""How much more would it take? The smallest change of worths that lifts a chance to a threshold.

Three answers, all at the middles of the other numbers, all over scenarios, in units of worth:

    need      x >= 0, added to what the target gets while the outcome holds
    single    for one worth w at a time, the change d with the smallest |d| such that w + d is enough
    together  the smallest t such that every worth moved by t, each in the direction that helps, is enough

The direction that helps is the sign of the chance's forward difference at the middles. Where the largest change is not
enough, none is given. Otherwise changes twice as large each time are tried and the last interval is halved: what comes
out is enough, while a little less is not. A chance need not rise steadily with a worth, so in rare cases a smaller
change, skipped by the doubling, is enough too.
Worths of which only the order counts are not varied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..answer.record import Stamp, stamp
from ..errors import Unanswerable
from ..model import Assumption, Condition, Draw, Model, SoftRule, Wants, assumptions, conditions
from ..model.quantities import between
from .play import MEASURES, Stage, Staged, certain, play
from .targets import condition_of, target_of

if TYPE_CHECKING:
    import pandas as pd

MOST = 12.0
"""The largest change that is tried: the top of what the word huge stands for."""

STEP = 0.25
"""The first change that is tried, and the one by which directions are found."""

EXACT = 0.01
"""Thresholds are found to this many units of worth."""

FLAT = 1e-5
"""A chance that moves less than this does not move."""

EXTRA = "more-for-the-outcome"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Turn:
    """One worth whose change is enough. ``before``: its middle; ``change``: what must be added."""

    path: str
    text: str
    before: float
    change: float
    because: tuple[str, ...] = ()

    @property
    def turns_round(self) -> bool:
        """Whether a want would have to become an aversion, or the other way round."""
        return self.before * (self.before + self.change) < 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "text": self.text,
            "from": self.before,
            "to": self.before + self.change,
            "turns_round": self.turns_round,
            "because": list(self.because),
        }


@dataclass(frozen=True)
class Worths:
    """``need``: None where even :data:`MOST` is not enough, or the target's preference has no worths. ``single``:
    smallest change first. ``together``: (t, the moves +1 or -1 by path), None where not enough. ``asked``: how often
    play was solved."""

    stamp: Stamp
    outcome: str
    target: str
    measure: str
    chance: float
    threshold: float
    need: float | None
    single: tuple[Turn, ...]
    together: tuple[float, tuple[tuple[str, int], ...]] | None
    asked: int

    def table(self) -> pd.DataFrame:
        """One row per worth (a pandas DataFrame)."""
        import pandas as pd

        return pd.DataFrame([each.as_dict() for each in self.single])

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def as_dict(self) -> dict[str, Any]:
        step, moves = self.together or (None, ())
        return {
            **self.stamp.as_dict(),
            "outcome": self.outcome,
            "target": self.target,
            "measure": self.measure,
            "chance": self.chance,
            "threshold": self.threshold,
            "need": self.need,
            "single": [each.as_dict() for each in self.single],
            "together": {"by": step, "directions": dict(moves)},
            "solved": self.asked,
        }


def worths(
    model: Model,
    outcome: str | Condition,
    stage: Stage,
    threshold: float = 0.5,
    given: Mapping[str, str] | None = None,
    target: str | None = None,
    measure: str = "holding",
    actors: Sequence[str] | None = None,
    listed: int = 5,
    progress: Progress | None = None,
) -> Worths:
    """The smallest changes of worths that lift the chance of an outcome to ``threshold``.

    ``actors``: whose worths may change (default: all). ``listed``: at most so many single changes. ``progress`` is told
    (worths done, worths in all). An interrupt leaves what is done so far. Raises Unanswerable, TooLarge.
    """
    if measure not in MEASURES:
        raise Unanswerable(f"there is no measure {measure}; there are {', '.join(MEASURES)}")
    condition = condition_of(model, outcome)
    aim = target_of(model, condition, target)
    bench = _Bench(stage(with_extra(certain(model, given), condition, aim)), condition, measure, threshold)
    chance, partial = bench.base(), False
    varied = varied_worths(model, actors)
    need, single, together = None, [], None
    try:
        need = bench.need() if isinstance(model.preference(aim), Wants) else None
        slopes = bench.slopes(varied)
        single = list(bench.single(slopes, listed, progress))
        together = bench.together(slopes)
    except KeyboardInterrupt:
        partial = True
    recorded = {"measure": measure, "given": dict(given or {}), "numbers": "middles", "largest_change": MOST}
    return Worths(
        stamp(model, recorded, partial=partial),
        outcome if isinstance(outcome, str) else conditions.text(outcome),
        aim, measure, chance, threshold, need, tuple(single), together, bench.asked,
    )  # fmt: skip


def with_extra(model: Model, outcome: Condition, target: str) -> Model:
    """The model in which the target also gets a number of its own while the outcome holds (drawn as ``rules.`` +
    :data:`EXTRA`): it loses that much while it does not, which is the same but for a constant."""
    extra = SoftRule(EXTRA, outcome, between(0.0, MOST), (target,))
    return replace(model, soft_rules=(*model.soft_rules, extra))


def varied_worths(model: Model, actors: Sequence[str] | None = None) -> tuple[Assumption, ...]:
    """Worths of wants and costs of soft rules that are numbers."""
    chosen = {actor.id for actor in model.actors} if actors is None else set(actors)
    payers = {f"rules.{soft.id}": set(soft.payers) for soft in model.soft_rules}
    return tuple(
        each
        for each in assumptions(model)
        if each.quantity is not None
        and (
            (each.kind == "want" and each.path.split(".")[1] in chosen)
            or (each.kind == "soft rule" and payers[each.path] & chosen)
        )
    )


Slope = tuple[Assumption, float]
"""A worth, and by how much a step up moves the chance."""


@dataclass
class _Bench:
    """A model made ready, and how often it was asked."""

    staged: Staged
    outcome: Condition
    measure: str
    threshold: float
    asked: int = 0
    first: float | None = None

    def base(self) -> float:
        """The chance with nothing changed."""
        if self.first is None:
            self.first = self.chance({})
        return self.first

    def chance(self, changed: Draw) -> float:
        """The chance with some worths changed, all others at their middles."""
        self.asked += 1
        return play(self.staged, self.outcome, {f"rules.{EXTRA}": 0.0, **changed}).chances[self.measure]

    def need(self) -> float | None:
        return self._least(lambda x: self.chance({f"rules.{EXTRA}": x}), MOST)

    def slopes(self, varied: Sequence[Assumption]) -> list[Slope]:
        """The worths that move the chance, the strongest first."""
        base = self.base()
        found = [(each, self.chance({each.path: _middle(each) + STEP}) - base) for each in varied]
        return sorted(((each, s) for each, s in found if abs(s) > FLAT), key=lambda pair: -abs(pair[1]))

    def single(self, slopes: Sequence[Slope], listed: int, progress: Progress | None) -> Sequence[Turn]:
        found: list[Turn] = []
        for done, (each, slope) in enumerate(slopes):
            limit = abs(found[listed - 1].change) if len(found) >= listed else MOST
            way = 1 if slope > 0 else -1

            def moved(x: float, each: Assumption = each, way: int = way) -> float:
                return self.chance({each.path: _middle(each) + way * x})

            least = self._least(moved, limit)
            if least is not None:
                found.append(Turn(each.path, each.text, _middle(each), way * least, each.because))
                found.sort(key=lambda turn: abs(turn.change))
            if progress:
                progress(done + 1, len(slopes))
        return found[:listed]

    def together(self, slopes: Sequence[Slope]) -> tuple[float, tuple[tuple[str, int], ...]] | None:
        ways = tuple((each.path, 1 if slope > 0 else -1) for each, slope in slopes)
        middles = {each.path: _middle(each) for each, _ in slopes}
        least = self._least(lambda t: self.chance({path: middles[path] + way * t for path, way in ways}), MOST)
        return None if least is None else (least, ways)

    def _least(self, chance: Callable[[float], float], limit: float) -> float | None:
        """The first change found at which the chance reaches the threshold; None if it does not at the limit."""
        if self.base() >= self.threshold:
            return 0.0
        if chance(limit) < self.threshold:
            return None
        low, high = 0.0, min(STEP, limit)
        while high < limit and chance(high) < self.threshold:
            low, high = high, min(2 * high, limit)
        while high - low > EXACT:
            middle = (low + high) / 2
            low, high = (low, middle) if chance(middle) >= self.threshold else (middle, high)
        return high


def _middle(each: Assumption) -> float:
    assert each.quantity is not None
    return each.quantity.middle
