"""Numbers, ranges, distributions, durations and rates, as an analyst writes them.

A duration is kept in years (a year has 12 months or 365.25 days), a rate per year. Written out again with ``repr``,
every number reads back as the same floating-point number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from ..model.quantities import WORDS, Quantity, between, fixed, normal
from .nodes import Node, Scalar, kind
from .report import Report

YEARS = {"year": 1.0, "month": 12.0, "week": 365.25 / 7, "day": 365.25}
"""How many of a unit make a year."""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_ONE = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_NORMAL = re.compile(rf"normal\(\s*({_NUMBER})\s*,\s*({_NUMBER})\s*\)")
_DURATION = re.compile(rf"({_NUMBER})\s*(year|month|week|day)s?")
_RATE = re.compile(r"(.+?)\s+per\s+(year|month|week|day)")
_SPREAD = re.compile(r"(normal\(.*\))\s*(year|month|week|day)s?")
_UNIT_AT_END = re.compile(r"(.+?)\s*(year|month|week|day)s?")

AMOUNT = "a number, a range `2..5` or `normal(3, 1)`"


def _float(digits: str) -> float:
    """A finite number of reasonable length, else ValueError."""
    value = float(digits) if len(digits) <= 40 else math.inf
    if not math.isfinite(value):
        raise ValueError("the number is too large")
    return value


def _amount(text: str) -> Quantity | None:
    """A quantity without words or units; None if the text is none. ValueError says which rule it breaks."""
    if found := _ONE.fullmatch(text):
        return fixed(_float(found[0]))
    if found := _RANGE.fullmatch(text):
        low, high = _float(found[1]), _float(found[2])
        if low > high:
            raise ValueError("a range goes from the smaller number to the larger")
        return between(low, high)
    if found := _NORMAL.fullmatch(text):
        mean, spread = _float(found[1]), _float(found[2])
        if spread < 0:
            raise ValueError("a standard deviation is not negative")
        return normal(mean, spread)
    return None


Convert = Callable[[str], Quantity | None]


def _read(node: Node | None, report: Report, what: str, form: str, convert: Convert, default: Quantity) -> Quantity:
    """A quantity by ``convert``; the default (and a problem) where the text is none."""
    if not isinstance(node, Scalar) or node.is_null:
        report.add(node, f"{what} is {form}", "nothing" if node is None else kind(node))
        return default
    try:
        found = convert(node.text.strip())
    except ValueError as error:
        report.add(node, f"{what} is {form}", kind(node), str(error))
        return default
    if found is None:
        report.add(node, f"{what} is {form}", kind(node), _hint(node.text, report))
        return default
    return found


def _hint(text: str, report: Report) -> str:
    if text.lower().lstrip("+-.") in ("nan", "inf", "infinity"):
        return "numbers are finite"
    if re.search(r"\d\s*-\s*\d", text):
        return "a range is written with two points: 2..5"
    return "write a decimal point" if re.search(r"\d,\d", text) else report.meant(text, WORDS)


def worth(node: Node | None, report: Report, what: str = "a worth") -> Quantity:
    """An amount or a word such as ``large``."""

    def convert(text: str) -> Quantity | None:
        return between(*WORDS[text], word=text) if text in WORDS else _amount(text)

    return _read(node, report, what, f"{AMOUNT}, or one of {', '.join(WORDS)}", convert, fixed(1.0))


def positive(node: Node, report: Report, what: str, *, zero: bool = False) -> Quantity:
    """An amount that is never negative (nor zero, unless ``zero``)."""

    def convert(text: str) -> Quantity | None:
        found = _amount(text)
        return None if found is None else _positive(found, zero)

    return _read(node, report, what, AMOUNT, convert, fixed(1.0))


def _positive(found: Quantity, zero: bool = False) -> Quantity:
    if found.kind == "normal" and found.low < 5 * found.high:
        raise ValueError("its mean is at least 5 standard deviations, or the distribution reaches below 0")
    if found.low < 0 or (found.low == 0 and not zero):
        raise ValueError("it is not negative" if zero else "it is greater than 0")
    return found


def rate(node: Node, report: Report, what: str) -> Quantity:
    """``4 per year``, ``1..2 per month``: per year."""

    def convert(text: str) -> Quantity | None:
        found = _RATE.fullmatch(text)
        amount = _amount(found[1]) if found else None
        if found is None or amount is None:
            return None
        return _positive(amount).scaled(YEARS[found[2]]) if found[2] != "year" else _positive(amount)

    return _read(node, report, what, "`N per year`, `per month` or `per week`", convert, fixed(1.0))


def span(node: Node, report: Report, what: str) -> Quantity:
    """A duration or a range of durations, in years: ``6 months``, ``1..4 years``, ``6 months..3 years``."""
    return _read(node, report, what, "a duration such as `6 months`, or a range of durations", _span, fixed(1.0))


def _span(text: str) -> Quantity | None:
    spread = _SPREAD.fullmatch(text)
    if spread is not None:
        found = _amount(spread[1])
        return None if found is None else _positive(found).scaled(1 / YEARS[spread[2]])
    left, dots, right = text.partition("..")
    if not dots:
        years = _years(text)
        return None if years is None else _positive(fixed(years))
    unit = _UNIT_AT_END.fullmatch(right.strip())
    if unit is None:
        return None
    low = _years(left.strip())
    if low is None:
        low = _years(f"{left.strip()} {unit[2]}")
    high = _years(right.strip())
    if low is None or high is None:
        return None
    if low > high:
        raise ValueError("a range goes from the smaller number to the larger")
    return _positive(between(low, high))


def _years(text: str) -> float | None:
    found = _DURATION.fullmatch(text)
    return None if found is None else _float(found[1]) / YEARS[found[2]]


def duration(node: Node, report: Report, what: str, default: float) -> float:
    """A duration greater than 0, in years."""

    def convert(text: str) -> Quantity | None:
        years = _years(text)
        return None if years is None else _positive(fixed(years))

    form = "a duration such as `24 months`, `2 years` or `90 days`"
    return _read(node, report, what, form, convert, fixed(default)).low


def chance(node: Node, report: Report, what: str = "a probability") -> Quantity:
    """A number or range in [0, 1]."""

    def convert(text: str) -> Quantity | None:
        found = _amount(text)
        if found is None or found.kind == "normal":
            return None
        if found.low < 0 or found.high > 1:
            raise ValueError("probabilities lie between 0 and 1" + (", 50% is 0.5" if found.high > 1 else ""))
        return found

    return _read(node, report, what, "a number or range between 0 and 1", convert, fixed(0.5))


def number(node: Node, report: Report, what: str, low: float = -math.inf, high: float = math.inf) -> float:
    """One finite number in [low, high]."""
    bounds = f" between {low:g} and {high:g}" if math.isfinite(high) else f" from {low:g} on" if low > -math.inf else ""

    def convert(text: str) -> Quantity | None:
        value = _float(text) if _ONE.fullmatch(text) else None
        return None if value is None or not low <= value <= high else fixed(value)

    return _read(node, report, what, f"a number{bounds}", convert, fixed(max(low, 0.0))).low


def written(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def quantity_text(quantity: Quantity) -> str:
    """A quantity so that it reads back as itself."""
    if quantity.word and WORDS.get(quantity.word) == (quantity.low, quantity.high):
        return quantity.word
    low, high = written(quantity.low), written(quantity.high)
    if quantity.kind == "fixed":
        return low
    return f"{low}..{high}" if quantity.kind == "range" else f"normal({low}, {high})"
