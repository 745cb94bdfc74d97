"""What becomes of each claim: holds, fails, undecided; or what its test still needs.

A claim that needs only verdicts is tested in every scenario of positive probability that agrees with its
circumstances, and in each draw of the uncertain preferences. Its *share* is the fraction of the preferences considered
under which it holds in every one of those scenarios: robustness, not a probability.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from ..answer.record import Stamp, stamp, verdict_settings
from ..answer.worlds import worlds
from ..errors import ModelError, Unanswerable
from ..model import Assignment, Claim, Draw, Model
from ..model.circumstances import under
from ..model.claims import Circumstances
from ..space import Game, build, revalued
from ..stability import Settings
from .draw import DEFAULT_SEED, draws
from .verdict_tests import VERDICT_TESTS

Outcome = Literal["holds", "fails", "undecided", "needs the process of moves", "cannot be asked"]

FIRM = 0.9
"""A claim holds if it does so under at least this share of the preferences considered, fails if under at most 1 - FIRM."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One claim and what became of it. ``share``: of the preferences considered, None where nothing was tested.
    ``worlds``: per scenario, whether the claim holds there at the middle of everything uncertain."""

    claim: Claim
    outcome: Outcome
    share: float | None = None
    draws: int = 0
    worlds: tuple[tuple[Assignment, bool], ...] = ()
    reason: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {
            "id": self.claim.id,
            "says": self.claim.says,
            "by": self.claim.claimed_by,
            "outcome": self.outcome,
            "share_of_preferences": self.share,
            "draws": self.draws,
            "scenarios": [{"scenario": dict(world), "holds": holds} for world, holds in self.worlds],
            "reason": self.reason,
            "because": list(self.claim.because),
        }


@dataclass(frozen=True, slots=True)
class Judgements:
    """All claims of a model."""

    stamp: Stamp
    judgements: tuple[Judgement, ...]

    def as_dict(self) -> dict[str, Any]:
        return {**self.stamp.as_dict(), "claims": [each.as_dict() for each in self.judgements]}

    def table(self) -> Any:
        """One row per claim (a pandas DataFrame)."""
        import pandas as pd

        return pd.DataFrame([each.as_dict() for each in self.judgements]).set_index("id")

    def _repr_html_(self) -> str:
        return str(self.table().to_html())


def judge(
    model: Model,
    count: int = 64,
    seed: int = DEFAULT_SEED,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Judgements:
    """Test every claim of ``model`` over ``count`` draws. ``progress`` is told (claims done, claims in all)."""
    chosen = settings or Settings()
    bench = _Bench(model, count, seed)
    found = []
    for done, claim in enumerate(model.claims):
        found.append(_judge(bench, claim, chosen))
        if progress:
            progress(done + 1, len(model.claims))
    recorded = {**verdict_settings(chosen), "draws": count}
    return Judgements(stamp(model, recorded, seed), tuple(found))


class _Bench:
    """A model with its variants and draws, each made once."""

    def __init__(self, model: Model, count: int, seed: int) -> None:
        self.variant = lru_cache(maxsize=None)(lambda circumstances: under(model, circumstances))
        self.drawn = lru_cache(maxsize=None)(lambda reading: draws(model.reading(reading), count, seed))
        self.game = lru_cache(maxsize=256)(lambda circumstances, world: build(self.variant(circumstances), world))

    def games(self, circumstances: Circumstances, world: Assignment, picked: Sequence[Draw]) -> Iterator[Game]:
        """The game of one world under each draw; an empty draw stands for the middles."""
        game, model = self.game(circumstances, world), self.variant(circumstances)
        return (revalued(game, model, world, draw) if draw else game for draw in picked)


def _judge(bench: _Bench, claim: Claim, settings: Settings) -> Judgement:
    if claim.needs_process:
        return Judgement(claim, "needs the process of moves")
    try:
        return _tested(bench, claim, settings)
    except (Unanswerable, ModelError) as error:
        return Judgement(claim, "cannot be asked", reason=str(error))


def _tested(bench: _Bench, claim: Claim, settings: Settings) -> Judgement:
    test = VERDICT_TESTS[type(claim.test)]
    model = bench.variant(claim.circumstances)
    possible = [world for world, _ in worlds(model)]
    picked = bench.drawn(claim.circumstances.reading)

    def holds(world: Assignment, some: Sequence[Draw]) -> list[bool]:
        return [
            test(model, world, game, claim.test, settings) for game in bench.games(claim.circumstances, world, some)
        ]

    middle = tuple((world, holds(world, [{}])[0]) for world in possible)
    if len(picked) == 1:
        share = float(all(held for _, held in middle))
    else:
        by_world = [holds(world, picked) for world in possible]
        share = sum(map(all, zip(*by_world, strict=True))) / len(picked)
    outcome: Outcome = "holds" if share >= FIRM else "fails" if share <= 1 - FIRM else "undecided"
    return Judgement(claim, outcome, share, len(picked), middle)
