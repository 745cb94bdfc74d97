"""What stands behind the tab Model: changes merged, lines marked, fields read, entries written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ModelError, Problem
from detente.language import check, read
from detente.language.edit import get
from detente.workbench.pages.forms import chances, claims, preferences, rules
from detente.workbench.pages.forms.fields import fields_of_test, meant, typed
from detente.workbench.pages.forms.writing import changed, changed_at, removed_at, written
from detente.workbench.pages.source.marks import changed_lines, marks, tooltips
from detente.workbench.pages.source.merge import merged

LINES = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8)


@given(LINES, LINES)
def test_a_change_of_one_side_is_taken_whole(base: list[str], other: list[str]) -> None:
    old, new = "\n".join(base), "\n".join(other)
    assert merged(old, new, old) == (new, False)
    assert merged(old, old, new) == (new, False)
    assert merged(old, new, new) == (new, False)


@given(LINES, LINES, LINES)
def test_changes_on_both_sides_of_a_line_are_both_kept(head: list[str], before: list[str], after: list[str]) -> None:
    base = ["first", "*", "mid", "**", "last"]
    mine = ["first", *before, "*", "mid", "**", "last"]
    theirs = ["first", "*", "mid", "**", *after, *head, "last"]
    both = ["first", *before, "*", "mid", "**", *after, *head, "last"]
    texts = ["\n".join(each) + "\n" for each in (base, mine, theirs, both)]
    assert merged(texts[0], texts[1], texts[2]) == (texts[3], False)


def test_of_two_changes_of_one_line_the_typed_one_stands() -> None:
    assert merged("a\nb\nc\n", "a\nmine\nc\n", "a\ntheirs\nc\nd\n") == ("a\nmine\nc\nd\n", True)


def test_texts_of_many_lines_are_merged_soon() -> None:
    base = [f"{number % 7}\n" for number in range(60_000)]
    mine, theirs = ["mine\n", *base], [*base, "theirs\n"]
    assert merged("".join(base), "".join(mine), "".join(theirs)) == ("".join([*mine, "theirs\n"]), False)
    assert merged("".join(base), "a\n" * 60_000, "b\n" * 60_000) == ("a\n" * 60_000, True)


def test_the_line_and_the_word_of_a_problem_are_marked() -> None:
    text = "title: x\nactors: {a: A,\n  b: [}\n"
    found = marks(text, [Problem(2, 10, rule="r", severity="warning"), Problem(3, 3, rule="s")], [1])
    lines = {(each["line"], each["class"]) for each in found if each["kind"] == "line"}
    words = [text[each["from"] : each["to"]] for each in found if each["kind"] == "mark"]
    assert lines == {(1, "md-fresh"), (2, "md-warning"), (3, "md-error")}
    assert words == ["a", "b"]


def test_the_worst_problem_gives_a_line_its_mark_and_both_are_told() -> None:
    problems = [Problem(1, 1, rule="r", severity="error"), Problem(1, 2, rule="s", severity="warning")]
    assert {each["class"] for each in marks("abc", problems, ()) if each["kind"] == "line"} == {"md-error"}
    assert tooltips("abc", problems) == {1: "r\ns"}


@given(st.text(alphabet="ab \n😀", max_size=30), st.integers(0, 9), st.integers(0, 40))
def test_marks_lie_in_the_text(text: str, line: int, column: int) -> None:
    for each in marks(text, [Problem(line, column, rule="r")], [line]):
        if each["kind"] == "mark":
            assert 0 <= each["from"] < each["to"] <= len(text)
        else:
            assert 1 <= each["line"] <= text.count("\n") + 1


def test_lines_that_came_are_told_from_those_that_stayed() -> None:
    assert changed_lines("a\nb\nc", "a\nB\nc\nd") == (2, 4)
    assert changed_lines("a\nb", "a\nb") == ()


@pytest.mark.parametrize(
    ("said", "form", "value"),
    [
        ("3", "number", 3),
        ("0.5", "number", 0.5),
        ("2..5", "number", "2..5"),
        ("4 per year", "number", "4 per year"),
        ("1914", "words", "1914"),
        ("  two   words ", "words", "two words"),
        ("", "line", None),
        ("a, b ,", "names", ["a", "b"]),
        ("usa.offer: yes, rok.open: no, x: y", "values", {"usa.offer": True, "rok.open": False, "x": "y"}),
        (["one"], "evidence", "one"),
        (["one", "two"], "evidence", ["one", "two"]),
        ([], "evidence", None),
    ],
)
def test_a_field_means_a_value(said: object, form: str, value: object) -> None:
    assert meant(said, form) == value  # type: ignore[arg-type]


def test_pairs_without_a_colon_are_refused() -> None:
    with pytest.raises(ValueError, match="found `usa"):
        meant("usa.offer", "values")


def test_values_are_typed_as_they_are_meant() -> None:
    for value, form in [({"a": True, "b": "x"}, "values"), (["a", "b"], "names"), ("2..5", "number"), (4, "number")]:
        assert meant(typed(value), form) == value  # type: ignore[arg-type]


def test_every_test_of_a_claim_has_a_form_and_its_words() -> None:
    from detente.language.vocabulary import TESTS

    assert set(claims.KINDS) == set(TESTS)
    for kind in TESTS:
        assert [each.key for each in fields_of_test(kind) if each.needed]
        assert {each.key for each in fields_of_test(kind)} == set(TESTS[kind])


TEXT = """\
title: Forms  # a comment
actors: [a, b]
options:
  a.go: goes   # short
  b.stay: {text: stays, choices: [no, perhaps, yes]}
