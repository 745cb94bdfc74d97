"""Who takes part, and what each can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .quantities import Quantity, between, fixed

Direction = Literal["both", "forward", "backward", "fixed"]
"""How an option may change: either way; only to a later choice (no -> yes); only to an earlier one; not at all."""

YES_NO = ("no", "yes")

DEFAULT_TEMPO = fixed(4.0)
DEFAULT_PRECISION = between(4.0, 16.0)
DEFAULT_FORESIGHT = between(1.0, 4.0)
DEFAULT_MOVE_COST = fixed(0.0)


@dataclass(frozen=True, slots=True)
class Actor:
    """A decision maker.

    ``tempo``: how often it gets to reconsider, per year. ``precision``: logit precision per unit of worth (1: a
    steady difference of 1 makes the better move e times likelier). ``foresight``: 1 / discount rate, in years.
    ``move_cost``: one-off cost of any move, in units of worth times years. These four matter only to the process
    of moves.
    """

    id: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    tempo: Quantity = DEFAULT_TEMPO
    precision: Quantity = DEFAULT_PRECISION
    foresight: Quantity = DEFAULT_FORESIGHT
    move_cost: Quantity = DEFAULT_MOVE_COST
    because: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Option:
    """Something that one actor alone decides. ``choices[0]`` is the default; a yes/no option has ``("no", "yes")``."""

    owner: str
    name: str
    text: str = ""
    choices: tuple[str, ...] = YES_NO
    direction: Direction = "both"
    because: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.owner}.{self.name}"

    @property
    def is_yes_no(self) -> bool:
        return self.choices == YES_NO
