"""The feasible states as a binary decision diagram: exact counts, and enumeration without dead ends.

Options take bits: option o with c choices holds the index of its choice in ceil(log2 c) bits, option 0 lowest. The
rules of one scenario are a Boolean function of these bits (unused bit patterns excluded); several scenarios are joined
by "or". The function is kept as a reduced ordered diagram (Bryant 1986). Its size depends on the order of the bits:
first the order of the codes is tried (highest bit on top: a walk then meets the codes in ascending order), and where
that grows too large, an order that brings the options of each rule together (FORCE: Aloul, Markov & Sakallah 2003).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import and_, or_

import numpy as np
import numpy.typing as npt
from oxidd.bdd import BDDFunction, BDDManager
from oxidd.util import DDMemoryError

from ..errors import TooLarge, Unanswerable
from ..model import Condition, Model, Option, conditions
from ..model.scenario import Assignment

NODE_LIMIT = 2**20
"""Nodes that a diagram may have while it is built (about 40 MB, reached within a second or two)."""

Constraint = tuple[str, Condition]
"""A path (``rules.ID``, ``consequences.ID``) and what must hold in every feasible state."""

FALSE_NODE, TRUE_NODE = 0, 1


def layout(options: tuple[Option, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lowest bit and the number of bits of each option."""
    widths = tuple((len(option.choices) - 1).bit_length() for option in options)
    return tuple(sum(widths[:place]) for place in range(len(widths))), widths


def constraints(model: Model, scenario: Assignment) -> tuple[Constraint, ...]:
    """What must hold in every state that is feasible under a scenario: the rules, and that consequences have followed.

    Raises :class:`Unanswerable` where a rule depends on a scenario variable without a value.
    """
    values = dict(scenario)
    found = [(f"rules.{rule.id}", conditions.assume(rule.condition, values)) for rule in model.rules]
    for each in model.consequences:
        sets = conditions.conjunction(tuple(conditions.Is(name, value) for name, value in each.sets))
        followed = conditions.assume(conditions.Implies(each.when, sets), values)
        found.append((f"consequences.{each.id}", followed))
    for path, condition in found:
        require_known(model, condition, path)
    return tuple(found)


def require_known(model: Model, condition: Condition, path: str) -> None:
    """Raise :class:`Unanswerable` if a condition depends on a scenario variable that has no value."""
    variables = {variable.id for variable in model.scenario}
    for name in sorted(conditions.names(condition) & variables):
        raise Unanswerable(f"{path} depends on {name}; give the scenario a value for {name}")


@dataclass(frozen=True)
class Nodes:
    """A diagram as arrays over N nodes; node 0 is false, node 1 is true. ``bits``: int64 [B], the bit of the code that
    each level decides, top level first. ``levels``: int64 [N]; ``low``, ``high``: int64 [N], the node that follows
    when the bit is 0 or 1; ``root``: the first node."""

    bits: npt.NDArray[np.int64]
    levels: npt.NDArray[np.int64]
    low: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]
    root: int

    @property
    def is_sorted(self) -> bool:
        """Whether a walk meets the codes in ascending order."""
        return bool(np.all(np.diff(self.bits) < 0))


