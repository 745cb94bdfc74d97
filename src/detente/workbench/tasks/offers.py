"""Packages of commitments: one at a time, the front of all, what the target needs, and what would have to change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...errors import ModelError, TooLarge, Unanswerable
from ...model import Model
from ..bargains import Account, Bid, Commitment, Fronted, Hold, Menu, Need, Payer, Priced, Question, Ticket
from ..worker import Tell

if TYPE_CHECKING:
    from ...inducement.offers import Offer
    from ...inducement.single import Bargain

MOST = 3
"""Bargains that are kept ready."""

_HELD: OrderedDict[tuple[str, Question], Bargain] = OrderedDict()


def _bargain(model: Model, asked: Question) -> Bargain:
    from ...forecast.staged import stage
    from ...inducement.single import Bargain

    key = model.fingerprint, asked
    if key not in _HELD:
        _HELD[key] = Bargain(model, asked.outcome, stage, None, asked.target or None, asked.measure)
        while len(_HELD) > MOST:
            _HELD.popitem(last=False)
    _HELD.move_to_end(key)
    return _HELD[key]


def menu(_: Tell, model: Model, asked: Question) -> Menu:
    """What can be committed, and the chance without. Raises Unanswerable, ModelError, TooLarge."""
    from ...report.words import value_words

    bargain = _bargain(model, asked)
    owners = {each.id: each.owner for each in model.options}
    tickets = tuple(
        Ticket(option, value, owners[option], value_words(((option, value),))) for option, value in bargain.menu
    )
    floor = _floor(model, asked)
    return Menu(bargain.target, tickets, bargain.chances[asked.measure], floor, _until(model))


def price(_: Tell, model: Model, asked: Question, named: Sequence[Commitment], hold: Hold) -> Priced:
    """One package at the middle of everything uncertain."""
    try:
        bargain = _bargain(model, asked)
        return Priced(_bid(model, bargain.offer(bargain.package(named, hold)), asked.measure))
    except (Unanswerable, ModelError, TooLarge) as error:
        return Priced(None, str(error))


def spread(tell: Tell, model: Model, asked: Question, named: Sequence[Commitment], hold: Hold, count: int) -> Priced:
    """One package over draws of everything uncertain."""
    from ...forecast.draw import draws

    bargain = _bargain(model, asked)
    middle = bargain.offer(bargain.package(named, hold))
    found, partial = bargain.over(middle, draws(model, count, process=True), tell)
    return Priced(_bid(model, found, asked.measure, count, partial))


def need(tell: Tell, model: Model, asked: Question, named: Sequence[Commitment], hold: Hold, threshold: float) -> Need:
    """What the target would need besides a package, or without one."""
    bargain = _bargain(model, asked)
    package = bargain.package(named, hold) if named else None
    return Need(model.actor(bargain.target).label, threshold, bargain.need(package, threshold, tell))


def front(tell: Tell, model: Model, asked: Question, up_to: int, count: int = 0) -> Fronted:
    """All packages of up to so many commitments; those of the front with bands over ``count`` draws, if any. An
    interrupt leaves what is done."""
    from ...forecast.draw import draws
    from ...forecast.staged import stage
    from ...inducement.packages import packages
    from ...report.page.offers import offer_sentence, tried_sentence
    from ...report.tables.offers import offers_table

    target = asked.target or None
    drawn = draws(model, count, process=True) if count else ()
    found = packages(
        model, asked.outcome, stage, None, up_to, target=target, draws=drawn, measure=asked.measure, progress=tell
    )
    places = {each.package: place for place, each in enumerate(found.offers)}
    return Fronted(
        tuple(_bid(model, each, asked.measure) for each in found.offers),
        tuple(places[each.package] for each in found.front),
        tuple(_bid(model, each, asked.measure, len(drawn), found.stamp.partial) for each in found.front),
        (offer_sentence(model, found), tried_sentence(found)),
        offers_table(model, found),
        found.stamp.partial,
    )


def wanted(tell: Tell, model: Model, asked: Question) -> Account:
    """What would have to change in the preferences for the outcome to rest."""
    from ...inducement.inverse import inverse
    from ...report.tables.inverse import inverse_table
    from ...report.words import sentence

    found = inverse(model, asked.outcome, progress=tell)
    outcome = model.outcome(asked.outcome)
    said = found.sentences() or ("it rests as things are",)
    return Account(tuple(map(sentence, said)), (inverse_table(found, outcome.text or outcome.id),))


def way(_: Tell, model: Model, asked: Question) -> Account:
    """The road to the outcome: what holds it, who moves first, and what if one side could not take its part back."""
    from ...forecast.staged import stage
    from ...inducement.road import road
    from ...report.tables.road import locks_table, standing_table, steps_table

    found = road(model, asked.outcome, stage)
    steps = steps_table(model, found)
    tables = [*([steps] if steps else []), standing_table(model, found)]
    if found.locks:
        tables.append(locks_table(model, found.locks))
    return Account(found.sentences(), tuple(tables))


def _floor(model: Model, asked: Question) -> float:
    """The chance if every move were made at random."""
    import numpy as np

    from ...forecast.staged import MEASURES, stage
    from ...inducement.targets import condition_of

    staged = stage(model)
    run = staged.follow(
        staged.noise(), staged.goals([condition_of(model, asked.outcome)]), np.array([staged.model.horizon])
    )
    shares = run.chances / run.chances.sum()
    return float(shares @ run.measures[MEASURES.index(asked.measure), :, 0, -1])


def _until(model: Model) -> str:
    import numpy as np

    from ...forecast.predict import days
    from ...report.words import horizon

    dated = days(model, np.array([model.horizon]))
    return f"by {dated[0]}" if dated else f"within {horizon(model)}"


def _bid(model: Model, offer: Offer, measure: str, draws: int = 0, partial: bool = False) -> Bid:
    from ...inducement.offers import SAME
    from ...report.tables.offers import package_words

    agreeing = dict(offer.agreeing)
    actors = [
        Payer(actor, model.actor(actor).label, gain, gain >= -SAME, agreeing.get(actor)) for actor, gain in offer.gains
    ]
    return Bid(
        offer.package.named,
        offer.package.needed,
        offer.package.hold,
        package_words(offer.package),
        dict(offer.chances)[measure],
        offer.effect(measure),
        tuple(each for each in actors if each.id in offer.payers),
        tuple(each for each in actors if each.id not in offer.payers),
        offer.unsettled,
        offer.band,
        draws,
        partial,
    )
