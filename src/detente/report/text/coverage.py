"""Problems and evidence coverage for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from ...answer.coverage import Coverage
from ...errors import Problem
from ...model import Assumption, Model
from .tables import heading, percent, sentence, simple

COLOURS = {"error": "bold red", "warning": "yellow"}


def problem_parts(file: str, problems: tuple[Problem, ...]) -> Iterator[RenderableType]:
    """Each problem on a line of its own, then a count."""
    for problem in problems:
        yield Text.assemble((problem.severity, COLOURS[problem.severity]), ": ", problem.sentence())
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        yield sentence(f"{file}: no problems")
    else:
        yield sentence(f"{file}: {_count(errors, 'problem')}, {_count(warnings, 'warning')}")


def coverage_parts(model: Model, found: Coverage) -> Iterator[RenderableType]:
    """How much rests on evidence, and everything that does not."""
    total = len(found.resting) + len(found.bare)
    yield heading("What the assumptions rest on")
    if not model.evidence:
        yield sentence(f"The model cites no evidence; {total} assumptions rest on the analyst's word.")
        return
    yield sentence(
        f"{len(found.resting)} of {total} assumptions ({percent(found.share)}) rest on a passage, "
        f"{len(found.bare)} on the analyst's word."
    )
    if found.bare:
        yield simple("", ("assumption without a passage", "kind"), [(_said(each), each.kind) for each in found.bare])
    if found.uncited:
        yield sentence("Evidence that nothing uses: " + ", ".join(each.id for each in found.uncited))


def _said(each: Assumption) -> str:
    number = f" ({each.quantity.text()})" if each.quantity and each.kind != "chance" else ""
    return each.text + number


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
