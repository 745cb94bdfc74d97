"""Reports on disk: every file is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .figures.figure import Figure, as_pdf, as_svg
from .tables import Table
from .tables.as_csv import as_csv
from .tables.as_latex import as_latex


def write(path: Path, content: str | bytes) -> Path:
    """Write one file: under another name first, then renamed, so that nobody ever reads half of it."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def write_tables(tables: tuple[Table, ...], folder: Path) -> tuple[Path, ...]:
    """Each table as ``ID.csv`` and ``ID.tex`` in a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        write(folder / f"{table.id}.{kind}", made(table))
        for table in tables
        for kind, made in (("csv", as_csv), ("tex", as_latex))
    )


def write_figures(figures: tuple[Figure, ...], folder: Path) -> tuple[Path, ...]:
    """Each figure as ``ID.svg`` and ``ID.pdf`` in a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for figure in figures:
        written.append(write(folder / f"{figure.id}.svg", as_svg(figure)))
        written.append(write(folder / f"{figure.id}.pdf", as_pdf(figure)))
    return tuple(written)
