"""What would change it: the offers worth making, and the road."""

from __future__ import annotations

from itertools import pairwise

from ...answer.moves import change_words
from ...inducement.offers import Front, Offer
from ...inducement.road import Road
from ...model import Model
from ..elements import Element
from ..figures.offers import offers_figure
from ..gather import Findings, Missing
from ..tables.offers import offers_table
from ..tables.road import locks_table, standing_table, steps_table
from ..words import MEASURES, count, listed, percent, points, scenario_brief, state_phrase, taken_words
from .section import Part, Section, Side, absent, say, section


def offers_section(found: Findings) -> Section:
    """The Pareto front of commitments."""
    title = "What would change it: offers"
    answer = found.offers
    if isinstance(answer, Missing):
        return section("offers", title, absent(f"No offers: {answer.reason}"), short="Offers")
    if not answer.front:
        tried = count(len(answer.offers), "commitment was", "commitments were")
        return section("offers", title, say(f"{tried} worked out; none makes the outcome likelier."), short="Offers")
    parts: list[Part] = [say(offer_sentence(found.model, answer)), say(tried_sentence(answer))]
    return section(
        "offers", title, parts, Side((offers_figure(answer),)), offers_table(found.model, answer), short="Offers"
    )


def offer_sentence(model: Model, front: Front) -> str:
    """The strongest offer, and the strongest one that every payer would make."""
    best, agreed = front.best, front.best_agreed
    outcome = next((each.text or each.id for each in model.outcomes if each.id == front.outcome), front.outcome)
    if best is None:
        return f"No offer makes “{outcome}” likelier."
    now = percent(dict(front.chances)[front.measure])
    said = (
        f"With no commitment, and everything uncertain at its middle, the chance of “{outcome}” "
        f"{MEASURES[front.measure]} "
        f"is {now}. The offer that does most is {_in_words(model, best, front.measure)}."
    )
    if agreed is best:
        return f"{said} Every payer would gain by it."
    if agreed is None:
        return f"{said} No offer on the front leaves every payer at least as well off."
    return f"{said} The strongest one that leaves no payer worse off is {_in_words(model, agreed, front.measure)}."


def _in_words(model: Model, offer: Offer, measure: str) -> str:
    """The package in the words of its options, and what it does."""
    package, effect = offer.package, offer.effect(measure)
    needs = f", which needs {taken_words(model, package.needed)}" if package.needed else ""
    hold = "for good" if package.hold == "for good" else "for as long as the other side keeps its part"
    return f"{taken_words(model, package.named)}{needs}, {hold}: {points(effect)} points"


def tried_sentence(front: Front) -> str:
    """How many packages were worked out, of what size, and what a commitment means."""
    worked = count(len(front.offers), "commitment was", "commitments were")
    rest = f"; {len(front.skipped)} cannot be made" if front.skipped else ""
    up_to = front.stamp.settings.get("up_to", 1)
    what = "of single options, with what each needs" if up_to == 1 else f"of up to {up_to} options, with what they need"
    return (
        f"{worked} worked out ({what}){rest}. A commitment holds for good, or only while the other side keeps its part."
    )


def road_section(found: Findings) -> Section:
    """What makes the outcome hold, who moves first, and what breaks it."""
    title = "The road"
    answer = found.road
    if isinstance(answer, Missing):
        return section("road", title, absent(f"No road: {answer.reason}"))
    steps = steps_table(found.model, answer)
    return section(
        "road",
        title,
        [say(said) for said in _lead(found, answer)],
        steps,
        standing_table(found.model, answer),
        locks_table(found.model, answer.locks) if answer.locks else None,
        _play(found.model, answer),
    )


def _lead(found: Findings, road: Road) -> list[str]:
    outcome = found.model.outcomes[0]
    where = scenario_brief(found.model, road.scenario)
    goal = state_phrase(found.model, road.game.space, road.goal)
    rests = "the parties can rest there" if road.rests else "the parties cannot rest there as things are"
    lead = f"The state of “{outcome.text or outcome.id}” that comes nearest to holding is {goal}; {rests}"
    return [lead + (f" (likeliest scenario: {where})." if where else "."), _first(found.model, road)]


def _first(model: Model, road: Road) -> str:
    if road.path is None:
        return "No moves lead there from today."
    if not road.path.moves:
        return "It holds today."
    first = model.actor(str(road.first)).label
    steps = count(len(road.path.moves), "step")
    against = (
        f", {road.path.against} of them against the mover's own interest at that moment" if road.path.against else ""
    )
    leaving = [model.actor(each.actor).label for each in road.there if not each.stays]
    stays = f" Once there, {listed(leaving)} would leave." if leaving else " Once there, nobody would leave."
    return f"{first} has to move first; the road has {steps}{against}.{stays}"


def _play(model: Model, road: Road) -> Element | None:
    """The path that play takes most, by the process of moves."""
    if road.play is None or len(road.play.states) < 2:
        return None
    space, states = road.game.space, road.play.states
    steps = [
        f"{model.actor(road.game.actors[mover]).label}: {change_words(space, before, after)}"
        for mover, (before, after) in zip(road.play.movers, pairwise(states), strict=True)
    ]
    return say(
        f"The likeliest single path of play from today to the outcome is {'; then '.join(steps)}. Its moves follow one "
        f"another without a detour with {percent(road.play.probability)}."
    )
