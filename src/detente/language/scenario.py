"""What no actor decides: variables with probabilities, conditional where needed, that may change on a date.

Two passes: first the values and parents of every variable, then, parents before children, a row of probabilities for
every combination of the parents' values.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from ..model.quantities import Quantity, fixed
from ..model.scenario import Phase, Row, Variable
from . import numbers
from .context import Context
from .fields import because, day, entries, identifier, items, known, mapping, one_or_more, text
from .nodes import Mapping, Node, Scalar, kind, shown
from .vocabulary import KEYS

MAX_ROWS = 5_000
_RESERVED = frozenset(KEYS["variable"])


@dataclass(slots=True)
class Draft:
    """A variable before its rows are read. ``bodies``: until when, and the value or probabilities until then."""

    id: str
    place: Scalar
    node: Mapping
    given: tuple[Scalar, ...]
    values: tuple[str, ...]
    bodies: list[tuple[str | None, Node | None]]

    @property
    def parents(self) -> tuple[str, ...]:
        return tuple(parent.text for parent in self.given)


def scenario(node: Node | None, context: Context) -> tuple[Variable, ...]:
    """``scenario: {variable: {value: probability, ...}}``, parents before children."""
    drafts: dict[str, Draft] = {}
    for key, place, value in entries(mapping(node, context.report, "`scenario`")):
        draft = _draft(key, place, value, context)
        if draft is None:
            context.broken.add(key)
        else:
            drafts[key] = draft
    for draft in drafts.values():
        draft.given = tuple(parent for parent in draft.given if _is_parent(parent, draft, drafts, context))
    return tuple(_variable(draft, drafts, context) for draft in _sorted(drafts, context))


def _draft(key: str, place: Scalar, value: Node, context: Context) -> Draft | None:
    report = context.report
    context.place(f"scenario.{key}", place)
    identifier(place, report, "a scenario variable's name")
    node = mapping(value, report, "a scenario variable")
    given = tuple(each for each in one_or_more(node.get("given"), report, "`given`") if isinstance(each, Scalar))
    bodies = list(_machine_bodies(node, context) if "phases" in node.entries else _bodies(node, context))
    stated = items(node.get("values"), report, "`values`")
    values = [identifier(each, report, "a value") for each in stated]
    for name in _mentioned(bodies, len(given)) if not stated else ():
        if name.text not in values:
            identifier(name, report, "a value")
            values.append(name.text)
    if len(values) != len(set(values)):
        report.add(node.get("values"), "a value is named once", "one again")
        values = list(dict.fromkeys(values))
    if not values:
        rule = "a scenario variable has values with probabilities"
        report.add(place, rule, "none", "for example {yes: 0.3, no: 0.7}")
        return None
    return Draft(key, place, node, given, tuple(values), bodies)


def _bodies(node: Mapping, context: Context, depth: int = 0) -> Iterator[tuple[str | None, Node | None]]:
    """The phases of the human form: ``until D, is V, then ...``, or probabilities at once."""
    if "until" not in node.entries:
        for word in ("is", "then"):
            if word in node.entries:
                context.report.add(node.entries[word][0], f"`{word}` goes with `until`", "no `until`")
        kept = {key: pair for key, pair in node.entries.items() if key not in _RESERVED}
        yield None, Mapping(kept, node.line, node.column, node.path)
        return
    for key, (place, _) in node.entries.items():
        if key not in _RESERVED:
            found = f"`{shown(key)}` beside `until`"
            context.report.add(place, "probabilities after a date stand under `then`", found, "then: {...}")
    until, then = node.get("until"), node.get("then")
    first = node.get("is")
    if first is None or then is None:
        context.report.add(node, "a dated change has `until`, `is` and `then`", "one of them missing")
    yield day(until, context.report, "`until`") or "9999-12-31", first
    if isinstance(then, Mapping):
        yield from _bodies(then, context, depth + 1)
    elif then is not None:
        context.report.add(then, "`then` is a mapping of probabilities", kind(then))
        yield None, None
    else:
        yield None, None


def _machine_bodies(node: Mapping, context: Context) -> Iterator[tuple[str | None, Node | None]]:
    """The phases of the machine form, each with its rows still unread."""
    for key, (place, _) in node.entries.items():
        if key not in ("text", "because", "given", "values", "phases"):
            found = f"`{shown(key)}` beside `phases`"
            context.report.add(place, "the machine form has `values`, `given` and `phases`", found)
    if node.get("values") is None:
        context.report.add(node, "the machine form has `values`, `given` and `phases`", "no `values`")
    for phase in items(node.get("phases"), context.report, "`phases`"):
        fields = known(phase, context.report, "a phase", "phase")
        yield day(fields.get("until"), context.report, "`until`") or None, fields.get("rows") or fields


def _mentioned(bodies: Iterable[tuple[str | None, Node | None]], depth: int) -> Iterator[Scalar]:
    """Every value that a probability or an ``is`` names, in order."""
    for _, body in bodies:
        if isinstance(body, Scalar):
            yield body
        elif isinstance(body, Mapping):
            yield from _leaves(body, depth)


def _leaves(node: Mapping, depth: int) -> Iterator[Scalar]:
    for place, value in node.entries.values():
        if depth == 0:
            yield place
        elif isinstance(value, Mapping):
            yield from _leaves(value, depth - 1)


def _is_parent(parent: Scalar, draft: Draft, drafts: dict[str, Draft], context: Context) -> bool:
    context.used.add(parent.text)
    if parent.text in drafts:
        return True
    if parent.text not in context.broken:
        hint = context.report.meant(parent.text, [other for other in drafts if other != draft.id])
        context.report.add(parent, "`given` names scenario variables", f"`{shown(parent.text)}`", hint)
    context.broken.add(draft.id)
    return False


def _sorted(drafts: dict[str, Draft], context: Context) -> list[Draft]:
    """Parents before children, otherwise as in the file; variables on a cycle are reported and left out."""
    done: dict[str, Draft] = {}
    waiting = dict(drafts)
    while waiting:
        ready = next((each for each in waiting.values() if all(parent in done for parent in each.parents)), None)
        if ready is None:
            cycle = _cycle(waiting)
            found = " given ".join(f"`{name}`" for name in cycle)
            context.report.add(drafts[cycle[0]].place, "`given` is not cyclic", found)
            context.broken.update(waiting)
            break
        done[ready.id] = waiting.pop(ready.id)
    return list(done.values())


def _cycle(waiting: dict[str, Draft]) -> list[str]:
    """One circle among variables that wait for one another."""
    seen: list[str] = []
    name = next(iter(waiting))
    while name not in seen:
        seen.append(name)
        name = next(parent for parent in waiting[name].parents if parent in waiting)
    return [*seen[seen.index(name) :], name]


def _variable(draft: Draft, drafts: dict[str, Draft], context: Context) -> Variable:
    rows = math.prod(len(drafts[parent].values) for parent in draft.parents)
    whens: list[tuple[str, ...]] = []
    if rows > MAX_ROWS:
        found = f"{rows:,} combinations of the parents' values"
        context.report.add(draft.place, f"a variable has at most {MAX_ROWS:,} rows", found)
        context.broken.add(draft.id)
    else:
        whens = list(product(*(drafts[parent].values for parent in draft.parents)))
    phases = []
    for number, (until, body) in enumerate(draft.bodies if draft.id not in context.broken else []):
        path = f"scenario.{draft.id}.{number}"
        context.place(path, body if body is not None else draft.place)
        machine = "phases" in draft.node.entries
        read = _listed_rows(body, draft, path, context) if machine else _rows(body, draft, whens, path, context)
        phases.append(Phase(read, until))
    said = text(draft.node.get("text"), context.report, "`text`")
    reasons = because(draft.node, context, f"scenario.{draft.id}")
    return Variable(draft.id, draft.values, tuple(phases), draft.parents, said, reasons)


def _rows(
    body: Node | None, draft: Draft, whens: list[tuple[str, ...]], path: str, context: Context
) -> tuple[Row, ...]:
    if isinstance(body, Scalar):
        if body.text not in draft.values:
            context.report.add(body, "`is` names one of the variable's values", kind(body))
        sure = tuple(fixed(float(value == body.text)) for value in draft.values)
        return tuple(Row(when, sure) for when in whens)
    if body is None or not isinstance(body, Mapping):
        even = tuple(fixed(1 / len(draft.values)) for _ in draft.values)
        return tuple(Row(when, even) for when in whens)
    _check_keys(body, draft, 0, whens, context)
    return tuple(Row(when, _row(body, draft, when, path, context)) for when in whens)


def _check_keys(body: Mapping, draft: Draft, level: int, whens: list[tuple[str, ...]], context: Context) -> None:
    """After ``given`` the keys are the parents' values."""
    if level == len(draft.given):
        return
    values = list(dict.fromkeys(when[level] for when in whens))
    for key, (place, value) in body.entries.items():
        if values and key not in values:
            rule = f"after `given: {draft.given[level].text}` the keys are its values"
            context.report.add(place, rule, f"`{shown(key)}`", context.report.meant(key, values))
        if isinstance(value, Mapping):
            _check_keys(value, draft, level + 1, whens, context)


