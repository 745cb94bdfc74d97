"""The grammar: what it reads, how deep, and where it says an error stands."""

from __future__ import annotations

import pytest

from detente.language.grammar import MAX_DEPTH, MAX_LENGTH, Trouble, parse


def shape(text: str, start: str = "condition") -> object:
    """A tree as nested tuples."""

    def plain(tree: object) -> object:
        parts = [plain(part) for part in tree.parts]  # type: ignore[attr-defined]
        return (tree.kind, *(word.text for word in tree.words), *parts)  # type: ignore[attr-defined]

    return plain(parse(text, "rule" if start == "rule" else "condition"))


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("not a and b", "(not a) and b"),
        ("not a == b", "not (a == b)"),
        ("a or b and c", "a or (b and c)"),
        ("a implies b or c", "a implies (b or c)"),
        ("a implies b implies c", "a implies (b implies c)"),
        ("a iff b implies c", "a iff (b implies c)"),
        ("a iff b iff c", "(a iff b) iff c"),
        ("a and\n   b", "a and b"),
    ],
)
def test_precedence(text: str, same: str) -> None:
    assert shape(text) == shape(same)


def test_names_may_begin_with_keywords() -> None:
    assert shape("android and notary.of_all") == ("and_", ("name", "android"), ("name", "notary.of_all"))


def test_counts() -> None:
    assert shape("at least 1 and at most 2 of (a, b)") == ("count", ("within", "1", "2"), ("name", "a"), ("name", "b"))


def test_rules() -> None:
    assert shape("a excludes b, c", "rule")[0] == "excludes"  # type: ignore[index]
    assert shape("at most one of a, b", "rule")[1] == ("at_most_one",)  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("a = b", 2, "`=`"),
        ("a and", 5, "the end of the text"),
        ("a b", 2, "`b`"),
        ("(a", 2, "the end of the text"),
        ("a)", 1, "`)`"),
        ("a and or b", 6, "`or`"),
        ("a && b", 2, "`&`"),
        ("of", 0, "`of`"),
        ("", 0, "the end of the text"),
        ("at least two of (a)", 9, "`two`"),
        ("a.b.c", 3, "`.`"),
    ],
)
def test_where_an_error_stands(text: str, at: int, found: str) -> None:
    with pytest.raises(Trouble) as caught:
        parse(text)
    assert (caught.value.at, caught.value.found) == (at, found)


def test_depth_is_bounded() -> None:
    parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    for text in ("(" * 41 + "a" + ")" * 41, "not " * 41 + "a", "a implies " * 41 + "a", "a iff " * 41 + "a"):
        with pytest.raises(Trouble, match="deep"):
            parse(text)


def test_length_is_bounded() -> None:
    with pytest.raises(Trouble, match="characters"):
        parse("a and " * (MAX_LENGTH // 6) + "a and a")
