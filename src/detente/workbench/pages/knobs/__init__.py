"""Knobs: every uncertain number and scenario probability as a control; the answer changes while one moves."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

from ...inquiry import inquiry
from ...sheet import Sheet
from ..answer import STYLE as ANSWER_STYLE
from ..looks import wear
from ..tags import tag
from .effect import Effect
from .panel import Panel
from .writing import write_in

STYLE = Path(__file__).with_name("style.css")


def show(sheet: Sheet) -> None:
    """Build the page."""
    wear()
    ui.add_css(ANSWER_STYLE)
    ui.add_css(STYLE)
    asked = inquiry(sheet.document, sheet.desk)
    effect = Effect(sheet, asked)
    with ui.column().classes("dt-board dt-answer dt-knobs w-full gap-6"):
        with ui.column().classes("dt-sticky w-full gap-2"):
            effect.build()
            with tag(ui.row().classes("items-center gap-2"), "held-row") as row:
                held = ui.label().classes("aside")
                tag(ui.button("Let go of all", on_click=sheet.document.let_go).props("flat dense no-caps"), "let-go")
                if not sheet.document.read_only:
                    write = ui.button("Write into the model", on_click=lambda: write_in(sheet))
                    tag(write.props("outline dense no-caps"), "write-in")
        effect.build_table()
        panel = Panel(sheet, asked)

    def shown() -> None:
        count = len(sheet.document.settings)
        held.set_text("1 knob is held." if count == 1 else f"{count} knobs are held.")
        row.set_visibility(bool(count))
        panel.follow()

    async def changed() -> None:
        shown()
        await effect.refresh()

    sheet.on_change(changed)
    sheet.client.on_delete(asked.listen(lambda stage: panel.heard(stage)))
    shown()
    ui.timer(0, effect.refresh, once=True)
