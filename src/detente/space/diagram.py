"""The feasible states as a binary decision diagram: exact counts, and enumeration without dead ends.

Options take bits: option o with c choices holds the index of its choice in ceil(log2 c) bits, option 0 lowest. The
rules of one scenario are a Boolean function of these bits (unused bit patterns excluded); several scenarios are joined
by "or". The function is kept as a decision diagram. Its size depends on the order of the bits: first the order of the
codes is tried (highest bit on top: a walk then meets the codes in ascending order), and where that grows too large, an
order that brings the options of each rule together (FORCE: Aloul, Markov & Sakallah 2003).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from itertools import chain, pairwise
from statistics import fmean

from ..errors import TooLarge, Unanswerable
from ..model import Condition, Model, Option, conditions
from ..model.scenario import Assignment
from .nodes import FALSE, NODE_LIMIT, TRUE, Full, Nodes

Constraint = tuple[str, Condition]
"""A path (``rules.ID``, ``consequences.ID``) and what must hold in every feasible state."""


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


class Diagram:
    """The states that satisfy one of several sets of constraints, as node ``root`` of ``nodes``. ``bits``: the bits of
    the code in the order in which they are decided, top level first."""

    def __init__(self, options: tuple[Option, ...], order: tuple[int, ...]) -> None:
        shifts, widths = layout(options)
        self.options = {option.id: place for place, option in enumerate(options)}
        self.choices = tuple(option.choices for option in options)
        self._fields = tuple(range(shift, shift + width) for shift, width in zip(shifts, widths, strict=True))
        self.bits = tuple(bit for place in order for bit in reversed(self._fields[place]))
        self._level = {bit: level for level, bit in enumerate(self.bits)}
        self.nodes = Nodes(len(self.bits))
        self._valid = reduce(self.nodes.both, map(self._used_choices, range(len(options))), TRUE)
        self.root = FALSE

    @property
    def is_sorted(self) -> bool:
        """Whether a walk meets the codes in ascending order."""
        return all(upper > lower for upper, lower in pairwise(self.bits))

    def include(self, required: Iterable[Condition]) -> None:
        """Add the states in which all of these conditions hold."""
        found = reduce(self.nodes.both, map(self._function, required), self._valid)
        self.root = self.nodes.either(self.root, found)

    def count(self) -> int:
        """The exact number of states."""
        return self.nodes.count(self.root)

    def _value(self, place: int, choice: int) -> int:
        """Option number ``place`` has its choice number ``choice``."""
        bits = (
            self.nodes.bit(self._level[bit], bool(choice >> position & 1))
            for position, bit in enumerate(self._fields[place])
        )
        return reduce(self.nodes.both, bits, TRUE)

    def _used_choices(self, place: int) -> int:
        size = len(self.choices[place])
        if size == 1 << len(self._fields[place]):
            return TRUE
        return reduce(self.nodes.either, (self._value(place, choice) for choice in range(size)), FALSE)

    def _function(self, condition: Condition) -> int:
        nodes = self.nodes
        match condition:
            case conditions.Constant(value):
                return TRUE if value else FALSE
            case conditions.Is(name, value):
                place = self.options[name]
                return self._value(place, self.choices[place].index(value))
            case conditions.Not(inner):
                return nodes.negation(self._function(inner))
            case conditions.And(parts):
                return reduce(nodes.both, map(self._function, parts), TRUE)
            case conditions.Or(parts):
                return reduce(nodes.either, map(self._function, parts), FALSE)
            case conditions.Implies(left, right):
                return nodes.either(nodes.negation(self._function(left)), self._function(right))
            case conditions.Iff(left, right):
                return nodes.negation(nodes.differ(self._function(left), self._function(right)))
            case conditions.Count(low, high, parts):
                return self._counted(low, high, [self._function(part) for part in parts])

    def _counted(self, low: int, high: int, parts: list[int]) -> int:
        """At least ``low`` and at most ``high`` of the parts: ``exact[k]`` says that k of those seen so far hold."""
        nodes, exact = self.nodes, [TRUE]
        for part in parts:
            without = nodes.negation(part)
            exact = [
                nodes.either(nodes.both(part, fewer), nodes.both(without, same))
                for fewer, same in zip([FALSE, *exact], [*exact, FALSE], strict=True)
            ][: max(high, 0) + 1]
        return reduce(nodes.either, exact[max(low, 0) :] if high >= 0 else [], FALSE)


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
        except Full:
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
        order = sorted(order, key={place: fmean(pull[1:] or pull) for place, pull in pulls.items()}.__getitem__)
