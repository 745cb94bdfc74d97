"""Edits of a text: the data change as asked, and nothing else of the text does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.language.yaml_texts import KEYS, WORDS, ordered, random_text, random_value, reading

from detente.errors import ModelError
from detente.language import document, edit_block, edit_flow, read
from detente.language.edit import add, get, move, put, remove, rename

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "spec" / "valid").glob("*.yaml"))
CASES = sorted((ROOT / "src" / "detente" / "cases").glob("*/model.yaml"))
Step = str | int


def paths(value: Any, above: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield (*above, step)
        yield from paths(each, (*above, step))


def at(value: Any, path: tuple[Step, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def with_change(value: Any, path: tuple[Step, ...], change: Callable[[Any, Step], Any]) -> Any:
    """A copy of data with the collection that holds the last step changed: written for the tests, on its own."""
    if len(path) == 1:
        return change(value, path[0])
    if isinstance(value, dict):
        return {key: with_change(inner, path[1:], change) if key == path[0] else inner for key, inner in value.items()}
    return [with_change(inner, path[1:], change) if n == path[0] else inner for n, inner in enumerate(value)]


def spoken(value: Any) -> Any:
    """A value as the file says it: yes and no for True and False."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return {key: spoken(inner) for key, inner in value.items()}
    return [spoken(item) for item in value] if isinstance(value, list) else value


def lines_of(text: str, path: tuple[Step, ...]) -> tuple[int, int]:
    """The first line of a key or item and the last line of its value (from 0), by another parser."""
    node = YAML(typ="safe", pure=True).compose(text)
    first = 0
    for step in path:
        if isinstance(step, int):
            node = node.value[step]
            first = _dash_line(text, node.start_mark.line)
        else:
            key, node = next(pair for pair in node.value if pair[0].value == step)
            first = key.start_mark.line
    rows, last = text.split("\n"), max(node.end_mark.line, first)
    column = len(rows[first]) - len(rows[first].lstrip(" -"))
    while last + 1 < len(rows) and re.match(rf" {{{column + 1},}}#|\s*$", rows[last + 1]):
        last += 1  # comments that are indented deeper
    return first, last


def _dash_line(text: str, line: int) -> int:
    """The line of the dash of an item, which may stand above it."""
    rows = [row.strip() for row in text.split("\n")]
    above = line
    while above > 0 and (not rows[above - 1] or rows[above - 1].startswith("#")):
        above -= 1
    bare = above > 0 and re.search(r"(^|\s)-(\s+#.*)?$", rows[above - 1])
    return above - 1 if bare else line


def notes(text: str) -> set[str]:
    """The comments of a random text (one that follows a literal block may have become part of it)."""
    pattern = r"# note\d+\."
    return set(re.findall(pattern, text)) - set(re.findall(pattern, str(reading(text))))


def outside(old: str, new: str, first: int, last: int) -> bool:
    """Whether the lines before ``first`` and after ``last`` are as they were."""
    before, after = old.split("\n"), new.split("\n")
    rest = len(before) - last - 1
    return before[:first] == after[:first] and (rest <= 0 or before[-rest:] == after[-rest:])


def kept(old: str, new: str) -> int:
    """How many lines of the old text are not in the new one, where one stretch has changed."""
    before, after = old.split("\n"), new.split("\n")
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
    return len(before) - head - tail


def sources() -> Iterator[tuple[str, str]]:
    for path in [*FILES, *CASES]:
        yield path.stem if path.stem != "model" else path.parent.name, path.read_text(encoding="utf-8")


TEXTS = dict(sources())
SMALL = {name: text for name, text in TEXTS.items() if len(text) < 5000}


def corpus(random: Random) -> str:
    return random.choice(list(SMALL.values())) if random.random() < 0.3 else random_text(random)


def says(text: str, expected: Any) -> None:
    assert ordered(reading(text) or {}) == ordered(spoken(expected) or {})


def pick(random: Random, text: str, kind: Callable[[Any], bool] = lambda _: True) -> tuple[Step, ...] | None:
    whole = reading(text)
    found = [path for path in paths(whole or {}) if kind(at(whole, path))]
    return random.choice(found) if found else None


