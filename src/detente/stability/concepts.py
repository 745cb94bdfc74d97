"""The solution concepts as one table.

GMR, SMR, SEQ and SSEQ are the four corners of a square: may the opponents reply by any move or only by improvements,
and is the actor's escape from the reply ignored or considered? Nash looks no further than the actor's own move; SIM
lets all move at once. The exact conditions are in :mod:`detente.stability.individual` and
:mod:`detente.stability.simultaneous`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Replies = Literal["none", "any moves", "improvements", "improvements at once"]
Escape = Literal["ignored", "considered"]


@dataclass(frozen=True, slots=True)
class Concept:
    """``foresight``: what an actor thinks of before it moves, and whose preferences it must know. ``replies``: what the
    opponents may do after its move. ``escape``: whether its own answer to their reply counts."""

    id: str
    name: str
    foresight: str
    replies: Replies
    escape: Escape
    source: str


CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "nash", "Nash stability", "one move; its own preferences", "none", "ignored",
        "Nash 1950, Equilibrium points in n-person games",
    ),
    Concept(
        "gmr", "general metarationality", "two moves; its own preferences", "any moves", "ignored",
        "Howard 1971, Paradoxes of Rationality",
    ),
    Concept(
        "smr", "symmetric metarationality", "three moves; its own preferences", "any moves", "considered",
        "Howard 1971, Paradoxes of Rationality",
    ),
    Concept(
        "seq", "sequential stability", "two moves; the preferences of all", "improvements", "ignored",
        "Fraser and Hipel 1979, Solving complex conflicts; 1984, Conflict Analysis",
    ),
    Concept(
        "sseq", "symmetric sequential stability", "three moves; the preferences of all", "improvements", "considered",
        "Rêgo and Vieira 2015 (two actors); 2017, Symmetric sequential stability with multiple decision makers",
    ),
    Concept(
        "sim", "simultaneous stability", "all move at once; the preferences of all", "improvements at once", "ignored",
        "Fraser and Hipel 1979, Solving complex conflicts; 1984, Conflict Analysis",
    ),
)  # fmt: skip

FORESIGHTED: tuple[str, ...] = tuple(each.id for each in CONCEPTS if each.replies in ("any moves", "improvements"))
"""The concepts in which opponents reply one after another: the ones that have a strong form."""


def concept(concept_id: str) -> Concept:
    """The entry of the table with that id. Raises KeyError where there is none."""
    return {each.id: each for each in CONCEPTS}[concept_id]
