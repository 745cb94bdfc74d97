"""Shared by the tests of the model language."""

from __future__ import annotations

import pytest

from detente import language


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    """The first reading also loads and builds the grammar; that is not a file's own time."""
    language.read("title: T\nactors: [a]\noptions: {a.x: x}\noutcomes: {o: a.x and not a.x}\n", "warm.yaml")