MANY = settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))


@MANY
@given(st.integers(0, 2**32))
def test_put_changes_one_value(seed: int) -> None:
    random = Random(seed)
    text = corpus(random)
    path = pick(random, text)
    if path is None:
        return
    old, value = reading(text), random_value(random, 1)
    new = put(text, path, value)

    def change(inside: Any, step: Step) -> Any:
        pairs = inside.items() if isinstance(inside, dict) else enumerate(inside)
        made = {key: value if key == step else each for key, each in pairs}
        return made if isinstance(inside, dict) else list(made.values())

    says(new, with_change(old, path, change))
    first, last = lines_of(text, path)
    assert outside(text, new, first, last)
    if not isinstance(at(old, path), dict | list):
        assert notes(new) == notes(text)
    says(put(new, path, at(old, path)), old)


@MANY
@given(st.integers(0, 2**32))
def test_put_makes_what_is_missing(seed: int) -> None:
    random = Random(seed)
    text = corpus(random)
    above = pick(random, text, lambda value: isinstance(value, dict)) if random.random() < 0.7 else ()
    above = above or ()
    steps = [f"{random.choice(KEYS)}+{n}" for n in range(random.choice([1, 1, 2, 3]))]
    old, value = reading(text) or {}, random_value(random, 1)
    new = put(text, (*above, *steps), value)
    made = value
    for step in reversed(steps[1:]):
        made = {step: made}
    extended = lambda inside, step: {**inside, step: made}  # noqa: E731
    says(new, with_change(old, (*above, steps[0]), extended))
    assert notes(new) == notes(text)
    if at(old, above) and text.endswith("\n"):
        block = document.Document.of(text).at(above)
        assert kept(text, new) <= (1 if block.flow else 0)  # type: ignore[union-attr]
    if old and text.endswith("\n") == new.endswith("\n"):
        assert tight(remove(new, (*above, steps[0]))) == tight(text)


def tight(text: str) -> str:
    """A text without what an edit may change for good: blanks in empty brackets that are filled, and a literal block
    at the end of a file without a line break, which says that it keeps none as soon as something follows it."""
    return re.sub(r"([\[{]) +(?=[\]}])", r"\1", text).replace("|-", "|")


@MANY
@given(st.integers(0, 2**32))
def test_rename_changes_one_key(seed: int) -> None:
    random = Random(seed)
    text = corpus(random)
    path = pick(random, text)
    if path is None or isinstance(path[-1], int):
        return
    name = random.choice([word for word in WORDS if word]) + "+"
    new = rename(text, path, name)
    says(
        new,
        with_change(reading(text), path, lambda inside, step: {name if k == step else k: inside[k] for k in inside}),
    )
    first, _ = lines_of(text, path)
    assert outside(text, new, first, first)
    assert notes(new) == notes(text)
    back = rename(new, (*path[:-1], name), str(path[-1]))
    says(back, reading(text))
    assert outside(text, back, first, first)


@MANY
@given(st.integers(0, 2**32))
def test_add_and_remove(seed: int) -> None:
    random = Random(seed)
    text = corpus(random)
    path = pick(random, text, lambda value: isinstance(value, list))
    if path is None:
        return
    old, item = reading(text), random_value(random, 1)
    size = len(at(old, path))
    new = add(text, path, item)
    says(new, with_change(old, (*path, size), lambda inside, _: [*inside, item]))
    assert notes(new) == notes(text)
    if text.endswith("\n") == new.endswith("\n"):
        assert tight(remove(new, (*path, size))) == tight(text)


def deeper_notes(rows: list[str], last: int) -> int:
    """The last line of an entry with the comments below it that stand deeper than it does, which are its own."""
    indent = len(rows[last]) - len(rows[last].lstrip(" "))
    end = at = last
    while at + 1 < len(rows) and (not rows[at + 1].strip() or rows[at + 1].lstrip(" ").startswith("#")):
        at += 1
        if rows[at].strip() and len(rows[at]) - len(rows[at].lstrip(" ")) > indent:
            end = at
    return end


