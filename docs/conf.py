"""Sphinx: ``sphinx-build -W docs docs/_build``. Needs the dependency group ``docs`` and no network."""

from __future__ import annotations

from importlib.metadata import version as installed

project = "detente"
copyright = "the detente authors"
release = version = installed("detente")

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

myst_heading_anchors = 3
myst_enable_extensions = ["smartquotes"]
suppress_warnings = ["myst.xref_missing"]
"""Links that leave ``docs/`` (to the README) lead nowhere on the pages; ``tests/docs`` checks all links as files."""

html_theme = "furo"
html_title = "detente"
html_copy_source = False
