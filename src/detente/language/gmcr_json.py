"""A JSON text as a tree, and a checker that collects what is wrong with its pieces, each with its path."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeGuard

from ..errors import ModelError, Problem

MAX_CHARACTERS = 10_000_000
MAX_PROBLEMS = 100

_WHOLE = "a .gmcr file is one JSON object"


class Checker:
    """Everything found wrong so far in one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, path: str, rule: str, found: str, hint: str = "", *, line: int = 0, column: int = 0) -> None:
        """One problem, as long as the list is not too long to be read."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(line, column, path, rule, found, hint, file=self.file))

    def stop(self) -> NoReturn:
        raise ModelError(tuple(self.problems))

    def settle(self) -> None:
        """Raise what was collected so far, if anything."""
        if self.problems:
            self.stop()

    def each(self, value: object, path: str) -> list[tuple[str, Any]]:
        """The elements of an array, each with its path."""
        if isinstance(value, list):
            return [(f"{path}.{place}", inner) for place, inner in enumerate(value)]
        self.wrong(path, "an array stands here", shown(value))
        return []

    def needed(self, value: object, path: str, keys: Sequence[str]) -> dict[str, Any] | None:
        """An object that has all of ``keys``; None where it is none or lacks one."""
        if not isinstance(value, dict):
            self.wrong(path, "an object stands here", shown(value))
            return None
        absent = [key for key in keys if key not in value]
        for key in absent:
            self.wrong(path, f"the key `{key}` is needed", keys_of(value))
        return None if absent else value

    def text(self, value: object, path: str) -> str:
        if isinstance(value, str):
            return value
        self.wrong(path, "a name is a text", shown(value))
        return ""

    def index(self, value: object, path: str, size: int, what: str) -> int | None:
        """A whole number below ``size``."""
        if not is_whole(value):
            self.wrong(path, f"the index of {what} is a whole number", shown(value))
            return None
        if not 0 <= value < size:
            self.wrong(path, f"the index of {what} is from 0 to {size - 1}", shown(value))
            return None
        return value


def is_whole(value: object) -> TypeGuard[int]:
    """Whether a piece of JSON is a whole number (true and false are not)."""
    return isinstance(value, int) and not isinstance(value, bool)


def keys_of(value: dict[str, Any]) -> str:
    """The keys of an object, as a sentence names them."""
    named = ", ".join(shown(key) for key in list(value)[:12])
    return named or "no keys"


def shown(value: object) -> str:
    """A piece of the tree as a sentence quotes it."""
    if isinstance(value, dict | list):
        kind = "an object" if isinstance(value, dict) else "an array"
        return f"{kind} with {len(value)} entries" if value else f"{kind} with nothing in it"
    said = json.dumps(value)
    return said if len(said) <= 60 else said[:57] + "..."


def tree(text: str, checker: Checker) -> dict[str, Any]:
    """The object that the text holds; whatever is no JSON object stops here."""
    if len(text) > MAX_CHARACTERS:
        checker.wrong("", f"a .gmcr file has at most {MAX_CHARACTERS:,} characters", f"{len(text):,}")
        checker.stop()
    found = _parsed(text.removeprefix("\ufeff"), checker)
    if not isinstance(found, dict):
        checker.wrong("", _WHOLE, shown(found))
        checker.stop()
    checker.settle()
    return found


def _parsed(text: str, checker: Checker) -> Any:
    line = column = 0
    try:
        return json.loads(text, parse_constant=_no_number, object_pairs_hook=_once(checker))
    except json.JSONDecodeError as error:
        said, line, column = f"text that is not JSON: {error.msg.lower()}", error.lineno, error.colno
    except RecursionError:
        said = "arrays or objects nested too deeply"
    except ValueError as error:
        said = str(error)[:80]
    checker.wrong("", _WHOLE, said, line=line, column=column)
    return checker.stop()


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word}, which is no JSON number")


def _once(checker: Checker) -> Callable[[list[tuple[str, Any]]], dict[str, Any]]:
    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            for key, times in Counter(key for key, _ in pairs).items():
                if times > 1:
                    checker.wrong("", "a key stands once in its object", f"{shown(key)} {times} times")
        return found

    return build
