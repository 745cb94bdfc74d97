"""Tables and sentences for a terminal: no word is broken, empty columns go, chances are told against random moves."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from detente.forecast.record import Curve, OutcomeForecast, Spread
from detente.report.text.chances import against, lead
from detente.report.text.tables import banded, simple

ROWS = [
    ("ministry.modify + uniroyal.accept + local_government.insist", "31 % (19-43)", "us-constitution ¶11-12, 14"),
    ("  indented-name-of-a-claim: lin ¶4", "<1 %", "x"),
    ("北京 + 上海.accept", "100 %", "北京"),
]
HEADS = ("state and passages", "holding", "behind")


def printed(width: int, *parts: object) -> str:
    console = Console(file=io.StringIO(), width=width)
    for part in parts:
        console.print(part)
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [28, 34, 40, 50, 60, 70, 80, 120])
@pytest.mark.parametrize("whole", [(), (1,)])
def test_no_word_is_broken_at_any_width(width: int, whole: tuple[int, ...]) -> None:
    said = printed(width, simple("", HEADS, ROWS, right=(1,), whole=whole))
    words = {word for row in ROWS for cell in row for word in cell.split()}
    assert words <= set(re.split(r"[\s;]+", said))
    assert all(len(line.rstrip()) <= width for line in said.splitlines())


def test_a_screen_that_is_wide_enough_gets_a_table_and_a_narrow_one_a_list() -> None:
    assert "───" in printed(80, simple("", HEADS, ROWS))
    narrow = printed(30, simple("", ("state", "Nash", "SEQ"), [("one.two_three_four_five", "+", ""), ("x", "", "+")]))
    assert "───" not in narrow
    assert [line.strip() for line in narrow.splitlines()] == ["one.two_three_four_five", "Nash", "x", "SEQ"]


def test_a_narrow_table_of_tall_cells_becomes_a_list() -> None:
    rows = [("one two three four five six seven eight nine ten", "eleven twelve thirteen fourteen fifteen", "x" * 20)]
    heads = ("first", "second", "third")
    assert "───" not in printed(50, simple("", heads, rows))
    assert "───" in printed(60, simple("", heads, rows))
    assert "───" in printed(50, simple("", heads, [("one two", "three", "x" * 20)]))


def test_cells_that_stay_whole_are_not_wrapped() -> None:
    assert "31 % (19-43)" in printed(60, simple("", HEADS, ROWS, whole=(1,)))


def test_spare_columns_are_left_out_where_they_are_empty() -> None:
    rows = [("a", "", "1", ""), ("b", "", "2", "")]
    said = printed(80, simple("", ("name", "base rate", "right", "today"), rows, right=(2,), spare=(1, 3)))
    assert "base rate" not in said
    assert "today" not in said
    kept = printed(80, simple("", ("name", "base rate", "right", "today"), rows, spare=(3,)))
    assert "base rate" in kept
    line = next(line for line in said.splitlines() if line.startswith("a"))
    assert line.rstrip().endswith("    1")


@pytest.mark.parametrize(
    ("chance", "floor", "words"),
    [
        (0.31, 0.44, "below the 44 % of random moves"),
        (0.42, 0.44, "about the 44 % of random moves"),
        (0.48, 0.44, "about the 44 % of random moves"),
        (0.50, 0.44, "above the 44 % of random moves"),
        (0.75, 0.44, "well above the 44 % of random moves"),
    ],
)
def test_a_chance_is_told_against_random_moves(chance: float, floor: float, words: str) -> None:
    assert against(chance, floor) == words


def curve(mean: float, random: float) -> Curve:
    return Curve((mean,), (mean,), (mean,), (random,))


def outcome(reached: float, floor: float, lasting: float, today: bool = False) -> OutcomeForecast:
    curves = {"reached": curve(reached, floor), "holding": curve(0.2, 0.6), "in_place": curve(0.1, 0.1)}
    curves["lasting"] = curve(lasting, 0.5)
    return OutcomeForecast("talks", "", today, None, curves, (), Spread(0, 0, 0, ()), None)


def said(*figures: float, today: bool = False) -> str:
    return lead(outcome(*figures, today=today), "by 2027", "on 2027")


def test_likely_is_what_is_well_above_the_floor_and_lasts() -> None:
    assert "Likely, and lasting: once reached it holds 70 % of the time left." in said(0.8, 0.5, 0.7)
    assert "does not last" in said(0.8, 0.5, 0.2)
    for figures in ((0.8, 0.95, 0.7), (0.8, 0.78, 0.7), (0.3, 0.1, 0.7), (0.6, 0.52, 0.7)):
        assert "Likely" not in said(*figures)
    assert "choices work against it" in said(0.5, 0.8, 0.7)
    kept = replace(outcome(0.5, 0.8, 0.7), curves={**outcome(0.5, 0.8, 0.7).curves, "holding": curve(0.4, 0.2)})
    assert "less than by chance, and keep it more" in lead(kept, "by 2027", "on 2027")
    assert "says little" in said(0.8, 0.78, 0.7)
    assert "holding says more" in said(0.8, 0.95, 0.7)
    assert said(0.8, 0.5, float("nan")).endswith("below the 60 % of random moves.")


def test_what_holds_today_is_told_by_whether_it_holds_at_the_end() -> None:
    assert said(1, 1, 0.7, today=True) == "talks: holds today; holding on 2027: 20 %, below the 60 % of random moves."


def test_a_band_that_is_cut_off_is_spelled_out() -> None:
    assert banded(0.31, 0.13, 0.46) == "31 % (13-46)"
    assert banded(0.81, 0.36, 0.999) == "81 % (36 to >99)"
    assert banded(0.999, 0.999, 0.999) == ">99 % (>99)"
