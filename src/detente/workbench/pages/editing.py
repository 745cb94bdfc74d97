"""A change of the text, worked out beside the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ..sheet import Sheet


async def edited(sheet: Sheet, edit: Callable[[str], str]) -> str:
    """Change the text; the text before. Where it changed meanwhile, the change is worked out anew. Raises DetenteError
    where the text cannot be changed so."""
    document = sheet.document
    before = document.text
    after = await asyncio.to_thread(edit, before)
    if document.text != before:
        before = document.text
        after = await asyncio.to_thread(edit, before)
    document.edit(after)
    return before