class Diagram:
    """The states that satisfy one of several sets of constraints. ``bits``: the bits of the code, top level first."""

    def __init__(self, options: tuple[Option, ...], order: tuple[int, ...]) -> None:
        shifts, widths = layout(options)
        self.options = {option.id: place for place, option in enumerate(options)}
        self.choices = tuple(option.choices for option in options)
        self.bits = tuple(
            bit for place in order for bit in reversed(range(shifts[place], shifts[place] + widths[place]))
        )
        self._level = {bit: level for level, bit in enumerate(self.bits)}
        self._fields = tuple(range(shift, shift + width) for shift, width in zip(shifts, widths, strict=True))
        self._manager = BDDManager(NODE_LIMIT, NODE_LIMIT, 1)
        self._manager.add_vars(len(self.bits))
        self._valid = reduce(and_, map(self._used_choices, range(len(options))), self._manager.true())
        self.root = self._manager.false()

    def include(self, required: Iterable[Condition]) -> None:
        """Add the states in which all of these conditions hold."""
        self.root = self.root | reduce(and_, map(self._function, required), self._valid)

    def count(self) -> int:
        """The exact number of states."""
        return int(self.root.sat_count(len(self.bits)))

    def nodes(self) -> Nodes:
        """The diagram as arrays, for a walk."""
        false, true = self._manager.false(), self._manager.true()
        numbers, pending = {false: FALSE_NODE, true: TRUE_NODE}, [self.root]
        rows = [(len(self.bits), 0, 0), (len(self.bits), 1, 1)]
        inner: list[BDDFunction] = []
        while pending:
            function = pending.pop()
            if function not in numbers:
                numbers[function] = len(inner) + 2
                inner.append(function)
                pending.extend(function.cofactors())
        for function in inner:
            high, low = function.cofactors()
            rows.append((function.node_level(), numbers[low], numbers[high]))
        levels, lows, highs = np.array(rows, dtype=np.int64).T.copy()
        return Nodes(np.array(self.bits, dtype=np.int64), levels, lows, highs, numbers[self.root])

    def _value(self, place: int, choice: int) -> BDDFunction:
        """Option number ``place`` has its choice number ``choice``."""
        found = self._manager.true()
        for position, bit in enumerate(self._fields[place]):
            level = self._level[bit]
            found = found & (self._manager.var(level) if choice >> position & 1 else self._manager.not_var(level))
        return found

    def _used_choices(self, place: int) -> BDDFunction:
        size = len(self.choices[place])
        if size == 1 << len(self._fields[place]):
            return self._manager.true()
        return reduce(or_, (self._value(place, choice) for choice in range(size)), self._manager.false())

    def _function(self, condition: Condition) -> BDDFunction:
        match condition:
            case conditions.Constant(value):
                return self._manager.true() if value else self._manager.false()
            case conditions.Is(name, value):
                place = self.options[name]
                return self._value(place, self.choices[place].index(value))
            case conditions.Not(inner):
                return ~self._function(inner)
            case conditions.And(parts):
                return reduce(and_, map(self._function, parts), self._manager.true())
            case conditions.Or(parts):
                return reduce(or_, map(self._function, parts), self._manager.false())
            case conditions.Implies(left, right):
                return self._function(left).imp(self._function(right))
            case conditions.Iff(left, right):
                return self._function(left).equiv(self._function(right))
            case conditions.Count(low, high, parts):
                return self._counted(low, high, tuple(map(self._function, parts)))

    def _counted(self, low: int, high: int, parts: tuple[BDDFunction, ...]) -> BDDFunction:
        """At least ``low`` and at most ``high`` of the parts: ``exact[k]`` says that k of those seen so far hold."""
        false = self._manager.false()
        exact = [self._manager.true()]
        for part in parts:
            shifted = [false, *exact]
            exact = [part.ite(one_less, same) for one_less, same in zip(shifted, [*exact, false], strict=True)]
            exact = exact[: high + 1]
        return reduce(or_, exact[max(low, 0) :], false)


def diagram(options: tuple[Option, ...], alternatives: Iterable[tuple[Constraint, ...]]) -> Diagram:
    """The states that satisfy all constraints of at least one of the alternatives.

    Raises :class:`TooLarge` where no order tried keeps the diagram within ``NODE_LIMIT``.
    """
    wanted = list(dict.fromkeys(tuple(condition for _, condition in each) for each in alternatives))
    natural = tuple(reversed(range(len(options))))
    for order in (natural, gathered(options, chain.from_iterable(wanted))):
        try:
            made = Diagram(options, order)
            for required in wanted:
                made.include(required)
        except DDMemoryError:
            continue
        return made
    raise TooLarge(
        f"the rules tie {len(options)} options together too tightly to count the states (more than {NODE_LIMIT:,} "
        "nodes); name fewer options or simpler rules"
    )


def gathered(options: tuple[Option, ...], required: Iterable[Condition]) -> tuple[int, ...]:
    """An order of the options that brings those of each condition together: in turn each condition moves to the centre
    of its options and each option to the centre of its conditions, as long as the total span shrinks."""
    places = {option.id: place for place, option in enumerate(options)}
    edges = [[places[name] for name in sorted(conditions.names(each))] for each in required]
    edges = [edge for edge in edges if len(edge) > 1]
    order, best = list(range(len(options))), float("inf")
    while True:
        position = {place: at for at, place in enumerate(order)}
        span = sum(max(map(position.__getitem__, edge)) - min(map(position.__getitem__, edge)) for edge in edges)
        if span >= best:
            return tuple(reversed(order))
        best, pulls = span, {place: [float(at)] for place, at in position.items()}
        for edge in edges:
            centre = sum(position[place] for place in edge) / len(edge)
            for place in edge:
                pulls[place].append(centre)
        order.sort(key=lambda place, pulls=pulls: sum(pulls[place][1:] or pulls[place]) / len(pulls[place][1:] or [0]))
