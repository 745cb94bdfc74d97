"""What the pages mention: commands with their options, and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.docs.made import commands, flags
from tests.docs.pages import blocks, headings, prose, shown, slug

_INLINE = re.compile(r"`(?P<said>(?:python3 bootstrap\.py|detente) [a-z][^`]*)`")
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_FLAG = re.compile(r"--?[a-z][a-z-]*")
_OWN = ("test",)
"""What ``bootstrap.py`` does by itself."""

COMING: tuple[str, ...] = ()
"""Commands that a page may name before they exist. A test asks that none of them exists yet."""


def said(page: Path) -> Iterator[tuple[str, str]]:
    """Place and words of every command on a page, in blocks and in running text."""
    for block in blocks(page):
        if block.language in ("console", "sh"):
            for line in block.text.split("\n"):
                for part in line.removeprefix("$ ").split(" | ") if line.startswith(("$ ", "python3 boot")) else ():
                    yield block.place, part
    for found in _INLINE.finditer(prose(page)):
        yield shown(page), found["said"]


def wrong(page: Path) -> list[str]:
    """Commands that do not exist, and options that their command does not have."""
    return [f"{place}: {words}: {fault}" for place, words in said(page) if (fault := _fault(words))]


def _fault(words: str) -> str:
    known, parts = commands(), re.split(r"\s+", words.strip())
    start = 2 if parts[0].startswith("python") else 1
    if start == 2 and parts[start] in _OWN:
        return ""
    name = next((each for each in (" ".join(parts[start : start + 2]), parts[start]) if each in known), "")
    if not name and parts[start] in COMING:
        return ""
    if not name:
        family = any(each.startswith(f"{parts[start]} ") for each in known)
        return "" if family and len(parts) == start + 1 else "no such command"
    unknown = [each for each in parts if _FLAG.fullmatch(each) and each not in (*flags(known[name]), "--help")]
    return f"no such option: {unknown[0]}" if unknown else ""


def broken(page: Path) -> list[str]:
    """Links that lead to no file or no heading."""
    return [
        f"{shown(page)}: {each['target']}" for each in _LINK.finditer(prose(page)) if not _leads(page, each["target"])
    ]


def _leads(page: Path, target: str) -> bool:
    if target.startswith(("http://", "https://")):
        return True
    file, _, anchor = target.partition("#")
    place = (page.parent / file).resolve() if file else page
    if not place.is_file():
        return False
    return not anchor or anchor in {slug(text) for _, text in headings(place)}
