"""YAML blocks: whole models, and parts that are laid over a whole one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from tests.docs.pages import DOCS, Block

FRAGMENTS = (DOCS / "reference" / "language.md",)
"""Pages whose YAML blocks show one section each, of no model in particular."""


def mapping(text: str) -> dict[str, Any]:
    """A YAML text as a mapping of sections."""
    found = YAML(typ="safe", pure=True).load(text)
    if not isinstance(found, dict):
        raise AssertionError("a YAML block is a mapping of sections")
    return found


def is_model(block: Block) -> bool:
    """Whether a block is a whole model by itself."""
    return {"title", "actors"} <= set(mapping(block.text))


def whole(block: Block) -> str:
    """The model that a block stands for: its own text, or the file that it is a part of with the part laid over it."""
    base = block.directives.get("part of")
    if base is None:
        if not is_model(block):
            raise AssertionError(f"{block.place}: a YAML block without title and actors says what it is `part of:`")
        return block.text + "\n"
    stream = io.StringIO()
    YAML().dump(overlaid(mapping(Path(base).read_text(encoding="utf-8")), mapping(block.text)), stream)
    return stream.getvalue()


def overlaid(base: Any, part: Any) -> Any:
    """Mappings merge key by key, lists are joined, anything else is replaced."""
    if isinstance(base, dict) and isinstance(part, dict):
        return {**base, **{key: overlaid(base.get(key), value) for key, value in part.items()}}
    if isinstance(base, list) and isinstance(part, list):
        return [*base, *part]
    return part
