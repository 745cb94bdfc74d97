"""What would bring an outcome about, for a terminal: offers, the inverse question, the road."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...inducement.induce import Inducement
from ...inducement.inverse import Inverse
from ...inducement.offers import Front, Offer
from ...inducement.road import Road
from ...inducement.worths import Worths
from .states import scenario_words
from .tables import heading, percent, sentence, simple, state

FEW = 12
"""Offers on the front, and sentences of the inverse question, that are shown unless all are asked for."""


def induce_parts(found: Inducement, everything: bool) -> Iterator[RenderableType]:
    """Each part that could be given, then why the others could not."""
    if found.stamp.partial:
        yield sentence("PARTIAL: stopped before everything was worked out.")
    if found.packages is not None:
        yield from _offers(found.packages, everything)
    if found.inverse is not None:
        yield from _inverse(found.inverse, everything)
    if found.road is not None:
        yield from _road(found.road)
    if found.worths is not None:
        yield from _worths(found.worths)
    for part, why in found.missing:
        yield sentence(f"No {part}: {why}")


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
    if best is None or best.effect(front.measure) <= 0:
        skipped = f" ({len(front.skipped)} could not be committed)" if front.skipped else ""
        yield sentence(f"No package that raises the chance leaves every payer at least as well off{skipped}.")
    else:
        yield sentence(f"The best to which every payer would go along: {best.package.words()}.")
    yield sentence("Costs and gains: steady worth, each in the actor's own units; + is a cost to the payer.")


def _numbers(offer: Offer, front: Front) -> tuple[str, ...]:
    chance, effect = dict(offer.chances)[front.measure], offer.effect(front.measure)
    costs = ", ".join(f"{actor} {offer.cost(actor):.2f}" for actor in offer.payers)
    agreed = "all" if offer.agreed else "no"
    return percent(chance), f"{100 * effect:+.0f}", costs, f"{dict(offer.gains)[front.target]:+.2f}", agreed


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


def _inverse(found: Inverse, everything: bool) -> Iterator[RenderableType]:
    where = f" when {scenario_words(found.scenario)}" if found.scenario else ""
    yield heading(f"What would make it rest ({found.concept.upper()}){where}")
    yield sentence(f"The state nearest to resting: {state(found.game.space.name(found.state))}")
    said = found.sentences()
    if not said:
        yield sentence("It rests as things are.")
    shown, rest = (said, "") if everything else (said[:FEW], "; --all says more" if len(said) > FEW else "")
    for line in shown:
        yield sentence(f"{state(line)}{rest if line is shown[-1] else ''}.", 2)


def _road(found: Road) -> Iterator[RenderableType]:
    yield heading("The road there")
    for line in found.sentences():
        yield sentence(line, 2)
    rows = [
        (
            ", ".join(lock.owners),
            ", ".join(lock.options),
            percent(lock.chances["holding"]),
            f"{100 * lock.change['holding']:+.0f}",
        )
        for lock in found.locks
    ]
    if rows:
        heads = ("who can no longer withdraw", "what", "holding", "change")
        yield simple("If what is given could not be taken back", heads, rows, right=(2, 3))
