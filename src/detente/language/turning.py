"""Numbers of a model written into its text: from the paths of assumptions to the places that say them.

A number is written wherever it stands: in the base model, and in every reading that says it anew. Of a scenario row all
probabilities are written, since they share what is left. What comes out is read again: a text is given back only if it
is the model with these numbers held (:func:`detente.model.turned.turned`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..errors import ModelError, Problem
from ..model import Model, Variable, assumptions
from ..model.turned import shared, turned
from . import edit
from .context import Context
from .load import load
from .nodes import Mapping as Node
from .nodes import Node as AnyNode
from .nodes import Scalar, Sequence
from .plain import Path, Value
from .read import check
from .report import Report
from .resolve import resolve

DIGITS = 6

UNITS = {"tempo": " per year", "foresight": " years"}


def written(text: str, numbers: Mapping[str, float]) -> str:
    """The text with the numbers at these paths written in; paths that the model has not are passed over. Raises
    ModelError where the text is no model, and where a number stands in a form that cannot be changed by itself."""
    report = Report()
    document = load(text, report)
    if document is None:
        raise ModelError(report.problems())
    model, contexts = resolve(document, report)
    if model is None or report.has_errors:
        raise ModelError(report.problems())
    rounded = {path: float(f"{value:.{DIGITS}g}") for path, value in numbers.items()}
    places = dict(_places(document, ()))
    new = text
    for place, value in dict(_puts(document, model, contexts, places, rounded)).items():
        new = edit.put(new, place, value)
    _must_agree(new, model, rounded)
    return new


def _places(node: AnyNode, path: Path) -> Iterator[tuple[tuple[int, int], Path]]:
    """Every value of the file by line and column; of two that begin at one place the outer one."""
    inner: list[tuple[AnyNode, Path]] = []
    if isinstance(node, Node):
        inner = [(value, (*path, key)) for key, (_, value) in node.entries.items()]
    elif isinstance(node, Sequence):
        inner = [(item, (*path, place)) for place, item in enumerate(node.items)]
    for value, where in inner:
        yield from _places(value, where)
        if not isinstance(value, Sequence):
            yield (value.line, value.column), where


def _puts(
    document: Node,
    model: Model,
    contexts: Mapping[str, Context],
    places: Mapping[tuple[int, int], Path],
    numbers: Mapping[str, float],
) -> Iterator[tuple[Path, Value]]:
    """What is to be put where."""
    for reading, variant in model.variants():
        context = contexts[reading]
        for path, value in numbers.items():
            head, name, *rest = path.split(".")
            if head == "scenario":
                continue
            if head == "actors" and name in {each.id for each in variant.actors}:
                yield from _habit(document, reading, name, rest[0], value)
            elif path in context.places:
                yield (*_at(context.places[path], places, path), "costs" if head == "rules" else "worth"), value
        for variable in variant.scenario:
            yield from _rows(variable, context, places, numbers)


def _at(node: AnyNode, places: Mapping[tuple[int, int], Path], path: str) -> Path:
    found = places.get((node.line, node.column))
    if found is None:
        raise _refused(path, "a place of its own in the file", node)
    return found


def _habit(document: Node, reading: str, actor: str, habit: str, value: float) -> Iterator[tuple[Path, Value]]:
    """In the base model; in a reading only where it says the habit itself."""
    place: Path = ("readings", reading, "actors", actor, habit) if reading else ("actors", actor, habit)
    node: AnyNode | None = document
    for step in place:
        node = node.get(str(step)) if isinstance(node, Node) else None
    if node is not None or not reading:
        yield place, f"{value:g}{UNITS[habit]}" if habit in UNITS else value


def _rows(
    variable: Variable, context: Context, places: Mapping[tuple[int, int], Path], numbers: Mapping[str, float]
) -> Iterator[tuple[Path, Value]]:
    """All probabilities of every row of which one is held."""
    for number, phase in enumerate(variable.phases):
        start = f"scenario.{variable.id}.{number}"
        for row in phase.rows:
            path = ".".join([start, *row.when])
            held = [numbers.get(f"{path}.{value}") for value in variable.values]
            if held.count(None) == len(held):
                continue
            node = context.places.get(path)
            whole = context.places.get(start)
            if isinstance(whole, Scalar):  # `is: biden`
                yield _at(whole, places, start), _nested(_phase(variable, number, numbers))
                break
            if not isinstance(node, Node) or not set(node.entries) & set(variable.values):
                raise _refused(path, "probabilities of its own", node)
            place = _at(node, places, path)
            chances = _whole(shared(held, [each.middle for each in row.chances]))
            for value, chance in zip(variable.values, chances, strict=True):
                if chance or value in node.entries:
                    yield (*place, value), chance


def _phase(variable: Variable, number: int, numbers: Mapping[str, float]) -> dict[Path, dict[str, Value]]:
    """All rows of a phase with what is held, by the parents' values; values of no probability are left out."""
    found: dict[Path, dict[str, Value]] = {}
    for row in variable.phases[number].rows:
        path = ".".join(["scenario", variable.id, str(number), *row.when])
        held = [numbers.get(f"{path}.{value}") for value in variable.values]
        chances = _whole(shared(held, [each.middle for each in row.chances]))
        found[row.when] = {value: chance for value, chance in zip(variable.values, chances, strict=True) if chance}
    return found


def _nested(rows: Mapping[Path, dict[str, Value]]) -> dict[str, Value]:
    """Rows by the values of one parent after the other."""
    whole: dict[str, Value] = {}
    for when, row in rows.items():
        inner = whole
        for value in when:
            inner = inner.setdefault(str(value), {})  # type: ignore[assignment]
        inner.update(row)
    return whole


def _whole(chances: list[float]) -> list[float]:
    """Rounded so that they still sum to 1: what rounding leaves goes to the largest."""
    found = [round(each, DIGITS) for each in chances]
    largest = found.index(max(found))
    found[largest] = round(found[largest] + 1.0 - sum(found), DIGITS)
    return found


def _refused(path: str, rule: str, node: AnyNode | None) -> ModelError:
    line, column = (node.line, node.column) if isinstance(node, Scalar | Node | Sequence) else (0, 0)
    what = f"to be written in, `{path}` needs {rule}"
    return ModelError((Problem(line, column, path, what, "a shorthand", "spell it out in the text"),))


def _must_agree(text: str, model: Model, numbers: Mapping[str, float]) -> None:
    """Raise ModelError unless the text says the model with the numbers held."""
    found, problems = check(text)
    if found is None or any(each.severity == "error" for each in problems):
        raise ModelError(problems)
    for reading, wanted in turned(model, numbers).variants():
        said = {each.path: each.quantity for each in assumptions(found.reading(reading))}
        for each in assumptions(wanted):
            got = said.get(each.path)
            same = got == each.quantity or (got and each.quantity and abs(got.middle - each.quantity.middle) < 1e-5)
            if not same:
                raise _refused(each.path, "to stand by itself in the file", None)
