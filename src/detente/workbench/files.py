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
    """The text of a file, lines ended by ``\\n``; None where there is no file. Raises ModelError where it is too large
    or not text."""
    return read_text(path).replace("\r\n", "\n") if path.is_file() else None


def mark_of(path: Path) -> tuple[int, int, int]:
    """Changes whenever a file is written or replaced: inode, time in ns, bytes; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_mtime_ns, found.st_size


def write(path: Path, text: str, lasting: bool = True) -> None:
    """Put a file in place whole: to a temporary one beside it, then renamed. Lines end as they did in the file before.
    ``lasting``: wait until it is on the disk itself, so that it outlives a power cut too."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline=_line_end(path)) as stream:
            stream.write(text)
            stream.flush()
            if lasting:
                os.fsync(stream.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _line_end(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return "\r\n" if b"\r\n" in stream.read(65536) else "\n"
    except OSError:
        return "\n"


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsaved text. ``base``: the fingerprint of the file that it was begun on; ``kept``: when it was written last,
    in seconds since 1970; 0 where that is not known."""

    text: str
    base: str
    kept: float = 0.0


MOST_DRAFT = 8_000_000
"""Bytes of a draft that are read at most."""


def draft_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.draft")


def keep_draft(path: Path, draft: Draft) -> None:
    write(draft_path(path), json.dumps({"base": draft.base, "text": draft.text}), lasting=False)


def find_draft(path: Path) -> Draft | None:
    """The draft beside a file; None where there is none, or none that can be read."""
    try:
        with draft_path(path).open("rb") as stream:
            held, kept = json.loads(stream.read(MOST_DRAFT)), os.fstat(stream.fileno()).st_mtime
        return Draft(str(held["text"]), str(held["base"]), kept)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def drop_draft(path: Path) -> None:
    draft_path(path).unlink(missing_ok=True)
