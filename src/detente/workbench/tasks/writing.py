"""Held numbers written into the text."""

from __future__ import annotations

from collections.abc import Mapping

from ..worker import Tell


def written(_: Tell, text: str, numbers: Mapping[str, float]) -> str:
    """The text with the numbers written in. Raises ModelError: see :func:`detente.language.turning.written`."""
    from ...language.turning import written as put_in

    return put_in(text, numbers)
