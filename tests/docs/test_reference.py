"""The reference is whole: every command, option, key, concept, word and front-door name; and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.docs.made import commands, made_names, remade
from tests.docs.pages import DOCS, pages, sections, shown
from tests.docs.records import Path as Keys
from tests.docs.records import documented, samples, undocumented, unseen, walked
from tests.docs.run import lay
from tests.docs.shell import perform

import detente
from detente.language import schema
from detente.model.quantities import WORDS
from detente.stability.concepts import CONCEPTS
from detente.stability.settings import Settings

REFERENCE = DOCS / "reference"
STAMP = documented(sections(REFERENCE / "json.md")["Every record"])
WITHIN = {"coverage", "packages", "inverse", "road"}
"""Keys whose value is a record with a stamp of its own."""

RECORDS = {name: text for name, text in sections(REFERENCE / "json.md").items() if samples(text)}


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_what_is_made_from_the_code_is_up_to_date(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert remade(text) == text, "run: python -m tests.docs.refresh"


def test_every_command_has_a_section_with_its_options() -> None:
    found = sections(REFERENCE / "cli.md")
    assert {name.strip("`") for name in found if name.startswith("`")} == {f"detente {name}" for name in commands()}
    assert {argument for made, argument in made_names(REFERENCE / "cli.md") if made == "options"} == set(commands())
    for name in commands():
        assert f"<!-- made: options {name} -->" in found[f"`detente {name}`"]


def test_every_name_of_the_front_door_has_a_section_with_its_signature() -> None:
    found = sections(REFERENCE / "python.md", depth=3)
    assert set(found) == set(detente.__all__)
    for name, text in found.items():
        assert f"<!-- made: signature {name} -->" in text


def test_every_concept_is_defined() -> None:
    text = (REFERENCE / "concepts.md").read_text(encoding="utf-8")
    for each in CONCEPTS:
        assert f"(Id `{each.id}`" in text
        assert f"\n## {each.id.upper() if each.id != 'nash' else 'Nash'}\n" in text


def test_every_setting_and_value_is_explained() -> None:
    table = sections(REFERENCE / "concepts.md")["Settings"]
    for name, kind in Settings.__annotations__.items():
        assert f"`{name}`" in table
        values = getattr(__import__("detente.stability.settings", fromlist=[kind]), kind).__args__
        assert all(f"`{value}`" in table for value in values)


def test_every_word_for_worth_and_every_key_is_in_the_reference_of_the_language() -> None:
    text = (REFERENCE / "language.md").read_text(encoding="utf-8")
    assert [word for word in WORDS if not re.search(rf"\b{word}\b", text)] == []
    assert [key for key in set(_keys(schema())) if not re.search(rf"\b{re.escape(key)}\b", text)] == []


def _keys(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        properties = node.get("properties", {})
        yield from properties if isinstance(properties, dict) else ()
        for value in node.values():
            yield from _keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from _keys(value)


@pytest.mark.parametrize("name", RECORDS)
def test_every_key_of_a_record_is_documented_and_occurs(name: str, records: dict[str, set[Keys]]) -> None:
    own = documented(RECORDS[name])
    assert undocumented(records[name], _allowed(own)) == set()
    assert unseen(records[name], own) == set()


def test_every_command_with_json_has_a_record() -> None:
    speaking = {name for name, each in commands().items() if any("--json" in option.opts for option in each.params)}
    assert {name.strip("`").removeprefix("detente ").split(" --")[0] for name in RECORDS} == speaking


def test_the_stamp_is_documented_and_occurs(records: dict[str, set[Keys]]) -> None:
    assert unseen(set().union(*records.values()), STAMP) == set()


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Keys]]:
    """The paths that occur in the records of every section."""
    from tests.docs.pages import blocks

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("records"))
        for block in blocks(REFERENCE / "json.md"):
            lay(block)
        return {name: set(_found(text)) for name, text in RECORDS.items()}


def _found(section: str) -> Iterator[Keys]:
    known = _allowed(documented(section))
    for command in samples(section):
        said = perform(f"detente {command} --json")
        assert said.status == 0, said.screen
        yield from walked(json.loads(said.out), known)


def _allowed(own: frozenset[Keys]) -> frozenset[Keys]:
    """A section's own keys, those of every record, and these again where a record lies within a record."""
    return own | STAMP | {(outer, *inner) for outer in {path[0] for path in own} & WITHIN for inner in STAMP}
