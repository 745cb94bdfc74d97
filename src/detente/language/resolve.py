"""From a document (spelled out, patched) to a :class:`Model`: section by section, every name looked up.

The order is that of what refers to what: actors, options and graph, scenario, outcomes, rules, status quo,
preferences; claims last, each in the reading in which it is tested.
"""

from __future__ import annotations

from dataclasses import replace

from ..errors import Problem
from ..model import Graph, Model, Option, Reading, Variable
from ..model.model import STATE, Values
from ..model.problems import problems
from ..model.rule_problems import broken_rules
from . import numbers
from .actors import actors, options
from .changes import changes
from .claims import claims
from .context import Context
from .fields import because, day, each, identifier, items, known, text, texts
from .graph import graph
from .nodes import Mapping, Node, Scalar, kind
from .outcomes import outcomes
from .patch import patched, spelled_out
from .preferences import preferences
from .report import Report
from .rules import rules
from .scenario import scenario
from .sources import evidence, sources
from .states import first_choices, values

HORIZON = 2.0

_FOLLOW_UPS = frozenset({"a test names the values that it changes", "every want has an id", "every priority has an id"})
"""Rules that a part breaks which could not be read; that has been said already."""


def resolve(document: Mapping, report: Report) -> tuple[Model, dict[str, Context]]:
    """The model of a whole document, and what is known about names in it (id ``""``) and in each reading.

    Where the report has errors afterwards, the model is only as good as what could be read.
    """
    known(document, report, "a model", "model")
    base = spelled_out(document)
    context = Context(report)
    model = _model(base, context)
    contexts = {"": context}
    model = replace(model, readings=_readings(document.get("readings"), base, model, contexts))
    told = claims(document.get("claims"), lambda reading: contexts.get(reading), context)
    model = replace(model, claims=told)
    faulty = report.has_errors
    for problem in problems(model):
        if faulty and (problem.path.rpartition(".")[2] in ("status_quo", "options") or problem.rule in _FOLLOW_UPS):
            continue  # it may be so because something else is wrong
        _place(problem, contexts, report)
    return model, contexts


def _place(problem: Problem, contexts: dict[str, Context], report: Report) -> None:
    """A problem of the machine form, where its part stands in the file."""
    context = contexts[""]
    head, _, tail = problem.path.partition(".")
    reading, _, rest = tail.partition(".")
    if head == "readings" and reading in contexts and rest and rest != "because" and not rest.startswith("because."):
        context = contexts[reading]
        located = context.locate(replace(problem, path=rest))
        if not located.path.startswith("readings."):
            located = replace(located, path=f"{located.path} (reading {reading})")
        report.put(located)
        return
    report.put(context.locate(problem))


def _model(document: Mapping, context: Context) -> Model:
    """The model of one document, without readings and claims."""
    report = context.report
    context.as_of = day(document.get("as_of"), report, "`as_of`")
    for key in ("title", "as_of", "horizon", "actors", "options", "status_quo", "coalitions"):
        context.place(key, document.entries[key][1] if key in document.entries else document)
    _names(document, context)
    told = outcomes(document.get("outcomes"), context)
    book = rules(document.get("rules"), context)
    model = Model(
        title=text(document.get("title"), report, "`title`"),
        question=text(document.get("question"), report, "`question`"),
        as_of=context.as_of,
        horizon=_horizon(document.get("horizon"), context),
        sources=sources(document.get("sources"), context),
        evidence=evidence(document.get("evidence"), context),
        actors=context.actors,
        options=context.options,
        graph=context.graph,
        scenario=context.variables,
        outcomes=told,
        rules=tuple(book.hard),
        soft_rules=tuple(book.soft),
        consequences=tuple(book.consequences),
        preferences=preferences(document.get("preferences"), context),
        coalitions=_coalitions(document.get("coalitions"), context),
        notes=texts(document.get("notes"), report, "`notes`"),
    )
    return replace(model, status_quo=_status_quo(document.get("status_quo"), model, context))


def _names(document: Mapping, context: Context) -> None:
    """What conditions may speak of."""
    context.actors = actors(document.get("actors"), context)
    context.options = options(document.get("options"), context)
    context.graph = graph(document.get("graph"), context)
    context.variables = scenario(document.get("scenario"), context)
    context.values = values_of(context.options, context.variables, context.graph)


def values_of(
    options: tuple[Option, ...], variables: tuple[Variable, ...], graph: Graph | None
) -> dict[str, tuple[str, ...]]:
    """The values of every name that conditions may use."""
    found = {option.id: option.choices for option in options}
    found |= {variable.id: variable.values for variable in variables}
    if graph is not None:
        found[STATE] = tuple(state for state, _ in graph.states)
    return found


def _horizon(node: Node | None, context: Context) -> float:
    return HORIZON if node is None else numbers.duration(node, context.report, "`horizon`", HORIZON)


def _coalitions(node: Node | None, context: Context) -> tuple[tuple[str, ...], ...]:
    found = []
    for number, group in enumerate(items(node, context.report, "`coalitions`")):
        context.place(f"coalitions.{number}", group)
        members = items(group, context.report, "a coalition")
        found.append(tuple(text(member, context.report, "a coalition's member") for member in members))
    return tuple(found)


def _status_quo(node: Node | None, model: Model, context: Context) -> Values | None:
    """Today's value of every option. Without any in the file: the first choices, unless they break a rule."""
    if context.graph is not None:
        return _today_in_graph(node, context)
    if isinstance(node, Scalar) and node.text == "none":
        return None
    today = first_choices(context) | dict(values(node, context, "`status_quo`"))
    if node is None and not context.report.has_errors and any(broken_rules(model, today)):
        return None
    return tuple(today.items())


def _today_in_graph(node: Node | None, context: Context) -> Values | None:
    if node is None:
        return None
    known_states = context.values[STATE]
    if isinstance(node, Scalar) and node.text in known_states:
        return ((STATE, node.text),)
    hint = context.report.meant(node.text, known_states) if isinstance(node, Scalar) else ""
    context.report.add(node, "in graph form the status quo is one of the states", kind(node), hint)
    return None


def _in_order(document: Mapping, model: Model) -> Mapping:
    """The document with its scenario variables parents first, as in the base model."""
    node = document.get("scenario")
    if not isinstance(node, Mapping):
        return document
    place = document.entries["scenario"][0]
    ordered = {each.id: node.entries[each.id] for each in model.scenario}
    sorted_node = replace(node, entries=ordered | node.entries)
    return replace(document, entries=document.entries | {"scenario": (place, sorted_node)})


def _readings(node: Node | None, base: Mapping, model: Model, contexts: dict[str, Context]) -> tuple[Reading, ...]:
    """``readings: {id: {name, says, because, ... patch}}``."""
    context = contexts[""]
    report = context.report

    def read(key: str, place: Scalar, value: Node) -> Reading:
        context.place(f"readings.{key}", place)
        identifier(place, report, "a reading's name", dashed=True)
        patch = known(value, report, "a reading", "reading")
        inner = Context(report, context.trees)
        whole = Mapping(
            {name: pair for name, pair in base.entries.items() if name not in ("readings", "claims")},
            base.line, base.column, base.path,
        )  # fmt: skip
        changed = _model(patched(_in_order(whole, model), patch, report), inner)
        contexts[key] = inner
        context.used |= inner.used
        return Reading(
            key,
            changed,
            text(patch.get("name"), report, "`name`"),
            text(patch.get("says"), report, "`says`"),
            changes(model, changed),
            because(patch, context, f"readings.{key}"),
        )

    return each(node, report, "`readings`", read)