@MANY
@example(6229)
@given(st.integers(0, 2**32))
def test_remove_takes_one_entry(seed: int) -> None:
    random = Random(seed)
    text = corpus(random)
    path = pick(random, text)
    if path is None:
        return

    def change(inside: Any, step: Step) -> Any:
        if isinstance(inside, dict):
            return {key: each for key, each in inside.items() if key != step}
        return [each for place, each in enumerate(inside) if place != step]

    new = remove(text, path)
    says(new, with_change(reading(text), path, change))
    first, last = lines_of(text, path)
    rows = text.split("\n")
    while first > 0 and (not rows[first - 1].strip() or rows[first - 1].lstrip().startswith("#")):
        first -= 1
    last = deeper_notes(rows, last)
    lost = notes(text) - notes(new)
    assert lost <= set(re.findall(r"# note\d+\.", "\n".join(rows[first : last + 1])))
    above = at(reading(text), path[:-1])
    if len(above) > 1:
        assert outside(text, new, max(first - 1, 0), min(last + 1, len(rows)))


@MANY
@given(st.integers(0, 2**32))
def test_move_and_back(seed: int) -> None:
    random = Random(seed)
    text = corpus(random)
    path = pick(random, text)
    if path is None:
        return
    inside = at(reading(text), path[:-1])
    old = list(inside).index(path[-1]) if isinstance(inside, dict) else int(path[-1])
    place = random.randrange(len(inside))

    def change(inside: Any, step: Step) -> Any:
        pairs = list(inside.items() if isinstance(inside, dict) else enumerate(inside))
        pairs.insert(place, pairs.pop(old))
        return dict(pairs) if isinstance(inside, dict) else [each for _, each in pairs]

    new = move(text, path, place)
    says(new, with_change(reading(text), path, change))
    assert notes(new) == notes(text)
    assert sorted("".join(new.split())) == sorted("".join(text.split()))
    back = move(new, (*path[:-1], place if isinstance(path[-1], int) else path[-1]), old)
    says(back, reading(text))
    if "#" not in text and not re.search(r"\n\r?\n", text) and text.endswith("\n"):
        assert back == text


@pytest.mark.parametrize("name", SMALL)
def test_what_is_there_already_changes_nothing(name: str) -> None:
    text = SMALL[name]
    for path in paths(get(text)):
        assert put(text, path, get(text, path)) == text


@pytest.mark.parametrize("name", TEXTS)
def test_every_title_can_change(name: str) -> None:
    """One edit of every file is read as the model of that file with another title."""
    new = put(TEXTS[name], ("title",), "Another: title")
    assert read(new).title == "Another: title"
    assert put(new, ("title",), read(TEXTS[name]).title) == TEXTS[name] or '"' in TEXTS[name]


EXAMPLE = """\
# A strike.
title: A strike

actors: {union: The union, firm: The firm}  # two of them

options:
  union.strike: keeps the plant closed
  # what is offered
  firm.offer: {text: pay offer, choices: [none, half, full]}

rules:
  - never: union.strike and firm.offer == full  # by law
    because: [law]

  # - an idea that was given up

status_quo: {}
"""


def changed(new: str) -> list[str]:
    """The lines that are not in the example."""
    return [row for row in new.split("\n") if row not in EXAMPLE.split("\n")]


