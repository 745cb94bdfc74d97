"""A report from a model to files, in one call."""

from __future__ import annotations

from pathlib import Path

from ..forecast.draw import DEFAULT_SEED
from ..model import Model
from ..stability import Settings
from .extra import need
from .files import write, write_figures, write_tables
from .gather import DRAWS, Progress, gather
from .page.whole import whole


def publish(
    model: Model,
    path: str | Path,
    tables: str | Path | None = None,
    figures: str | Path | None = None,
    draws: int = DRAWS,
    seed: int = DEFAULT_SEED,
    up_to: int = 1,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write the report of ``model`` to ``path`` (over what is there), and every file beside it; all that was written.

    ``tables``, ``figures``: folders for each table as CSV and LaTeX and each figure as SVG and PDF. Other arguments
    as in :func:`.gather.gather`. Raises MissingExtra where a library is not there, OSError where a file cannot be
    written.
    """
    need()
    made = whole(gather(model, draws, seed, up_to, settings, progress))
    written = [write(Path(path), made.html)]
    written += write_tables(made.tables, Path(tables)) if tables else ()
    written += write_figures(made.figures, Path(figures)) if figures else ()
    return tuple(written)
