"""The frame around the tabs of one model: its title and state, saving, undo, readings, knobs held, the report."""

from __future__ import annotations

import logging
from importlib import import_module

from nicegui import ui

from .banners import attempt, banners, see_disk
from .dress import dress, switch
from .printing import print_button
from .sheet import Sheet

PAGES = {
    "Answer": ("answer", "How likely, where it rests, which claims hold, and what it all hinges on"),
    "Board": ("board", "Put a state together; see who would stay in it and who would move"),
    "Knobs": ("knobs", "Every uncertain number and scenario chance as a control"),
    "Offers": ("offers", "Packages of commitments: effect, cost, and who would go along"),
    "Evidence": ("evidence", "Sources and passages, and what rests on them"),
    "Model": ("source", "The text of the model, and forms over it"),
}
"""The tabs, in order: name, module of ``pages`` whose ``show(sheet)`` builds it (loaded when first shown), purpose."""

KEYS = """<script>
document.addEventListener('keydown', event => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === 's') { event.preventDefault(); emitEvent('dt-save'); return; }
  if (event.target.closest('input, textarea, [contenteditable=true]')) return;
  if (key === 'z') { event.preventDefault(); emitEvent(event.shiftKey ? 'dt-redo' : 'dt-undo'); }
  if (key === 'y') { event.preventDefault(); emitEvent('dt-redo'); }
});
</script>"""


def frame(sheet: Sheet, tab: str = "") -> None:
    """Build the page of one model in this browser tab. ``tab``: which tab to show first."""
    ui.context.client.on_delete(sheet.document.listen(sheet.changed))
    dark = dress(_title(sheet))
    ui.add_body_html(KEYS)
    with ui.header().classes("dt-head"):
        ui.link("Skip to the page", "#page").classes("dt-skip")
        with ui.element("div").classes("dt-bar"):
            _name(sheet)
            with ui.element("div").classes("dt-tools"):
                _reading(sheet)
                _knobs(sheet)
                _history(sheet)
                _save(sheet)
                print_button(sheet)
                switch(dark)
        tabs = ui.tabs().classes("dt-tabs").props("align=left dense no-caps inline-label outside-arrows mobile-arrows")
        with tabs:
            for name, (_, purpose) in PAGES.items():
                ui.tab(name).props(f'data-testid=tab-{name.lower()} title="{purpose}"')
    banners(sheet)
    _panels(sheet, tabs, tab)


def _panels(sheet: Sheet, tabs: ui.tabs, wanted: str) -> None:
    """The place of each tab; a tab is built when it is first looked at."""
    panels = {}
    with ui.tab_panels(tabs, animated=False).classes("dt-panels").props("id=page tabindex=-1"):
        for name in PAGES:
            panels[name] = ui.tab_panel(name)
    built: set[str] = set()

    def look(name: str) -> None:
        sheet.look(name)
        if name not in built:
            built.add(name)
            with panels[name]:
                _build(sheet, name)

    def turn(name: str) -> None:
        look(name)
        ui.navigate.history.replace(f"?tab={name.lower()}")
        ui.run_javascript("window.scrollTo(0, 0)")

    first = next((name for name in PAGES if name.lower() == wanted.lower()), "Answer" if sheet.model else "Model")
    tabs.set_value(first)
    look(first)
    tabs.on_value_change(lambda event: turn(event.value))
    sheet.go_to = tabs.set_value


def _build(sheet: Sheet, name: str) -> None:
    try:
        sheet.build(name, import_module(f".pages.{PAGES[name][0]}", __package__).show)
    except Exception:
        logging.getLogger("detente").exception("the tab %s could not be built", name)
        said = f"The tab {name} could not be built. This is a fault of detente; the other tabs work."
        ui.label(said).classes("dt-wait")


def _title(sheet: Sheet) -> str:
    model = sheet.document.model
    return model.title if model and model.title else sheet.document.name


def _name(sheet: Sheet) -> None:
    with ui.element("div").classes("dt-name"):
        ui.link("detente", "/models").classes("dt-home").tooltip("All models")
        title = ui.label().classes("dt-title").props('role=heading aria-level="1"').props("data-testid=title")
        if _title(sheet) != sheet.document.path.name:
            ui.label(sheet.document.path.name).classes("dt-file")
        state = ui.label().classes("dt-state").props("aria-live=polite").props("data-testid=state")

    def refresh() -> None:
        words, is_open = state_words(sheet)
        title.set_text(_title(sheet))
        state.set_text(words)
        state.classes(add="open" if is_open else "", remove="" if is_open else "open")

    sheet.on_change(refresh)
    refresh()


