"""Sources, and what they say: the passages that assumptions rest on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A text that can be cited. ``file`` is looked up in the folder given by ``--sources``."""

    id: str
    author: str = ""
    title: str = ""
    date: str = ""
    file: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one passage says, in the analyst's words.

    ``paragraphs`` count blocks between blank lines, from 1. ``fingerprint`` is the first 16 hexadecimal digits of
    the SHA-256 of the passage with white space collapsed; empty if the source was not at hand.
    """

    id: str
    source: str
    says: str
    paragraphs: tuple[int, ...] = ()
    quote: str = ""
    fingerprint: str = ""
