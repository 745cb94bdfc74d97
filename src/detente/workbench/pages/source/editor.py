"""The text of the model in an editor that others may change under the hand of who types.

What is typed reaches the document after a pause of ``PAUSE``. Then the browser is asked for its text, so that both
sides hold the same one even where a change from elsewhere crossed the typing; such a change is merged line by line. A
change from elsewhere is sent to the browser, which replaces only what differs: the cursor stays where it is. Marks of
problems go to the editor without its text, so that they never take back what was typed meanwhile.
"""

from __future__ import annotations

import asyncio
from typing import Any

from nicegui import background_tasks, ui

from ....errors import DetenteError
from ...sheet import Sheet
from .marks import changed_lines, marks, tooltips
from .merge import merged

PAUSE = 0.3
"""Seconds without a key after which the text is checked."""

_THEME = """
(() => {
  const dress = () => {
    const found = getElement(%(id)d);
    if (!found || !found.editor) return false;
    found.setTheme(document.body.classList.contains('body--dark') ? 'githubDark' : 'githubLight');
    return true;
  };
  const wait = setInterval(() => { if (dress()) clearInterval(wait); }, 200);
  new MutationObserver(dress).observe(document.body, {attributes: true, attributeFilter: ['class']});
})();
"""

_GO = """
(() => {
  let tries = 0;
  const wait = setInterval(() => {
    const found = getElement(%(id)d);
    const view = found && found.editor;
    if (++tries > 60) clearInterval(wait);
    if (!view || !view.dom.offsetParent || tries < 3) return;
    clearInterval(wait);
    const line = view.state.doc.line(Math.min(%(line)d, view.state.doc.lines));
    view.dispatch({selection: {anchor: Math.min(line.from + %(column)d - 1, line.to)}});
    found.revealLine(line.number);
    view.focus();
  }, 50);
})();
"""


class Editor:
    """The editor of one tab."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._base = self._text
        self._fresh: tuple[int, ...] = ()
        self._typing: asyncio.TimerHandle | None = None
        self.view = ui.codemirror(
            self._base, language="YAML", theme="githubLight", indent="  ", line_wrapping=True, on_change=self._typed
        )
        self.view.props('data-testid="model-text"').classes("md-editor w-full")
        self.view.props('aria-label="The text of the model"')
        if sheet.document.read_only:
            self.view.disable()
        ui.run_javascript(_THEME % {"id": self.view.id})
        self.mark()

    def go(self, line: int, column: int = 1) -> None:
        """Put the cursor on a place of the text and bring it into view, once the editor is visible."""
        with self.view:
            ui.run_javascript(_GO % {"id": self.view.id, "line": max(line, 1), "column": max(column, 1)})

    @property
    def _text(self) -> str:
        """The text of the document as editors have it: lines end with a line feed."""
        return self.sheet.document.text.replace("\r\n", "\n").replace("\r", "\n")

    def _in_file(self, text: str) -> str:
        """A text of the editor with lines that end as they do in the document."""
        return text.replace("\n", "\r\n") if "\r\n" in self.sheet.document.text else text

    def follow(self) -> None:
        """Take what the document holds, if it was changed elsewhere."""
        text = self._text
        if self._typing is not None or text == self._base:
            return
        self._push(text)

    def mark(self) -> None:
        """Show the problems of the document, and the lines that were changed elsewhere just now."""
        text, problems = self._text, self.sheet.document.problems
        found: list[dict[str, Any]] = marks(text, problems, self._fresh)
        notes: dict[int, str] = tooltips(text, problems)
        with self.view.props.suspend_updates():
            self.view.decorations = found
            self.view.line_tooltips = notes
        self.view.run_method("setDecorations", found)
        self.view.run_method("setLineTooltips", {str(line): note for line, note in notes.items()})

    async def settle(self) -> None:
        """Bring what was typed into the document now."""
        if self._typing is None:
            return
        self._typing.cancel()
        self._typing = None
        mine = await self._written()
        text, clash = merged(self._base, mine, self._text)
        self._base, self._fresh = mine, ()
        try:
            self.sheet.document.edit(self._in_file(text))
        except DetenteError as error:
            ui.notify(str(error), type="warning")
        if self._text != self._base:
            self._push(self._text)
        if clash:
            ui.notify("Another tab changed the same lines; what was typed here was kept.", type="warning")

    def _typed(self) -> None:
        if self.view.value == self._base and self._typing is None:
            return
        if self._typing is not None:
            self._typing.cancel()
        self._typing = asyncio.get_running_loop().call_later(PAUSE, self._pause_over)

    def _pause_over(self) -> None:
        background_tasks.create(self._settle_here(), name="take what was typed")

    async def _settle_here(self) -> None:
        with self.view:
            await self.settle()

    async def _written(self) -> str:
        """The text that the browser shows; where it does not answer, what came from it so far."""
        try:
            found = await ui.run_javascript(f"getElement({self.view.id}).editor.state.doc.toString()", timeout=2)
        except (TimeoutError, RuntimeError):
            found = None
        return found if isinstance(found, str) else str(self.view.value)

    def _push(self, text: str) -> None:
        self._fresh = changed_lines(self._base, text)
        self._base = text
        self.view.value = text
        self.view.run_method("setEditorValue", text)
        self.mark()
