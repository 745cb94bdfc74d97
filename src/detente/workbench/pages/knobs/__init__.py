"""Knobs: every uncertain number and scenario probability as a control."""

from __future__ import annotations

from nicegui import ui

from ...sheet import Sheet


def show(sheet: Sheet) -> None:
    """Build the page."""
    ui.label().bind_text_from(sheet.document, "name")
