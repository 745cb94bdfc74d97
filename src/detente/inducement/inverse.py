"""Which preferences would have to change for a state, or some state of an outcome, to be stable for all?

The record in the mediator's words, over :mod:`.changes`. For an outcome the target is one of its states: the one
with the smallest total of the single changes, among equals the one nearest to today. States are tried in the order
of a lower bound, the number of actors for whom they are not stable yet, and the search stops when the bound says
that nothing smaller is left, so the choice is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..answer.moves import change_words
from ..answer.record import Stamp, stamp, verdict_settings
from ..answer.worlds import world
from ..errors import Unanswerable
from ..evolution import reach
from ..model import Assignment, Condition, Model, conditions
from ..space import Game, build, find
from ..space.states import Mask
from ..stability import Settings, verdicts
from .changes import Change, Together, changes, together
from .targets import condition_of
from .temptations import ASKED

if TYPE_CHECKING:
    import pandas as pd

Target = str | Condition
"""A state (by name, pattern or code), an outcome by its id, or a condition."""


@dataclass(frozen=True)
class Inverse:
    """``state``: the target. ``among``: how many states the target was chosen from. ``changes``: each actor alone,
    the others as they are. ``together``: all at once."""

    stamp: Stamp
    scenario: Assignment
    game: Game
    labels: tuple[str, ...]
    state: int
    among: int
    concept: str
    changes: tuple[Change, ...]
    together: Together

    @property
    def total(self) -> int:
        """How many comparisons with the target must change, each actor taken alone."""
        return sum(len(each.fewest) for each in self.changes)

    def sentences(self) -> tuple[str, ...]:
        """What would have to change, actor by actor, in words."""
        return tuple(line for each in self.changes for line in self._said(each))

    def _said(self, change: Change) -> list[str]:
        space, label = self.game.space, self.labels[change.actor]
        if change.stable:
            return []
        as_good = "worse than" if self.stamp.settings.get("sanction") == "worse" else "no better than"
        said = [
            f"{label} must come to regard {space.name(x)} as {as_good} {space.name(self.state)}"
            f" (it differs by: {change_words(space, self.state, x)})"
            for x in sorted(change.fewest)
        ]
        if len(change.sets) > 1:
            other = "; or ".join(", ".join(space.name(x) for x in sorted(each)) for each in change.sets[1:])
            said.append(f"instead it would be enough for {label}: {other}")
        return said

    def table(self) -> pd.DataFrame:
        """One row per actor (a pandas DataFrame)."""
        import pandas as pd

        return pd.DataFrame([self._row(each) for each in self.changes]).set_index("actor")

    def _repr_html_(self) -> str:
        return str(self.table().to_html())

    def _row(self, change: Change) -> dict[str, Any]:
        name = self.game.space.name
        return {
            "actor": self.game.actors[change.actor],
            "stable": change.stable,
            "tempted_by": [name(t) for t in change.tempted],
            "no_better": [name(x) for x in sorted(change.fewest)],
            "or_instead": [[name(x) for x in sorted(each)] for each in change.sets[1:]],
            "rises_past": change.past,
            "share_of_orders": None if change.share is None else float(change.share),
            "share_as_fraction": None if change.share is None else str(change.share),
            "not_counted": change.why_not,
        }

    def as_dict(self) -> dict[str, Any]:
        name = self.game.space.name
        return {
            **self.stamp.as_dict(),
            "scenario": dict(self.scenario),
            "concept": self.concept,
            "target": name(self.state),
            "chosen_among": self.among,
            "actors": [self._row(each) for each in self.changes],
            "says": list(self.sentences()),
            "together": {
                "smallest": self.together.smallest,
                "counted": self.together.counted,
                "why_not": self.together.why_not,
                "pairs": [
                    {"actor": self.game.actors[actor], "loses": name(x), "against": name(y)}
                    for actor, x, y in self.together.pairs
                ],
            },
        }


def inverse(
    model: Model,
    target: Target,
    concept: str = "seq",
    given: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Inverse:
    """The smallest change of preferences under which the target is stable for all under ``concept``.

    ``given``: scenario values (the rest: the likeliest). ``progress`` is told (states tried, states at most). Raises
    Unanswerable for a target that is not there or a concept without an inverse, TooLarge.
    """
    if concept not in ASKED:
        raise Unanswerable(f"the inverse question is answered for {', '.join(ASKED)}, not for {concept!r}")
    scenario = world(model, given)
    game = build(model, scenario)
    chosen = settings or Settings()
    states = candidates(model, game, scenario, target)
    state = states[0] if len(states) == 1 else nearest(game, states, concept, chosen, progress)
    return Inverse(
        stamp(model, {**verdict_settings(chosen), "concept": concept}),
        scenario,
        game,
        tuple(actor.label for actor in model.actors),
        state,
        len(states),
        concept,
        changes(game, state, concept, chosen),
        together(game, state, concept, chosen),
    )


def goal(model: Model, game: Game, scenario: Assignment, outcome: Target) -> Mask:
    """The states of an outcome: bool [S]. Raises Unanswerable where there is none."""
    condition = condition_of(model, outcome)
    inside = game.space.where(conditions.assume(condition, dict(scenario)))
    if not inside.any():
        said = ", ".join(f"{name} = {value}" for name, value in scenario)
        raise Unanswerable(f"no feasible state has {conditions.text(condition)}" + (f" when {said}" if said else ""))
    return inside


def candidates(model: Model, game: Game, scenario: Assignment, target: Target) -> tuple[int, ...]:
    """The states that a target stands for. Raises Unanswerable where there is none."""
    if isinstance(target, str) and target not in {each.id for each in model.outcomes}:
        return (find(game.space, target),)
    return tuple(np.flatnonzero(goal(model, game, scenario, target)).tolist())


def nearest(
    game: Game,
    states: tuple[int, ...],
    concept: str,
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """The state with the smallest total of single changes, among equals the one fewest moves from today."""
    unstable = (~verdicts(game, settings, concepts=(concept,)).stable(concept)).sum(axis=0)
    far = np.zeros(game.size, dtype=np.int64)
    if game.status_quo >= 0:
        far = reach(game, game.status_quo, "moves").distance.astype(np.int64)
        far[far < 0] = game.size
    best, least = states[0], np.inf
    for done, state in enumerate(sorted(states, key=lambda s: (unstable[s], far[s], s))):
        if unstable[state] >= least:
            break
        total = sum(len(each.fewest) for each in changes(game, state, concept, settings, counting=False))
        if total < least:
            best, least = state, total
        if progress:
            progress(done + 1, len(states))
    return best
