"""What knobs hold, written into the text: one edit, which can be undone."""

from __future__ import annotations

from nicegui import ui

from ....errors import DetenteError
from ...sheet import Sheet


async def write_in(sheet: Sheet) -> None:
    """Put every held value into the text, and let go of the knobs."""
    document = sheet.document
    settings, before = dict(document.settings), document.text
    text = await sheet.ask("written", before, settings)
    if text is None:
        return
    if document.text != before:
        ui.notify("The text changed in the meantime; try again.", type="warning")
        return
    try:
        document.edit(text)
    except DetenteError as error:
        ui.notify(str(error), type="warning")
        return
    document.let_go()
    many = "1 value is" if len(settings) == 1 else f"{len(settings)} values are"
    ui.notify(f"{many} in the text now; Undo goes back. It is not saved yet.", type="positive")
