"""Two changes of one text, line by line: what was typed here, and what another tab or a form did meanwhile."""

from __future__ import annotations

from difflib import SequenceMatcher

Change = tuple[int, int, list[str]]
"""The lines from the first to before the second number are replaced."""


def merged(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """The base text with both changes. Where both touched the same lines, ``mine`` stands, and the second value says
    that something of ``theirs`` was left out."""
    if mine in (base, theirs):
        return theirs, False
    lines = base.splitlines(keepends=True)
    own, other = _changes(lines, mine), _changes(lines, theirs)
    kept = [each for each in other if not any(_meet(each, change) for change in own)]
    for first, last, put in sorted([*own, *kept], key=lambda change: change[:2], reverse=True):
        lines[first:last] = put
    lost = [each for each in other if each not in kept and each not in own]
    return "".join(lines), bool(lost)


def _changes(lines: list[str], text: str) -> list[Change]:
    new = text.splitlines(keepends=True)
    found = (
        SequenceMatcher(None, lines, new, autojunk=False) if len(lines) < 3000 else SequenceMatcher(None, lines, new)
    )
    return [(i, j, new[k:m]) for tag, i, j, k, m in found.get_opcodes() if tag != "equal"]


def _meet(one: Change, other: Change) -> bool:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    is_insertion = one[0] == one[1] or other[0] == other[1]
    return first < last or (is_insertion and first <= last)
