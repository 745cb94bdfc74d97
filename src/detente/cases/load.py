"""A model by name: a built-in case, a model file, a ``.gmcr`` file, or standard input."""

from __future__ import annotations

import difflib
import sys
from dataclasses import replace
from pathlib import Path

from .. import language
from ..errors import CaseNotFound, ModelError, Problem
from ..language.gmcr import read_gmcr
from ..language.read import read_text
from ..model import Model
from . import names, path


def starter() -> str:
    """A short commented model to start from."""
    return (Path(__file__).parent / "starter.yaml").read_text(encoding="utf-8")


def load(source: str | Path) -> Model:
    """The model called ``source``: a built-in case's name, a path, or ``-`` for standard input.

    Raises :class:`CaseNotFound` where there is neither, :class:`ModelError` with every problem of the file.
    """
    return read(source)[0]


def read(source: str | Path) -> tuple[Model, tuple[Problem, ...]]:
    """As :func:`load`, with the warnings beside the model."""
    model, problems = check(source)
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if model is None or errors:
        raise ModelError(errors)
    return model, problems


def check(source: str | Path) -> tuple[Model | None, tuple[Problem, ...]]:
    """The model, if it can be built, and everything that is wrong or doubtful in it."""
    if str(source) == "-":
        return language.check(sys.stdin.read(), "<stdin>")
    file = locate(source)
    text = read_text(file)
    shown = str(source) if Path(source).exists() else f"{source}/model.yaml"
    if file.suffix.lower() != ".gmcr":
        return language.check(text, shown)
    imported = read_gmcr(text, shown)
    model, problems = language.check(imported.text, shown)
    remarks = tuple(Problem(file=shown, rule=remark, severity="warning") for remark in imported.remarks)
    positionless = tuple(replace(problem, line=0, column=0) for problem in problems)
    return model, remarks + positionless


def locate(source: str | Path) -> Path:
    """The file of a built-in case or a path; :class:`CaseNotFound` with close names otherwise."""
    text = str(source)
    if Path(source).is_file():
        return Path(source)
    if text in names():
        return path(text)
    if Path(source).is_dir():
        raise CaseNotFound((Problem(file=text, rule="a model is one file; this is a folder"),))
    close = difflib.get_close_matches(text, names(), 1)
    hint = f"did you mean {close[0]}?" if close else "built-in cases: " + ", ".join(names())
    raise CaseNotFound((Problem(file=text, rule="there is no such file and no such built-in case", hint=hint),))
