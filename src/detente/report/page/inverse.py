"""The inverse question: which preferences would have to change for the outcome to rest."""

from __future__ import annotations

from ...inducement.inverse import Inverse
from ..elements import e
from ..gather import Findings, Missing
from ..tables.inverse import inverse_table
from ..words import HEADS, count, listed, scenario_brief, state_words
from .section import Section, absent, say, section


def inverse_section(found: Findings) -> Section:
    """The smallest change of preferences, actor by actor and in words."""
    title = "What would have to change in the preferences"
    answer = found.inverse
    if isinstance(answer, Missing):
        return section("inverse", title, absent(f"Not asked: {answer.reason}"), short="Inverse")
    outcome = found.model.outcomes[0]
    where = scenario_brief(found.model, answer.scenario)
    among = f" The target is the nearest of {answer.among} states with this outcome." if answer.among > 1 else ""
    question = f"How must the parties think for “{outcome.text or outcome.id}” to rest under {HEADS[answer.concept]}?"
    scenario = f" Scenario: {where}." if where else ""
    lead = say(f"{question} This is a question about preferences, not about chances.{among}{scenario}")
    lines = _lines(answer)
    said = e("ul", [e("li", line) for line in lines]) if lines else say("Nothing has to change: it rests already.")
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


def _lines(answer: Inverse) -> list[str]:
    """One sentence per actor who would have to think otherwise."""
    name = answer.game.space.name
    than = "worse than" if answer.stamp.settings.get("sanction") == "worse" else "no better than"
    return [
        f"{label} must come to regard {listed([f'“{state_words(name(state))}”' for state in sorted(each.fewest)])} "
        f"as {than} the target."
        for each, label in zip(answer.changes, answer.labels, strict=True)
        if not each.stable
    ]
