"""Commitments: what an actor binds itself to, for good or while the other side keeps its part.

A commitment is a value of one option. *For good*: the option takes the value today and nobody can leave it
(:func:`detente.model.circumstances.hold`). *While kept*: the payer is bound only as long as a condition of the other
side holds. With c that condition and o = v the commitment, the model gains

    when: c and o != v, sets: {o: v}

a forced consequence, so whoever brings c about gets v in the same step; while c holds nobody can leave v, since a state
in which a consequence is not followed is not feasible; once c is over the payer is free again. Before c the payer may
give v or not, as it likes.

What rules demand besides (a zone that needs a green light) is found as *needs*: the options that have one and the same
value, other than today's, in every feasible state with the commitments (and c), and not in every state without them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..errors import Unanswerable
from ..model import Condition, Consequence, Model, conditions
from ..model.circumstances import broken_today, hold, likeliest, settle
from ..model.conditions import And, Is, Not
from ..space import Space
from ..space.states import Mask

Hold = Literal["for good", "while kept"]
HOLDS: tuple[Hold, ...] = ("for good", "while kept")

Commitment = tuple[str, str]
"""An option's id and the value it is committed to."""


@dataclass(frozen=True, slots=True)
class Package:
    """``named``: the commitments that were asked for. ``needed``: what rules demand besides; equally committed."""

    named: tuple[Commitment, ...]
    needed: tuple[Commitment, ...] = ()
    hold: Hold = "for good"

    @property
    def all(self) -> tuple[Commitment, ...]:
        return self.named + self.needed

    def words(self) -> str:
        said = ", ".join(option if value == "yes" else f"{option} = {value}" for option, value in self.named)
        more = ", ".join(option if value == "yes" else f"{option} = {value}" for option, value in self.needed)
        return f"{said}{f' (needs {more})' if more else ''}, {self.hold}"


def bound(model: Model, package: Package, part: Condition) -> Model:
    """The model in which a package is committed; ``part``: the other side's part. Raises Unanswerable where it
    cannot be."""
    return hold(model, package.all) if package.hold == "for good" else kept(model, package.all, part)


def kept(model: Model, commitments: tuple[Commitment, ...], part: Condition) -> Model:
    """The model in which options are held at values while ``part`` holds. Raises Unanswerable where today forbids
    it."""
    follows = tuple(
        Consequence(f"given-{option}", And((part, Not(Is(option, value)))), ((option, value),))
        for option, value in commitments
    )
    changed = replace(model, consequences=model.consequences + follows)
    if model.status_quo is None:
        return changed
    today = settle(dict(model.status_quo), changed.consequences, dict(likeliest(model, model.as_of or None)))
    changed = replace(changed, status_quo=tuple(today.items()))
    broken = next(iter(broken_today(changed)), None)
    if broken is not None:
        raise Unanswerable(f"keeping {', '.join(option for option, _ in commitments)} breaks a rule today: {broken.id}")
    return changed


def their_part(outcome: Condition, target: str, model: Model) -> Condition:
    """What the target does of an outcome: its parts that speak of the target's options alone, or else all of it."""
    own = {option.id for option in model.options if option.owner == target}
    parts = outcome.parts if isinstance(outcome, And) else (outcome,)
    mine = tuple(part for part in parts if conditions.names(part) and conditions.names(part) <= own)
    return conditions.conjunction(mine) if mine else outcome


class Closure:
    """What commitments need, from the feasible states of all scenarios (``space``)."""

    def __init__(self, model: Model, space: Space, part: Condition) -> None:
        self.space, self.today = space, dict(model.status_quo or ())
        self.worldless = {variable.id for variable in model.scenario}.isdisjoint(conditions.names(part))
        self.inside: Mask = space.where(part) if self.worldless else np.ones(space.size, dtype=np.bool_)
        self.anyway = dict(self._constant(self.inside))

    def needs(self, named: tuple[Commitment, ...], hold: Hold) -> tuple[Commitment, ...] | None:
        """What the commitments need besides; None where no feasible state has them."""
        mask = np.ones(self.space.size, dtype=np.bool_) if hold == "for good" else self.inside.copy()
        for option, value in named:
            mask &= self.space.where(Is(option, value))
        if not mask.any():
            return None
        without = {} if hold == "for good" else self.anyway
        done = dict(named)
        return tuple(each for each in self._constant(mask) if each[0] not in done and without.get(each[0]) != each[1])

    def _constant(self, mask: Mask) -> list[Commitment]:
        """Options with one value in all these states, other than today's."""
        found = []
        for option in self.space.options:
            values = np.unique(self.space.column(option.id)[mask])
            if len(values) == 1 and option.choices[int(values[0])] != self.today.get(option.id):
                found.append((option.id, option.choices[int(values[0])]))
        return found
