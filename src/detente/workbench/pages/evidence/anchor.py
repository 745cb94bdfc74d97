"""From words selected in a source to the paragraphs that hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ....language.evidence import fingerprint

MOST_QUOTED = 1000
"""Characters of a selection that are taken as a quotation."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """``paragraphs``: first and last, from 1; ``quote``: the words, white space collapsed, empty where they are too
    many to quote; ``fingerprint``: of the whole paragraphs."""

    first: int
    last: int
    quote: str
    fingerprint: str

    @property
    def paragraph(self) -> int | str:
        """As the language writes it: ``7`` or ``4..6``."""
        return self.first if self.first == self.last else f"{self.first}..{self.last}"


def anchored(blocks: Sequence[str], first: int, last: int, words: str) -> Anchor | None:
    """The fewest paragraphs between ``first`` and ``last`` (from 1) that hold the words; None where they hold other
    ones. A selection often ends at the start of the paragraph after it."""
    first, last = max(first, 1), min(last, len(blocks))
    said = " ".join(words.split())
    if first > last or not said:
        return None
    while last > first and _hold(blocks, first, last - 1, said):
        last -= 1
    while last > first and _hold(blocks, first + 1, last, said):
        first += 1
    if not _hold(blocks, first, last, said):
        return None
    whole = "\n\n".join(blocks[first - 1 : last])
    return Anchor(first, last, said if len(said) <= MOST_QUOTED else "", fingerprint(whole))


def _hold(blocks: Sequence[str], first: int, last: int, words: str) -> bool:
    return words in " ".join(" ".join(blocks[first - 1 : last]).split())
