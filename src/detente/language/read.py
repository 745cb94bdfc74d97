"""Text to model, every problem at once with its place in the file."""

from __future__ import annotations

from pathlib import Path

from ..errors import ModelError, Problem
from ..model import Condition, Model
from .conditions import condition
from .context import Context
from .doubts import doubts
from .load import MAX_BYTES, load
from .nodes import Scalar, shown
from .report import Report
from .resolve import resolve, values_of


def check(text: str, file: str = "") -> tuple[Model | None, tuple[Problem, ...]]:
    """The model (None if the text has errors), and all problems: errors, and warnings about what looks forgotten."""
    report = Report(file)
    document = load(text, report)
    if document is None:
        return None, report.problems()
    model, contexts = resolve(document, report)
    if report.has_errors:
        return None, report.problems()
    for doubt in doubts(model):
        report.put(contexts[""].locate(doubt))
    return model, report.problems()


def read(text: str, file: str = "") -> Model:
    """The model. Raises :class:`ModelError` with every problem (``file`` is the name shown in front of each)."""
    model, found = check(text, file)
    if model is None:
        raise ModelError(tuple(problem for problem in found if problem.severity == "error"))
    return model


def load_path(path: str | Path) -> Model:
    """The model in a file. Raises :class:`ModelError` also where the file cannot be read as text."""
    return read(read_text(Path(path)), str(path))


def read_text(path: Path) -> str:
    """The text of a model file, at most ``MAX_BYTES`` of it read. Raises :class:`ModelError`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        said = (error.strerror or str(error)).lower()
        problem = Problem(rule="a model is a file that can be read", found=said, file=str(path))
        raise ModelError((problem,)) from None
    if len(data) > MAX_BYTES:
        rule, found = f"a model file has at most {MAX_BYTES:,} bytes", f"{path.stat().st_size:,} bytes"
        raise ModelError((Problem(rule=rule, found=found, file=str(path)),))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        found, hint = f"the byte 0x{data[error.start]:02X}", "save it as UTF-8"
        problem = Problem(line, column, "", "a model file is UTF-8", found, hint, "error", str(path))
        raise ModelError((problem,)) from None


def parse_condition(text: str, model: Model) -> Condition:
    """A condition over a model's options, scenario variables and outcomes. Raises :class:`ModelError`, whose problems
    name the condition where others name a file."""
    report = Report(f"`{shown(text)}`")
    context = Context(report)
    context.values = values_of(model.options, model.scenario, model.graph)
    context.aliases = {outcome.id: outcome.condition for outcome in model.outcomes}
    node = Scalar(text, 1, 1, "", plain=True, raw=text)
    if text.strip() in context.aliases:
        return context.aliases[text.strip()]
    found = condition(node, context)
    if report.has_errors:
        raise ModelError(report.problems())
    return found
