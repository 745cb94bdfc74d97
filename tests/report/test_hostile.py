"""A model cannot put anything but text into a report, whatever it says and wherever."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from tests.report.models import FORMULAS, HOSTILE, IMAGE, LATEX, SCRIPT, STYLE
from tests.report.pages import Page, faults

from detente.report.elements import Element, clean, e, render
from detente.report.figures.figure import as_svg
from detente.report.page.whole import Report
from detente.report.tables.as_csv import as_csv, guarded
from detente.report.tables.as_latex import as_latex, escape

ReportOf = Callable[[str], Report]

_COMMANDS = r"""\begin \end \caption \label \toprule \midrule \bottomrule \addlinespace \multicolumn \textbf
\centering \small \textbackslash \textasciicircum \textasciitilde \textless \textgreater \textbar \textquotedbl
\textasciigrave \checkmark \textquotesingle \ensuremath \rightarrow \geq \leq \times \infty \P \textperiodcentered
\smallskip \noindent \linewidth \footnotesize \normalsize \begingroup \endgroup \endfirsthead \endhead \endfoot"""
COMMANDS = set(_COMMANDS.split())


def test_hostile_text_stays_text(report_of: ReportOf) -> None:
    page = report_of("hostile").html
    assert faults(page) == []
    said = Page(page).text
    for mark in (SCRIPT, IMAGE, STYLE):
        assert " ".join(mark.split()) in said
        assert mark not in page


FIELDS = """Title Question Author Source Says Quote Option Level Rule Soft Want Stake Outcome Reading Claim"""


@pytest.mark.parametrize("field", [*FIELDS.split(), "Actor A", "Leading question", "https://evil.example/"])
def test_every_field_reaches_the_page(report_of: ReportOf, field: str) -> None:
    """Otherwise the test above would prove nothing about it."""
    said = Page(report_of("hostile").html).text
    assert f"{field}{'' if field.endswith('/') else ' '}{' '.join(HOSTILE.split())[:40]}" in said


def test_figures_hold_shapes_and_text_only(report_of: ReportOf) -> None:
    for figure in report_of("hostile").figures:
        for node in ET.fromstring(as_svg(figure)).iter():
            assert node.tag.rpartition("}")[2] in {
                "svg", "g", "path", "line", "rect", "circle", "text", "tspan", "defs", "clipPath", "title", "desc"
            }  # fmt: skip
            assert not [name for name in node.attrib if name.startswith("on") or "href" in name]


def latex_faults(text: str) -> list[str]:
    body = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
    plain = body.replace(r"\\", " ").replace(r"\{", "").replace(r"\}", "")
    found = [f"command {each}" for each in re.findall(r"\\[A-Za-z]+", plain) if each not in COMMANDS]
    depth = 0
    for character in plain:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            found.append("a brace is closed that was not opened")
    found += ["braces are not balanced"] if depth else []
    begun, ended = re.findall(r"\\begin\{(\w+)\}", plain), re.findall(r"\\end\{(\w+)\}", plain)
    found += ["environments are not balanced"] if sorted(begun) != sorted(ended) else []
    return found + [f"bare {each}" for each in re.findall(r"(?<!\\)[$#%~^_\"`']", plain)]


def _rows(text: str) -> list[str]:
    lines = text[text.index("\\midrule") : text.rindex("\\bottomrule" if "tabular" in text else "\\end{longtable}")]
    return [line for line in lines.splitlines() if line.endswith(r"\\") and "multicolumn" not in line]


def test_latex_is_whole_and_escaped(report_of: ReportOf) -> None:
    for table in report_of("hostile").tables:
        text = as_latex(table)
        assert latex_faults(text) == [], table.id
        for row in _rows(text):
            assert len(re.findall(r"(?<!\\)&", row)) == len(table.columns) - 1, table.id


@pytest.mark.parametrize("planted", [LATEX, r"\input{x}", "100% sure", "a_b", "}", "$x$", r"\end{tabular}"])
def test_bare_latex_would_be_found(planted: str) -> None:
    assert latex_faults(planted) != []
    assert latex_faults(escape(planted)) == []


def test_no_csv_cell_is_a_formula(report_of: ReportOf) -> None:
    for table in report_of("hostile").tables:
        rows = list(csv.reader(io.StringIO(as_csv(table))))
        assert len({len(row) for row in rows}) == 1, table.id
        for cell in (cell for row in rows for cell in row):
            assert not re.match(r"\s*[=+@|\t]", cell) or re.fullmatch(r"\+?[\d.]+", cell), (table.id, cell)
            assert not cell.startswith("-") or re.fullmatch(r"-[\d.]+(e-?\d+)?", cell), (table.id, cell)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gets_an_apostrophe(formula: str) -> None:
    assert guarded(formula).startswith("'")


@pytest.mark.parametrize("plain", ["-3", "+12", "0.5", "text", "", "−3", "a=b"])
def test_numbers_and_words_stay_as_they_are(plain: str) -> None:
    assert guarded(plain) == plain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("href", "https://example.org"),
        ("href", "javascript:x"),
        ("src", "x.png"),
        ("onclick", "x"),
        ("xlink:href", "//x"),
    ],
)
def test_no_element_can_fetch_or_run(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="a report"):
        e("a", "x", **{name: value})


def test_a_style_sheet_cannot_be_ended_from_inside() -> None:
    with pytest.raises(ValueError, match="style sheet"):
        render(Element("style", (), ("</style>",)))


def test_odd_characters_are_shown_as_such() -> None:
    assert clean("a\x00b\u202ec\ud800") == "a\ufffdb\ufffdc\ufffd"
    assert render(e("p", "<&>\x07", title='"')) == '\n<p title="&quot;">&lt;&amp;&gt;\ufffd</p>'