@pytest.mark.parametrize(
    ("new", "rows"),
    [
        (put(EXAMPLE, ("title",), "1914"), ['title: "1914"']),
        (put(EXAMPLE, ("title",), "A strike: 2026"), ['title: "A strike: 2026"']),
        (put(EXAMPLE, ("question",), "Who gives way?"), ["question: Who gives way?"]),
        (put(EXAMPLE, ("actors", "firm"), {"name": "The firm"}), [
            "actors: {union: The union, firm: {name: The firm}}  # two of them"]),
        (put(EXAMPLE, ("actors", "bank"), "The bank"), [
            "actors: {union: The union, firm: The firm, bank: The bank}  # two of them"]),
        (put(EXAMPLE, ("options", "union.strike"), {"text": "strikes", "reversible": False}), [
            "  union.strike: {text: strikes, reversible: no}"]),
        (add(EXAMPLE, ("options", "firm.offer", "choices"), "double"), [
            "  firm.offer: {text: pay offer, choices: [none, half, full, double]}"]),
        (put(EXAMPLE, ("options", "firm.sue"), "goes to court"), ["  firm.sue: goes to court"]),
        (put(EXAMPLE, ("rules", 0, "costs"), "2..4"), ["    costs: 2..4"]),
        (add(EXAMPLE, ("rules", 0, "because"), "pact"), ["    because: [law, pact]"]),
        (add(EXAMPLE, ("rules",), "firm.sue requires union.strike"), ["  - firm.sue requires union.strike"]),
        (put(EXAMPLE, ("status_quo", "union.strike"), True), ["status_quo:", "  union.strike: yes"]),
        (put(EXAMPLE, ("notes",), ["one", "two"]), ["notes:", "  - one", "  - two"]),
        (put(EXAMPLE, ("title",), "two\nlines"), ["title: |-", "  two", "  lines"]),
        (put(EXAMPLE, ("outcomes", "peace", "when"), "not union.strike"), [
            "outcomes:", "  peace:", "    when: not union.strike"]),
        (rename(EXAMPLE, ("options", "firm.offer"), "firm.pay"), [
            "  firm.pay: {text: pay offer, choices: [none, half, full]}"]),
        (remove(EXAMPLE, ("rules", 0, "never")), ["  - because: [law]"]),
        (remove(EXAMPLE, ("rules", 0)), ["rules: []"]),
    ],
)  # fmt: skip
def test_what_is_written(new: str, rows: list[str]) -> None:
    assert changed(new) == rows
    assert "# A strike." in new
    assert "# - an idea that was given up" in new


def test_own_comments_go_and_move_with_an_entry() -> None:
    gone = remove(EXAMPLE, ("options", "firm.offer"))
    assert "# what is offered" not in gone
    assert "# two of them" in gone
    first = move(EXAMPLE, ("options", "firm.offer"), 0).split("\n")
    place = first.index("  # what is offered")
    assert first[place - 1] == "options:"
    assert first[place + 2] == "  union.strike: keeps the plant closed"


GROUPS = """\
rules:
  # the first group
  - a
  - b

  # the second group
  - c
  # about d
  - d

  # alone
  - e
"""


@pytest.mark.parametrize(
    ("new", "rows"),
    [
        (remove(GROUPS, ("rules", 0)), "# the first group|- b||# the second group|- c|# about d|- d||# alone|- e"),
        (remove(GROUPS, ("rules", 3)), "# the first group|- a|- b||# the second group|- c||# alone|- e"),
        (remove(GROUPS, ("rules", 4)), "# the first group|- a|- b||# the second group|- c|# about d|- d"),
        (
            move(GROUPS, ("rules", 3), 0),
            "# the first group|# about d|- d|- a|- b||# the second group|- c||# alone|- e",
        ),
        (
            move(GROUPS, ("rules", 0), 3),
            "# the first group|- b||# the second group|- c|# about d|- d|- a||# alone|- e",
        ),
    ],
)
def test_groups_keep_their_headings(new: str, rows: str) -> None:
    assert [row.strip() for row in new.split("\n")] == ["rules:", *rows.split("|"), ""]


def test_files_of_windows_and_without_a_last_line_break() -> None:
    text = "\ufefftitle: T\r\nrules:\r\n- a.x excludes a.y"
    new = put(add(text, ("rules",), "a.y requires a.x"), ("notes",), ["n\nm"])
    assert new == text + "\r\n- a.y requires a.x\r\nnotes:\r\n- |-\r\n  n\r\n  m"


