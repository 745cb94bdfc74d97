"""Figures: what they show is what the answers say, and the files are the same each time."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from detente.report.elements import Element, e, text_of
from detente.report.figures.bars import bars
from detente.report.figures.figure import Figure, as_html, as_pdf, as_svg
from detente.report.figures.layout import positions
from detente.report.figures.moves import links
from detente.report.figures.vega import altair, drawn
from detente.report.gather import Findings, Missing
from detente.report.page.whole import Report
from detente.space.moves import improvements, targets

ReportOf = Callable[[str], Report]
FindingsOf = Callable[[str], Findings]


@pytest.mark.parametrize("name", ["elmira", "graph", "korea"])
def test_the_graph_has_every_move_among_its_states(findings_of: FindingsOf, name: str) -> None:
    found = findings_of(name)
    assert not isinstance(found.rest, Missing)
    assert found.shown is not None
    game, states = found.rest.game, found.shown.states
    drawn_moves, drawn_gains = set(), set()
    for each in links(game, states):
        ways = [
            (each.source, each.target, each.there, each.there_gains),
            (each.target, each.source, each.back, each.back_gains),
        ]
        drawn_moves |= {(each.mover, source, target) for source, target, goes, _ in ways if goes}
        drawn_gains |= {(each.mover, source, target) for source, target, goes, gains in ways if goes and gains}
    pairs = [(actor, state) for actor in range(len(game.actors)) for state in states]
    wanted = {(a, s, int(t)) for a, s in pairs for t in targets(game, a, s) if int(t) in states}
    assert drawn_moves == wanted
    gains = {(a, s, int(t)) for a, s in pairs for t in improvements(game, a, s) if int(t) in states}
    assert drawn_gains == gains


def test_the_graph_names_today_and_the_equilibria(report_of: ReportOf) -> None:
    moves = next(each for each in report_of("elmira").figures if each.id == "moves")
    assert "12 states." in moves.alt
    assert "Today: s1. Equilibria under SEQ: s5, s6, s7, s10, s11, s12." in moves.alt
    words = text_of(moves.drawing)
    assert all(f"s{number}" in words for number in range(1, 13))


def test_actors_differ_in_colour_and_dash(report_of: ReportOf) -> None:
    moves = next(each for each in report_of("elmira").figures if each.id == "moves")
    strokes = {
        (named.get("stroke"), named.get("stroke-dasharray", ""))
        for named in map(dict, (each.attributes for each in _all(moves.drawing) if each.tag == "path"))
        if named.get("fill") == "none"
    }
    assert len(strokes) == 3
    assert len({colour for colour, _ in strokes}) == len({dash for _, dash in strokes}) == 3


def _all(element: Element) -> list[Element]:
    inner = [found for each in element.children if isinstance(each, Element) for found in _all(each)]
    return [element, *inner]


def test_parts_that_are_not_joined_stand_apart() -> None:
    points = positions([0, 1, 2, 3], [(0, 1), (2, 3)], 400, 300, 20)
    assert len(set(points.values())) == 4
    assert all(20 <= x <= 380 and 20 <= y <= 280 for x, y in points.values())
    assert points == positions([0, 1, 2, 3], [(0, 1), (2, 3)], 400, 300, 20)
    assert positions([5], [], 400, 300, 20) == {5: (200, 150)}


@pytest.mark.parametrize("name", ["elmira", "plain"])
def test_files_are_the_same_each_time(report_of: ReportOf, name: str) -> None:
    for figure in report_of(name).figures:
        assert as_svg(figure) == as_svg(figure)
        first = as_pdf(figure)
        assert first.startswith(b"%PDF-")
        assert all(as_pdf(figure) == first for _ in range(3)), figure.id


def test_a_chart_shows_the_forecast(report_of: ReportOf, findings_of: FindingsOf) -> None:
    found = findings_of("plain")
    assert isinstance(found.forecasts, tuple)
    chance = next(each for each in report_of("plain").figures if each.id == "chance-reached-deal")
    for (_, forecast), label in zip(found.forecasts, ("base model", "Reading", "Sad"), strict=True):
        assert f"{label}: {100 * forecast['deal'].reached.last:.0f}\u202f%" in chance.alt
    words = text_of(chance.drawing)
    assert all(each in words for each in ("base model", "Reading", "Sad", "all moves at random", "stated base rate"))


def test_the_line_ends_where_the_chance_does(findings_of: FindingsOf, report_of: ReportOf) -> None:
    """The drawing itself: the base model's line ends at its chance, on an axis from 0 to 100 % over 170 pixels."""
    found = findings_of("plain")
    assert isinstance(found.forecasts, tuple)
    chance = next(each for each in report_of("plain").figures if each.id == "chance-reached-deal")
    lines = [dict(each.attributes) for each in _all(chance.drawing) if each.tag == "path"]
    blue = [each["d"] for each in lines if each.get("stroke") == "#1f5fa8" and each["d"].count("L") > 3]
    end = float(blue[0].rpartition(",")[2])
    assert 1 - end / 170 == pytest.approx(found.forecasts[0][1]["deal"].reached.last, abs=0.01)


def test_colours_follow_the_page_and_ids_do_not_meet() -> None:
    inner = e("g", e("clipPath", id="part-1"), e("path", d="M0,0", stroke="#1f5fa8", clip_path="url(#part-1)"))
    figure = Figure("one", "Caption", "An alternative long enough", e("svg", inner, e("text", "#1f5fa8"), width=10))
    shown = as_html(figure, 1)
    named = [dict(each.attributes) for each in _all(shown)]
    assert any(
        each.get("stroke") == "var(--series-0)" and each["clip-path"] == "url(#figure-one-part-1)" for each in named
    )
    assert any(each.get("id") == "figure-one-part-1" for each in named)
    assert "#1f5fa8" in text_of(shown)


def test_a_chart_made_of_more_than_shapes_is_refused() -> None:
    alt = altair()
    chart = (
        alt.Chart(alt.Data(values=[{"u": "https://example.org/x.png"}])).mark_image(width=5, height=5).encode(url="u:N")
    )
    with pytest.raises(ValueError, match="plain shapes; found image"):
        drawn(chart)


def test_bars_below_nothing_go_the_other_way() -> None:
    drawing = bars([("up", 0.5), ("down", -0.25)], "share")
    fills = [dict(each.attributes).get("fill") for each in _all(drawing)]
    assert {"#1f5fa8", "#b3541e"} <= set(fills)
    words = text_of(drawing)
    assert "−25" in words
    assert "50" in words


def test_an_svg_file_stands_alone(report_of: ReportOf) -> None:
    for figure in report_of("korea").figures:
        root = ET.fromstring(as_svg(figure))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root[0].text == figure.caption
        assert "var(" not in as_svg(figure)
        assert np.isfinite(float(root.attrib["width"]))
