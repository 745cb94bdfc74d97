"""Two changes of one text, line by line: what was typed here, and what another tab or a form did meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Change = tuple[int, int, list[str]]
"""The lines from the first to before the second number are replaced."""

MOST = 3000
"""Lines between the first and the last difference up to which they are compared one by one."""


def merged(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """The base text with both changes. Where both touched the same lines, ``mine`` stands, and the second value says
    that something of ``theirs`` was left out."""
    if mine in (base, theirs):
        return theirs, False
    lines = base.splitlines(keepends=True)
    own, other = changes(lines, mine.splitlines(keepends=True)), changes(lines, theirs.splitlines(keepends=True))
    kept = [each for each in other if not any(_meet(each, change) for change in own)]
    for first, last, put in sorted([*own, *kept], key=lambda change: change[:2], reverse=True):
        lines[first:last] = put
    lost = [each for each in other if each not in kept and each not in own]
    return "".join(lines), bool(lost)


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """What turns some lines into others; one change where too many lie between the first and the last difference."""
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(old), len(new)) > MOST:
        return [(head, head + len(old), [*new])]
    found = SequenceMatcher(None, old, new, autojunk=len(old) > 300)
    return [(head + i, head + j, [*new[k:m]]) for tag, i, j, k, m in found.get_opcodes() if tag != "equal"]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two lists have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _meet(one: Change, other: Change) -> bool:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    is_insertion = one[0] == one[1] or other[0] == other[1]
    return first < last or (is_insertion and first <= last)
