"""Text <-> model: the model language (``docs/reference/language.md``).

:func:`read` and :func:`check` go from text to model, :func:`write` back, so that ``read(write(model)) == model``.
"""

from __future__ import annotations

from .evidence import Passage, Passages, fingerprint, passages
from .read import check, load_path, parse_condition, read, read_text
from .schema import schema
from .write import write

__all__ = [
    "Passage",
    "Passages",
    "check",
    "fingerprint",
    "load_path",
    "parse_condition",
    "passages",
    "read",
    "read_text",
    "schema",
    "write",
]