scenario:
  rain: {yes: 0.3, no: rest}
  wind:
    given: rain
    yes: {high: 0.5, low: rest}
    no: {high: 0.1, low: rest}
rules:
  - a.go requires rain
  - {never: a.go and b.stay == yes, id: dry}
preferences:
  a:
    - {wants: a.go, worth: 1}   # first
    - {avoids: b.stay == yes, worth: 2, id: stay}
  b: {priorities: [not a.go, {when: b.stay == yes, id: still}]}
outcomes: {gone: a.go}
"""


def held() -> dict[str, object]:
    found = get(TEXT)
    assert isinstance(found, dict)
    return found  # type: ignore[return-value]


def only_changed(after: str) -> set[str]:
    return set(after.splitlines()) ^ set(TEXT.splitlines())


def test_a_want_turns_into_an_avoid_in_place() -> None:
    entry = preferences.entries(held(), None)[0]  # type: ignore[arg-type]
    assert entry.said == "wants a.go · worth 1"
    assert entry.form is not None
    form = entry.form()
    after = form.write(TEXT, {"verb": "avoids", "worth": "2..3"})  # type: ignore[attr-defined]
    assert only_changed(after) == {
        "    - {wants: a.go, worth: 1}   # first",
        "    - {avoids: a.go, worth: 2..3}   # first",
    }
    assert read(after).preference("a") is not None


def test_chances_however_nested_are_set_in_place() -> None:
    entries = {each.name: each for each in chances.entries(held(), None)}  # type: ignore[arg-type]
    assert entries["wind"].said == "given rain: yes high 0.5, yes low rest, no high 0.1, no low rest"
    form = entries["wind"].form()  # type: ignore[misc]
    after = form.write(TEXT, {"no/high": "0.1..0.3", "text": "a wind blows"})  # type: ignore[attr-defined]
    assert "    no: {high: 0.1..0.3, low: rest}" in after.splitlines()
    assert read(after).scenario[1].text == "a wind blows"


def test_a_rule_in_words_becomes_a_condition_that_never_holds() -> None:
    entries = rules.entries(held(), None)  # type: ignore[arg-type]
    assert [each.said for each in entries] == ["a.go requires rain", "never a.go and b.stay == yes"]
    form = entries[0].form()  # type: ignore[misc]
    after = form.write(TEXT, {"verb": "never", "said": "a.go and not rain", "because": None})  # type: ignore[attr-defined]
    assert read(after).rules[0].text
    assert "never: a.go and not rain" in after
    costly = form.write(TEXT, {"costs": 2})  # type: ignore[attr-defined]
    assert read(costly).soft_rules


def test_ids_change_wherever_the_text_speaks_of_them() -> None:
    after = changed(TEXT, ("option", "a.go"), {"id": "a.leave", "text": "leaves"})
    assert "a.go" not in after
    assert "  a.leave: leaves   # short" in after.splitlines()
    assert check(after)[0] is not None


def test_what_is_taken_out_goes_with_its_line_only() -> None:
    after = removed_at(TEXT, ("preferences", "a", 1))
    assert only_changed(after) == {"    - {avoids: b.stay == yes, worth: 2, id: stay}"}
    with pytest.raises(ModelError):
        removed_at(TEXT, ("options", "a.go"))


def test_only_changed_keys_are_written() -> None:
    after = written(TEXT, (), {"question": "Who goes?", "title": "Forms"})
    assert only_changed(after) == {"question: Who goes?"}
    assert changed_at(TEXT, ("preferences", "a", 0), {"worth": 1}) == TEXT


def test_what_cannot_be_taken_back_is_written_as_the_language_has_it() -> None:
    after = changed(TEXT, ("option", "a.go"), {"reversible": meant("no", "choice")})
    assert "  a.go: {text: goes, reversible: no}   # short" in after.splitlines()
    assert read(after).option("a.go").direction == "forward"
