"""The folder that is served: which models it holds, and the documents that are open. Nothing outside it is touched.

Built-in cases are offered too. Opening one opens its text as a new document, which saving puts into the folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from .. import cases
from ..errors import CaseNotFound, Problem
from ..language.gmcr import read_gmcr
from . import files
from .document import Document

NAME = re.compile(r"[\w][\w .-]{0,99}")
"""What a model may be called in an address."""

SUFFIXES = (".yaml", ".yml", ".gmcr")


@dataclass
class Shelf:
    """``root``: the folder, resolved; ``sources``: where texts of sources are, or None."""

    root: Path
    read_only: bool = False
    sources: Path | None = None
    _open: dict[str, Document] = field(default_factory=dict)

    def files(self) -> tuple[str, ...]:
        """The model files of the folder, by name."""
        if not self.root.is_dir():
            return ()
        found = (each.name for each in self.root.iterdir() if each.suffix.lower() in SUFFIXES and each.is_file())
        return tuple(sorted(name for name in found if NAME.fullmatch(name)))

    def cases(self) -> tuple[str, ...]:
        """The built-in cases."""
        return cases.names()

    def document(self, name: str) -> Document:
        """The open document of a name, opened if need be. Raises CaseNotFound; ModelError for what is no text."""
        if name not in self._open:
            self._open[name] = self._load(name)
        return self._open[name]

    def _load(self, name: str) -> Document:
        if name in self.cases():
            text = cases.path(name).read_text(encoding="utf-8")
            return Document(
                name, self.root / f"{name}.yaml", text, files.text_of(self.root / f"{name}.yaml"), self.read_only
            )
        path = self._inside(name)
        found = files.text_of(path)
        if found is None:
            raise CaseNotFound((Problem(file=name, rule="there is no such model in the folder that is served"),))
        if path.suffix.lower() == ".gmcr":
            target = path.with_suffix(".yaml")
            return Document(name, target, read_gmcr(found, name).text, None, self.read_only)
        return Document(name, path, found, found, self.read_only)

    def _inside(self, name: str) -> Path:
        """The path of a name in the folder; refused if it leads out of it, by links too."""
        path = (self.root / name).resolve()
        if not NAME.fullmatch(name) or path.parent != self.root.resolve() or path.suffix.lower() not in SUFFIXES:
            raise CaseNotFound(
                (Problem(file=name, rule="a model is named by its file name in the folder that is served"),)
            )
        return path
