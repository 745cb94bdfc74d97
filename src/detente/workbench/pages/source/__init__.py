"""Model: the YAML with problems marked, and forms over it."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

from ...sheet import Sheet
from ..forms.bench import Bench
from ..forms.show import Forms
from .changes import Changes
from .editor import Editor
from .problems import problem_list

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def show(sheet: Sheet) -> None:
    """Build the page: the text on the left, its problems and the forms on the right."""
    ui.add_css(STYLE)
    with ui.element("div").classes("md-halves"):
        with ui.column().classes("md-left gap-2"):
            changes = Changes(sheet)
            editor = Editor(sheet)
        with ui.column().classes("md-right gap-4"):
            problems = problem_list(editor)
            with ui.column().classes("w-full gap-0"):
                forms = Forms(Bench(sheet, changes.show, editor.go))
    sheet.show_line, sheet.settle = editor.go, editor.settle

    async def refresh() -> None:
        editor.follow()
        changes.follow()
        if not sheet.document.is_reading:
            editor.mark()
            problems()
            await forms.refresh()

    sheet.on_change(refresh)
    ui.timer(0.01, forms.refresh, once=True)
