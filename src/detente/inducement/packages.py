"""Which commitments, by whom, make an outcome likelier, what they cost whoever makes them, and who would go along.

A *package* is a set of commitments (:mod:`.commit`). With and without it the process of moves is solved at the
middles of all uncertain numbers, over all scenarios (:mod:`.play`):

    effect   chance with - chance without, for each measure
    gain_i   prospects of i with - without (annuities at the status quo, units of worth);  cost_i = max(-gain_i, 0)
    payers   the owners of the options that are committed;  i goes along if gain_i >= 0

The *front* holds the packages that no other one dominates (:mod:`.offers`). Costs of different actors are compared
actor by actor, or, if asked, as a total, which adds up the worths of different actors.

All sets of one and of two commitments are worked out. A larger set is worked out if leaving out one of its commitments
gives a package on the front of what has been worked out so far; all of them, if asked. So a set of three whose every
part is dominated is missed; the record says which way was taken.

With draws, the packages on the front and the model without them are solved once more for each draw: bands of the
effect over the draws (10% to 90%) and the share of draws in which each payer goes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from ..answer.record import stamp
from ..errors import ModelError, Unanswerable
from ..model import Condition, Draw, Model, conditions
from .commit import HOLDS, Closure, Commitment, Hold, Package, bound, their_part
from .offers import SAME, Front, Numbers, Offer, pareto
from .play import MEASURES, Floats, Play, Stage, Staged, certain, play
from .targets import condition_of, target_of

WHOLE = 2
"""Sets of up to this many commitments are all worked out."""

Progress = Callable[[int, int], None]


def packages(
    model: Model,
    outcome: str | Condition,
    stage: Stage,
    payers: Sequence[str] | None = None,
    up_to: int = 3,
    holds: Sequence[Hold] = HOLDS,
    given: Mapping[str, str] | None = None,
    target: str | None = None,
    measure: str = "holding",
    compare: str = "each",
    exhaustive: bool = False,
    draws: Sequence[Draw] = (),
    progress: Progress | None = None,
) -> Front:
    """Packages of up to ``up_to`` commitments, and the front of those that none dominates.

    ``payers``: whose options may be committed (default: everybody's, but never what the target does of the outcome).
    ``target``: whose part the outcome is (default: the one actor whose options it speaks of). ``compare``: costs of
    ``each`` or in ``total``. ``exhaustive``: work out every set, however large. ``draws``: of the model's uncertain
    numbers, for bands. ``progress`` is told (packages done, packages in all, as far as is known). An interrupt leaves
    what is done so far. Raises Unanswerable, ModelError, TooLarge.
    """
    task = task_of(model, outcome, stage, payers, given, target, measure)
    search = _Search(task, measure, compare, exhaustive, progress)
    partial = search.run(up_to, holds)
    front = pareto(search.offers, measure, compare)
    if draws and not partial:
        front, partial = over_draws(task, front, draws, measure)
    recorded = {
        "measure": measure, "compare": compare, "up_to": up_to, "holds": list(holds), "payers": list(task.payers),
        "given": dict(given or {}), "numbers": "middles", "draws": len(draws), "scenarios": "all",
        "sets": "all" if exhaustive or up_to <= WHOLE else f"all of up to {WHOLE}; larger ones grown from the front",
    }  # fmt: skip
    return Front(
        stamp(model, recorded, partial=partial),
        outcome if isinstance(outcome, str) else conditions.text(outcome),
        task.target,
        measure,
        tuple(task.without.chances.items()),
        _by_actor(task.model, task.without.prospects),
        tuple(sorted(search.offers, key=lambda each: -each.effect(measure))),
        front,
        tuple(search.skipped),
        search.same,
        search.tried,
        search.whole,
    )


@dataclass(frozen=True)
class Task:
    """What all packages are held against."""

    model: Model
    stage: Stage
    staged: Staged
    condition: Condition
    target: str
    part: Condition
    payers: tuple[str, ...]
    menu: tuple[Commitment, ...]
    closure: Closure
    without: Play


def task_of(
    model: Model,
    outcome: str | Condition,
    stage: Stage,
    payers: Sequence[str] | None,
    given: Mapping[str, str] | None,
    target: str | None,
    measure: str,
) -> Task:
    """Everything about a model and an outcome that does not depend on the package; the model without any is solved.
    Raises Unanswerable, ModelError, TooLarge."""
    if measure not in MEASURES:
        raise Unanswerable(f"there is no measure {measure}; there are {', '.join(MEASURES)}")
    if model.status_quo is None or model.graph is not None:
        raise Unanswerable(
            "packages are made of options and start from today: the model needs options and a status quo"
        )
    chosen, condition = certain(model, given), condition_of(model, outcome)
    aim = target_of(model, condition, target)
    ready = tuple(actor.id for actor in model.actors) if payers is None else tuple(payers)
    for each in ready:
        if each not in {actor.id for actor in model.actors}:
            raise Unanswerable(f"there is no actor {each}; there are {', '.join(a.id for a in model.actors)}")
    staged, part = stage(chosen), their_part(condition, aim, model)
    return Task(
        chosen, stage, staged, condition, aim, part, ready,
        menu(model, condition, aim, ready), Closure(chosen, staged.space, part), play(staged, condition),
    )  # fmt: skip


def menu(model: Model, outcome: Condition, target: str, payers: Sequence[str]) -> tuple[Commitment, ...]:
    """Every value, other than today's, of the payers' options; what the target does of the outcome is not on it."""
    today, spoken = dict(model.status_quo or ()), conditions.names(outcome)
    return tuple(
        (option.id, value)
        for option in model.options
        if option.owner in payers
        and not (option.owner == target and option.id in spoken)
        and option.direction != "fixed"
        for value in option.choices
        if value != today[option.id]
    )


def sets(commitments: Sequence[Commitment], size: int) -> Iterator[tuple[Commitment, ...]]:
    """Every set of commitments of a size, no option twice."""
    for named in combinations(commitments, size):
        if len({option for option, _ in named}) == size:
            yield named


@dataclass
class _Search:
    """Works out packages by growing size. ``whole``: the sets that were to be tried."""

    task: Task
    measure: str
    compare: str
    exhaustive: bool
    progress: Progress | None
    offers: list[Offer] = field(default_factory=list)
    skipped: list[tuple[Package, str]] = field(default_factory=list)
    seen: set[tuple[frozenset[Commitment], Hold]] = field(default_factory=set)
    same: int = 0
    tried: int = 0
    whole: int = 0

    def run(self, up_to: int, holds: Sequence[Hold]) -> bool:
        """Whether an interrupt cut it short."""
        try:
            for size in range(1, up_to + 1):
                wanted = [Package(named, hold=hold) for named in sets(self.task.menu, size) for hold in holds]
                if size > WHOLE and not self.exhaustive:
                    wanted = self._grown(wanted)
                self.whole += len(wanted)
                for package in wanted:
                    self._try(package)
        except KeyboardInterrupt:
            return True
        return False

    def _grown(self, wanted: Sequence[Package]) -> list[Package]:
        """Those that are a package on the front and one commitment more."""
        front = {
            (frozenset(each.package.all), each.package.hold) for each in pareto(self.offers, self.measure, self.compare)
        }
        grown = []
        for package in wanted:
            parts = combinations(package.named, len(package.named) - 1)
            complete = (completed(self.task, replace(package, named=part)) for part in parts)
            if any((frozenset(each.all), each.hold) in front for each in complete if isinstance(each, Package)):
                grown.append(package)
        return grown

    def _try(self, package: Package) -> None:
        complete = completed(self.task, package)
        if isinstance(complete, str):
            self.skipped.append((package, complete))
        elif (key := (frozenset(complete.all), complete.hold)) in self.seen:
            self.same += 1
        else:
            self.seen.add(key)
            try:
                self.offers.append(worked_out(self.task, complete))
            except (Unanswerable, ModelError) as error:
                self.skipped.append((complete, str(error)))
        self.tried += 1
        if self.progress:
            self.progress(self.tried, self.whole)


def completed(task: Task, package: Package) -> Package | str:
    """The package with what it needs, or why it cannot be committed."""
    needed = task.closure.needs(package.named, package.hold)
    if needed is None:
        return "no feasible state has all of it"
    owners = {option.id: option.owner for option in task.model.options}
    allowed = {option for option, _ in task.menu}
    beyond = [f"{option} = {value} of {owners[option]}" for option, value in needed if option not in allowed]
    if beyond:
        return f"it needs {', '.join(beyond)}, which the payers cannot commit"
    return replace(package, needed=needed)


def worked_out(task: Task, package: Package) -> Offer:
    """What comes of a package that can be committed. Raises Unanswerable, ModelError."""
    staged = task.stage(bound(task.model, package, task.part))
    return _compared(task, package, task.without, play(staged, task.condition))


def _compared(task: Task, package: Package, without: Play, found: Play) -> Offer:
    owners = {option.id: option.owner for option in task.model.options}
    paying = {owners[option] for option, _ in package.all}
    return Offer(
        package,
        tuple(actor.id for actor in task.model.actors if actor.id in paying),
        tuple(found.chances.items()),
        tuple((name, found.chances[name] - without.chances[name]) for name in MEASURES),
        _by_actor(task.model, found.prospects - without.prospects),
        found.residual,
        found.unsettled,
    )


def over_draws(
    task: Task, front: Sequence[Offer], draws: Sequence[Draw], measure: str, progress: Progress | None = None
) -> tuple[tuple[Offer, ...], bool]:
    """The offers with bands over draws; and whether an interrupt left draws out. ``progress`` is told (draws done,
    draws in all)."""
    ready = [task.stage(bound(task.model, offer.package, task.part)) for offer in front]
    rows: list[list[Offer]] = []
    partial = False
    try:
        for drawn in draws:
            without = play(task.staged, task.condition, drawn)
            rows.append([
                _compared(task, offer.package, without, play(staged, task.condition, drawn))
                for offer, staged in zip(front, ready, strict=True)
            ])  # fmt: skip
            if progress:
                progress(len(rows), len(draws))
    except KeyboardInterrupt:
        partial = True
    if not rows:
        return tuple(front), partial
    columns = zip(*rows, strict=True)
    return tuple(_banded(offer, column, measure) for offer, column in zip(front, columns, strict=True)), partial


def _banded(offer: Offer, found: Sequence[Offer], measure: str) -> Offer:
    low, high = np.quantile([each.effect(measure) for each in found], (0.1, 0.9))
    agreeing = tuple((actor, float(np.mean([each.cost(actor) <= SAME for each in found]))) for actor in offer.payers)
    return replace(offer, band=(float(low), float(high)), agreeing=agreeing)


def _by_actor(model: Model, numbers: Floats) -> Numbers:
    return tuple((actor.id, float(each)) for actor, each in zip(model.actors, numbers, strict=True))
