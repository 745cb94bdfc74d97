"""Text <-> model: the model language (``docs/reference/language.md``).

:func:`read` and :func:`check` go from text to model, :func:`write` back, so that ``read(write(model)) == model``.
"""

from __future__ import annotations

from .read import check, load_path, parse_condition, read, read_text
from .write import write

__all__ = ["check", "load_path", "parse_condition", "read", "read_text", "write"]
