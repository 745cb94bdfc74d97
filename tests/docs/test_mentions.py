"""No page mentions a command, an option, a file or a heading that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.made import commands
from tests.docs.mentions import COMING, broken, wrong
from tests.docs.pages import ROOT, pages, prose, shown


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_commands_and_options_exist(page: Path) -> None:
    assert wrong(page) == []


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_commands_that_may_be_named_early_do_not_exist_yet() -> None:
    assert not set(COMING) & set(commands()), "take them out of COMING"


def test_the_readme_holds_the_two_set_up_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")
    assert {"python3 bootstrap.py run korea", "python3 bootstrap.py test"} <= set(lines)


def test_the_readme_has_a_place_for_the_figures_of_speed() -> None:
    text = prose(ROOT / "README.md")
    assert 0 < text.index("<!-- speed -->") < text.index("<!-- /speed -->")
