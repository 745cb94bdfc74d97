"""How two texts differ, line by line, in bounded time."""

from __future__ import annotations

import difflib

MOST_LINES = 4000
"""Lines between the first and the last difference up to which they are compared one by one."""


def unified(old: str, new: str, old_name: str, new_name: str) -> str:
    """The unified difference of two texts; where too many lines differ, all of the one and all of the other."""
    before, after = old.splitlines(), new.splitlines()
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(left), len(right)) > MOST_LINES:
        rows = [f"--- {old_name}", f"+++ {new_name}", *(f"-{row}" for row in left), *(f"+{row}" for row in right)]
    else:
        rows = list(difflib.unified_diff(before, after, old_name, new_name, lineterm=""))
    return "\n".join(rows)


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines two lists have in common at their start."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
