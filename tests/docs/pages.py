"""The pages of the documentation, cut into fenced blocks.

A directive is an HTML comment on the lines before a fence. Known: ``file: NAME`` (the block is a file of that name in
the page's folder), ``part of: NAME`` (a YAML block to be laid over that file), ``status: N`` (the exit status of a
console block), ``run as: COMMAND`` (a quicker command whose output has the lines shown), ``stored: NAME`` (the output
is kept in a file, because the command takes long).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DIRECTIVES = ("file", "part of", "status", "run as", "stored")

_FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<language>[\w{}-]*)\s*$")
_DIRECTIVE = re.compile(r"^<!-- (?P<name>[a-z ]+): (?P<value>.+?) -->$")
_HEADING = re.compile(r"^(?P<depth>#{1,6}) (?P<text>.+)$")


@dataclass(frozen=True)
class Block:
    """``line``: of the opening fence, from 1."""

    page: Path
    line: int
    language: str
    text: str
    directives: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{shown(self.page)}:{self.line}"


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT)) if page.is_relative_to(ROOT) else page.name


def pages() -> tuple[Path, ...]:
    """Everything that a reader may read."""
    return (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md")))


def blocks(page: Path, text: str | None = None) -> tuple[Block, ...]:
    """The fenced blocks of a page, in order."""
    lines = (page.read_text(encoding="utf-8") if text is None else text).split("\n")
    found, number = [], 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        if fence is None:
            number += 1
            continue
        end = next((k for k in range(number + 1, len(lines)) if lines[k].strip() == fence["ticks"]), None)
        if end is None:
            raise AssertionError(f"{shown(page)}:{number + 1}: a fence that is never closed")
        cut = len(fence["indent"])
        inside = "\n".join(line[cut:] if line[:cut].isspace() else line for line in lines[number + 1 : end])
        directives = dict(_before(lines, number, page))
        found.append(Block(page, number + 1, fence["language"], inside, directives))
        number = end + 1
    return tuple(found)


def _before(lines: list[str], fence: int, page: Path) -> Iterator[tuple[str, str]]:
    for line in reversed(lines[:fence]):
        said = _DIRECTIVE.match(line.strip())
        if said is None or said["name"] == "made":
            return
        if said["name"] not in DIRECTIVES:
            raise AssertionError(f"{shown(page)}: no such directive: {said['name']}")
        yield said["name"], said["value"]


def prose(page: Path) -> str:
    """A page without its fenced blocks; line numbers stay."""
    lines, inside, kept = page.read_text(encoding="utf-8").split("\n"), "", []
    for line in lines:
        fence = _FENCE.match(line)
        if inside:
            kept.append("")
            inside = "" if line.strip() == inside else inside
        elif fence:
            kept.append("")
            inside = fence["ticks"]
        else:
            kept.append(line)
    return "\n".join(kept)


def headings(page: Path) -> tuple[tuple[int, str], ...]:
    """Depth and text of every heading."""
    found = (_HEADING.match(line) for line in prose(page).split("\n"))
    return tuple((len(each["depth"]), each["text"].strip()) for each in found if each)


def slug(heading: str) -> str:
    """The anchor that a heading gets on a code forge and from MyST."""
    bare = re.sub(r"[^\w\- ]", "", heading.lower().replace("`", ""))
    return bare.strip().replace(" ", "-")


def sections(page: Path, depth: int = 2) -> dict[str, str]:
    """The text under every heading of one depth, fences included, up to the next heading of that depth or above."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    plain = prose(page).split("\n")
    for line, bare in zip(page.read_text(encoding="utf-8").split("\n"), plain, strict=True):
        heading = _HEADING.match(bare)
        if heading and len(heading["depth"]) <= depth:
            current = found.setdefault(heading["text"].strip(), []) if len(heading["depth"]) == depth else None
        elif current is not None:
            current.append(line)
    return {name: "\n".join(lines) for name, lines in found.items()}
