"""Numbers an analyst is sure of, and numbers that are not known exactly.

A :class:`Quantity` is a fixed number, a uniform range or a normal distribution. Everything uncertain in a model
(worths, tempos, precision, foresight, probabilities) is one, so that drawing is one function: the inverse
cumulative distribution at ``u`` in (0, 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

WORDS: dict[str, tuple[float, float]] = {
    "tiny": (0.0, 0.5),
    "small": (0.5, 1.5),
    "moderate": (1.5, 3.0),
    "large": (3.0, 6.0),
    "huge": (6.0, 12.0),
}
"""Words for a worth, each a uniform range in units of worth (a steady difference of 1 makes an actor e times
likelier to choose the better move)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a distribution over numbers.

    ``fixed``: ``low == high`` is the value. ``range``: uniform on [low, high]. ``normal``: ``low`` is the mean and
    ``high`` the standard deviation. ``word`` remembers the word the analyst used, if any.
    """

    kind: Literal["fixed", "range", "normal"]
    low: float
    high: float
    word: str = ""

    @property
    def is_fixed(self) -> bool:
        return self.kind == "fixed"

    @property
    def middle(self) -> float:
        """The median: the value itself, the middle of the range, or the mean."""
        return self.low if self.kind != "range" else (self.low + self.high) / 2

    def at(self, u: float) -> float:
        """The value at cumulative probability ``u`` in (0, 1)."""
        if self.kind == "fixed":
            return self.low
        if self.kind == "range":
            return self.low + u * (self.high - self.low)
        return NormalDist(self.low, self.high).inv_cdf(u) if self.high > 0 else self.low

    def scaled(self, factor: float) -> Quantity:
        """The same quantity in another unit (``factor`` new units per old one, > 0)."""
        return Quantity(self.kind, self.low * factor, self.high * factor, self.word)

    def text(self) -> str:
        """As it is written in a model file."""
        if self.word:
            return self.word
        if self.kind == "fixed":
            return f"{self.low:g}"
        if self.kind == "range":
            return f"{self.low:g}..{self.high:g}"
        return f"normal({self.low:g}, {self.high:g})"


def fixed(value: float) -> Quantity:
    return Quantity("fixed", float(value), float(value))


def between(low: float, high: float, word: str = "") -> Quantity:
    """Uniform on [low, high]; ``low <= high``."""
    return Quantity("range", float(low), float(high), word)


def normal(mean: float, sd: float) -> Quantity:
    """Normal with standard deviation ``sd >= 0``."""
    return Quantity("normal", float(mean), float(sd))
