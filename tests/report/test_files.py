"""Files: written whole or not at all, the command says what it did, a missing library says how to get it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.errors import MissingExtra
from detente.report.extra import NEEDED, need
from detente.report.files import write, write_figures, write_tables
from detente.report.page.whole import Report

ReportOf = Callable[[str], Report]


def test_a_file_is_never_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.html"
    write(target, "before")

    def broken(source: str, destination: str) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="no space"):
        write(target, "after")
    assert target.read_text() == "before"
    assert os.listdir(tmp_path) == ["report.html"]


def test_every_table_and_figure_has_its_files(tmp_path: Path, report_of: ReportOf) -> None:
    made = report_of("plain")
    tables = write_tables(made.tables, tmp_path / "tables" / "here")
    figures = write_figures(made.figures, tmp_path / "figures")
    assert sorted(path.name for path in tables) == sorted(f"{t.id}.{k}" for t in made.tables for k in ("csv", "tex"))
    assert sorted(path.name for path in figures) == sorted(f"{f.id}.{k}" for f in made.figures for k in ("svg", "pdf"))
    assert all(path.stat().st_size > 30 for path in (*tables, *figures))


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=rf'a report needs {name}: pip install "detente\[report\]"'):
        need()


PROGRAM = """
import sys
from pathlib import Path
from detente.cli.report import report
report("chicken", Path(sys.argv[1]), draws=4)
"""


def test_another_process_gives_the_same_bytes(tmp_path: Path, report_of: ReportOf) -> None:
    path = tmp_path / "report.html"
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-c", PROGRAM, str(path)], check=True, env=environment, capture_output=True)
    assert path.read_text(encoding="utf-8") == report_of("chicken").html
