"""A model file in a few words, for lists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list says of a model file. ``errors``: problems that keep it from being read; ``first``: the first one."""

    title: str = ""
    question: str = ""
    actors: int = 0
    options: int = 0
    claims: int = 0
    readings: int = 0
    errors: int = 0
    first: str = ""
