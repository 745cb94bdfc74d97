"""The test of a claim in words: what must come out for the claim to hold."""

from __future__ import annotations

from ..model import Condition, Model
from ..model.claims import Chance, Interaction, Needs, Prefers, Rather, Reaches, Rests, Shift, Suffices, Test
from .words import condition_words, percent, sentence, value_words

CONCEPTS = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "sseq": "SSEQ", "sim": "SIM"}

MEASURES = {"reached": "comes about", "holding": "holds", "in_place": "is in place"}


def test_words(model: Model, test: Test) -> str:
    """``The chance that “dprk.talks” comes about by the horizon is at least 50 %.``"""
    match test:
        case Rests() | Reaches() | Prefers():
            return _verdict(model, test)
        case Chance(outcome, low, high):
            return f"{_chance(model, test, outcome)} is {_bounds(low, high)}."
        case Shift(outcome, direction, commit, given, margin):
            verb = {"raises": "raises", "lowers": "lowers", "no_effect": "changes"}[direction]
            size = f"by at most {percent(margin)}" if direction == "no_effect" else f"by at least {percent(margin)}"
            sure = f"taking {value_words(given)} for certain" if given else ""
            done = " and ".join(part for part in (f"holding {value_words(commit)}" if commit else "", sure) if part)
            return sentence(f"{done or 'nothing'} {verb} {_lower(model, test, outcome)} {size}")
        case Needs(outcome, condition, bound):
            without = f"Where “{condition_words(condition)}” can never hold"
            return f"{without}, {_lower(model, test, outcome)} is at most {percent(bound)}."
        case Suffices(outcome, commit, bound, expected):
            reaches = "reaches" if expected else "does not reach"
            return f"With {value_words(commit)} held, {_lower(model, test, outcome)} {reaches} {percent(bound)}."
        case Rather(actor, rather, than):
            name = model.actor(actor).label
            return f"Today is worth more to {name} with {value_words(rather)} than with {value_words(than)}."
        case Interaction(outcome, commit, while_, instead, direction, margin):
            return (
                f"Holding {value_words(commit)} changes {_lower(model, test, outcome)} {direction} with "
                f"{value_words(while_)} than with {value_words(instead)}, by at least {percent(margin)}."
            )


def _verdict(model: Model, test: Rests | Reaches | Prefers) -> str:
    match test:
        case Rests(condition, concept, actor, every, expected):
            whom = model.actor(actor).label if actor else "everybody"
            which = "Every" if every and expected else "Not every" if every else "Some" if expected else "No"
            held = f"state in which “{condition_words(condition)}” holds"
            return f"{which} {held} is stable ({CONCEPTS[concept]}) for {whom}."
        case Reaches(condition, by, expected):
            can = "can" if expected else "cannot"
            how = "by improvements alone" if by == "improvements" else "by any moves"
            return f"Play {can} get from today to a state in which “{condition_words(condition)}” holds, {how}."
        case Prefers(actor, better, worse):
            name = model.actor(actor).label
            return f"To {name} today with {value_words(better)} is better than today with {value_words(worse)}."


def _chance(model: Model, test: Chance | Shift | Needs | Suffices | Interaction, outcome: Condition) -> str:
    if test.measure == "in_place":
        return f"The share of the time {_when(test.by, 'until')} in which “{_name(model, outcome)}” holds"
    return f"The chance that “{_name(model, outcome)}” {MEASURES[test.measure]} {_when(test.by, 'by')}"


def _lower(model: Model, test: Chance | Shift | Needs | Suffices | Interaction, outcome: Condition) -> str:
    said = _chance(model, test, outcome)
    return said[0].lower() + said[1:]


def _name(model: Model, outcome: Condition) -> str:
    """An outcome that the model names goes by its text."""
    named = (each.text or each.id for each in model.outcomes if each.condition == outcome)
    return next(named, condition_words(outcome))


def _when(years: float | None, word: str) -> str:
    return f"{word} the horizon" if years is None else f"{word} {12 * years:.0f} months from today"


def _bounds(low: float, high: float) -> str:
    if high >= 1.0:
        return f"at least {percent(low)}"
    return f"at most {percent(high)}" if low <= 0.0 else f"between {percent(low)} and {percent(high)}"
