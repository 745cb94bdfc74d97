"""Whatever a file holds, reading it ends with a model or with problems, never with another exception."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.language import check, read, write
from detente.language.emit import Plain, Tree, emit
from detente.language.vocabulary import KEYS, TESTS

SPEC = Path(__file__).parents[1] / "spec"
FILES = sorted(SPEC.glob("*/*.yaml"))
ANY = settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))

WORDS = sorted({key for keys in (*KEYS.values(), *TESTS.values()) for key in keys})
VALUES = [
    "a", "b", "a.x", "b.y", "yes", "no", "v", "o", "a.x and not b.y", "at least 0.5", "2..5", "large", "rest", "none",
    "2025-01-01", "4 per year", "6 months", "s1 -> s2", "s1", ">>", "YN", "a.x excludes b.y", "rule-1",
]  # fmt: skip
scalars = st.sampled_from(VALUES) | st.sampled_from(["0.5", "1", "null", "-3", ""]).map(Plain)


def grow(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    keys = st.sampled_from([*WORDS, "a", "b", "a.x", "b.y", "v", "o", "yes", "no", "r"])
    return st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4)


trees = st.recursive(scalars, grow, max_leaves=12)


def settled(text: str) -> None:
    """The file is read, or its problems are told with their place; a model that is read is written and read again."""
    model, problems = check(text, "m.yaml")
    assert all(problem.rule and problem.line >= 1 and problem.column >= 1 for problem in problems if problem.path)
    if model is None:
        assert any(problem.severity == "error" for problem in problems)
    else:
        assert model.problems() == ()
        assert read(write(model)) == model


@ANY
@given(st.dictionaries(st.sampled_from(sorted(KEYS["model"])), trees, max_size=6))
def test_any_tree_under_the_sections(sections: dict[str, Tree]) -> None:
    head: dict[str, Tree] = {"title": "T", "actors": ["a", "b"], "options": {"a.x": "x", "b.y": "y"}}
    settled(emit(head | sections))


@ANY
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    settled(text)


@pytest.mark.parametrize("seed", range(60))
def test_any_damage_to_a_file(seed: int) -> None:
    """Files of the corpus with characters and lines removed, doubled or exchanged."""
    random = Random(seed)
    text = random.choice(FILES).read_text(encoding="utf-8")
    other = random.choice(FILES).read_text(encoding="utf-8")
    for _ in range(8):
        start, size = random.randrange(len(text) + 1), random.choice([0, 1, 1, 2, 8, 40])
        source = random.choice([text, other, "{}[]:,-'\"#&*!|>%@ \n\t"])
        begin = random.randrange(len(source))
        text = text[:start] + source[begin : begin + random.choice([0, 1, 5, 30])] + text[start + size :]
    settled(text)
