"""From a part of the model to its line in the tab Model."""

from __future__ import annotations

from ..sheet import Sheet


async def open_place(sheet: Sheet, path: str) -> None:
    """Show the line of a path of the model (``preferences.dprk.jobs``, ``claims.talks``, ``evidence.pact``)."""
    found = await sheet.look_up("place", sheet.document.text, path, slot="place")
    if found is not None:
        sheet.open_line(found[0])