def state_words(sheet: Sheet) -> tuple[str, bool]:
    """How the document stands, and whether that asks for something."""
    document = sheet.document
    errors = sum(each.severity == "error" for each in document.problems)
    if document.is_reading:
        return "reading …", False
    if errors:
        said = f"{errors} problem{'s' if errors > 1 else ''}"
        return f"{said}: answers are of the last text that read" if document.model else said, True
    if document.read_only:
        return "read-only", False
    if document.saved is None:
        return "not saved yet", True
    return ("unsaved changes", True) if document.is_dirty else ("saved", False)


def _reading(sheet: Sheet) -> None:
    choose = ui.select({"": "Base model"}, value="", on_change=lambda event: sheet.look_at(event.value or ""))
    choose.props('dense outlined options-dense aria-label="Reading"').classes("dt-reading").props("data-testid=reading")
    with choose:
        ui.tooltip("Which reading of the evidence the tabs show: the base model, or a rival one")

    def refresh() -> None:
        model = sheet.document.model
        options = {"": "Base model"}
        if model is not None:
            options |= {each.id: each.name or each.id for each in model.readings}
        choose.set_visibility(len(options) > 1)
        if options != choose.options:
            choose.set_options(options, value=sheet.reading if sheet.reading in options else "")

    sheet.on_change(refresh)
    refresh()


def _knobs(sheet: Sheet) -> None:
    button = ui.button(on_click=sheet.document.let_go).props("flat dense icon=restart_alt").props("data-testid=let-go")
    with button:
        ui.tooltip("Knobs hold these assumptions at values other than the model's; click to let go of all")

    def refresh() -> None:
        count = len(sheet.document.settings)
        button.set_text(f"{count} knob{'s' if count != 1 else ''} held")
        button.set_visibility(count > 0)

    sheet.on_change(refresh)
    refresh()


def _history(sheet: Sheet) -> None:
    document = sheet.document
    undo = ui.button(icon="undo", on_click=lambda: attempt(document.undo)).props('flat round dense aria-label="Undo"')
    redo = ui.button(icon="redo", on_click=lambda: attempt(document.redo)).props('flat round dense aria-label="Redo"')
    undo.props("data-testid=undo").tooltip("Undo the last change of the text (Ctrl+Z)")
    redo.props("data-testid=redo").tooltip("Do it again (Ctrl+Shift+Z)")
    ui.on("dt-undo", lambda: attempt(document.undo))
    ui.on("dt-redo", lambda: attempt(document.redo))

    def refresh() -> None:
        undo.set_enabled(document.can_undo and not document.read_only)
        redo.set_enabled(document.can_redo and not document.read_only)

    sheet.on_change(refresh)
    refresh()


def _save(sheet: Sheet) -> None:
    button = ui.button("Save", on_click=lambda: save(sheet))
    button.props("dense unelevated padding='2px 12px' data-testid=save")
    with button:
        ui.tooltip("Write the model to its file (Ctrl+S)")
    ui.on("dt-save", lambda: save(sheet))

    def refresh() -> None:
        button.set_enabled(sheet.document.is_dirty and not sheet.document.read_only)

    sheet.on_change(refresh)
    refresh()


async def save(sheet: Sheet) -> None:
    """Save the document; where somebody else changed the file, show how, and ask."""
    if sheet.settle is not None:
        await sheet.settle()
    document = sheet.document
    if not document.is_dirty and not document.read_only:
        ui.notify("there is nothing to save: the file holds this text")
        return
    found = attempt(document.save)
    if found is None:
        if not document.is_dirty:
            ui.notify(f"saved as {document.path.name}", type="positive")
        return
    over = lambda: attempt(lambda: document.save(found.theirs))  # noqa: E731
    mine = ("Write the text here over it", "What is on disk now is lost", over)
    theirs = ("Take the file's text", "Undo goes back to the text here", lambda: attempt(document.reload))
    see_disk(document, (theirs, mine))[2]()
