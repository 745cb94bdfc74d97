"""What an answer hinges on, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from ...forecast.hinges import Hinge, Hinges
from ...model import Model
from .claims import passages_behind
from .tables import heading, percent, sentence, simple

FEW = 10
"""Assumptions that are shown unless all are asked for."""

ROUGH = 0.7
"""An emulator that explains less than this of what it has not seen is called rough."""


def hinges_parts(model: Model, found: Hinges, everything: bool = False, few: int = FEW) -> Iterator[RenderableType]:
    """The assumptions with the largest total-order index, and the value at which each turns the answer."""
    yield heading(f"What {found.figure} hinges on")
    shown = found.hinges if everything else [each for each in found.hinges[:few] if each.total > 0]
    rows = [(each.text, percent(each.total), turn(each), passages_behind(model, each.because)) for each in shown]
    yield simple("", ("assumption", "share", "turns at", "passages"), rows, right=(1,))
    yield sentence(
        f"Share: total-order Sobol index, the part of the spread that remains while all else is known. Turns at: the "
        f"value at which {_threshold(found)}, all else at its middle."
    )
    yield sentence(method_words(found))


def turn(hinge: Hinge) -> str:
    """The flip point of one assumption in words."""
    if hinge.turns is None:
        return ""
    if hinge.flip is None:
        return f"not within {hinge.low:g}..{hinge.high:g}"
    return f"{hinge.flip:.3g} (of {hinge.low:g}..{hinge.high:g})"


def _threshold(found: Hinges) -> str:
    return f"the answer crosses its threshold ({found.threshold})"


def method_words(found: Hinges) -> str:
    """How the shares were found, and how far to trust them."""
    if found.method == "model":
        return f"The model itself was run, at {found.draws} points for each assumption (seed {found.stamp.seed})."
    r2 = found.r2 or 0.0
    said = (
        f"A polynomial stands in for the model, fitted to {found.draws} draws (seed {found.stamp.seed}); it explains "
    )
    rough = "; take the shares as rough, or add draws" if r2 < ROUGH else ""
    return said + f"{percent(max(r2, 0.0))} of the variance of draws that it has not seen{rough}."
