"""The problems of the text beside the editor, each leading to its place."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from ....errors import Problem
from ....report.words import count
from ..problem import sentence
from .editor import Editor


def problem_list(editor: Editor) -> Callable[[], object]:
    """Build the list; what comes back builds it again."""

    @ui.refreshable
    def listed() -> None:
        problems = editor.sheet.document.problems
        ui.label(summary(problems)).classes("md-strong").props('data-testid="problem-count"')
        with ui.column().classes("w-full gap-1 md-problems"):
            for each in sorted(problems, key=lambda problem: (problem.severity, problem.line, problem.column)):
                _entry(each, editor)

    listed()
    return listed.refresh


def summary(problems: tuple[Problem, ...]) -> str:
    """``2 problems, 1 warning``."""
    errors = sum(each.severity == "error" for each in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems"
    if not errors:
        return count(warnings, "warning")
    return count(errors, "problem") + (f", {count(warnings, 'warning')}" if warnings else "")


def _entry(problem: Problem, editor: Editor) -> None:
    word, icon = ("problem", "error_outline") if problem.severity == "error" else ("warning", "warning_amber")
    with (
        ui.button(color=None, on_click=lambda: editor.go(problem.line, problem.column))
        .props("flat no-caps align=left")
        .classes(f"w-full md-entry md-entry-{problem.severity}")
        .props('data-testid="problem"'),
        ui.row().classes("w-full no-wrap items-start gap-2"),
    ):
        ui.icon(icon).props(f'aria-label="{word}"').classes("md-sign")
        with ui.column().classes("gap-0"):
            ui.label(f"line {problem.line}, column {problem.column}").classes("md-where")
            ui.label(sentence(problem)).classes("md-said")
