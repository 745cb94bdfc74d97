"""What would bring an outcome about, for a terminal: offers, the inverse question, the road."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType

from ...answer.moves import change, change_words
from ...inducement.changes import Change
from ...inducement.induce import Inducement
from ...inducement.inverse import Inverse
from ...inducement.offers import Front, Offer
from ...inducement.road import Road
from ...inducement.worths import Worths
from ...model import Model
from ..words import count, scenario_brief
from .tables import heading, percent, sentence, simple, state

PARTS = {"packages": "offers", "inverse": "answer to what would make it rest", "worths": "worths that would do"}
"""What a part is called where it is missing."""

SLIGHT = 0.005
"""An effect below this is none."""

FEW_REASONS = 3
"""Reasons for skipping packages that are said."""

FEW = 12
"""Offers on the front, and sentences of the inverse question, that are shown unless all are asked for."""


def induce_parts(model: Model, found: Inducement, everything: bool) -> Iterator[RenderableType]:
    """Each part that could be given, then why the others could not."""
    if found.stamp.partial:
        yield sentence("PARTIAL: stopped before everything was worked out.")
    if found.packages is not None:
        yield from _offers(found.packages, everything)
    if found.inverse is not None:
        yield from _inverse(model, found.inverse, everything)
    if found.road is not None:
        yield from _road(found.road)
    if found.worths is not None:
        yield from _worths(found.worths)
    for part, why in found.missing:
        yield sentence(f"No {PARTS.get(part, part)}: {why}.")


def _offers(front: Front, everything: bool) -> Iterator[RenderableType]:
    base = dict(front.chances)[front.measure]
    yield heading(f"Offers that change the chance of {front.outcome} ({front.measure.replace('_', ' ')})")
    yield sentence(
        f"{percent(base)} without any. {front.tried:,} of {front.menu:,} packages tried; below, those that no other "
        "one beats in effect and in every payer's cost."
    )
    best = front.best_agreed
    shown = front.front if everything else front.front[:FEW]
    if best is not None and best not in shown:
        shown = (*shown, best)
    rows = [(each.package.words(), *_numbers(each, front)) for each in shown]
    if rows:
        heads = ("package", "chance", "change", "costs", f"gain of {front.target}", "agreed")
        yield simple("", heads, rows, right=(1, 2))
    if len(shown) < len(front.front):
        yield sentence(f"... and {len(front.front) - len(shown)} more; --all shows them")
    yield sentence(_verdict(front, best))
    if front.skipped:
        yield from _skipped(front)
    if rows:
        yield sentence("Costs and gains: steady worth, each in the actor's own units; + is a cost to the payer.")


def _verdict(front: Front, best: Offer | None) -> str:
    if not front.menu:
        return "There is nothing to commit: no payer has an option that is not part of the outcome itself."
    if not front.offers:
        return "No package could be worked out."
    if not front.front:
        return "No package raises the chance."
    if front.front[0].effect(front.measure) < SLIGHT:
        return "No package raises the chance by as much as half a point of 100."
    if best is None or best.effect(front.measure) <= 0:
        return "No package that raises the chance leaves every payer at least as well off."
    return f"The best to which every payer would go along: {best.package.words()}."


def _skipped(front: Front) -> Iterator[RenderableType]:
    """How many packages cannot be committed, and why, the commonest reasons first."""
    skipped = len(front.skipped)
    which = "All packages were" if skipped == front.menu else f"{count(skipped, 'package')} of {front.menu:,} "
    verb = "" if skipped == front.menu else "was" if skipped == 1 else "were"
    yield sentence(f"{which}{verb} skipped because {'it' if skipped == 1 else 'they'} cannot be committed:")
    reasons = Counter(why for _, why in front.skipped).most_common()
    for why, times in reasons[:FEW_REASONS]:
        yield sentence(f"{why} ({times:,})", 2)
    if len(reasons) > FEW_REASONS:
        yield sentence(f"... and {len(reasons) - FEW_REASONS:,} more reasons; --json has them", 2)


def _points(difference: float) -> str:
    """A difference of two chances in points of 100: ``+39``, ``-6``, ``0``."""
    return f"{round(100 * difference):+d}" if round(100 * difference) else "0"


def _numbers(offer: Offer, front: Front) -> tuple[str, ...]:
    chance, effect = dict(offer.chances)[front.measure], offer.effect(front.measure)
    costs = ", ".join(f"{actor} {offer.cost(actor):.2f}" for actor in offer.payers)
    agreed = "all" if offer.agreed else "no"
    return percent(chance), _points(effect), costs, f"{dict(offer.gains)[front.target]:+.2f}", agreed


def _worths(found: Worths) -> Iterator[RenderableType]:
    yield heading(f"What worths would lift the chance ({found.measure}) from {percent(found.chance)} to "
                  f"{percent(found.threshold)}")  # fmt: skip
    need = "no extra worth is enough" if found.need is None else f"{found.need:.2f} units of worth more while it holds"
    yield sentence(f"{found.target} would need: {need}.")
    rows = [(each.text, f"{each.before:.2f}", f"{each.before + each.change:.2f}") for each in found.single]
    if rows:
        yield simple("One worth alone, smallest change first", ("worth", "from", "to"), rows, right=(1, 2))
    if found.together is not None:
        yield sentence(f"All worths together, each by {found.together[0]:.2f} in the direction that helps.")


def _inverse(model: Model, found: Inverse, everything: bool) -> Iterator[RenderableType]:
    yield heading(f"What would make it rest ({found.concept.upper()})")
    if found.scenario:
        yield sentence(
            f"Asked in one scenario, the likeliest that agrees with --given: {scenario_brief(model, found.scenario)}."
        )
    space, today = found.game.space, found.game.status_quo
    differs = "today" if found.state == today else state(space.name(found.state))
    if today >= 0 and found.state != today:
        differs = f"today with {change_words(space, today, found.state)}"
    yield sentence(f"The state nearest to resting: {differs}.")
    said = [line for each in found.changes for line in _turn(found, each)]
    if not said:
        yield sentence("It rests as things are.")
        return
    yield sentence("It would rest if each of these came to be:")
    shown, rest = (said, "") if everything else (said[:FEW], "; --all says more" if len(said) > FEW else "")
    for line in shown:
        yield sentence(f"{line}{rest if line is shown[-1] else ''}.", 2)


def _turn(found: Inverse, turn: Change) -> Iterator[str]:
    """What one actor must come to see otherwise, told by what differs from the state that is to rest."""
    if turn.stable:
        return
    label = found.labels[turn.actor]
    must = "worse than" if found.stamp.settings.get("sanction") == "worse" else "no better than"
    for x in sorted(turn.fewest):
        yield f"{label} must come to find {_named(found, x)} {must} that state"
    for each in turn.sets[1:]:
        others = " and ".join(_named(found, x) for x in sorted(each))
        yield f"or, instead, {label} must come to find {others} {must} it"


def _named(found: Inverse, x: int) -> str:
    """A state by what differs from today, or from the state that is to rest, whichever is less."""
    space, today = found.game.space, found.game.status_quo
    if x == today:
        return "today"
    if today >= 0 and len(change(space, today, x)) <= len(change(space, found.state, x)):
        return f"(today with {change_words(space, today, x)})"
    return f"(that state with {change_words(space, found.state, x)})"


def _road(found: Road) -> Iterator[RenderableType]:
    yield heading("The road there")
    differs = change_words(found.game.space, found.game.status_quo, found.goal)
    if found.goal != found.game.status_quo:
        yield sentence(f"It leads to today with {differs}.", 2)
    for line in found.sentences():
        yield sentence(line, 2)
    rows = [
        (
            ", ".join(lock.owners),
            ", ".join(lock.options),
            percent(lock.chances["holding"]),
            _points(lock.change["holding"]),
        )
        for lock in found.locks
    ]
    if rows:
        heads = ("who could not withdraw", "what", "holding", "change")
        yield simple("If what is given could not be taken back", heads, rows, right=(2, 3))
        yield sentence(
            "What is given: the options in which the end of the road differs from today. In each row they could be "
            "taken up as before, but never withdrawn; the outcome would then hold at the horizon with this chance, and "
            "the change is in points of 100. A deal can need that both sides are able to stop."
        )
