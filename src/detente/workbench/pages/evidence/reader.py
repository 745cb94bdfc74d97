"""The text of a source, its paragraphs numbered as the language counts them, passages marked, ready to be cited."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from nicegui import events, ui

from .anchor import Anchor, anchored

SHOWN = 150
"""Paragraphs that are shown at a time."""

_WATCH = """
(() => {
  let wait;
  const near = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('[data-paragraph]');
  document.addEventListener('selectionchange', () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      const box = getHtmlElement(%(id)d);
      const chosen = window.getSelection();
      if (!box || !chosen || !chosen.rangeCount || chosen.isCollapsed) return;
      const range = chosen.getRangeAt(0);
      if (!box.contains(range.startContainer)) return;
      const first = near(range.startContainer), last = near(range.endContainer) || first;
      if (!first) return;
      emitEvent('passage-%(id)d', {first: +first.dataset.paragraph, last: +last.dataset.paragraph,
        text: chosen.toString().slice(0, 20000)});
    }, 200);
  });
})();
"""

_SHOW = """
setTimeout(() => {
  const found = document.querySelector('#c%(id)d [data-paragraph="%(number)d"]');
  if (found) found.scrollIntoView({block: 'nearest', behavior: 'instant'});
}, 50);
"""


class Reader:
    """``blocks``: the paragraphs; ``on_select`` is called with what was selected in them."""

    def __init__(self, on_select: Callable[[Anchor], Any]) -> None:
        self.blocks: tuple[str, ...] = ()
        self.on_select = on_select
        self._cited: Mapping[int, int] = {}
        self._chosen: frozenset[int] = frozenset()
        self._quote, self._first = "", 0
        self.box = ui.column().classes("w-full gap-0 ev-text").props('data-testid="source-text"')
        self.box.props('role="region" tabindex="0" aria-label="The text of the source"')
        ui.on(f"passage-{self.box.id}", self._selected)
        ui.run_javascript(_WATCH % {"id": self.box.id})

    def show(self, blocks: Sequence[str], cited: Mapping[int, int], note: str) -> None:
        """Show a text. ``cited``: how many passages each paragraph belongs to; ``note``: why there is no text."""
        self.blocks, self._cited = tuple(blocks), cited
        self._chosen, self._quote, self._first = frozenset(), "", 0
        self._draw(note)

    def choose(self, numbers: Sequence[int], quote: str) -> None:
        """Mark a passage and bring it into view."""
        self._chosen, self._quote = frozenset(numbers), quote
        first = min((each for each in numbers if each <= len(self.blocks)), default=0)
        if first:
            self._first = (first - 1) // SHOWN * SHOWN
        self._draw("")
        if first:
            with self.box:
                ui.run_javascript(_SHOW % {"id": self.box.id, "number": first})

    def _draw(self, note: str) -> None:
        self.box.clear()
        with self.box:
            if not self.blocks:
                ui.label(note or "The text is empty.").classes("ev-soft px-4")
            self._turn(self._first - SHOWN, "Earlier paragraphs", self._first > 0)
            for number in range(self._first + 1, min(self._first + SHOWN, len(self.blocks)) + 1):
                self._paragraph(number)
            after = self._first + SHOWN
            self._turn(after, "Later paragraphs", after < len(self.blocks))

    def _turn(self, first: int, words: str, is_there: bool) -> None:
        if is_there:

            def go() -> None:
                self._first = max(first, 0)
                self._draw("")

            ui.button(words, on_click=go).props("flat no-caps dense").classes("ml-12")

    def _paragraph(self, number: int) -> None:
        text = self.blocks[number - 1]
        chosen = number in self._chosen
        kind = "ev-chosen" if chosen else "ev-cited" if number in self._cited else ""
        said = marked(text, self._quote) if chosen else escape(text)
        element = ui.html(said, sanitize=False, tag="p").classes(f"ev-paragraph {kind}")
        element.props(f'data-paragraph="{number}"')

    def _selected(self, event: events.GenericEventArguments) -> None:
        said = event.args if isinstance(event.args, dict) else {}
        first, last, text = said.get("first"), said.get("last"), said.get("text")
        if isinstance(first, int) and isinstance(last, int) and isinstance(text, str) and text.strip():
            found = anchored(self.blocks, first, last, text)
            if found is not None:
                self.on_select(found)


def marked(text: str, quote: str) -> str:
    """A paragraph as escaped HTML, the words of a quotation marked where they stand in it (white space may differ)."""
    words = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.search(words, text) if words else None
    if found is None:
        return escape(text)
    return f"{escape(text[: found.start()])}<mark>{escape(found[0])}</mark>{escape(text[found.end() :])}"
