"""The keys of JSON records, against the tables in ``docs/reference/json.md``.

A documented path such as ``stable.CONCEPT.ACTOR[]`` is a tuple of parts: a key, a word in capitals for any key, or
``[]`` for the items of a list. Keys of the model may hold dots, so records are walked part by part, never split.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

Path = tuple[str, ...]

_ROW = re.compile(r"^\| `(?P<path>[^`]+)` \|", re.MULTILINE)
_SAMPLE = re.compile(r"^<!-- record: (?P<command>.+) -->$", re.MULTILINE)
_ANY = re.compile(r"[A-Z]+")


def documented(section: str) -> frozenset[Path]:
    """The paths in a section's table."""
    return frozenset(parts(each["path"]) for each in _ROW.finditer(section))


def samples(section: str) -> tuple[str, ...]:
    """The commands that give records of a section."""
    return tuple(each["command"] for each in _SAMPLE.finditer(section))


def parts(path: str) -> Path:
    return tuple(path.replace("[]", ".[]").split("."))


def walked(value: Any, known: frozenset[Path], here: Path = ()) -> Iterator[Path]:
    """The paths of a record's leaves and containers, data keys replaced by the capitals that stand for them. An
    undocumented key keeps its own name."""
    if here:
        yield here
    if here in known and not any(each[: len(here)] == here and each != here for each in known):
        return
    if isinstance(value, list):
        for item in value:
            yield from walked(item, known, (*here, "[]"))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walked(item, known, (*here, _part(key, here, known)))


def _part(key: str, here: Path, known: frozenset[Path]) -> str:
    following = {each[len(here)] for each in known if len(each) > len(here) and each[: len(here)] == here}
    wild = [each for each in following if _ANY.fullmatch(each)]
    return key if key in following or not wild else wild[0]


def undocumented(found: Iterable[Path], known: frozenset[Path]) -> set[str]:
    """Paths that occur and are no part of a documented one."""
    allowed = {path[:length] for path in known for length in range(1, len(path) + 1)}
    return {".".join(path) for path in found if path not in allowed}


def unseen(found: Iterable[Path], known: frozenset[Path]) -> set[str]:
    """Documented paths that never occur."""
    seen = set(found)
    return {".".join(path) for path in known if path not in seen}
