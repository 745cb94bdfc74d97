"""The pages build without a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.pages import DOCS


@pytest.mark.filterwarnings("ignore:.*MystReferenceResolver.app. is deprecated:PendingDeprecationWarning")
def test_sphinx_builds_the_pages_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("furo", reason="needs the dependency group docs")
    pytest.importorskip("myst_parser", reason="needs the dependency group docs")
    from sphinx.cmd.build import build_main

    assert build_main(["-q", "-W", "-d", str(tmp_path / "trees"), str(DOCS), str(tmp_path / "pages")]) == 0
    assert (tmp_path / "pages" / "tutorial" / "first-model.html").is_file()
