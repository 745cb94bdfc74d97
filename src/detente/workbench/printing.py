"""The report of the model that is open, made by a worker and fetched by its job's number."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from nicegui import ui

from ..errors import DetenteError
from .desk import Desk, Job
from .sheet import Sheet

TASK = "report"

POLICY = "sandbox allow-modals allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a report may do: show itself. It is made of texts that somebody else may have written."""


def report_route(app: FastAPI, desk: Desk) -> None:
    """``/report/JOB``: a finished report; ``?keep=1`` as a file to keep."""

    @app.get("/report/{job}", include_in_schema=False)
    def read(job: str, keep: bool = False) -> Response:
        found = desk.jobs.get(job)
        if found is None or found.task != TASK or found.status != "done":
            return PlainTextResponse("there is no such report (any more); make it again", 404)
        name, html = found.answer
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        if keep:
            headers["Content-Disposition"] = f'attachment; filename="{name}.html"'
        return HTMLResponse(html, headers=headers)


def print_button(sheet: Sheet) -> None:
    """The button that makes a report."""
    button = ui.button("Report", icon="print", on_click=lambda: _make(sheet)).classes("dt-report")
    button.props('flat dense no-wrap aria-label="Report" data-testid=report')
    button.tooltip("Make a report of this model: one page to print or send")


def _make(sheet: Sheet) -> None:
    model = sheet.document.model
    if model is None:
        ui.notify("this text is no model yet, so there is nothing to report", type="warning")
        return
    try:
        job = sheet.desk.start(TASK, model, sheet.document.path.stem)
    except DetenteError as error:
        ui.notify(str(error), type="warning")
        return
    _wait(job, bool(sheet.document.settings))


def _wait(job: Job, are_knobs_held: bool) -> None:
    """A dialog that shows how far the report is, and then where it is."""
    with ui.dialog() as dialog, ui.card().classes("dt-dialog").props("data-testid=report-dialog"):
        ui.label("Report").classes("text-lg font-semibold").props('role=heading aria-level="2"')
        said = ui.label().classes("dt-soft").props("aria-live=polite")
        if are_knobs_held:
            ui.label("Knobs that are held do not count: the report is of the model's text.").classes("dt-soft")
        bar = ui.linear_progress(0.0, show_value=False).props("instant-feedback")
        with ui.row().classes("gap-4 items-center"):
            read = ui.link("Open the report", f"/report/{job.id}", new_tab=True).props("data-testid=report-open")
            keep = ui.link("Keep it as a file", f"/report/{job.id}?keep=1").props("data-testid=report-keep")
        with ui.row().classes("justify-end w-full"):
            stop = ui.button("Stop", on_click=job.cancel).props("flat")
            ui.button("Close", on_click=dialog.close).props("flat")

    def refresh() -> None:
        for link in (read, keep):
            link.set_visibility(job.status == "done")
        stop.set_visibility(not job.is_over)
        bar.set_visibility(not job.is_over)
        bar.set_value(job.done / job.whole if job.whole else 0.0)
        said.set_text(progress_words(job))
        if job.is_over:
            timer.deactivate()

    timer = ui.timer(0.3, refresh)
    dialog.on("hide", dialog.delete)
    dialog.open()


def progress_words(job: Job) -> str:
    """How far a report is."""
    if job.status == "done":
        return "The report is ready. It stays here while the workbench runs; keep it as a file to print or send it."
    if job.status == "waiting":
        return "Waiting for other work to end …"
    if job.status == "running":
        steps = f" ({job.done} of {job.whole})" if job.whole else ""
        return "Stopping …" if job.stopped else f"Working: {job.stage or 'getting ready'}{steps} …"
    return f"There is no report: {job.error}"
