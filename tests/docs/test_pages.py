"""Every page is run from top to bottom: commands, models, Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.pages import pages, shown
from tests.docs.run import Reader


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_a_page_does_what_it_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Reader().read(page)
