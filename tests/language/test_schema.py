"""The JSON Schema: it has every key, and says no where an editor could."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from detente.language import schema
from detente.language.vocabulary import KEYS, TESTS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "language.md"
VALIDATOR = Draft202012Validator(schema())


def keys(node: Any) -> dict[str, str]:
    """Every property in a schema, with its description."""
    found: dict[str, str] = {}
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            found[key] = value.get("description", "")
        for value in node.values():
            found |= keys(value)
    elif isinstance(node, list):
        for value in node:
            found |= keys(value)
    return found


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


def test_every_key_is_in_it_with_a_description() -> None:
    found = keys(schema())
    words = {key for section in (*KEYS.values(), *TESTS.values()) for key in section}
    assert words == found.keys()
    assert all(found.values())


def test_every_key_is_in_the_reference() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    words = {key for section in (*KEYS.values(), *TESTS.values()) for key in section}
    assert [word for word in sorted(words) if not re.search(rf"\b{word}\b", text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "{title: T, actors: [a]}",
        "{title: T, actors: [a], options: {x: x}}",
        "{title: 1, actors: [a], options: {a.x: x}}",
        "{title: T, actors: [a], options: {a.x: {reversable: no}}}",
        "{title: T, actors: [a], options: {a.x: x}, as_of: tomorrow}",
        "{title: T, actors: [a], options: {a.x: x}, horizon: 3}",
        "{title: T, actors: [a], options: {a.x: x}, scenario: {v: {yes: 2}}}",
        "{title: T, actors: [a], options: {a.x: x}, preferences: {a: [{wants: a.x, worth: lots}]}}",
        "{title: T, actors: [a], options: {a.x: x}, claims: {c: {says: s, test: {rest: a.x}}}}",
        "{title: T, actors: [a], options: {a.x: x}, readings: {r: {claims: {}}}}",
    ],
)
def test_what_it_refuses(text: str) -> None:
    assert not VALIDATOR.is_valid(YAML(typ="safe", pure=True).load(text))
