"""Each check of the documentation fails on a planted error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.docs import made, mentions, records, refresh, stored
from tests.docs.pages import DOCS, blocks, sections
from tests.docs.run import Reader
from tests.docs.shell import fits

from detente.errors import ModelError

MODEL = """<!-- file: two.yaml -->
```yaml
title: Two
actors: [a, b]
options: {a.x: does, b.x: does}
preferences:
  a: {priorities: [b.x, not a.x]}
  b: {priorities: [a.x, not b.x]}
```
"""

GOOD = {
    "a command": "```console\n$ detente states two.yaml\n```\n",
    "an output": "```console\n$ detente states two.yaml\n4 feasible states\n...\n```\n",
    "a part": "<!-- part of: two.yaml -->\n```yaml\noutcomes: {both: a.x and b.x}\n```\n",
    "a status": "<!-- status: 1 -->\n```console\n$ detente states three.yaml\n```\n",
    "a pipe": "```console\n$ detente export model two.yaml | detente states - --json > out.json\n```\n",
    "an example": "```python\n>>> import detente as dt\n>>> dt.load('two.yaml').title\n'Two'\n\n```\n",
    "code": "```python\nimport detente as dt\nassert dt.load('two.yaml').actors\n```\n",
    "a set-up": "```sh\npython3 bootstrap.py test\npython -m benchmarks.speed\n```\n",
}

BAD = {
    "a command that fails": "```console\n$ detente states three.yaml\n```\n",
    "another status": "<!-- status: 2 -->\n```console\n$ detente states three.yaml\n```\n",
    "another output": "```console\n$ detente states two.yaml\n5 feasible states\n...\n```\n",
    "an output cut short": "```console\n$ detente states two.yaml\n4 feasible states\n```\n",
    "another program": "```console\n$ rm two.yaml\n```\n",
    "a model with an error": "```yaml\ntitle: Two\nactors: [a]\noptions: {b.x: does}\n```\n",
    "a part with an error": "<!-- part of: two.yaml -->\n```yaml\noutcomes: {both: a.x and c.x}\n```\n",
    "a part of nothing": "```yaml\noutcomes: {both: a.x and b.x}\n```\n",
    "an example that differs": "```python\n>>> import detente as dt\n>>> dt.load('two.yaml').title\n'Three'\n\n```\n",
    "code that fails": "```python\nimport detente as dt\ndt.load('three.yaml')\n```\n",
    "a directive that is not known": "<!-- stat: 1 -->\n```console\n$ detente states two.yaml\n```\n",
    "a fence that is never closed": "```console\n$ detente states two.yaml\n",
    "a language that nobody runs": "```bash\ndetente states two.yaml\n```\n",
    "a module that does not exist": "```sh\npython -m benchmarks.sped\n```\n",
    "another set-up": "```sh\ncurl example.org\n```\n",
}


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Writes a page into an empty folder, which becomes the current one."""
    monkeypatch.chdir(tmp_path)

    def write(text: str) -> Path:
        place = tmp_path / "page.md"
        place.write_text(text, encoding="utf-8")
        return place

    return write


@pytest.mark.parametrize("name", GOOD)
def test_a_good_page_passes(page: Callable[[str], Path], name: str) -> None:
    assert Reader().read(page(MODEL + GOOD[name])) == 2


@pytest.mark.parametrize("name", BAD)
def test_a_planted_error_is_caught(page: Callable[[str], Path], name: str) -> None:
    with pytest.raises((AssertionError, KeyError, ModelError)):
        Reader().read(page(MODEL + BAD[name]))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("`detente frobnicate korea`", "no such command"),
        ("`python3 bootstrap.py frobnicate`", "no such command"),
        ("```console\n$ detente run korea --frobnicate\n```\n", "no such option: --frobnicate"),
        ("`detente states korea --draws 3`", "no such option: --draws"),
    ],
)
def test_a_command_that_does_not_exist_is_caught(page: Callable[[str], Path], text: str, fault: str) -> None:
    assert fault in mentions.wrong(page(text))[0]


@pytest.mark.parametrize("text", ["`detente run korea`", "`detente export`", "`python3 bootstrap.py test`", "detente"])
def test_what_exists_may_be_mentioned(page: Callable[[str], Path], text: str) -> None:
    assert mentions.wrong(page(text)) == []


