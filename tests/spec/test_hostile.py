"""Hostile model files that only exist generated: refused with sentences, soon, and never with anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.spec.corpus import GOOD, errors

from detente import language
from detente.errors import ModelError, TooLarge

pytestmark = pytest.mark.timeout(60)  # refused before a hang; how fast is for the benchmarks


def check_refused(text: str, piece: str) -> None:
    found = errors(text)
    assert found
    assert any(piece in problem.sentence().lower() for problem in found)
    assert all(len(problem.sentence()) < 1000 for problem in found)


def test_a_file_of_a_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(100_000_000)
    with pytest.raises((ModelError, TooLarge), match="1,000,000"):
        language.read(language.read_text(path), path.name)


def test_a_text_of_a_hundred_megabytes() -> None:
    check_refused(GOOD + "#" * 100_000_000, "1,000,000")


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: Fähre\nactors: [a]\noptions: {a.x: x}\n".encode("latin-1"))
    with pytest.raises(ModelError, match="UTF-8"):
        language.read_text(path)


@pytest.mark.parametrize("opening", ["(", "not ", "not(", "a.go and (", "a.go implies ", "at least 1 of (", "-"])
def test_a_condition_without_end(opening: str) -> None:
    """Parentheses and operators by the hundred thousand; the file stays within its megabyte."""
    text = opening * (900_000 // len(opening))
    closing = ")" * min(text.count("("), 50_000)
    check_refused(GOOD + f'outcomes: {{o: "{text}a.go{closing}"}}\n', "o")


def test_a_million_parentheses() -> None:
    check_refused(GOOD + f'outcomes: {{o: "{"(" * 1_000_000}a.go{")" * 1_000_000}"}}\n', "1,000,000")


def test_balanced_parentheses_deeper_than_anybody_writes() -> None:
    check_refused(GOOD + f'outcomes: {{o: "{"(" * 100_000}a.go{")" * 100_000}"}}\n', "deep")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_tree_without_end(opening: str) -> None:
    body = opening * (500_000 // len(opening))
    check_refused(GOOD + f"notes:\n  {body}x\n", "nesting" if opening != "? " else "")


def test_a_hundred_thousand_keys() -> None:
    check_refused(GOOD + "".join(f"k{number}: 1\n" for number in range(80_000)), "more")


def test_a_thousand_problems_are_cut_short() -> None:
    rows = "".join(f"  - never: a.nope{number}\n" for number in range(1000))
    found = errors(GOOD + "rules:\n" + rows)
    assert 10 <= len(found) <= 1000


def test_ten_thousand_long_names() -> None:
    """A close word is looked for; a long list of long names must not make that slow."""
    rows = "".join(f"  a.{'x' * 60}{number}: x\n" for number in range(2000))
    wrong = "".join(f"  - never: a.{'x' * 59}y{number}\n" for number in range(300))
    found = errors("title: T\nactors: [a]\noptions:\n" + rows + "rules:\n" + wrong)
    assert found


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\u2028", "\ufeff", "\ud800"])
def test_control_characters(character: str) -> None:
    text = GOOD.replace("goes", f"go{character}es")
    found = errors(text)
    assert character == "\u2028" or found
    assert all(character not in problem.sentence() for problem in found)


def test_many_choices_and_a_wide_scenario() -> None:
    """A large but honest file is read: 60 options, 12 scenario variables, 400 wants."""
    options = "".join(f"  a.o{number}: text\n" for number in range(60))
    scenario = "".join(f"  v{number}: {{yes: 0.5, no: 0.5}}\n" for number in range(12))
    wants = "".join(
        f"    - {{wants: a.o{number % 60} and not a.o{number // 60} and v{number % 12}, worth: 1, id: w{number}}}\n"
        for number in range(400)
    )
    text = f"title: T\nactors: [a]\noptions:\n{options}scenario:\n{scenario}preferences:\n  a:\n{wants}"
    model = language.read(text, "wide.yaml")
    assert len(model.options) == 60
