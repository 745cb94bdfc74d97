"""Tables: one record, three forms, and the numbers that the answers hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import numpy as np
import pytest
from tests.report.pages import Page

from detente.report.elements import render
from detente.report.gather import Findings, Missing
from detente.report.page.whole import Report
from detente.report.tables import Column, Table, group, share, table
from detente.report.tables.as_csv import as_csv
from detente.report.tables.as_html import as_html
from detente.report.tables.as_latex import as_latex

ReportOf = Callable[[str], Report]
FindingsOf = Callable[[str], Findings]


def named(report: Report, table_id: str) -> Table:
    return next(each for each in report.tables if each.id == table_id)


def read(one: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(one))))


def grouped() -> Table:
    rows = [group(3, "", "first"), ("a", "b", share(0.25)), group(3, "", "second"), ("c", "", share(None))]
    return table("t", "Caption", ("x", Column("y", wide=True), Column("z", "right")), rows, "a note", "")


def test_a_heading_stands_in_a_column_of_its_own_in_csv() -> None:
    assert as_csv(grouped()).splitlines() == ["group,x,y,z", "first,a,b,0.25", "second,c,,–"]


def test_a_heading_spans_the_table_in_html_and_latex() -> None:
    page = render(as_html(grouped(), 3))
    assert '<th scope="rowgroup" colspan="3">first</th>' in page
    assert "<b>Table 3. </b>Caption" in page
    assert page.count("<tbody>") == 2
    assert r"\multicolumn{3}{@{}l}{\textbf{first}} \\" in as_latex(grouped())
    assert r"a & b & 25\,\% \\" in as_latex(grouped())


def test_columns_without_content_are_left_out() -> None:
    made = table("t", "c", ("x", "empty", "y"), [("a", "", "1"), ("b", "", "2")])
    assert [column.head for column in made.columns] == ["x", "y"]


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells under 2 columns"):
        table("t", "c", ("x", "y"), [("a",)])


def test_a_long_table_may_run_over_pages() -> None:
    many = table("t", "c", ("x", "y"), [(str(k), "z") for k in range(60)])
    assert r"\begin{longtable}{ll}" in as_latex(many)
    assert r"\begin{tabular}{ll}" in as_latex(table("t", "c", ("x", "y"), [("1", "z")]))


@pytest.mark.parametrize("name", ["elmira", "plain", "graph", "korea"])
def test_stability_is_what_the_verdicts_say(report_of: ReportOf, findings_of: FindingsOf, name: str) -> None:
    found = findings_of(name)
    assert not isinstance(found.rest, Missing)
    assert found.shown is not None
    rest, rows = found.rest, read(named(report_of(name), "stability"))
    size = len(rest.game.actors) + 1
    assert len(rows) == size * len(found.shown.states)
    for place, state in enumerate(found.shown.states):
        block = rows[size * place : size * (place + 1)]
        for concept, head in (("nash", "Nash"), ("gmr", "GMR"), ("smr", "SMR"), ("seq", "SEQ"), ("sseq", "SSEQ")):
            assert (block[0][head] == "E") == bool(rest.verdicts.equilibria(concept)[state])
            marks = [row[head] == "✓" for row in block[1:]]
            assert marks == rest.verdicts.stable(concept)[:, state].tolist()
        stuck = [row["note"] == "has no move" for row in block[1:]]
        assert stuck == rest.verdicts.cannot_move[:, state].tolist()


@pytest.mark.parametrize("name", ["elmira", "plain", "korea"])
def test_the_file_of_all_states_has_every_state(report_of: ReportOf, findings_of: FindingsOf, name: str) -> None:
    found = findings_of(name)
    assert not isinstance(found.rest, Missing)
    rows, game = read(named(report_of(name), "states-all")), found.rest.game
    assert [row["name"] for row in rows] == game.space.names()
    marks = np.array([row["equilibrium_seq"] == "yes" for row in rows])
    assert np.array_equal(marks, found.rest.verdicts.equilibria("seq"))
    for option in game.space.options:
        assert [row[option.id] for row in rows] == [option.choices[k] for k in game.space.column(option.id)]


def test_chances_are_those_of_the_forecasts(report_of: ReportOf, findings_of: FindingsOf) -> None:
    found = findings_of("plain")
    assert isinstance(found.forecasts, tuple)
    rows = read(named(report_of("plain"), "chances"))
    assert len(rows) == 3
    for row, (_, forecast) in zip(rows, found.forecasts, strict=True):
        assert float(row["reached"]) == pytest.approx(forecast["deal"].reached.last)
        assert float(row["holding"]) == pytest.approx(forecast["deal"].holding.last)


def test_rules_leave_what_is_counted(report_of: ReportOf) -> None:
    left = [row["states left"] for row in read(named(report_of("elmira"), "rules"))]
    assert left == ["32", "12"]


def test_preferences_say_the_ranking_of_elmira(report_of: ReportOf) -> None:
    rows = [row for row in read(named(report_of("elmira"), "preferences")) if row["group"].startswith("Uniroyal")]
    assert rows[0]["what it wants"] == "s1 uniroyal.delay"
    assert len(rows) == 9


def test_evidence_names_what_rests_on_it(report_of: ReportOf) -> None:
    row = read(named(report_of("plain"), "evidence"))[0]
    assert row["passage"] == "seen"
    assert "a.w1" in row["assumptions that rest on it"]
    assert "scenario weather" in row["assumptions that rest on it"]
    assert row["claims"] == "claim-one"


def test_offers_fall_from_the_strongest(report_of: ReportOf) -> None:
    change = [float(row["change"]) for row in read(named(report_of("plain"), "offers"))]
    assert change == sorted(change, reverse=True)


def test_the_crux_names_what_the_readings_differ_in(report_of: ReportOf) -> None:
    row = read(named(report_of("plain"), "crux-deal"))[0]
    assert row["assumption"] == "b.w4"
    assert (row["Reading"], row["Sad"]) == ("0..0.1", "3..4")
    assert float(row["carries"]) == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["elmira", "plain", "graph", "bare", "nowhere", "korea", "hostile"])
def test_every_table_is_on_the_page_or_filed(report_of: ReportOf, name: str) -> None:
    made = report_of(name)
    ids = set(Page(made.html).ids)
    filed = {each.id for each in made.tables if f"table-{each.id}" not in ids}
    assert all(each.startswith(("states-all", "claims", "worlds-")) for each in filed)
    assert {f"figure-{each.id}" for each in made.figures} <= ids
