"""The inverse question: which preferences would have to change for the outcome to rest."""

from __future__ import annotations

from ..elements import e
from ..gather import Findings, Missing
from ..tables.inverse import inverse_table
from ..words import HEADS, count, scenario_words, sentence
from .section import Section, absent, say, section


def inverse_section(found: Findings) -> Section:
    """The smallest change of preferences, actor by actor and in words."""
    title = "What would have to change in the preferences"
    answer = found.inverse
    if isinstance(answer, Missing):
        return section("inverse", title, absent(f"Not asked: {answer.reason}"), short="Inverse")
    outcome = found.model.outcomes[0]
    where = f", when {scenario_words(answer.scenario)}" if answer.scenario else ""
    among = f" It is the nearest of {answer.among} states with this outcome." if answer.among > 1 else ""
    lead = say(
        f"The question here is ordinal: for “{outcome.text or outcome.id}” to rest under "
        f"{HEADS[answer.concept]}{where}, how "
        f"must the parties think?{among}"
    )
    lines = answer.sentences()
    said = (
        e("ul", [e("li", sentence(line)) for line in lines])
        if lines
        else say("Nothing has to change: it rests already.")
    )
    joint = answer.together
    least = (
        f"at least {count(len(joint.pairs), 'comparison')} must change"
        if joint.smallest
        else (f"{count(len(joint.pairs), 'change')} are enough")
    )
    both = (
        say(f"If all actors' preferences may change at once, {least} (counted: {joint.counted}).")
        if joint.pairs
        else None
    )
    return section(
        "inverse", title, lead, said, both, inverse_table(answer, outcome.text or outcome.id), short="Inverse"
    )
