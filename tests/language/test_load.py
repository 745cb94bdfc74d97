"""The tree: every text at its place, and what model files do not have."""

from __future__ import annotations

import pytest

from detente.language.load import MAX_DEPTH, MAX_NODES, load
from detente.language.nodes import Mapping, Scalar, Sequence
from detente.language.report import Report


def tree(text: str) -> Mapping:
    report = Report()
    found = load(text, report)
    assert found is not None
    assert report.problems() == ()
    return found


def complaint(text: str) -> str:
    report = Report("m.yaml")
    load(text, report)
    assert len(report.problems()) == 1
    return report.problems()[0].sentence()


def test_texts_stay_texts() -> None:
    found = tree("a: no\nb: 1.0\nc: 'null'\nd: null\n")
    assert [found.entries[key][1].text for key in "abcd"] == ["no", "1.0", "null", "null"]  # type: ignore[union-attr]
    assert found.get("c") is not None
    assert found.get("d") is None


def test_places() -> None:
    found = tree("a:\n  - x: {y: z}\n")
    outer = found.get("a")
    assert isinstance(outer, Sequence)
    inner = outer.items[0].get("x").get("y")  # type: ignore[union-attr]
    assert isinstance(inner, Scalar)
    assert (inner.line, inner.column, inner.path) == (2, 12, "a.0.x.y")


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("a: one two\n", "two", (1, 8)),
        ("a: 'one two'\n", "two", (1, 9)),
        ('a: "one two"\n', "two", (1, 9)),
        ("a: >\n  one\n  two\n", "two", (3, 3)),
        ("a: |\n  one\n  two\n", "two", (3, 3)),
        ("a: one\n  two\n", "two", (2, 3)),
    ],
)
def test_places_inside_texts(text: str, word: str, place: tuple[int, int]) -> None:
    node = tree(text).get("a")
    assert isinstance(node, Scalar)
    assert node.at(node.text.index(word)) == place


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: &x 1\n", "m.yaml:1:4: model files have no anchors or aliases; found an anchor"),
        ("a: *x\n", "m.yaml:1:4: model files have no anchors or aliases; found an alias"),
        ("a: !x 1\n", "m.yaml:1:4: model files have no tags; found `!x`"),
        ("a: 1\na: 2\n", "m.yaml:2:1: a: no key stands twice in a mapping; found `a` again (first on line 1)"),
        ("a: 1\n---\nb: 2\n", "m.yaml:2:1: a file holds one model; found a second document"),
        ("%YAML 1.1\n---\na: b\n", "m.yaml:2:1: model files are YAML 1.2 without directives"),
        ("? [a]\n: b\n", "m.yaml:1:3: a key is a single word"),
        ("a:\n\tb: c\n", "m.yaml:2:1: the file is YAML 1.2; found character '\\t'"),
        ("a: 'x\n", "m.yaml:2:1: the file is YAML 1.2; found unexpected end of stream"),
        ("- a\n", "m.yaml:1:1: a model file is a mapping of sections; found a list"),
        ("", "m.yaml:1:1: a model file is a mapping of sections; found an empty file"),
        ("a: b\x07c\n", "m.yaml:1:5: a model file holds no control characters; found U+0007"),
        ('a: "\\u0000"\n', "m.yaml:1:4: a: texts hold no control characters; found U+0000"),
        ("a: {b: normal(3, 1), c: d}\n", "m.yaml:1:8: a.b: inside { } and [ ] a text with a comma is quoted"),
        ("a: [at least 1 of (x, y)]\n", "m.yaml:1:5: a.0: inside { } and [ ] a text with a comma is quoted"),
        ("a: " + "[" * 50 + "]" * 50 + "\n", f"nesting is at most {MAX_DEPTH} levels deep"),
        ("a: [" + "b," * MAX_NODES + "]\n", f"at most {MAX_NODES:,} keys and values"),
        ("#" * 1_000_001, "a model file has at most 1,000,000 bytes"),
        ("é" * 500_001, "a model file has at most 1,000,000 bytes"),
    ],
)
def test_what_is_refused(text: str, sentence: str) -> None:
    assert sentence in complaint(text)


def test_a_byte_order_mark_is_ignored() -> None:
    assert tree("\ufeffa: b\n").get("a") is not None
