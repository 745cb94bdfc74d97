"""What must be recorded with every verdict: which countermoves count, and what deters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Countermoves = Literal["legal_sequences", "each_opponent_once", "one_move"]
Sanction = Literal["not_better", "worse"]

CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@dataclass(frozen=True, slots=True)
class Settings:
    """``countermoves``: legal sequences (the literature), each opponent moving at most once in any order, or one move
    by one opponent (two older tools). They do not matter to Nash and SIM.

    ``sanction``: a reply deters if it leaves the actor not better off than before (the literature), or only if it
    leaves it worse off. The same comparison is made after the actor's escape (SMR, SSEQ) and in SIM.
    """

    countermoves: Countermoves = "legal_sequences"
    sanction: Sanction = "not_better"
