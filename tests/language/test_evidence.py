"""Passages: paragraphs, quotations and fingerprints."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from detente.language import fingerprint, passages, read
from detente.language.evidence import paragraphs

TEXT = "\ufeffFirst line\nsecond line.\r\n\r\n  \r\nSecond paragraph: it\u2019s  here.\n\n\nThird."
HEAD = "title: T\nactors: [a]\noptions: {a.x: x}\nsources: {s: {file: s.txt}, t: {title: T}, u: {file: ../u.txt}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "texts"
    inside.mkdir()
    (inside / "s.txt").write_bytes(TEXT.encode())
    (tmp_path / "u.txt").write_text("secret", encoding="utf-8")
    return inside


def found(folder: Path, evidence: str) -> tuple[list[str], list[str]]:
    """The passages' texts, and the warnings."""
    result = passages(read(HEAD + f"evidence: {{e: {evidence}}}\n"), folder)
    assert all(problem.severity == "warning" for problem in result.problems)
    return [passage.text for passage in result.found], [problem.sentence() for problem in result.problems]


def test_paragraphs_count_from_one() -> None:
    assert [part[:6] for part in paragraphs(TEXT)] == ["First ", "Second", "Third."]


def test_a_fingerprint_ignores_white_space() -> None:
    assert fingerprint(" a\n  b ") == fingerprint("a b") == hashlib.sha256(b"a b").hexdigest()[:16]
    assert fingerprint("a b") != fingerprint("a c")


def test_passages(folder: Path) -> None:
    assert found(folder, '{source: s, paragraph: 2, quote: "it\'s here"}') == (
        ["Second paragraph: it\u2019s  here."],
        [],
    )
    texts, warnings = found(folder, "{source: s, paragraph: [1, 3], says: x}")
    assert texts[0].endswith("second line.\n\nThird.")
    assert warnings == []
    assert len(found(folder, "{source: s, says: x}")[0][0]) > 50


def test_a_matching_fingerprint_is_silent(folder: Path) -> None:
    mark = fingerprint("Third.")
    assert found(folder, f'{{source: s, paragraph: 3, says: x, fingerprint: "{mark}"}}')[1] == []


@pytest.mark.parametrize(
    ("evidence", "piece"),
    [
        ("{source: s, paragraph: 4, says: x}", "found paragraph 4 of 3"),
        ("{source: s, paragraph: 1, quote: third}", "a quotation occurs in its passage"),
        ("{source: s, paragraph: 3, says: x, fingerprint: aaaaaaaaaaaaaaaa}", "another fingerprint"),
        ("{source: t, paragraph: 1, says: x}", "a source's text has a file name"),
        ("{source: u, says: x}", "which lies outside"),
    ],
)
def test_warnings(folder: Path, evidence: str, piece: str) -> None:
    assert any(piece in warning for warning in found(folder, evidence)[1])


def test_texts_that_cannot_be_read(folder: Path) -> None:
    (folder / "s.txt").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in found(folder, "{source: s, says: x}")[1][0]
    (folder / "s.txt").unlink()
    assert "no such file" in found(folder, "{source: s, says: x}")[1][0]
