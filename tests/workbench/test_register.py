"""The register of evidence, and words selected in a source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language import fingerprint, read
from detente.language.evidence import paragraphs
from detente.workbench.pages.evidence.anchor import MOST_QUOTED, anchored
from detente.workbench.pages.evidence.reader import marked
from detente.workbench.register import register, text_of
from detente.workbench.tasks import TASKS

SOURCE = "Head line.\n\nOne two three\nfour five.\n\nSix seven eight.\n"
BLOCKS = paragraphs(SOURCE)

MODEL = f"""\
title: Register
sources: {{s: {{title: S, file: s.txt}}, t: {{title: T}}, gone: {{title: G, file: gone.txt}}}}
evidence:
  same: {{source: s, paragraph: 2, says: x, fingerprint: "{fingerprint(BLOCKS[1])}"}}
  plain: {{source: s, paragraph: 3, says: x}}
  other: {{source: s, paragraph: 3, says: x, fingerprint: "0000000000000000"}}
  misquoted: {{source: s, paragraph: 2, says: x, quote: two one}}
  beyond: {{source: s, paragraph: 9, says: x}}
  unread: {{source: t, says: x}}
  missing: {{source: gone, says: x}}
actors: {{a: {{name: Anna, because: plain}}}}
options: {{a.go: {{text: goes, because: same}}}}
scenario: {{rain: {{yes: 0.5, no: 0.5, text: it rains, because: [same, other]}}}}
preferences: {{a: [{{wants: a.go and rain, worth: 1, id: out, because: same}}, {{avoids: rain, worth: 1}}]}}
outcomes: {{gone: a.go}}
claims: {{it-goes: {{says: It goes., because: same, test: {{rests: gone, concept: nash}}}}}}
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "s.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def test_each_passage_has_a_standing(texts: Path) -> None:
    found = {name: each.status for name, each in register(read(MODEL), str(texts)).standings.items()}
    assert found == {
        "same": "as read",
        "plain": "found",
        "other": "changed",
        "misquoted": "changed",
        "beyond": "not found",
        "unread": "no text",
        "missing": "not found",
    }


def test_what_is_wrong_is_said(texts: Path) -> None:
    standings = register(read(MODEL), str(texts)).standings
    assert "0000000000000000" in standings["other"].note
    assert "paragraph 9 of 3" in standings["beyond"].note
    assert "gone.txt" in standings["missing"].note


def test_without_a_folder_no_text_is_at_hand() -> None:
    assert {each.status for each in register(read(MODEL), "").standings.values()} == {"no text"}


def test_everything_that_rests_on_a_passage_is_listed_once(texts: Path) -> None:
    uses = register(read(MODEL), str(texts)).uses
    assert {(use.kind, use.path) for use in uses["same"]} == {
        ("want", "preferences.a.out"),
        ("chances", "scenario.rain"),
        ("option", "options.a.go"),
        ("claim", "claims.it-goes"),
    }
    assert [use.text for use in uses["plain"]] == ["Anna"]
    assert uses["beyond"] == ()


def test_coverage_is_said_with_what_rests_on_nothing() -> None:
    found = TASKS["covered"](lambda *_: None, read(MODEL))
    assert found.sentence.startswith("3 of 4 assumptions (75")
    assert [each.path for each in found.bare] == ["preferences.a.rain"]
    assert set(found.uncited) == {"misquoted", "beyond", "unread", "missing"}


def test_the_text_of_a_source_comes_in_paragraphs(texts: Path) -> None:
    model = read(MODEL)
    assert text_of(model, "s", str(texts)) == (BLOCKS, "")
    assert text_of(model, "t", str(texts))[0] == ()
    assert "--sources" in text_of(model, "s", "")[1]


@given(st.integers(0, 2), st.integers(0, 2), st.data())
def test_a_selection_is_anchored_to_the_paragraphs_that_hold_it(one: int, two: int, data: st.DataObject) -> None:
    first, last = min(one, two), max(one, two)
    start = data.draw(st.integers(0, len(BLOCKS[first]) - 1))
    end = data.draw(st.integers(1, len(BLOCKS[last])))
    whole = "\n\n".join(BLOCKS[first : last + 1])
    said = whole[start : len(whole) - len(BLOCKS[last]) + end]
    found = anchored(BLOCKS, first + 1, last + 1, said)
    if not said.strip():
        assert found is None
        return
    assert found is not None
    assert first + 1 <= found.first <= found.last <= last + 1
    held = "\n\n".join(BLOCKS[found.first - 1 : found.last])
    assert found.quote in " ".join(held.split())
    assert found.fingerprint == fingerprint(held)


def test_a_selection_that_ends_at_the_next_paragraph_belongs_to_the_one_before() -> None:
    found = anchored(BLOCKS, 2, 3, "One two three\nfour five.\n\n")
    assert found is not None
    assert (found.first, found.last, found.paragraph) == (2, 2, 2)
    both = anchored(BLOCKS, 2, 3, "five.\n\nSix")
    assert both is not None
    assert both.paragraph == "2..3"


def test_words_that_are_not_there_are_no_anchor() -> None:
    assert anchored(BLOCKS, 1, 3, "nine") is None
    assert anchored(BLOCKS, 5, 9, "Six") is None
    assert anchored((), 1, 1, "Six") is None


def test_a_long_selection_is_anchored_but_not_quoted() -> None:
    words = "word " * MOST_QUOTED
    found = anchored((words.strip(),), 1, 1, words)
    assert found is not None
    assert found.quote == ""


def test_a_quotation_is_marked_across_a_line_break() -> None:
    assert marked(BLOCKS[1], "three four") == "One two <mark>three\nfour</mark> five."


@given(st.text(alphabet="<>&\"'ab ", max_size=12), st.text(alphabet="<>&\"'ab ", max_size=4))
def test_a_marked_paragraph_is_escaped(text: str, quote: str) -> None:
    said = marked(text, quote).replace("<mark>", "", 1).replace("</mark>", "", 1)
    assert "<" not in said
    assert ">" not in said