@pytest.mark.parametrize("text", ["", "{}", "{}\n", "# c\n", "---\n", "--- {}\n", "# c\n{} # d\n", "\n\n"])
def test_documents_with_nothing_in_them(text: str) -> None:
    new = put(text, ("actors", "usa", "name"), "United States")
    assert reading(new) == {"actors": {"usa": {"name": "United States"}}}
    assert all(row in new for row in text.replace("{}", "").split())


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda: put("a: [1\n", ("a",), 1), "2:1: the file is YAML 1.2"),
        (lambda: put("a: &x 1\nb: *x\n", ("b",), 1), "1:4: model files have no anchors or aliases"),
        (lambda: put("a: 1\na: 2\n", ("a",), 1), "2:1: a: no key stands twice"),
        (lambda: put("- a\n", ("a",), 1), "a model file is a mapping of sections"),
        (lambda: put("a: 1\n", (), 1), "a path is a list of keys and places"),
        (lambda: put("a: 1\n", "a", 1), "a path is a list of keys and places"),
        (lambda: put("a: 1\n", ("a", "b"), 1), "a.b: a path leads to what is there"),
        (lambda: put("a: [1]\n", ("a", 1), 1), "a.1: a path leads to what is there"),
        (lambda: put("a: 1\n", ("b", 0), 1), "b: a path leads to what is there"),
        (lambda: put("a: 1\n", ("a",), float("nan")), "numbers are finite"),
        (lambda: put("a: 1\n", ("a",), {1: "x"}), "a key is a text"),  # type: ignore[dict-item]
        (lambda: put("a: 1\n", ("a",), object()), "a value is a text, a number"),  # type: ignore[arg-type]
        (lambda: put("a: 1\n", ("a",), "bell\a"), "texts hold no control characters"),
        (lambda: remove("title: 1\n", ("titel",)), "did you mean title?"),
        (lambda: rename("a: 1\nb: 2\n", ("a",), "b"), "2:1: a: no key stands twice"),
        (lambda: rename("a: [1]\n", ("a", 0), "b"), "what is renamed is a key"),
        (lambda: add("a: {}\n", ("a",), "b"), "an item is added to a list; found a mapping"),
        (lambda: move("a: 1\nb: 2\n", ("a",), 2), "found 2 of 2"),
        (lambda: add("a: [b: 1]\n", ("a", 0, "c"), 1), "a mapping that is edited is a block or stands in braces"),
    ],
)  # fmt: skip
def test_what_is_refused(edit: Callable[[], str], said: str) -> None:
    with pytest.raises(ModelError) as caught:
        edit()
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "plant",
    [
        (edit_block, "removed", lambda text, *_: [text.replace("title: A strike\n", "")]),
        (edit_block, "removed", lambda text, *_: [text]),
        (edit_block, "moved", lambda text, *_: [text]),
        (edit_block, "inserted", lambda text, at, *_: [text[: at - 9] + "question: q\n" + text[at - 9 :]]),
        (edit_block, "replaced", lambda text, *_: [text.replace("union.strike", "strike")]),
        (edit_flow, "appended", lambda text, *_: [text + "{"]),
    ],
)
def test_a_damaged_text_is_never_given_back(plant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted error in any of the patches ends in a sentence."""
    monkeypatch.setattr(plant[0], plant[1], plant[2])
    edits: dict[str, Callable[[], str]] = {
        "removed": lambda: remove(EXAMPLE, ("options", "union.strike")),
        "moved": lambda: move(EXAMPLE, ("options", "union.strike"), 1),
        "inserted": lambda: put(EXAMPLE, ("question",), "q"),
        "replaced": lambda: put(EXAMPLE, ("options", "union.strike"), "strikes"),
        "appended": lambda: put(EXAMPLE, ("actors", "bank"), "The bank"),
    }
    with pytest.raises(ModelError, match="an edit changes what it is asked to, and nothing else"):
        edits[plant[1]]()


def test_the_comparisons_of_this_file_can_fail() -> None:
    assert not outside("a\nb\nc", "a\nb\nd", 1, 1)
    assert not outside("a\nb\nc", "x\nb\nc", 1, 1)
    assert kept("a\nb\nc", "a\nx\nc") == 1
    assert ordered({"a": 1, "b": 2}) != ordered({"b": 2, "a": 1})
    assert ordered({"a": 1}) != ordered({"a": True})
    with pytest.raises(AssertionError):
        says("a: 'no'\nb: 1", {"a": "no", "b": "1"})
