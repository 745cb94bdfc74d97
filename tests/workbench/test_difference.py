"""Differences of texts."""

from __future__ import annotations

from detente.workbench.difference import MOST_LINES, unified


def test_changed_lines_are_marked():
    said = unified("a\nb\nc\n", "a\nB\nc\n", "old", "new").split("\n")
    assert said[:2] == ["--- old", "+++ new"]
    assert "-b" in said
    assert "+B" in said
    assert " a" in said


def test_equal_texts_do_not_differ():
    assert unified("a\n", "a\n", "old", "new") == ""


def test_texts_that_have_little_in_common_are_set_one_after_the_other():
    old = "\n".join(["head", *(f"old {n}" for n in range(MOST_LINES + 1)), "tail"])
    new = "\n".join(["head", *(f"new {n % 7}" for n in range(MOST_LINES + 1)), "tail"])
    rows = unified(old, new, "old", "new").split("\n")
    assert len(rows) == 2 + 2 * (MOST_LINES + 1)
    assert "-head" not in rows
    assert "+tail" not in rows
