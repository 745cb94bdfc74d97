"""A model without what a claim speaks about: to see whether the claim holds for an unrelated reason.

Taken out are wants, priorities, rules, costs and consequences that share a piece of evidence with the claim, or that
mention a name of its subject. A ranking that shares evidence is dropped (its actor becomes indifferent). What cannot be
taken out (actors, options, scenario variables) stays.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from itertools import chain

from ..model import Claim, Condition, Model, Preference, Priorities, Ranking, Wants, conditions


@dataclass(frozen=True)
class _Subject:
    evidence: Set[str]
    names: Set[str]

    def touches(self, because: tuple[str, ...], *said: Condition) -> bool:
        mentioned = frozenset(chain.from_iterable(map(conditions.names, said)))
        return bool(self.evidence & set(because)) or bool(self.names & mentioned)


def without_subject(model: Model, claim: Claim, names: Set[str]) -> Model | None:
    """The model of a claim's reading without what the claim speaks about; None if nothing in it does."""
    chosen = model.reading(claim.circumstances.reading)
    subject = _Subject(frozenset(claim.because), names)
    bare = replace(
        chosen,
        rules=tuple(each for each in chosen.rules if not subject.touches(each.because, each.condition)),
        soft_rules=tuple(each for each in chosen.soft_rules if not subject.touches(each.because, each.condition)),
        consequences=tuple(each for each in chosen.consequences if not subject.touches(each.because, each.when)),
        preferences=tuple((actor, _kept(each, subject)) for actor, each in chosen.preferences),
        claims=(),
        readings=(),
    )
    return None if bare == replace(chosen, claims=(), readings=()) else bare


def _kept(preference: Preference, subject: _Subject) -> Preference:
    match preference:
        case Wants(wants):
            return Wants(tuple(each for each in wants if not subject.touches(each.because, each.condition)))
        case Priorities(statements):
            return Priorities(tuple(each for each in statements if not subject.touches(each.because, each.condition)))
        case Ranking(because=because):
            return Wants(()) if subject.touches(because) else preference
