"""Claims in the machine form."""

from __future__ import annotations

from ..model import Claim
from ..model.claims import Chance, Interaction, Needs, Prefers, Rather, Reaches, Rests, Shift, Suffices, Test
from ..model.conditions import text
from ..model.model import Values
from .emit import Plain, Tree
from .numbers import written

Fields = dict[str, Tree]


def claim_tree(claim: Claim) -> Fields:
    """A claim, its circumstances and its test."""
    around = claim.circumstances
    fields: Fields = {
        "says": claim.says,
        "by": claim.claimed_by,
        "answers": claim.answers,
        "because": list(claim.because),
        "given": _pairs(around.given),
        "reading": around.reading,
        "hold": _pairs(around.commit),
        "without": list(around.without),
    }
    kept: Fields = {key: value for key, value in fields.items() if value}
    return kept | {"test": test_tree(claim.test)}


def _pairs(values: Values) -> Fields:
    return dict(values)


def _number(value: float) -> Plain:
    return Plain(written(value))


def test_tree(test: Test) -> Fields:
    """A test by its keys."""
    match test:
        case Rests(condition, concept, actor, every, expected):
            fields: Fields = {"rests" if expected else "does_not_rest": text(condition), "concept": concept}
            if actor is not None:
                fields["actor"] = actor
            return fields | ({"every": "yes"} if every else {})
        case Reaches(condition, by, expected):
            return {"reaches" if expected else "cannot_reach": text(condition), "through": by}
        case Prefers(actor, better, worse):
            return {"prefers": actor, "better": _pairs(better), "worse": _pairs(worse)}
        case Rather(actor, rather, than):
            return {"actor": actor, "rather": _pairs(rather), "than": _pairs(than)}
        case _:
            return _process_test(test) | _when(test)


def _when(test: Chance | Shift | Needs | Suffices | Interaction) -> Fields:
    by: Fields = {} if test.by is None else {"within": Plain(f"{written(test.by)} years")}
    return by | {"measure": test.measure}


def _process_test(test: Chance | Shift | Needs | Suffices | Interaction) -> Fields:
    """A test that needs the process of moves."""
    match test:
        case Chance(outcome, low, high):
            return {"outcome": text(outcome), "chance": _bounds(low, high)}
        case Shift(outcome, direction, commit, given, margin):
            fields: Fields = {direction: text(outcome)}
            fields |= {"commit": _pairs(commit)} if commit else {}
            fields |= {"under": _pairs(given)} if given else {}
            return fields | {"margin": _number(margin)}
        case Needs(outcome, condition, bound):
            return {"outcome": text(outcome), "needs": text(condition), "at_most": _number(bound)}
        case Suffices(outcome, commit, bound, expected):
            key = "suffices" if expected else "not_enough"
            return {"outcome": text(outcome), key: _pairs(commit), "at_least": _number(bound)}
        case Interaction(outcome, commit, while_, instead, direction, margin):
            return {
                "outcome": text(outcome),
                "commit": _pairs(commit),
                f"{direction}_while": _pairs(while_),
                "than_while": _pairs(instead),
                "margin": _number(margin),
            }


def _bounds(low: float, high: float) -> Plain:
    if high >= 1.0:
        return Plain(f"at least {written(low)}")
    return Plain(f"at most {written(high)}" if low <= 0.0 else f"between {written(low)} and {written(high)}")