def test_a_link_that_leads_nowhere_is_caught(page: Callable[[str], Path]) -> None:
    place = page("# Here\n[a](other.md) [b](#there) [c](#here) [d](page.md#here) [e](https://example.org)\n")
    assert mentions.broken(place) == ["page.md: other.md", "page.md: #there"]


def test_a_part_made_from_the_code_that_was_edited_is_caught() -> None:
    text = (DOCS / "reference" / "concepts.md").read_text(encoding="utf-8")
    assert made.remade(text.replace("6 to 12", "6 to 13")) != text.replace("6 to 12", "6 to 13")


def test_a_part_that_nothing_makes_is_caught() -> None:
    with pytest.raises(AssertionError, match="nothing makes wrods"):
        made.remade("<!-- made: wrods -->\n<!-- /made -->")


def test_keys_that_are_not_documented_or_never_occur_are_caught() -> None:
    known = records.documented("| `stable.CONCEPT.ACTOR[]` | x |\n| `gone` | x |\n| `items[].id` | x |\n")
    found = set(records.walked({"stable": {"nash": {"a.b": ["s"]}}, "items": [{"id": 1, "name": 2}], "new": 1}, known))
    assert records.undocumented(found, known) == {"items.[].name", "new"}
    assert records.unseen(found, known) == {"gone"}


@pytest.mark.parametrize(
    ("shown", "fit"),
    [
        (("a", "b", "c"), True),
        (("a", "..."), True),
        (("...", "b", "..."), True),
        (("a", "...", "c"), True),
        (("...",), True),
        (("a", "b"), False),
        (("b", "..."), False),
        (("...", "b"), False),
        (("...", "c", "...", "b", "..."), False),
        (("a", "b", "...", "b", "c"), False),
    ],
)
def test_gaps_stand_for_lines_and_nothing_else(shown: tuple[str, ...], fit: bool) -> None:
    assert fits(shown, "a\nb\nc\n") is fit


def test_refresh_writes_outputs_anew_and_names_what_it_cannot(
    page: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    shown = "3 feasible states\n...\ntoday   nothing at all\n...\n"
    place = page(f"{MODEL}```console\n$ detente states two.yaml\n{shown}```\n")
    assert refresh.main([str(place)]) == 0
    assert "\n4 feasible states\n...\ntoday   nothing\n...\n" in place.read_text(encoding="utf-8")
    assert refresh.main([str(place)]) == 0
    place = page(f"{MODEL}```console\n$ detente states two.yaml\n4 feasible states\nout of date\n```\n")
    assert refresh.main([str(place)]) == 0
    assert place.read_text(encoding="utf-8").endswith("        a.x + b.x\n```\n")
    capsys.readouterr()
    place = page(f"{MODEL}```console\n$ detente states two.yaml\n...\nsomething else altogether\n...\n```\n")
    assert refresh.main([str(place)]) == 1
    assert "page.md:10: the lines shown no longer fit" in capsys.readouterr().out


def test_a_stored_output_is_of_the_model_as_it_is(page: Callable[[str], Path], tmp_path: Path) -> None:
    Reader().read(page(MODEL))
    with pytest.raises(AssertionError, match="not stored"):
        stored.recalled("two.txt", "detente run two.yaml", tmp_path)
    kept = stored.keep("two.txt", "detente run two.yaml", tmp_path)
    assert stored.recalled("two.txt", "detente run two.yaml", tmp_path) == kept
    text = (tmp_path / "two.yaml").read_text(encoding="utf-8")
    (tmp_path / "two.yaml").write_text(text.replace("title: Two", "title: Three"), encoding="utf-8")
    with pytest.raises(AssertionError, match="another version"):
        stored.recalled("two.txt", "detente run two.yaml", tmp_path)


def test_sections_and_blocks_are_found_where_they_are(page: Callable[[str], Path]) -> None:
    place = page("# T\n## One\ntext\n```text\n## not a heading\n```\n## Two\nmore\n")
    assert list(sections(place)) == ["One", "Two"]
    assert [(each.line, each.language) for each in blocks(place)] == [(4, "text")]
