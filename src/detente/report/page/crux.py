"""The crux: which assumption divides the readings."""

from __future__ import annotations

from ...forecast.compare import Crux, Swap
from ..figures import Figure
from ..figures.bars import bars
from ..gather import Findings, Missing
from ..tables.crux import crux_table, held, swap_words
from ..words import carried, percent
from .section import Section, Side, absent, say, section

FEW = 10
"""Assumptions in the figure."""


def crux_section(found: Findings) -> Section:
    """What divides two readings about the first outcome."""
    title = "The crux"
    answer = found.crux
    if isinstance(answer, Missing):
        return section("crux", title, absent(f"No crux: {answer.reason}"))
    labels = found.label(answer.one), found.label(answer.other)
    said = say(crux_sentence(found, answer))
    if not answer.swaps:
        return section("crux", title, said)
    return section("crux", title, said, Side((_figure(answer, labels),)), crux_table(found.model, answer, labels))


def crux_sentence(found: Findings, crux: Crux) -> str:
    """What divides the readings most, and what does so together with it."""
    one, other = found.label(crux.one), found.label(crux.other)
    outcome = next((each.text or each.id for each in found.model.outcomes if each.id == crux.outcome), crux.outcome)
    chances = " against ".join(percent(chance) for chance in crux.chances)
    if not crux.swaps:
        return f"About “{outcome}” {one} and {other} hardly differ ({chances})."
    best = crux.swaps[0]
    said = (
        f"What divides {one} and {other} most about “{outcome}” ({chances}) is {_named(found, crux, best)}. "
        "Exchanged alone, "
        f"this carries {carried(best.carried)} of the difference."
    )
    if crux.pair and crux.pair.carried > best.carried:
        said += f" Two assumptions together, {swap_words(crux.pair)}, carry {carried(crux.pair.carried)}."
    return said


def _named(found: Findings, crux: Crux, swap: Swap) -> str:
    """``how far “North Korea avoids dprk.talks” (dprk.used-up: 0..1 against 2..4)``."""
    what, one, other = held(found.model, crux, swap)
    return f"how far “{what}” ({swap_words(swap)}: {one} against {other})" if what else f"{swap_words(swap)}"


def _figure(crux: Crux, labels: tuple[str, str]) -> Figure:
    rows = [(swap_words(each), each.carried) for each in crux.swaps[:FEW]]
    said = "; ".join(f"{name} {carried(share)}" for name, share in rows)
    caption = f"Share of the difference between {labels[0]} and {labels[1]} that each assumption carries alone."
    return Figure(
        f"crux-{crux.outcome}",
        caption,
        f"What each carries of the difference: {said}.",
        bars(rows, "share of the difference"),
        True,
    )
