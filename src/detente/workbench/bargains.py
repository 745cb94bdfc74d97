"""What the offers page is told by the workers: what can be committed, what a package does and costs, the front.

Chances come by *measure*: ``reached``, ``holding``, ``in_place`` (:mod:`detente.inducement.play`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..report.tables import Table

Hold = Literal["for good", "while kept"]
Commitment = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What offers are about: an outcome by its id, whom it asks to move (empty: whose options it speaks of), and which
    chance is looked at."""

    outcome: str
    target: str = ""
    measure: str = "holding"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One value that ``owner`` could commit itself to."""

    option: str
    value: str
    owner: str
    words: str

    @property
    def commitment(self) -> Commitment:
        return self.option, self.value


@dataclass(frozen=True, slots=True)
class Menu:
    """``target``: whose part the outcome is. ``chance``: without any package, at the middle of everything uncertain;
    ``floor``: the same if every move were made at random. ``until``: the date they are for, or the time till then."""

    target: str
    tickets: tuple[Ticket, ...]
    chance: float
    floor: float
    until: str


@dataclass(frozen=True, slots=True)
class Payer:
    """``gain``: what the package adds to its own prospects, in units of its own worth. ``share``: of the draws in which
    it goes along, None before there are draws."""

    id: str
    label: str
    gain: float
    goes_along: bool
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Bid:
    """A package and what comes of it. ``needed``: what rules demand besides. ``payers``: those whose options are
    committed; ``others``: the other actors and their gains. ``band``: 10% to 90% of the effect over ``draws`` draws.
    ``unsettled``: games that did not converge."""

    named: tuple[Commitment, ...]
    needed: tuple[Commitment, ...]
    hold: Hold
    words: str
    chance: float
    effect: float
    payers: tuple[Payer, ...]
    others: tuple[Payer, ...]
    unsettled: int
    band: tuple[float, float] | None = None
    draws: int = 0
    partial: bool = False

    @property
    def cost(self) -> float:
        """What the payer who pays most loses; 0 where nobody does."""
        return max((max(-each.gain, 0.0) for each in self.payers), default=0.0)

    @property
    def agreed(self) -> bool:
        """Whether every payer is at least as well off."""
        return all(each.goes_along for each in self.payers)


@dataclass(frozen=True, slots=True)
class Priced:
    """A package, or why it cannot be committed."""

    bid: Bid | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """``extra``: units of worth that the target would have to get while the outcome holds; None: no worth is enough."""

    target: str
    threshold: float
    extra: float | None


@dataclass(frozen=True, slots=True)
class Fronted:
    """All packages that were worked out, and which of them (by place) no other one beats; ``listed``: the same, with
    bands where these were asked for. ``sentences``: what the report says of them. ``partial``: the work was stopped."""

    bids: tuple[Bid, ...]
    front: tuple[int, ...]
    listed: tuple[Bid, ...]
    sentences: tuple[str, ...]
    table: Table
    partial: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Sentences and the tables that go with them."""

    sentences: tuple[str, ...]
    tables: tuple[Table, ...]
