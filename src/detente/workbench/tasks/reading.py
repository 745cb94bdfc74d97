"""Texts to models."""

from __future__ import annotations

from ... import language
from ...errors import Problem
from ...model import Model
from ..worker import Tell


def check(_: Tell, text: str, file: str) -> tuple[Model | None, tuple[Problem, ...]]:
    """:func:`detente.language.check`."""
    return language.check(text, file)
