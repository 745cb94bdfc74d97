"""The feasible states: codes, names, values.

S states over O options. A state is one unsigned 64-bit *code*: option ``o`` occupies ``widths[o]`` bits from bit
``shifts[o]`` on and holds the index of its choice (0 = first choice = "no"). Option 0 sits in the lowest bits, and
``codes`` ascend, so states come in the order NN, YN, NY, YY. A model given as an explicit graph has no options; its
codes are 0..S-1 and its names are listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, reduce

import numpy as np
import numpy.typing as npt

from ..model import Condition, Option, conditions
from ..model.model import STATE

Codes = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]

NOTHING = "nothing"
"""The name of the state in which every option has its first choice."""


@dataclass(frozen=True)
class Space:
    """S feasible states. ``codes``: uint64 [S], ascending. ``listed``: the names of an explicit graph's states."""

    options: tuple[Option, ...]
    codes: Codes
    shifts: tuple[int, ...] = field(default=())
    widths: tuple[int, ...] = field(default=())
    listed: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return len(self.codes)

    def values(self, state: int) -> tuple[str, ...]:
        """The choice of each option in a state, in option order."""
        code = int(self.codes[state])
        places = zip(self.options, self.shifts, self.widths, strict=True)
        return tuple(option.choices[code >> shift & (1 << width) - 1] for option, shift, width in places)

    def name(self, state: int) -> str:
        """A name that does not change when options or states are added: what differs from the first choices."""
        if self.listed:
            return self.listed[state]
        pairs = zip(self.options, self.values(state), strict=True)
        said = [
            option.id if option.is_yes_no else f"{option.id}={value}"
            for option, value in pairs
            if value != option.choices[0]
        ]
        return "+".join(said) or NOTHING

    def names(self, states: npt.NDArray[np.int64] | None = None) -> list[str]:
        """The names of many states (None: all of them), as :meth:`name` gives them one by one."""
        chosen = np.arange(self.size) if states is None else np.asarray(states, np.int64)
        if self.listed:
            return [self.listed[state] for state in chosen.tolist()]
        return [said or NOTHING for said in self._said(self.codes[chosen], 0, len(self.options))]

    def _said(self, codes: Codes, first: int, last: int) -> list[str]:
        """What the options ``first`` to ``last - 1`` add to the names of states: worked out once per distinct part."""
        if last - first <= 1:
            return self._parts(codes, first) if last > first else [""] * len(codes)
        middle, end = (first + last) // 2, self.shifts[last - 1] + self.widths[last - 1]
        cut = self.shifts[middle]
        low, low_places = np.unique(codes & np.uint64((1 << cut) - 1), return_inverse=True)
        high_mask = (1 << end) - (1 << cut)
        high, high_places = np.unique(codes & np.uint64(high_mask), return_inverse=True)
        left, right = self._said(low, first, middle), self._said(high, middle, last)
        pairs = zip(low_places.tolist(), high_places.tolist(), strict=True)
        return [f"{left[a]}+{right[b]}" if left[a] and right[b] else left[a] or right[b] for a, b in pairs]

    def _parts(self, codes: Codes, place: int) -> list[str]:
        option, mask = self.options[place], np.uint64((1 << self.widths[place]) - 1)
        said = [option.id if option.is_yes_no else f"{option.id}={choice}" for choice in option.choices]
        said[0] = ""
        return [said[index] for index in (codes >> np.uint64(self.shifts[place]) & mask).tolist()]

    def index(self, code: int) -> int:
        """The state with a code, or -1 if it is not feasible."""
        place = int(np.searchsorted(self.codes, np.uint64(code)))
        return place if place < self.size and int(self.codes[place]) == code else -1

    def column(self, name: str) -> npt.NDArray[np.int64]:
        """The index of an option's choice (or the state's own index for ``state``) in every state: int64 [S]."""
        if name == STATE and self.listed:
            return self.codes.astype(np.int64)
        place = self.places[name]
        field_mask = np.uint64((1 << self.widths[place]) - 1)
        return (self.codes >> np.uint64(self.shifts[place]) & field_mask).astype(np.int64)

    @cached_property
    def places(self) -> dict[str, int]:
        """The position of each option in ``options``, by id."""
        return {option.id: place for place, option in enumerate(self.options)}

    def choices(self, name: str) -> tuple[str, ...]:
        if name == STATE and self.listed:
            return self.listed
        return self.options[self.places[name]].choices

    def where(self, condition: Condition, known: dict[Condition, Mask] | None = None) -> Mask:
        """The states in which a condition holds: bool [S]. Scenario variables must be replaced beforehand.

        ``known``: where comparisons already looked at are kept, for callers with many conditions.
        """
        known = {} if known is None else known
        match condition:
            case conditions.Constant(value):
                return np.full(self.size, value)
            case conditions.Is():
                if condition not in known:
                    known[condition] = self._where_is(condition.name, condition.value)
                return known[condition]
            case conditions.Not(inner):
                return ~self.where(inner, known)
            case conditions.And(parts):
                return reduce(np.logical_and, [self.where(part, known) for part in parts] or [np.full(self.size, True)])
            case conditions.Or(parts):
                return reduce(np.logical_or, [self.where(part, known) for part in parts] or [np.full(self.size, False)])
            case conditions.Implies(left, right):
                return ~self.where(left, known) | self.where(right, known)
            case conditions.Iff(left, right):
                return np.asarray(self.where(left, known) == self.where(right, known))
            case conditions.Count(low, high, parts):
                none = np.zeros(self.size, dtype=np.int16)
                count = reduce(np.add, [self.where(part, known) for part in parts], none)
                return np.asarray((low <= count) & (count <= high))

    def _where_is(self, name: str, value: str) -> Mask:
        """The states in which ``name`` has ``value``; nowhere if a listed state of that name is not feasible."""
        if name == STATE and self.listed:
            wanted = self.listed.index(value) if value in self.listed else -1
            return np.asarray(self.column(name) == wanted)
        place = self.places[name]
        shift, width = self.shifts[place], self.widths[place]
        field_mask = np.uint64((1 << width) - 1 << shift)
        return np.asarray(self.codes & field_mask == np.uint64(self.options[place].choices.index(value) << shift))
