"""One open model: its text, what the text says, undo, saving, and who wants to know of changes.

All tabs of a browser that show one file share one document. The last text that reads stays the model of all answers
while a text that does not read is being mended (``problems`` then says why).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .. import language
from ..errors import Problem
from ..model import Model
from . import files

Listener = Callable[[], None]

MOST_UNDO = 200
"""Texts that are kept to go back to."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The file changed on disk since it was read. ``theirs``: its text now; ``difference``: unified, theirs to ours."""

    theirs: str
    difference: str


class ReadOnly(Exception):
    """The workbench was started with ``--read-only``."""


@dataclass
class Document:
    """``name``: what the page and the API call it; ``saved``: the text on disk when it was last read or written, None
    for a model that was never saved; ``settings``: values that knobs hold, by path of the assumption."""

    name: str
    path: Path
    text: str
    saved: str | None
    read_only: bool = False
    model: Model | None = None
    problems: tuple[Problem, ...] = ()
    version: int = 0
    settings: dict[str, float] = field(default_factory=dict)
    _undo: list[str] = field(default_factory=list)
    _redo: list[str] = field(default_factory=list)
    _listeners: list[Listener] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._read()

    @property
    def is_dirty(self) -> bool:
        return self.text != self.saved

    @property
    def reads(self) -> bool:
        """Whether the text as it stands is a model."""
        return not any(problem.severity == "error" for problem in self.problems)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change; returns how to stop that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def edit(self, text: str) -> None:
        """Take a new text. It is checked, kept as a draft, and everybody is told."""
        self._must_write()
        if text == self.text:
            return
        self._undo = [*self._undo[-MOST_UNDO + 1 :], self.text]
        self._redo.clear()
        self._take(text)

    def undo(self) -> bool:
        """Go back one text; whether there was one."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        return self._step(self._redo, self._undo)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def turn(self, path: str, value: float | None) -> None:
        """Hold an assumption at a value without changing the text; None lets it go."""
        before = dict(self.settings)
        if value is None:
            self.settings.pop(path, None)
        else:
            self.settings[path] = value
        if before != self.settings:
            self._tell()

    def conflict(self) -> Conflict | None:
        """How the file on disk differs from what was last read from it or written to it."""
        theirs = files.text_of(self.path)
        if theirs == self.saved or theirs == self.text:
            return None
        now = theirs or ""
        rows = difflib.unified_diff(now.splitlines(), self.text.splitlines(), "on disk", "here", lineterm="")
        return Conflict(now, "\n".join(rows))

    def save(self, over: str | None = None) -> Conflict | None:
        """Write the text to disk. A file that somebody else changed is not overwritten: the difference is returned,
        unless ``over`` is that other text, which the caller has seen."""
        self._must_write()
        found = self.conflict()
        if found is not None and found.theirs != over:
            return found
        files.write(self.path, self.text)
        self.saved = self.text
        files.drop_draft(self.path)
        self._tell()
        return None

    def reload(self) -> None:
        """Take the text on disk (undo goes back)."""
        text = files.text_of(self.path)
        if text is not None:
            self.saved = text
            self.edit(text)
            self._tell()

    def _must_write(self) -> None:
        if self.read_only:
            raise ReadOnly("the workbench was started with --read-only")

    def _step(self, source: list[str], target: list[str]) -> bool:
        self._must_write()
        if not source:
            return False
        target.append(self.text)
        self._take(source.pop())
        return True

    def _take(self, text: str) -> None:
        self.text = text
        self._read()
        if self.is_dirty:
            files.keep_draft(self.path, files.Draft(text, files.fingerprint(self.saved)))
        else:
            files.drop_draft(self.path)
        self._tell()

    def _read(self) -> None:
        model, self.problems = language.check(self.text, self.path.name)
        self.model = model if model is not None and self.reads else self.model
        self.version += 1

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
