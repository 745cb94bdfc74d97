"""Quantities, durations and rates: units, words, limits, and that what is written reads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language import numbers
from detente.language.nodes import Node, Scalar
from detente.language.report import Report
from detente.model.quantities import Quantity, between, fixed, normal

Reader = Callable[[Node, Report, str], Quantity]


def read(reader: Reader, text: str) -> Quantity | str:
    """The quantity, or the complaint about it."""
    report = Report()
    found = reader(Scalar(text), report, "it")
    problems = report.problems()
    return problems[0].sentence() if problems else found


@pytest.mark.parametrize(
    ("reader", "text", "quantity"),
    [
        (numbers.worth, "3", fixed(3)),
        (numbers.worth, "-2.5", fixed(-2.5)),
        (numbers.worth, "2..5", between(2, 5)),
        (numbers.worth, "-1 .. 1e1", between(-1, 10)),
        (numbers.worth, "normal(3, 1)", normal(3, 1)),
        (numbers.worth, "large", between(3, 6, "large")),
        (numbers.rate, "4 per year", fixed(4)),
        (numbers.rate, "2..6 per year", between(2, 6)),
        (numbers.rate, "1 per month", fixed(12)),
        (numbers.span, "6 months", fixed(0.5)),
        (numbers.span, "6 months..3 years", between(0.5, 3)),
        (numbers.span, "1..4 years", between(1, 4)),
        (numbers.span, "normal(2, 0.25) years", normal(2, 0.25)),
        (numbers.chance, "0.8..1", between(0.8, 1)),
    ],
)
def test_what_is_read(reader: Reader, text: str, quantity: Quantity) -> None:
    assert read(reader, text) == quantity


@pytest.mark.parametrize(
    ("reader", "text", "piece"),
    [
        (numbers.worth, "nan", "finite"),
        (numbers.worth, "-.inf", "finite"),
        (numbers.worth, "1e999", "too large"),
        (numbers.worth, "9" * 400, "too large"),
        (numbers.worth, "5..2", "from the smaller"),
        (numbers.worth, "2-5", "two points"),
        (numbers.worth, "2,5", "decimal point"),
        (numbers.worth, "larg", "did you mean large?"),
        (numbers.worth, "normal(1, -1)", "not negative"),
        (numbers.rate, "0 per year", "greater than 0"),
        (numbers.rate, "normal(1, 1) per year", "below 0"),
        (numbers.rate, "4", "per year"),
        (numbers.span, "6", "duration"),
        (numbers.span, "3 years..6 months", "from the smaller"),
        (numbers.span, "-1 years", "greater than 0"),
        (numbers.chance, "1.5", "between 0 and 1"),
        (numbers.chance, "normal(0.5, 0.1)", "between 0 and 1"),
    ],
)
def test_what_is_refused(reader: Reader, text: str, piece: str) -> None:
    found = read(reader, text)
    assert isinstance(found, str)
    assert piece in found


@pytest.mark.parametrize(("text", "years"), [("24 months", 2), ("90 days", 90 / 365.25), ("6 weeks", 42 / 365.25)])
def test_durations_are_in_years(text: str, years: float) -> None:
    report = Report()
    assert numbers.duration(Scalar(text), report, "it", 1.0) == pytest.approx(years)
    assert not report.problems()


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e30, max_value=1e30))
def test_written_numbers_read_back(value: float) -> None:
    assert float(numbers.written(value)) == value
    assert read(numbers.worth, numbers.written(value)) == fixed(value)
