"""Where forms are worked at: the open text, the last change, and what the model says to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ....errors import Problem
from ....language.edit import tree
from ....language.nodes import Mapping, Node, Sequence
from ....language.plain import Path
from ...sheet import Sheet
from ..editing import edited

Edit = Callable[[str], str]


@dataclass
class Bench:
    """``sheet``: the model; ``tell``: what to call with what was done and the text before; ``go``: shows a line."""

    sheet: Sheet
    tell: Callable[[str, str], None]
    go: Callable[[int], None]

    @property
    def text(self) -> str:
        return self.sheet.document.text

    async def apply(self, what: str, edit: Edit) -> tuple[Problem, ...]:
        """Change the text; the errors that the model did not have before. Raises DetenteError where the text cannot
        be changed so."""
        document = await self.sheet.document.settled()
        known = {_same(each) for each in document.problems}
        before = await edited(self.sheet, edit)
        if document.text == before:
            return ()
        await document.settled()
        self.tell(what, before)
        return tuple(each for each in document.problems if each.severity == "error" and _same(each) not in known)

    def take_back(self, text: str) -> bool:
        """Undo the last change, if the text is still what it made; whether it was."""
        return self.text == text and self.sheet.document.undo()

    def show(self, path: Path) -> None:
        """Bring an entry of the text into view."""
        node: Node = tree(self.text)
        line = 1
        for step in path:
            if isinstance(node, Mapping) and step in node.entries:
                key, node = node.entries[str(step)]
                line = key.line
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                line = node.line
        self.go(line)


def _same(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.rule, problem.found
