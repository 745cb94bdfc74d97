"""A state by what a person writes: its name, its pattern of Y and N, or its code."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np

from ..errors import Unanswerable
from .states import NOTHING, Codes, Space

SHOWN = 3
"""States that are suggested."""

COMPARED = 2**12
"""States whose names are compared with a text that fits none."""


def find(space: Space, text: str) -> int:
    """The state that a text names.

    Accepted: a name as :meth:`Space.name` gives it, parts joined by ``+`` in any order (``a.x+b.y=high``, ``nothing``);
    one letter ``Y`` or ``N`` per option where all are yes/no; ``#`` and the state's code. Raises
    :class:`Unanswerable`, with close matches, where no feasible state is meant.
    """
    said = text.strip()
    if said in space.listed:
        return space.listed.index(said)
    code = _code(space, said)
    state = -1 if code is None else space.index(code)
    if state >= 0:
        return state
    raise Unanswerable(_sentence(space, said, code))


def _code(space: Space, said: str) -> int | None:
    """The code that a text stands for, feasible or not; None where it is not understood."""
    if said.startswith("#"):
        number = said[1:].strip()
        return int(number) if number.isascii() and number.isdigit() and int(number) < 2**64 else None
    if space.listed:
        return None
    if said == NOTHING:
        return 0
    if len(said) == len(space.options) and set(said) <= {"Y", "N"} and all(each.is_yes_no for each in space.options):
        return sum((letter == "Y") << shift for letter, shift in zip(said, space.shifts, strict=True))
    return _from_parts(space, said)


def _from_parts(space: Space, said: str) -> int | None:
    places = {option.id: place for place, option in enumerate(space.options)}
    values: dict[str, int] = {}
    for part in said.split("+"):
        name, equals, value = (each.strip() for each in part.partition("="))
        if name not in places or name in values:
            return None
        option = space.options[places[name]]
        if not equals and option.is_yes_no:
            value = "yes"
        if value not in option.choices:
            return None
        values[name] = option.choices.index(value)
    return sum(choice << space.shifts[places[name]] for name, choice in values.items())


def _sentence(space: Space, said: str, code: int | None) -> str:
    if code is None:
        names = [space.name(state) for state in range(min(space.size, COMPARED))]
        close = get_close_matches(said, names, SHOWN, 0.5)
        why = f"no state is called {said!r}"
    else:
        near: Codes = np.bitwise_count(space.codes ^ np.uint64(code)).astype(np.uint64)
        close = [space.name(int(state)) for state in np.argsort(near, kind="stable")[:SHOWN]]
        why = f"{said} is not feasible: the rules forbid it"
    return f"{why}; close: {', '.join(close)}" if close else f"{why}; for example: {space.name(0)}"
