"""Readings side by side and their crux, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...forecast.compare import Comparison, Crux, Swap
from ...model import Model
from ..words import count
from .tables import banded, heading, percent, sentence, simple

FEW = 4
"""Swaps that are shown for each outcome."""

SLIGHT = 0.05
"""A swap that carries less than this share of the difference is not shown."""


def compare_parts(model: Model, found: Comparison) -> Iterator[RenderableType]:
    """The chances in each reading, then what carries the difference between two of them."""
    names = [reading or "base" for reading in found.sides]
    outcomes = list(next(iter(found.sides.values())))
    yield heading(f"Chance of each outcome, {found.measure.replace('_', ' ')} by the horizon, in each reading")
    rows = [
        (outcome, *(banded(side[outcome].mean, side[outcome].low, side[outcome].high) for side in found.sides.values()))
        for outcome in outcomes
    ]
    yield simple("", ("outcome", *names), rows, whole=tuple(range(1, len(names) + 1)))
    draws = count(int(found.stamp.settings["draws"]), "draw")
    yield sentence(f"Mean of {draws}, in brackets the middle 80 % (seed {found.stamp.seed}).")
    for crux in found.cruxes:
        yield from crux_parts(model, crux)


def crux_parts(model: Model, crux: Crux) -> Iterator[RenderableType]:
    """What divides two readings about one outcome."""
    one, other = (_name(model, name) for name in (crux.one, crux.other))
    yield heading(
        f"The crux about {crux.outcome}: {one} {percent(crux.chances[0])}, {other} {percent(crux.chances[1])}"
    )
    if not crux.swaps:
        yield sentence("The two hardly differ.")
        return
    shown = [swap for swap in crux.swaps if abs(swap.carried) >= SLIGHT][:FEW] or list(crux.swaps[:1])
    rows = [(_paths(swap), swap.first, swap.second, percent(swap.carried)) for swap in shown]
    yield simple("", ("assumption", crux.one or "base", crux.other or "base", "carries"), rows, right=(3,))
    if crux.pair is not None:
        yield sentence(f"Together {_paths(crux.pair)} carry {percent(crux.pair.carried)} of the difference.")
    yield sentence("At the middle of everything uncertain, one assumption moved at a time, from either side.")


def _paths(swap: Swap) -> str:
    return " and ".join(path.removeprefix("preferences.") for path in swap.paths)


def _name(model: Model, reading: str) -> str:
    return next((each.name or each.id for each in model.readings if each.id == reading), "the base model")
