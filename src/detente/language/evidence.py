"""The passages behind the evidence, read from a folder of source texts, and whether they still say what was read.

A paragraph is a block of lines between blank lines; they count from 1. A fingerprint is the first 16 hexadecimal digits
of the SHA-256 of the passage in UTF-8, every run of white space collapsed to one blank.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from ..errors import Problem
from ..model import Evidence, Model, Source

MAX_BYTES = 20_000_000

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True, slots=True)
class Passage:
    """``text``: the paragraphs that an evidence stands for (the whole source where it names none)."""

    evidence: str
    source: str
    paragraphs: tuple[int, ...]
    text: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.text)


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages that were found, in the order of the evidence, and warnings about all others."""

    found: tuple[Passage, ...]
    problems: tuple[Problem, ...]

    def of(self, evidence: str) -> Passage | None:
        return next((passage for passage in self.found if passage.evidence == evidence), None)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return tuple(block.strip() for block in _BLANK.split(lines) if block.strip())


def fingerprint(passage: str) -> str:
    """16 hexadecimal digits that change when a word of the passage changes, but not when a line breaks elsewhere."""
    return hashlib.sha256(" ".join(passage.split()).encode()).hexdigest()[:16]


def source_text(source: Source, folder: str | Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The paragraphs of a source whose ``file`` lies in ``folder``; none, and a warning, where it is not at hand."""
    problems: list[Problem] = []
    return _text(source, Path(folder), problems), tuple(problems)


def passages(model: Model, folder: str | Path) -> Passages:
    """The passage of every evidence whose source's ``file`` lies in ``folder``. Problems (no such file or paragraph, a
    quotation that does not occur, a passage that has changed) are warnings."""
    problems: list[Problem] = []
    texts = {source.id: _text(source, Path(folder), problems) for source in _cited(model)}
    found = []
    for evidence in model.evidence:
        blocks = texts.get(evidence.source)
        passage = _passage(evidence, blocks, problems) if blocks else None
        if passage is not None:
            found.append(passage)
            problems += _compare(evidence, passage)
    return Passages(tuple(found), tuple(problems))


def _warning(path: str, rule: str, found: str, hint: str = "") -> Problem:
    return Problem(path=path, rule=rule, found=found, hint=hint, severity="warning")


def _cited(model: Model) -> list[Source]:
    """The sources whose text is wanted: they have a file, or evidence with an anchor that only a text can confirm."""
    used = {each.source for each in model.evidence}
    anchored = {each.source for each in model.evidence if each.paragraphs or each.quote or each.fingerprint}
    return [each for each in model.sources if each.id in anchored or (each.file and each.id in used)]


def _text(source: Source, folder: Path, problems: list[Problem]) -> tuple[str, ...]:
    """The paragraphs of a source; none (and a warning) where its text is not at hand."""
    path = f"sources.{source.id}.file"
    if not source.file:
        problems.append(_warning(path, "a source's text has a file name", "none", "file: name.txt"))
        return ()
    place = (folder / source.file).resolve()
    rule = "a source's file is a UTF-8 text in the folder of sources"
    if not place.is_relative_to(folder.resolve()):
        problems.append(_warning(path, rule, f"`{source.file}`, which lies outside"))
        return ()
    try:
        with place.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            problems.append(_warning(path, rule, f"`{source.file}`, more than {MAX_BYTES:,} bytes"))
            return ()
        return paragraphs(data.decode("utf-8"))
    except OSError as error:
        problems.append(_warning(path, rule, f"`{source.file}`: {(error.strerror or 'unreadable').lower()}"))
    except UnicodeDecodeError:
        problems.append(_warning(path, rule, f"`{source.file}`, not UTF-8", "save it as UTF-8"))
    return ()


def _passage(evidence: Evidence, blocks: tuple[str, ...], problems: list[Problem]) -> Passage | None:
    absent = [number for number in evidence.paragraphs if number > len(blocks)]
    if absent:
        rule = "an evidence's paragraphs are in its source"
        found = f"paragraph {absent[0]} of {len(blocks)}"
        problems.append(_warning(f"evidence.{evidence.id}", rule, found, "blocks between blank lines count from 1"))
        return None
    chosen = [blocks[number - 1] for number in evidence.paragraphs] or list(blocks)
    return Passage(evidence.id, evidence.source, evidence.paragraphs, "\n\n".join(chosen))


def _compare(evidence: Evidence, passage: Passage) -> list[Problem]:
    """Whether the quotation occurs and the fingerprint fits."""
    path, found = f"evidence.{evidence.id}", []
    if evidence.quote and plain_words(evidence.quote) not in plain_words(passage.text):
        rule, hint = "a quotation occurs in its passage", "white space may differ, words may not"
        found.append(_warning(path, rule, "other words there", hint))
    if evidence.fingerprint and evidence.fingerprint != passage.fingerprint:
        rule, hint = "a passage is as it was when it was read", f"read it again; now it has {passage.fingerprint}"
        found.append(_warning(path, rule, f"another fingerprint than {evidence.fingerprint}", hint))
    return found


def plain_words(text: str) -> str:
    """A text with white space collapsed and straight quotation marks."""
    return " ".join(text.translate(_QUOTES).split())
