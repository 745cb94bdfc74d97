"""One open model: its text, what the text says, undo, saving, and who wants to know of changes.

All tabs of a browser that show one file share one document. The last text that reads stays the model of all answers
while a text that does not read is being mended (``problems`` then says why). A document with a ``reader`` has its text
read elsewhere: listeners are told once of the new text and again of what it says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from .. import language
from ..errors import DetenteError, ModelError, Problem
from ..language.load import MAX_BYTES
from ..model import Model
from . import files
from .difference import unified

Listener = Callable[[], None]
Said = tuple[Model | None, tuple[Problem, ...]]
Reader = Callable[[str, str, str], Awaitable[Said | None]]
"""What a text says, given a name for its file, and which document it is; None where a newer text of that document took
its place."""

MOST_UNDO = 200
"""Texts that are kept to go back to; fewer where they are long."""

MOST_UNDO_CHARACTERS = 20_000_000


@dataclass(frozen=True, slots=True)
class Conflict:
    """The file changed on disk since it was read. ``theirs``: its text now; ``difference``: unified, theirs to ours."""

    theirs: str
    difference: str


class ReadOnly(DetenteError):
    """The workbench was started with ``--read-only``."""


@dataclass
class Document:
    """``name``: what the page and the API call it; ``saved``: the text on disk when it was last read or written, None
    for a model that was never saved; ``origin``: where a text that was never saved comes from, in words; ``draft``: an
    unsaved text of another time that was found beside the file and waits for a decision; ``is_behind``: the file
    changed on disk; ``settings``: values that knobs hold, by path of the assumption."""

    name: str
    path: Path
    text: str
    saved: str | None
    read_only: bool = False
    reader: Reader | None = None
    origin: str = ""
    model: Model | None = None
    problems: tuple[Problem, ...] = ()
    version: int = 0
    draft: files.Draft | None = None
    is_behind: bool = False
    settings: dict[str, float] = field(default_factory=dict)
    _undo: list[str] = field(default_factory=list)
    _redo: list[str] = field(default_factory=list)
    _listeners: list[Listener] = field(default_factory=list)
    _reading: asyncio.Task[None] | None = None
    _kept: str | None = None
    _mark: tuple[int, int, int] = (0, 0, 0)

    def __post_init__(self) -> None:
        found = files.find_draft(self.path)
        self.draft = found if found is not None and found.text not in (self.text, self.saved) else None
        self._mark, self._kept = files.mark_of(self.path), self.text
        self._read()

    @property
    def is_dirty(self) -> bool:
        return self.text != self.saved

    @property
    def is_reading(self) -> bool:
        """Whether what the text says is still being worked out."""
        return self._reading is not None and not self._reading.done()

    @property
    def reads(self) -> bool:
        """Whether the text as it stands is a model."""
        return self.model is not None and not any(problem.severity == "error" for problem in self.problems)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    async def settled(self) -> Document:
        """Wait until the text as it stands has been read."""
        while self._reading is not None and not self._reading.done():
            await asyncio.shield(self._reading)
        return self

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after every change; returns how to stop that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def edit(self, text: str) -> None:
        """Take a new text and tell everybody. Raises ReadOnly; ModelError where it is too long for a model file."""
        self._must_write()
        _must_fit(text, self.name)
        if text == self.text:
            return
        self._undo = [*self._undo[-MOST_UNDO + 1 :], self.text]
        while len(self._undo) > 1 and sum(map(len, self._undo)) > MOST_UNDO_CHARACTERS:
            del self._undo[0]
        self._redo.clear()
        self._take(text)

    def undo(self) -> bool:
        """Go back one text; whether there was one."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        return self._step(self._redo, self._undo)

    def turn(self, path: str, value: float | None) -> None:
        """Hold an assumption at a value without changing the text; None lets it go."""
        before = dict(self.settings)
        if value is None:
            self.settings.pop(path, None)
        else:
            self.settings[path] = value
        if before != self.settings:
            self.tell()

    def let_go(self) -> None:
        """Let go of every assumption that is held."""
        if self.settings:
            self.settings.clear()
            self.tell()

    def conflict(self) -> Conflict | None:
        """How the file on disk differs from what was last read from it or written to it. Raises ModelError where what
        is there now is no text."""
        theirs = files.text_of(self.path)
        if theirs == self.saved or theirs == self.text:
            return None
        return Conflict(theirs or "", unified(theirs or "", self.text, "on disk", "here"))

    def save(self, over: str | None = None) -> Conflict | None:
        """Write the text to disk. A file that somebody else changed is not overwritten: the difference is returned,
        unless ``over`` is that other text, which the caller has seen. Raises ReadOnly, ModelError, OSError."""
        self._must_write()
        found = self.conflict()
        if found is not None and found.theirs != over:
            return found
        files.write(self.path, self.text)
        self._is_as_on_disk(self.text)
        return None

    def reload(self) -> None:
        """Take the text on disk; undo goes back. Also where nothing may be written. Raises ModelError."""
        text = files.text_of(self.path)
        if text is None:
            return
        if text != self.text:
            self._undo = [*self._undo[-MOST_UNDO + 1 :], self.text]
            self._redo.clear()
            self.text = text
            self._read()
        self._is_as_on_disk(text)

    def take_draft(self) -> None:
        """Go on with the draft that was found; undo goes back."""
        found, self.draft = self.draft, None
        if found is not None:
            self.edit(found.text)
            self.tell()

    def drop_draft(self) -> None:
        """Throw the draft away that was found."""
        self._must_write()
        self.draft, self._kept = None, None
        self.keep()
        self.tell()

    def keep(self) -> None:
        """Put an unsaved text that was not kept yet beside the file, so that a crash does not lose it."""
        if self.read_only or self.text == self._kept:
            return
        self._kept = self.text
        if self.is_dirty:
            files.keep_draft(self.path, files.Draft(self.text, files.fingerprint(self.saved)))
        elif self.draft is None:
            files.drop_draft(self.path)

    def look_at_disk(self) -> None:
        """Notice that somebody else changed the file; everybody is told once."""
        mark = files.mark_of(self.path)
        if mark == self._mark:
            return
        self._mark = mark
        try:
            behind = files.text_of(self.path) not in (self.saved, self.text)
        except ModelError:
            behind = True
        if behind != self.is_behind:
            self.is_behind = behind
            self.tell()

    def tell(self) -> None:
        """Tell everybody that something changed."""
        for listener in tuple(self._listeners):
            listener()

    def _must_write(self) -> None:
        if self.read_only:
            raise ReadOnly("the workbench was started with --read-only: nothing can be changed")

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
        self.tell()

    def _is_as_on_disk(self, text: str) -> None:
        self.saved, self.is_behind, self._mark = text, False, files.mark_of(self.path)
        if not self.read_only and self.draft is None:
            self._kept = text
            files.drop_draft(self.path)
        self.tell()

    def _read(self) -> None:
        self.version += 1
        if self.reader is None:
            self._have(language.check(self.text, self.path.name))
        else:
            self._reading = asyncio.get_running_loop().create_task(self._read_elsewhere(self.reader, self.version))

    async def _read_elsewhere(self, reader: Reader, version: int) -> None:
        try:
            said = await reader(self.text, self.path.name, str(id(self)))
        except DetenteError as error:
            said = None, (Problem(file=self.path.name, rule=str(error)),)
        if said is not None and version == self.version:
            self._reading = None
            self._have(said)
            self.tell()

    def _have(self, said: Said) -> None:
        model, self.problems = said
        has_errors = any(problem.severity == "error" for problem in self.problems)
        self.model = self.model if model is None or has_errors else model


def _must_fit(text: str, name: str) -> None:
    """Raise ModelError where a text cannot be a model file's."""
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        raise ModelError((Problem(file=name, rule="a model file is UTF-8", found="half a surrogate pair"),)) from None
    if size > MAX_BYTES:
        rule = f"a model file has at most {MAX_BYTES:,} bytes"
        raise ModelError((Problem(file=name, rule=rule, found=f"{size:,} bytes"),))
