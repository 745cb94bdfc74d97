"""One package at a time: what it does, what it costs, and what the target would need besides.

:mod:`.packages` works out all packages and keeps those that none dominates. Here one package is put together by hand
and held against the same model without it, which is solved once. Definitions of effect, gain and cost are those of
:mod:`.packages`, and so are the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..errors import Unanswerable
from ..model import Condition, Draw, Model
from .commit import Commitment, Hold, Package, bound
from .offers import Offer
from .packages import Task, completed, over_draws, task_of, worked_out
from .play import Stage
from .worths import worths

Progress = Callable[[int, int], None]


class Bargain:
    """One outcome of one model, ready for packages. ``menu``: what can be committed; ``target``: whose part the outcome
    is; ``chances``: by measure, and ``prospects``: by actor, without any package.

    Arguments as in :func:`.packages.packages`. Raises Unanswerable, ModelError, TooLarge.
    """

    def __init__(
        self,
        model: Model,
        outcome: str | Condition,
        stage: Stage,
        given: Mapping[str, str] | None = None,
        target: str | None = None,
        measure: str = "holding",
    ) -> None:
        self.outcome, self.measure = outcome, measure
        self._task: Task = task_of(model, outcome, stage, None, given, target, measure)
        self.menu: tuple[Commitment, ...] = self._task.menu
        self.target: str = self._task.target
        self.chances: Mapping[str, float] = self._task.without.chances

    def package(self, named: Sequence[Commitment], hold: Hold) -> Package:
        """The commitments with what they need. Raises Unanswerable where they cannot be made."""
        if not named:
            raise Unanswerable("a package has at least one commitment")
        for option, value in named:
            if (option, value) not in self.menu:
                raise Unanswerable(f"{option} = {value} cannot be committed here")
        if len({option for option, _ in named}) < len(named):
            raise Unanswerable("a package gives each option one value")
        found = completed(self._task, Package(tuple(named), hold=hold))
        if isinstance(found, str):
            raise Unanswerable(f"this package cannot be committed: {found}")
        return found

    def offer(self, package: Package) -> Offer:
        """What comes of a package, at the middles of all uncertain numbers. Raises Unanswerable, ModelError."""
        return worked_out(self._task, package)

    def over(self, offer: Offer, draws: Sequence[Draw], progress: Progress | None = None) -> tuple[Offer, bool]:
        """The offer with its band over draws, and whether an interrupt left draws out."""
        (found,), partial = over_draws(self._task, (offer,), draws, self.measure, progress)
        return found, partial

    def need(self, package: Package | None, threshold: float, progress: Progress | None = None) -> float | None:
        """How much more worth the target would have to get while the outcome holds, for its chance to reach
        ``threshold`` with the package (None: without any); 0 if it does so already, None where no worth is enough or
        the target's preference has none. Raises Unanswerable."""
        model = self._task.model
        changed = model if package is None else bound(model, package, self._task.part)
        found = worths(
            changed, self._task.condition, self._task.stage, threshold, None, self.target, self.measure, actors=(),
            progress=progress,
        )  # fmt: skip
        return found.need
