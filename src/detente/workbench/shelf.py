"""The folder that is served: which models it holds, and the documents that are open. Nothing outside it is touched.

Built-in cases are offered too. Opening one opens its text as a new document, which saving puts into the folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .. import cases
from ..cases.load import starter
from ..errors import CaseNotFound, ModelError, Problem, Unanswerable
from ..language.gmcr import read_gmcr
from . import files
from .address import SUFFIXES, is_name
from .document import Document, Reader, ReadOnly

ABSENT = "there is no such model in the folder that is served"

MOST_FILES = 500
"""Models of a folder that are listed."""


@dataclass
class Shelf:
    """``root``: the folder; ``sources``: where texts of sources are, or None; ``first``: the model to show first, or ""
    for the list; ``reader``: who reads a text, or None: this process."""

    root: Path
    read_only: bool = False
    sources: Path | None = None
    first: str = ""
    reader: Reader | None = None
    _open: dict[str, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.root.resolve()

    def files(self) -> tuple[str, ...]:
        """The model files of the folder, by name; links that lead out of it are left out."""
        if not self.root.is_dir():
            return ()
        found = (each.name for each in self.root.iterdir() if is_name(each.name) and self._is_here(each))
        return tuple(sorted(found)[:MOST_FILES])

    def cases(self) -> tuple[str, ...]:
        """The built-in cases."""
        return cases.names()

    def has_draft(self, name: str) -> bool:
        """Whether an unsaved text lies beside a model of the folder, or the model is open and not saved."""
        known = self._open.get(name)
        if known is not None and known.is_dirty:
            return True
        return files.draft_path(self._inside(name)).is_file()

    def opened(self) -> tuple[Document, ...]:
        """The documents that are open."""
        return tuple({id(each): each for each in self._open.values()}.values())

    def document(self, name: str) -> Document:
        """The open document of a name, opened if need be. Raises CaseNotFound; ModelError for what is no text."""
        if name not in self._open:
            self._open[name] = self._load(name)
        return self._open[name]

    def text(self, name: str) -> tuple[str, str]:
        """The text of a model and the name of its file, as its document has them when it is opened. Raises as
        :meth:`document`."""
        if name in self.cases():
            return cases.path(name).read_text(encoding="utf-8"), self._first_free(name).name
        path = self._inside(name)
        found = files.text_of(path)
        if found is None:
            raise _unknown(name, ABSENT)
        return found, path.name

    def new(self, name: str) -> Document:
        """A new model to be saved under a name, with the text to start from. Raises ReadOnly; Unanswerable where the
        name is taken or cannot be one."""
        if self.read_only:
            raise ReadOnly("the workbench was started with --read-only: no model can be made")
        file = name if Path(name).suffix.lower() in (".yaml", ".yml") else f"{name}.yaml"
        if not is_name(file):
            raise Unanswerable(
                f"a model's name has letters, digits, blanks, '.', '-', '_' only, 100 at most: {name[:99]}"
            )
        if file in self._open or (self.root / file).exists():
            raise Unanswerable(f"there is a {file} already; choose another name, or open it")
        self._open[file] = Document(
            file,
            self.root / file,
            starter(),
            None,
            reader=self.reader,
            origin="a new model; saving puts it into the folder",
        )
        return self._open[file]

    def _load(self, name: str) -> Document:
        if name in self.cases():
            text = cases.path(name).read_text(encoding="utf-8")
            return self._unsaved(name, name, text, f"a built-in case{self._when_saved('puts a copy into the folder')}")
        path = self._inside(name)
        known = next((each for each in self.opened() if each.path == path and each.saved is not None), None)
        if known is not None:
            return known
        found = files.text_of(path)
        if found is None:
            raise _unknown(name, ABSENT)
        if path.suffix.lower() == ".gmcr":
            imported = read_gmcr(found, name)
            remarks = " ".join(f"{each.rstrip('.')}." for each in imported.remarks)
            return self._unsaved(
                name, path.stem, imported.text, f"imported from {name}{self._when_saved('makes a new file')}. {remarks}"
            )
        return Document(name, path, found, found, self.read_only, self.reader)

    def _when_saved(self, what: str) -> str:
        return "" if self.read_only else f"; saving {what}"

    def _unsaved(self, name: str, stem: str, text: str, origin: str) -> Document:
        """A document of a text that is no file yet; its file will be the first one that is free."""
        path = self._first_free(stem)
        return Document(name, path, text, None, self.read_only, self.reader, origin.strip())

    def _first_free(self, stem: str) -> Path:
        return next(path for path in self._free(stem) if not path.exists())

    def _free(self, stem: str) -> Iterator[Path]:
        yield self.root / f"{stem}.yaml"
        yield from (self.root / f"{stem}-{number}.yaml" for number in range(2, 10_000))

    def _inside(self, name: str) -> Path:
        """The path of a name in the folder; refused if it leads out of it, by links too."""
        if not is_name(name):
            raise _unknown(name, "a model is named by its file name in the folder that is served")
        path = (self.root / name).resolve()
        if path.parent != self.root or path.suffix.lower() not in SUFFIXES:
            raise _unknown(name, "this leads out of the folder that is served")
        return path

    def _is_here(self, path: Path) -> bool:
        try:
            return path.is_file() and self._inside(path.name).is_file()
        except (ModelError, OSError):
            return False


def _unknown(name: str, rule: str) -> CaseNotFound:
    shown = name if len(name) < 100 else name[:99] + "…"
    return CaseNotFound((Problem(file=shown, rule=rule),))