def _row(body: Mapping, draft: Draft, when: tuple[str, ...], path: str, context: Context) -> tuple[Quantity, ...]:
    """The probabilities of one combination of the parents' values."""
    node: Node = body
    for level, value in enumerate(when):
        inner = node.get(value) if isinstance(node, Mapping) else None
        if inner is None:
            parent = draft.given[level].text
            rule = f"`{draft.id}` has probabilities for every value of `{parent}`"
            context.report.add(node, rule, f"none for `{value}`")
            return _even(draft)
        node = inner
    context.place(".".join([path, *when]), node)
    if not isinstance(node, Mapping):
        context.report.add(node, "probabilities are a mapping `value: probability`", kind(node))
        return _even(draft)
    for key, (place, _) in node.entries.items():
        if key not in draft.values:
            context.report.add(
                place, f"`{draft.id}` has no such value", f"`{shown(key)}`", context.report.meant(key, draft.values)
            )
    return _chances(draft, {value: node.get(value) for value in draft.values}, context)


def _even(draft: Draft) -> tuple[Quantity, ...]:
    return tuple(fixed(1 / len(draft.values)) for _ in draft.values)


def _chances(draft: Draft, found: dict[str, Node | None], context: Context) -> tuple[Quantity, ...]:
    """Probabilities in the order of the values; ``rest`` takes what is left of 1; a value not named has none."""
    rests = [value for value, each in found.items() if isinstance(each, Scalar) and each.text == "rest"]
    chances = {
        value: fixed(0.0) if each is None else numbers.chance(each, context.report, f"the probability of `{value}`")
        for value, each in found.items()
        if value not in rests
    }
    total = sum(chance.middle for chance in chances.values())
    if len(rests) > 1:
        context.report.add(found[rests[1]], "one probability may be `rest`", f"{len(rests)} of them")
    elif rests and total > 1 + 1e-9:
        context.report.add(found[rests[0]], "the other probabilities leave something for `rest`", f"{total:g} in all")
    for value in rests:
        chances[value] = fixed(round(max(1.0 - total, 0.0), 12) / len(rests))
    return tuple(chances[value] for value in draft.values)


def _listed_rows(body: Node | None, draft: Draft, path: str, context: Context) -> tuple[Row, ...]:
    """The rows of the machine form."""
    rows = []
    for item in items(body, context.report, "`rows`"):
        fields = known(item, context.report, "a row", "row")
        stated = items(fields.get("when"), context.report, "`when`")
        when = tuple(text(each, context.report, "`when`") for each in stated)
        context.place(".".join([path, *when]), item)
        found = items(fields.get("chances"), context.report, "`chances`")
        if len(found) != len(draft.values):
            rule = "a row has a probability for every value"
            context.report.add(item, rule, f"{len(found)} for {len(draft.values)} values")
            found = ()
        pairs: dict[str, Node | None] = dict(zip(draft.values, found, strict=False))
        rows.append(Row(when, _chances(draft, pairs, context) if found else _even(draft)))
    return tuple(rows)
