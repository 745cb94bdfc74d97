"""Model files on disk: read, written whole or not at all, with a draft beside a file that is being edited.

A draft is ``.NAME.draft``, JSON: the edited text and the fingerprint of the file that it was begun on.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..language.read import read_text


def fingerprint(text: str | None) -> str:
    """SHA-256 of a text; empty where there is no file."""
    return "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def text_of(path: Path) -> str | None:
    """The text of a file; None where there is none. Raises ModelError where it is too large or not text."""
    return read_text(path) if path.exists() else None


def write(path: Path, text: str) -> None:
    """Put a file in place whole: to a temporary one beside it, then renamed."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved text. ``base``: the fingerprint of the file that it was begun on."""

    text: str
    base: str


def draft_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.draft")


def keep_draft(path: Path, draft: Draft) -> None:
    write(draft_path(path), json.dumps({"base": draft.base, "text": draft.text}, ensure_ascii=False))


def find_draft(path: Path) -> Draft | None:
    """The draft beside a file; None where there is none, or none that can be read."""
    try:
        held = json.loads(draft_path(path).read_text(encoding="utf-8"))
        return Draft(str(held["text"]), str(held["base"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def drop_draft(path: Path) -> None:
    draft_path(path).unlink(missing_ok=True)
