"""Long work in a place of a page: what is at work, how far it is, and a button that stops it."""

from __future__ import annotations

from typing import Any

from nicegui import ui

from ...errors import DetenteError
from ..sheet import Sheet


async def long_work(sheet: Sheet, place: ui.element, said: str, task: str, *args: Any) -> Any:
    """The answer of a job, partial if it was stopped; None where there is none, and the place then says why. Work for a
    place that shows something else by now, or is gone, is stopped."""
    place.clear()
    try:
        job = sheet.desk.start(task, *args)
    except DetenteError as error:
        with place:
            ui.label(str(error)).classes("soft")
        return None
    with (
        place,
        ui.row().classes("w-full items-center gap-3").props('role="status"').props('data-testid="working"') as row,
    ):
        ui.spinner(size="1.1rem", color="grey")
        words = ui.label(f"{said}…").classes("soft")
        bar = ui.linear_progress(0, show_value=False, size="4px", color="grey").style("max-width: 16rem")
        ui.button("Stop", on_click=job.cancel).props("flat dense no-caps size=sm").props('data-testid="stop"')
    while not job.is_over:
        if row.is_deleted:
            job.cancel()
            return None
        if job.status == "waiting":
            words.set_text("waiting for other work to end…")
        elif job.whole:
            words.set_text(f"{said}: {job.done:,} of {job.whole:,}…")
        bar.set_visibility(bool(job.whole))
        bar.set_value(job.done / job.whole if job.whole else 0.0)
        await job.wait(0.4)
    if row.is_deleted:
        return None
    place.clear()
    if job.status == "done":
        return job.answer
    with place:
        ui.label(job.error or "stopped").classes("soft")
    return None
