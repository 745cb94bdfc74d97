"""Pieces of the page Answer: what is at work, and passages to click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from nicegui import ui

from ....model import Model
from ....report.words import paragraphs
from ...inquiry import Inquiry, Stage
from ...sheet import Sheet
from ..evidence.passage import open_passage
from ..tags import tag

AT_WORK = {
    "middle": "Estimating the chances",
    "chances": "Working out the chances",
    "rests": "Looking where the parties can rest",
    "claims": "Testing the claims",
    "hinges": "Looking what the answer hinges on",
    "crux": "Looking what divides the readings",
}


OLD = "From before the last change; it is being worked out again."


class Progress:
    """One quiet line at the foot of the window that says what is at work, with a button that stops it."""

    def __init__(self, asked: Inquiry) -> None:
        self.asked = asked
        with tag(ui.row().classes("dt-board dt-work items-center gap-3").props('role="status"'), "work") as self.row:
            ui.spinner(size="1.1rem", color="grey")
            self.words = ui.label().classes("soft")
            self.bar = ui.linear_progress(0, show_value=False, size="4px", color="grey").classes("dt-bar")
            self.stop = tag(ui.button("Stop", on_click=self._stop).props("flat dense no-caps"), "stop")
        self.timer = ui.timer(0.4, self.wake, active=False)

    def wake(self) -> None:
        """Show what is at work now; look again as long as something is."""
        name, stage = self._running()
        self.row.set_visibility(stage is not None)
        self.timer.active = any(each.is_running for each in self.asked.stages.values())
        if stage is None:
            return
        job = stage.job
        whole, done = (job.whole, job.done) if job is not None else (0, 0)
        again = " more closely" if stage.answer is not None else ""
        self.words.set_text(f"{AT_WORK[name]}{again}…")
        self.bar.set_value(round(done / whole, 3) if whole else 0.0)
        self.bar.set_visibility(bool(whole))
        self.stop.set_visibility(job is not None)

    def _running(self) -> tuple[str, Stage | None]:
        found = ((name, each) for name, each in self.asked.stages.items() if each.status == "running")
        return next(found, ("", None))

    def _stop(self) -> None:
        name, _ = self._running()
        if name:
            self.asked.cancel(name)


def waiting(stage: Stage, words: str) -> bool:
    """Say that an answer is awaited, or why there is none; whether there is one."""
    if stage.answer is not None:
        if stage.is_old:
            ui.label(OLD).classes("aside")
        return True
    if stage.status == "failed":
        if stage.error:
            ui.label(stage.error).classes("soft")
    elif stage.status == "cancelled":
        ui.label("Stopped before there was anything to show.").classes("soft")
    else:
        ui.label(words).classes("soft")
    return False


def passages(sheet: Sheet, model: Model, because: Sequence[str]) -> None:
    """A button for each passage; a click opens it in its source."""
    cited = [each for each in model.evidence if each.id in because]
    if not cited:
        ui.label("rests on no passage").classes("aside")
        return
    with ui.row().classes("gap-2"):
        for each in cited:
            where = f"{each.source} {paragraphs(each.paragraphs)}".strip()
            button = ui.button(where, on_click=partial(_open, sheet, each.id))
            tag(button.props("outline dense no-caps").classes("dt-passage"), f"passage-{each.id}")
            with button:
                ui.tooltip(each.says).classes("text-sm max-w-sm")


async def _open(sheet: Sheet, evidence_id: str) -> None:
    """Open a passage so that it stays open when the part of the page that was clicked is built anew."""
    with sheet.client:
        await open_passage(sheet, evidence_id)
