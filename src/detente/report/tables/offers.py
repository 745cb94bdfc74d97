"""Offers: what each package does, what it costs whom, and who would go along."""

from __future__ import annotations

from collections.abc import Sequence

from ...inducement.commit import Package
from ...inducement.offers import SAME, Front, Offer
from ...model import Model
from ..words import DASH, band, listed, number, percent, points
from .table import Cell, Column, Table, share, table

FEW = 12
"""Packages of the front that are shown."""


def offers_table(model: Model, found: Front) -> Table:
    """The packages that no other one dominates, by falling effect."""
    columns = (
        Column("no.", "right"),
        Column("commitment", wide=True),
        Column("holds"),
        Column("chance then", "right"),
        Column("change", "right"),
        Column("80% band", "right"),
        Column("cost to its payers", wide=True),
        Column("who would go along", wide=True),
    )
    rows: list[Sequence[str | Cell]] = [
        (
            str(place),
            package_words(each.package),
            each.package.hold,
            share(dict(each.chances)[found.measure]),
            Cell(points(each.effect(found.measure)), each.effect(found.measure)),
            band(*each.band) if each.band else "",
            costs(model, each),
            agreement(model, each),
        )
        for place, each in enumerate(found.front[:FEW], 1)
    ]
    more = f"{len(found.front) - FEW} more packages on the front are not shown." if len(found.front) > FEW else ""
    note = (
        "Change: in percentage points, against no commitment. Cost: what the payer itself loses in prospects, in "
        "units of its own worth; costs of different actors cannot be added. A package is listed if no other has at "
        "least its effect at no higher cost to anybody."
    )
    return table("offers", "Offers that no other offer beats", columns, rows, note, more)


def package_words(package: Package) -> str:
    """``usa.offer, usa.status = tolerates (needs usa.kaesong)``."""
    more = f" (needs {_said(package.needed)})" if package.needed else ""
    return _said(package.named) + more


def _said(commitments: Sequence[tuple[str, str]]) -> str:
    words = {"yes": "{0}", "no": "no {0}"}
    return ", ".join(words.get(value, "{0} = {1}").format(option, value) for option, value in commitments)


def costs(model: Model, offer: Offer) -> str:
    """Payer by payer."""
    paid = [(model.actor(actor).label, offer.cost(actor)) for actor in offer.payers]
    return "; ".join(f"{label} {number(cost) if cost > SAME else 'nothing'}" for label, cost in paid) or DASH


def agreement(model: Model, offer: Offer) -> str:
    """Which payers are at least as well off with the package; with draws, in which share of them."""
    if offer.agreeing:
        return "; ".join(f"{model.actor(actor).label} {percent(part)}" for actor, part in offer.agreeing)
    refusing = [model.actor(actor).label for actor in offer.payers if offer.cost(actor) > SAME]
    return "all" if not refusing else f"not {listed(refusing)}"
