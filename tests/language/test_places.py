"""Where parts of a model stand in its text."""

from __future__ import annotations

import pytest

from detente.errors import ModelError
from detente.language.places import place_of

TEXT = """\
title: Places
sources: {s: {title: A source}}
evidence:
  e: {source: s, says: A thing.}
actors: [a, b]
options:
  a.go: goes
  b.stay: stays
scenario:
  rain: {yes: 0.3, no: 0.7}
rules:
  - a.go excludes b.stay
  - {never: a.go and rain, id: dry-feet}
preferences:
  a:
    - {wants: a.go, worth: 1, id: out}
    - {avoids: b.stay, worth: 2}
readings:
  other:
    preferences: {a: [{wants: rain, worth: 1, id: wet}]}
claims:
  out: {says: A goes., test: {rests: a.go, concept: nash}}
"""


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("evidence.e", "  e: {source: s"),
        ("options.b.stay", "  b.stay: stays"),
        ("scenario.rain", "  rain: {yes"),
        ("rules.rule-1", "  - a.go excludes"),
        ("rules.dry-feet", "  - {never"),
        ("preferences.a.out", "    - {wants: a.go"),
        ("preferences.a.b.stay", "    - {avoids"),
        ("preferences.a.wet", "    preferences: {a"),
        ("claims.out", "  out: {says"),
        ("claims.out.test", "  out: {says"),
        ("preferences.a.nothing", "  a:"),
    ],
)
def test_a_path_leads_to_its_line(path: str, words: str) -> None:
    line, _ = place_of(TEXT, path)
    assert TEXT.split("\n")[line - 1].startswith(words)


def test_the_column_is_that_of_the_part() -> None:
    line, column = place_of(TEXT, "preferences.a.wet")
    assert TEXT.split("\n")[line - 1][column - 1 :].startswith("{wants: rain")


def test_a_text_that_is_no_yaml_has_no_places() -> None:
    with pytest.raises(ModelError, match="the file is YAML"):
        place_of("a: [", "a")
